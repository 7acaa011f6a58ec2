using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Cli.Tests;

public sealed class DoctorTests : ToolTest
{
    private const string Key = "very-secret-key-4711";

    [Fact]
    public async Task A_good_set_up_has_no_fault()
    {
        ToolOutput run = await RunAsync(SettingsOf(), "doctor");

        run.ExitCode.Should().Be(0, because: run.Output);
        run.Output.Should().NotContain("PROBLEM").And.Contain("libvips").And.Contain("credentials are present");
        Simulator.Vendors.Should().OnlyContain(vendor => vendor.Requests.All(request => request.Photos.Count == 0));
    }

    [Fact]
    public async Task Nothing_configured_is_a_fault_whose_remedy_names_the_simulator()
    {
        ToolOutput run = await RunAsync("doctor");

        run.ExitCode.Should().Be(2);
        run.Output.Should().Contain("PROBLEM").And.Contain("--simulator");
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
        Line(run, "argos endpoint").Should().Contain("ok").And.Contain("responds");
        run.OutputLines.Where(line => line.Contains("dojah settings", StringComparison.Ordinal)).Should()
            .Contain(line => line.Contains("AppId is missing", StringComparison.Ordinal))
            .And.Contain(line => line.Contains("SecretKey contains a space", StringComparison.Ordinal));
        Line(run, "mistyped settings").Should().Contain("Argoss").And.Contain("Known are");
        run.OutputLines.Where(line => line.Contains("misplaced settings", StringComparison.Ordinal)).Should()
            .Contain(line => line.Contains("LiveThreshold", StringComparison.Ordinal))
            .And.Contain(line => line.Contains("ApiKey is missing", StringComparison.Ordinal));
        run.Output.Should().NotContain(Key).And.NotContain(Simulator.Argos.ApiKey);
    }

    [Fact]
    public async Task An_endpoint_that_nobody_listens_on_is_a_fault_of_the_network()
    {
        ToolOutput run = await RunAsync([.. SettingsOf("argos"), new("Liveness:Providers:argos:Endpoint", "http://127.0.0.1:1")], "doctor");

        run.ExitCode.Should().Be(4);
        Line(run, "argos endpoint").Should().Contain("PROBLEM").And.Contain("firewall");
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
        Line(run, "argos TLS").Should().Contain("PROBLEM").And.Contain("not trusted").And.Contain("clock");
    }

    [LinuxFact]
    public async Task A_machine_without_libvips_is_a_fault_with_its_remedy()
    {
        ToolOutput run = await ToolProcess.RunWithoutLibvipsAsync(Folder, SettingsOf("argos"), "doctor");

        run.ExitCode.Should().Be(2, because: run.Output);
        Line(run, "libvips").Should().Contain("PROBLEM").And.Contain("NetVips.Native");
    }

    [Theory]
    [InlineData("progeny", "Password")]
    [InlineData("riset", "Password")]
    [InlineData("riset", "ClientId")]
    public async Task Wrong_credentials_are_found_where_signing_in_is_free(string provider, string setting)
    {
        ToolOutput run = await RunAsync([.. SettingsOf(provider), new($"Liveness:Providers:{provider}:{setting}", Key)], "doctor");

        run.ExitCode.Should().Be(2, because: run.Output);
        Line(run, $"{provider} credentials").Should().Contain("PROBLEM").And.NotContain(Key);
        Simulator.Vendors.Should().OnlyContain(vendor => vendor.Requests.All(request => request.Photos.Count == 0));
    }

    [Fact]
    public async Task Signing_in_sends_no_photo_and_the_others_are_said_to_need_a_paid_check()
    {
        ToolOutput run = await RunAsync(SettingsOf(), "doctor");

        run.ExitCode.Should().Be(0, because: run.Output);
        Line(run, "progeny credentials").Should().Contain("signed in");
        Line(run, "riset credentials").Should().Contain("signed in");
        foreach (string provider in new[] { "argos", "dojah", "verihubs" })
        {
            Line(run, $"{provider} credentials").Should().Contain("--paid-check");
        }

        Simulator.Vendors.SelectMany(vendor => vendor.Requests).Where(request => request.Method != "HEAD").Should()
            .HaveCount(2).And.OnlyContain(request => request.Path.Contains("token", StringComparison.Ordinal) && request.Photos.Count == 0);
    }

