using System.Diagnostics;

namespace LivenessSdk.Providers;

/// <summary>Represents the options that every client has; each vendor derives its own.</summary>
/// <remarks>Changed configuration takes effect from the next check on. An invalid change is rejected, and the last good options stay.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class LivenessProviderOptions
{
    /// <summary>Gets or sets the address of the vendor's API, or <see langword="null"/> for the vendor's documented one.</summary>
    /// <remarks>It must start with https://, except on the loopback interface.</remarks>
    public Uri? Endpoint { get; set; }

    /// <summary>Gets or sets the timeout of a whole check, tokens, upload and polling included, at most 24 hours. The default is 60 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets the limits, retries and circuit breakers of requests.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ResilienceOptions Resilience
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);

            field = value;
        }
    } = new();

    /// <summary>Gets or sets the height in pixels above which a photo is downscaled, at least 1, or <see langword="null"/> for never. The default is 1080.</summary>
    public int? MaxHeight { get; set; } = 1080;

    /// <summary>Gets or sets the <c>User-Agent</c> of every request. The default is <c>LivenessSdk/</c> and the library's version.</summary>
    /// <remarks>One that the adapter, or <c>ConfigureHttpClient</c>, sets takes precedence.</remarks>
    public string UserAgent { get; set; } = DefaultUserAgent;

    /// <summary>Gets or sets a value indicating whether billable requests ask the server's permission before they send the photo (<c>Expect: 100-continue</c>). The default is <see langword="false"/>.</summary>
    /// <remarks>
    /// It keeps the photo from a server that rejects the credentials, and the server's answer from being lost with the
    /// connection. It costs a round trip a check, and another if the server does not support it.
    /// </remarks>
    public bool ExpectContinue { get; set; }

    /// <summary>Gets or sets a value indicating whether the connection to the vendor is kept open between checks that are minutes apart. The default is <see langword="false"/>.</summary>
    /// <remarks>
    /// It saves the next check two or three round trips, and costs a HEAD request without credentials about every 45 seconds, as long as there
    /// was a check in the last ten minutes. Otherwise idle connections are closed after 60 seconds.
    /// </remarks>
    public bool KeepConnectionWarm { get; set; }

    /// <summary>Gets or sets when the body of a response is kept on results and exceptions. The default is <see cref="KeepResponse.WhenUnreadable"/>.</summary>
    public KeepResponse KeepResponse { get; set; }

    /// <summary>Gets or sets a value indicating whether a photo with several faces can still be live. The default is <see langword="false"/>.</summary>
    public bool AllowMultipleFaces { get; set; }

    /// <summary>Gets or sets the group that this client counts for in a consensus, or <see langword="null"/> for one of its vendor alone.</summary>
    /// <remarks>Vendors that resell one engine make the same mistakes. Clients of one group count once. Case does not matter.</remarks>
    public string? IndependenceGroup { get; set; }

    internal static string DefaultUserAgent { get; } = $"LivenessSdk/{typeof(LivenessProviderOptions).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Gets or sets the price of one check, for the tool's cost figures, or <see langword="null"/> if it is not known. Needs <see cref="Currency"/>.</summary>
    public decimal? Price { get; set; }

    /// <summary>Gets or sets the currency of <see cref="Price"/>, such as "EUR". Amounts of different currencies are never added.</summary>
    public string? Currency { get; set; }

    /// <summary>Returns the name of the type only: options contain credentials.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Finds the problems of the vendor's own settings.</summary>
    /// <returns>One sentence per problem, never with a credential in it; empty if there is none.</returns>
    protected abstract IEnumerable<string> Validate();

    /// <summary>Validates a credential: it must be present, and allowed in a header if it is sent in one.</summary>
    /// <param name="name">The name of the setting, for the text.</param>
    /// <param name="value">The credential; never part of the text.</param>
    /// <param name="inHeader">Whether it is sent in a header, where only visible ASCII is allowed.</param>
    /// <returns>The problems found; empty if there are none.</returns>
    protected static IEnumerable<string> CheckCredential(string name, string? value, bool inHeader = true)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            yield return $"{name} is missing. Set it to the value from the vendor's console.";
        }
        else if (value.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return $"{name} contains a line break. Copy it again, without one.";
        }
        else if (inHeader && value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            yield return $"{name} contains a space, a control or a non-ASCII character, which is not allowed in its header. Copy it again.";
        }
    }

    /// <summary>Finds all problems, those of the vendor's own settings included.</summary>
    internal IEnumerable<string> FindProblems() => [.. FindCommonProblems(), .. Resilience.FindProblems(), .. Validate()];

    private IEnumerable<string> FindCommonProblems()
    {
        if (Price < 0 || Price is null != string.IsNullOrEmpty(Currency) || Currency is { Length: > 0 } currency && !(currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)))
        {
            yield return "Price must be zero or more and have a Currency of three capital letters, such as EUR; neither goes without the other.";
        }

        if (Endpoint is { } endpoint && !IsAcceptable(endpoint))
        {
            yield return "Endpoint must be an absolute https:// address without user, query or fragment; http:// is accepted on the loopback interface only.";
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(1))
        {
            yield return "Timeout must be longer than zero and at most 24 hours.";
        }

        if (MaxHeight < 1)
        {
            yield return "MaxHeight must be at least 1 pixel, or null to never downscale a photo.";
        }

        if (string.IsNullOrWhiteSpace(UserAgent) || UserAgent.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            yield return "UserAgent must be a text of visible ASCII characters, for instance \"Onboarding/2.1\".";
        }

        if (!Enum.IsDefined(KeepResponse))
        {
            yield return "KeepResponse must be WhenUnreadable, Always or Never.";
        }

        if (IndependenceGroup is not null && string.IsNullOrWhiteSpace(IndependenceGroup))
        {
            yield return "IndependenceGroup is empty. Name the group, or remove the setting.";
        }
    }

    private static bool IsAcceptable(Uri endpoint) =>
        endpoint.IsAbsoluteUri
        && (endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))
        && endpoint.UserInfo.Length == 0
        && endpoint.Query.Length == 0
        && endpoint.Fragment.Length == 0;
}
