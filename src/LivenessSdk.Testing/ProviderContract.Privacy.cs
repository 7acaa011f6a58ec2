using System.Collections;
using System.Text;
using System.Text.Json;
using LivenessSdk.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Testing;

public abstract partial class ProviderContract
{
    /// <summary>Checks that neither credentials nor photos are visible to operators.</summary>
    [Theory]
    [InlineData(nameof(Scenario.Live))]
    [InlineData(nameof(Scenario.Attack))]
    [InlineData(nameof(Scenario.NoFace))]
    [InlineData(nameof(Scenario.Unauthorized))]
    [InlineData(nameof(Scenario.ServerError))]
    [InlineData(nameof(Scenario.Malformed))]
    [InlineData(nameof(Scenario.HtmlPage))]
    [InlineData(nameof(Scenario.CutConnection))]
    public async Task Nothing_secret_shows(string scenario)
    {
        Vendor.Always(Scenario.All.Single(candidate => candidate.Name == scenario));
        using RecordedLogs logs = new();
        await using ServiceProvider services = Build(options => options.KeepResponse = KeepResponse.Always, logs: logs);
        List<string?> shown = [];

        try
        {
            LivenessResult result = await CheckAsync(services, new LivenessRequest(SamplePhoto.ToImage()));
            shown.AddRange([result.ToString(), LivenessJson.Serialize(result), result.Response?.ToString()]);
            shown.AddRange(result.Reasons.Select(reason => reason.ToString()));
        }
        catch (LivenessException failure)
        {
            shown.AddRange([failure.ToString(), failure.Response?.ToString(), failure.ProviderErrorCode, failure.ContinuationToken]);
            shown.AddRange(failure.Attempts.SelectMany(attempt => new[] { attempt.ToString(), attempt.ContinuationToken }));
            for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
            {
                shown.AddRange(cause.Data.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}"));
            }
        }

        // Proxies and servers log addresses.
        shown.AddRange(Vendor.Requests.Select(request => $"{request.Path}?{string.Join('&', request.Query.Select(pair => $"{pair.Key}={pair.Value}"))}"));

        string text = string.Join('\n', [.. shown, .. logs.Lines]);
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.DoesNotContain("/9j/4AAQSkZJRg", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Checks that a response is kept only if it is unreadable.</summary>
    [Theory]
    [InlineData(KeepResponse.WhenUnreadable, false, true)]
    [InlineData(KeepResponse.Always, true, true)]
    [InlineData(KeepResponse.Never, false, false)]
    public async Task A_response_is_kept_as_the_client_is_configured(KeepResponse keep, bool whenReadable, bool whenNot)
    {
        Vendor.Next(Scenario.Live, Scenario.HtmlPage);
        await using ServiceProvider services = Build(options => options.KeepResponse = keep);
        LivenessRequest request = new(SamplePhoto.ToImage());

        LivenessResult result = await CheckAsync(services, request);
        LivenessException failure = await Assert.ThrowsAsync<LivenessException>(() => CheckAsync(services, request));

        Assert.Equal(whenReadable, result.Response is { Body.IsEmpty: false });
        Assert.Equal(whenNot, failure.Response is { Body.IsEmpty: false });
        Assert.Equal(200, (int)failure.Response!.StatusCode);
    }

    /// <summary>Checks that a kept response is not serialized to JSON.</summary>
    [Fact]
    public async Task A_kept_response_is_not_serialized()
    {
        LivenessResult result = await CheckAsync(options => options.KeepResponse = KeepResponse.Always);

        string body = Encoding.UTF8.GetString(result.Response!.Body.Span);
        using JsonDocument json = JsonDocument.Parse(LivenessJson.Serialize(result));
        Assert.NotEmpty(body);
        Assert.False(json.RootElement.GetProperty("response").TryGetProperty("body", out _));
    }
}
