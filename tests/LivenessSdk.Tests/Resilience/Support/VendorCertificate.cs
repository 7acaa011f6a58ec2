using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LivenessSdk.Tests.Resilience;

/// <summary>Makes the certificate of a vendor that only a test trusts.</summary>
internal static class VendorCertificate
{
    public static X509Certificate2 Create()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=vendor.example", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    public static void Trust(SocketsHttpHandler handler, X509Certificate2 certificate) =>
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented!.GetCertHashString() == certificate.GetCertHashString();
}
