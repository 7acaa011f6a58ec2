using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Benchmarks.Responses;

/// <summary>Registers each vendor for <see cref="ResponseClient"/>, as users do, with the request whose response is measured.</summary>
internal sealed record ResponseVendor(string Name, Action<LivenessBuilder, Action<LivenessProviderOptions>> Register, LivenessRequest Request, string Live)
{
    private const string Registration = "measured";

    private static readonly RecordedResponse s_token = new("token", 200, Encoding.UTF8.GetBytes("""{"access":"any","refresh":"other","access_token":"any"}"""));

    public static IReadOnlyList<ResponseVendor> All { get; } =
    [
        new("Argos", (builder, configure) => builder.AddArgos(Registration, options => { options.ApiKey = "any"; configure(options); }), Photo, "live"),
        new("Dojah", (builder, configure) => builder.AddDojah(Registration, options => { options.AppId = options.SecretKey = "any"; configure(options); }), Photo, "live"),
        new("Progeny", (builder, configure) => builder.AddProgeny(Registration, options => { options.Username = options.Password = "any"; configure(options); }), OnePoll, "task-live"),
        new("Riset", (builder, configure) => builder.AddRiset(Registration, options => { options.Endpoint = new Uri("https://riset.example"); options.ClientId = options.Password = "any"; configure(options); }), Pair, "passed"),
        new("Verihubs", (builder, configure) => builder.AddVerihubs(Registration, options => { options.AppId = options.ApiKey = "any"; configure(options); }), Photo, "full-unverified"),
    ];

    private static LivenessRequest Photo => new(SamplePhoto.ToImage());

    /// <summary>Gets a request whose every response is looked at once: an unknown state would be asked for again until the deadline.</summary>
    private static LivenessRequest OnePoll => LivenessRequest.Continue(new ContinuationToken(Registration, "task").ToString(), returnWhenPending: true);

    private static LivenessRequest Pair => new([new LivenessFrame(SamplePhoto.ToImage()), new LivenessFrame(SamplePhoto.ToImage(), FacePose.Left)]);

    public ResponseClient CreateClient() => new(Registration, Register, AnswerBefore);

    private static RecordedResponse? AnswerBefore(HttpRequestMessage request, RecordedResponse response) =>
        request.RequestUri!.AbsolutePath.Contains("token", StringComparison.Ordinal) ? s_token : null;
}
