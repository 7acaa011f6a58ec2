using LivenessSdk;
using Microsoft.Extensions.Configuration;

namespace QuickStart;

/// <summary>Checks a photo with a real vendor, with the key from appsettings.json or from environment variables.</summary>
internal static class RealCheck
{
    private const int VendorFailure = 4;

    public static async Task<int> RunAsync(string file, string provider)
    {
        if (Directory.Exists(file))
        {
            throw new IOException($"'{file}' is a folder. Specify a photo.");
        }

        LivenessImage photo = await LivenessImage.FromFileAsync(file);
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new($"Providers:{provider}:Vendor", provider)])
            .AddConfiguration(new ConfigurationBuilder()
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .Build()
                .GetSection("Liveness"))
            .Build();

        await using LivenessClient client = LivenessClient.Create(configuration);
        ResultTable table = new(photo);
        ResultTable.Begin(Path.GetFileName(file));
        return await table.AddAsync(provider, client.GetClient(provider)) ? 0 : VendorFailure;
    }
}
