using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LivenessSdk.Cli.Tests;

public sealed class DoctorTests : ToolTest
{
    private const string Key = "very-secret-key-4711";

    [Fact]
    public async Task A_good_set_up_has_no_fault()
    {
        ToolOutput run = await RunAsync(SettingsOf(), "doctor");

        run.ExitCode.Should().Be(0, because: run.Output);
        run.Output.Should().NotContain("FAULT").And.Contain("libvips").And.Contain("credentials are present");
        Simulator.Vendors.Should().OnlyContain(vendor => vendor.Requests.All(request => request.Photos.Count == 0));
    }

    [Fact]
    public async Task Nothing_configured_is_a_fault_whose_remedy_names_the_simulator()
    {
        ToolOutput run = await RunAsync("doctor");

        run.ExitCode.Should().Be(2);
        run.Output.Should().Contain("FAULT").And.Contain("--simulator");
    }

    [Fact]
    public async Task Each_registration_is_examined_whatever_is_wrong_with_another()
    {
        KeyValuePair<string, string?>[] settings =
        [
            .. SettingsOf("argos"),
            new("Liveness:Providers:dojah:SecretKey", $"{Key} with space"),
            new("Liveness:Providers:mistyped:Vendor", "Argoss"),
            new("Liveness:Providers:misplaced:Vendor", "Argos"),
            new("Liveness:Providers:misplaced:LiveThreshold", Key),
        ];

        ToolOutput run = await RunAsync(settings, "doctor");

        run.ExitCode.Should().Be(2);
        Line(run, "argos endpoint").Should().Contain("ok").And.Contain("answers");
        run.OutputLines.Where(line => line.Contains("dojah settings", StringComparison.Ordinal)).Should()
            .Contain(line => line.Contains("AppId is missing", StringComparison.Ordinal))
            .And.Contain(line => line.Contains("SecretKey contains a space", StringComparison.Ordinal));
        Line(run, "mistyped settings").Should().Contain("Argoss").And.Contain("Known are");
        Line(run, "misplaced settings").Should().Contain("LiveThreshold");
        run.Output.Should().NotContain(Key).And.NotContain(Simulator.Argos.ApiKey);
    }

    [Fact]
    public async Task An_endpoint_that_nobody_listens_on_is_a_fault_of_the_network()
    {
        ToolOutput run = await RunAsync([.. SettingsOf("argos"), new("Liveness:Providers:argos:Endpoint", "http://127.0.0.1:1")], "doctor");

        run.ExitCode.Should().Be(4);
        Line(run, "argos endpoint").Should().Contain("FAULT").And.Contain("firewall");
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_a_fault_of_TLS()
    {
        using X509Certificate2 certificate = SelfSigned();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = RefusedHandshakeAsync(listener, certificate);
        string endpoint = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        ToolOutput run = await RunAsync([.. SettingsOf("argos"), new("Liveness:Providers:argos:Endpoint", endpoint)], "doctor");

        await serving;
        run.ExitCode.Should().Be(4);
        Line(run, "argos endpoint").Should().Contain("ok");
        Line(run, "argos TLS").Should().Contain("FAULT").And.Contain("not trusted").And.Contain("clock");
    }

    private static string Line(ToolOutput run, string subject) =>
        run.OutputLines.Should().ContainSingle(line => line.Contains(subject, StringComparison.Ordinal)).Subject;

    private static X509Certificate2 SelfSigned()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task RefusedHandshakeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        using SslStream tls = new(client.GetStream());
        Func<Task> handshake = async () =>
        {
            await tls.AuthenticateAsServerAsync(certificate, clientCertificateRequired: false, SslProtocols.None, checkCertificateRevocation: false);
            await tls.ReadExactlyAsync(new byte[1]);
        };
        await handshake.Should().ThrowAsync<IOException>();
    }
}
