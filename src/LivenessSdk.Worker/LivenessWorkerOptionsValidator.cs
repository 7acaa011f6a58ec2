using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LivenessSdk.Worker;

/// <summary>Finds errors in the options when the application starts.</summary>
internal sealed class LivenessWorkerOptionsValidator(IServiceProvider services, IEnumerable<PhotoSource> ownSources, LivenessClientFactory? clients = null) : IValidateOptions<LivenessWorkerOptions>
{
    private const int MaxConcurrency = 1000;

    private static readonly TimeSpan s_longestTime = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, LivenessWorkerOptions options)
    {
        List<string> errors = [.. FindErrors(options)];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private string? FindErrorOfLedger()
    {
        try
        {
            return services.GetService<CheckLedger>() is null
                ? "The worker requires a ledger, so that no photo is paid for twice. Call UseLedger after AddLiveness."
                : null;
        }
        catch (ArgumentException e)
        {
            return e.Message; // The options of the ledger, from the same configuration, are invalid.
        }
    }

    private IEnumerable<string> FindErrors(LivenessWorkerOptions options)
    {
        if (clients is null)
        {
            yield return "The worker requires at least one client. Call AddLiveness.";
        }

        if (FindErrorOfLedger() is { } wrong)
        {
            yield return wrong;
        }

        if (options.Broker is not { IsAbsoluteUri: true, Scheme: "amqp" or "amqps" })
        {
            yield return "Broker must be an address that starts with amqp:// or amqps://.";
        }

        foreach ((string option, string value) in new[] { (nameof(options.Queue), options.Queue), (nameof(options.ResultExchange), options.ResultExchange) })
        {
            if (value.Length is 0 or > 200)
            {
                yield return $"{option} must have 1 to 200 characters.";
            }
        }

        if (options.Concurrency is < 1 or > MaxConcurrency)
        {
            yield return $"Concurrency is {options.Concurrency}, but must be from 1 to {MaxConcurrency}.";
        }

        foreach ((string option, TimeSpan value) in new[] { (nameof(options.OutageTimeout), options.OutageTimeout), (nameof(options.PhotoTimeout), options.PhotoTimeout) })
        {
            if (value <= TimeSpan.Zero || value > s_longestTime)
            {
                yield return $"{option} must be above 0 and at most 10 minutes.";
            }
        }

        foreach (string error in FindErrorsOfPhotos(options))
        {
            yield return error;
        }
    }

    private IEnumerable<string> FindErrorsOfPhotos(LivenessWorkerOptions options)
    {
        if (options.PhotoFolder is null && options.PhotoHosts.Count == 0 && !ownSources.Any())
        {
            yield return "The worker cannot load any photo. Set PhotoFolder or PhotoHosts, or register your own PhotoSource.";
        }

        if (options.PhotoFolder is { Length: 0 })
        {
            yield return "PhotoFolder is empty. Set the path of a folder, or remove the key.";
        }

        if (options.MaxPhotoBytes <= 0)
        {
            yield return "MaxPhotoBytes must be above 0.";
        }

        foreach (string host in options.PhotoHosts.Where(host => !IsHost(host)))
        {
            yield return $"PhotoHosts contains '{host}', which is not a valid host, such as photos.example.com or photos.example.com:8443.";
        }

        foreach (string network in options.PhotoNetworks.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            yield return $"PhotoNetworks contains '{network}', which is not a valid network, such as 10.20.0.0/16.";
        }
    }

    private static bool IsHost(string host) =>
        Uri.TryCreate($"https://{host}/", UriKind.Absolute, out Uri? uri) && HttpsPhotoSource.HostOf(uri).Equals(host, StringComparison.OrdinalIgnoreCase);
}
