using System.Net;
using System.Net.Http.Headers;

namespace LivenessSdk.Providers;

/// <summary>Completes the head of a request with what is the same for every vendor.</summary>
internal static class RequestHeaders
{
    private const string UserAgent = "User-Agent";
    private const string Boundary = "boundary";

    /// <summary>Sets the version, the user agent, the expectation, and the form of a multipart boundary. What the adapter or the application has set stays.</summary>
    public static void Complete(HttpRequestMessage message, HttpClient client, RequestKind kind, LivenessProviderOptions? options)
    {
        message.Version = HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        if (!message.Headers.NonValidated.Contains(UserAgent) && !client.DefaultRequestHeaders.NonValidated.Contains(UserAgent))
        {
            message.Headers.TryAddWithoutValidation(UserAgent, options?.UserAgent ?? LivenessProviderOptions.DefaultUserAgent);
        }

        if (options?.ExpectContinue == true && kind == RequestKind.Billable)
        {
            message.Headers.ExpectContinue = true;
        }

        if (message.Content is MultipartContent form)
        {
            Unquote(form.Headers.ContentType);
        }
    }

    /// <summary>Takes the quotes off a boundary that needs none: some firewalls reject them.</summary>
    private static void Unquote(MediaTypeHeaderValue? type)
    {
        foreach (NameValueHeaderValue parameter in type?.Parameters ?? [])
        {
            if (parameter.Name.Equals(Boundary, StringComparison.OrdinalIgnoreCase)
                && parameter.Value?.Trim('"') is { Length: > 0 } boundary
                && boundary.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                parameter.Value = boundary;
            }
        }
    }
}
