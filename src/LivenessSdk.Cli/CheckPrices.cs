using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LivenessSdk.Cli;

/// <summary>Reads the price of a check from the settings Price and Currency of the clients.</summary>
internal sealed class CheckPrices
{
    private readonly Dictionary<string, (decimal Price, string Currency)> _prices = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="liveness">The section with the clients; <c>null</c> if they are simulated, which costs nothing.</param>
    /// <exception cref="UsageException">A price is not a number or has no currency.</exception>
    public CheckPrices(IConfiguration? liveness)
    {
        foreach (IConfigurationSection client in liveness?.GetSection("Providers").GetChildren() ?? [])
        {
            if (client["Price"] is not { Length: > 0 } text)
            {
                continue;
            }

            if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal price) || client["Currency"] is not { Length: > 0 } currency)
            {
                throw new UsageException($"{client.Path}:Price must be a number with a decimal point, such as 0.12, and have a Currency, such as USD.");
            }

            _prices[client.Key] = (price, currency);
        }
    }

    /// <summary>Adds up checks by currency.</summary>
    /// <param name="clients">The client of each check. Those without a price are ignored.</param>
    public IReadOnlyList<(decimal Amount, string Currency)> Sum(IEnumerable<string> clients) => Sum(clients.Select(client => (client, 1L)));

    /// <summary>Adds up numbers of checks by currency.</summary>
    /// <param name="checks">The client and the number of its checks. Those without a price are ignored.</param>
    public IReadOnlyList<(decimal Amount, string Currency)> Sum(IEnumerable<(string Client, long Count)> checks) =>
    [
        .. checks.Where(check => _prices.ContainsKey(check.Client))
            .GroupBy(check => _prices[check.Client].Currency)
            .Select(currency => (currency.Sum(check => check.Count * _prices[check.Client].Price), currency.Key)),
    ];

    /// <summary>Formats amounts; empty if there are none.</summary>
    public static string Describe(IEnumerable<(decimal Amount, string Currency)> amounts) =>
        string.Join(" + ", amounts.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Amount:0.00##} {one.Currency}")));
}