    [Fact]
    public async Task A_paid_check_proves_the_credentials_of_those_that_are_named()
    {
        ToolOutput run = await RunAsync(
            [.. SettingsOf(), new("Liveness:Providers:dojah:SecretKey", Key)], "doctor", "--paid-check", Photo, "--provider", "argos,dojah");

        run.ExitCode.Should().Be(2, because: run.Output);
        Line(run, "argos check").Should().Contain("ok").And.Contain("Live").And.Contain("billed");
        Line(run, "argos credentials").Should().Contain("accepted by the paid check").And.NotContain("--paid-check");
        Line(run, "verihubs credentials").Should().Contain("--paid-check", "its check was not asked for");
        Line(run, "dojah check").Should().Contain("PROBLEM").And.NotContain(Key);
        Simulator.Argos.Requests.Count(request => request.Photos.Count > 0).Should().Be(1);
        Simulator.Verihubs.Requests.Should().OnlyContain(request => request.Photos.Count == 0);
    }

    [Fact]
    public async Task Behind_a_proxy_this_machine_s_own_address_is_reached_directly()
    {
        ToolOutput run = await RunAsync(
            [.. SettingsOf("argos"), new("http_proxy", "http://127.0.0.1:1"), new("all_proxy", "http://127.0.0.1:1")], "doctor");

        Line(run, "argos endpoint").Should().Contain("ok").And.NotContain("proxy");
    }

    [Theory]
    [InlineData("http_proxy")]
    [InlineData("HTTP_PROXY")]
    [InlineData("all_proxy")]
    [InlineData("ALL_PROXY")]
    public async Task Behind_a_proxy_simulated_vendors_are_reached_directly(string variable)
    {
        ToolOutput own = await RunAsync([new(variable, "http://127.0.0.1:1")], "compare", Photo, "--simulator");
        ToolOutput other = await RunAsync([.. SettingsOf(), new(variable, "http://127.0.0.1:1")], "compare", Photo);

        (own.ExitCode, other.ExitCode).Should().Be((0, 0), because: own.Error + other.Error);
    }

    [Fact]
    public async Task A_proxy_that_is_down_is_told_from_a_vendor_that_is_down()
    {
        ToolOutput run = await RunAsync(
            [new("Liveness:Providers:argos:ApiKey", Key), new("Liveness:Providers:argos:Endpoint", "https://vendor.example"), new("HTTPS_PROXY", "http://user:secret@127.0.0.1:1")],
            "doctor");

        run.ExitCode.Should().Be(4);
        Line(run, "argos endpoint").Should().Contain("PROBLEM").And.Contain("the proxy http://127.0.0.1:1 rejects connections").And.NotContain("secret");
    }

    [Fact]
    public async Task A_proxy_that_does_not_let_the_vendor_through_is_named_with_its_status()
    {
        using TcpListener proxy = new(IPAddress.Loopback, 0);
        proxy.Start();
        Task serving = RefuseTunnelAsync(proxy);

        ToolOutput run = await RunAsync(
            [new("Liveness:Providers:argos:ApiKey", Key), new("Liveness:Providers:argos:Endpoint", "https://vendor.example"), new("HTTPS_PROXY", $"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}")],
            "doctor");

        await serving;
        Line(run, "argos endpoint").Should().Contain("PROBLEM").And.Contain("does not allow connections to https://vendor.example (403)");
    }

    [Fact]
    public async Task Compositions_are_examined_with_the_clients_they_are_made_of()
    {
        KeyValuePair<string, string?>[] settings =
        [
            .. SettingsOf("argos"), .. SettingsOf("dojah"),
            new("Liveness:Default", "resilient"),
            new("Liveness:Compositions:resilient:Kind", "Failover"),
            new("Liveness:Compositions:resilient:Clients:0", "argos"),
            new("Liveness:Compositions:resilient:Clients:1", "dojah"),
        ];

        ToolOutput good = await RunAsync(settings, "doctor");
        ToolOutput bad = await RunAsync([.. settings, new("Liveness:Compositions:resilient:Clients:2", "nobody")], "doctor");

        good.ExitCode.Should().Be(0, because: good.Output);
        Line(good, "compositions").Should().Contain("resilient");
        bad.ExitCode.Should().Be(2);
        bad.OutputLines.Should().ContainSingle(line => line.Contains("nobody", StringComparison.Ordinal));
    }

    private static async Task RefuseTunnelAsync(TcpListener proxy)
    {
        using TcpClient client = await proxy.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[64], 1);
        await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
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
