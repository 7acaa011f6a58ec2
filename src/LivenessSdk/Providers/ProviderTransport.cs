using System.Net;

namespace LivenessSdk;

/// <summary>Sends the messages of one registration: the only way to the network.</summary>
/// <remarks>It bounds time and size, repeats what is safe to repeat, and turns every failure of the transport into a <see cref="LivenessException"/>.</remarks>
public sealed class ProviderTransport
{
    private readonly IHttpClientFactory _httpClientFactory;
    private readonly string _httpClientName;

    internal ProviderTransport(
        string name, IHttpClientFactory httpClientFactory, string httpClientName, ResilienceOptions resilience, TimeProvider timeProvider)
    {
        Name = name;
        TimeProvider = timeProvider;
        _httpClientFactory = httpClientFactory;
        _httpClientName = httpClientName;
        _ = resilience;
    }

    /// <summary>Gets the name of the registration.</summary>
    public string Name { get; }

    /// <summary>Gets the clock for everything an adapter times.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Sends a message and reads the reply, whatever its status.</summary>
    /// <param name="create">Creates the message; called once per attempt.</param>
    /// <param name="kind">What the message may cost, which decides when it may be sent again.</param>
    /// <param name="cancellationToken">The token given to <see cref="ILivenessProvider.CheckAsync"/>.</param>
    /// <returns>The reply, its body decompressed and at most 1 MiB.</returns>
    /// <exception cref="LivenessException">No readable reply arrived.</exception>
    public async Task<ProviderResponse> SendAsync(
        Func<HttpRequestMessage> create, RequestKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(create);

        using HttpRequestMessage request = create();
        request.Version = HttpVersion.Version20;
        if (kind == RequestKind.Billable && CheckScope.Current is { } scope)
        {
            scope.PhotoSent = true;
            scope.MayHaveBeenProcessed = true;
        }

        HttpClient client = _httpClientFactory.CreateClient(_httpClientName);
        try
        {
            using HttpResponseMessage response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new ProviderResponse { StatusCode = response.StatusCode, Body = body };
        }
        catch (HttpRequestException e)
        {
            throw new LivenessException(LivenessError.Unavailable, "The vendor could not be reached.", e) { Provider = Name };
        }
    }

    /// <summary>Creates the exception for a reply that an adapter understood as a failure.</summary>
    /// <param name="error">How the call failed.</param>
    /// <param name="message">What was wrong, what was expected, what to do; never a part of the reply's body.</param>
    /// <param name="response">The reply; null where none belongs to the failure.</param>
    /// <param name="providerErrorCode">The vendor's own code; null for none.</param>
    public LivenessException CreateException(
        LivenessError error, string message, ProviderResponse? response = null, string? providerErrorCode = null) =>
        new(error, $"{Name}: {message}")
        {
            Provider = Name,
            ProviderErrorCode = providerErrorCode,
            Response = response,
            RetryAfter = response?.RetryAfter,
            MayHaveBeenProcessed = CheckScope.Current?.MayHaveBeenProcessed ?? false,
        };

    /// <summary>Creates the exception for a reply by its HTTP status alone, where the body says nothing more.</summary>
    /// <param name="response">The reply.</param>
    /// <param name="providerErrorCode">The vendor's own code; null for none.</param>
    public LivenessException CreateException(ProviderResponse response, string? providerErrorCode = null)
    {
        ArgumentNullException.ThrowIfNull(response);

        int status = (int)response.StatusCode;
        (LivenessError error, string advice) = status switch
        {
            401 or 403 or 407 => (LivenessError.Unauthorized, "Check the credentials, their permissions and the allowed addresses of the account."),
            402 => (LivenessError.QuotaExceeded, "The account's balance or quota is used up. Top it up in the vendor's console."),
            408 or 425 => (LivenessError.Unavailable, "The vendor gave up waiting. Try again later."),
            413 => (LivenessError.InvalidImage, "The vendor finds the photo too large. Send a smaller one, or lower MaxHeight."),
            415 => (LivenessError.InvalidImage, "The vendor does not take this kind of photo."),
            424 => (LivenessError.Unavailable, "A service behind the vendor failed. Try again later."),
            429 => (LivenessError.RateLimited, "Too many calls. Try again later."),
            >= 500 => (LivenessError.Unavailable, "The vendor failed. Try again later."),
            >= 400 => (LivenessError.InvalidRequest, "The vendor refused the request. Check the Endpoint and the options of the registration."),
            _ => (LivenessError.UnexpectedResponse, "The vendor's contract has no such reply. Check the Endpoint of the registration."),
        };

        return CreateException(error, $"HTTP {status}. {advice}", response, providerErrorCode);
    }
}
