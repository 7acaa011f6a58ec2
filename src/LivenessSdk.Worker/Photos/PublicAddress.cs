using System.Net;
using System.Net.Sockets;

namespace LivenessSdk.Worker;

/// <summary>Distinguishes public addresses from private, loopback, link-local, shared, multicast and reserved ones.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] s_special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork s_global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork s_nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork s_6to4 = IPNetwork.Parse("2002::/16");

    /// <summary>Determines whether an address is public.</summary>
    public static bool Includes(IPAddress address)
    {
        IPAddress plain = Unwrap(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork || s_global.Contains(plain)) && !Array.Exists(s_special, network => network.Contains(plain));
    }

    /// <summary>Extracts the IPv4 address that is embedded in an IPv6 address.</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        return address.IsIPv4MappedToIPv6 || s_nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12))
            : s_6to4.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4))
            : address;
    }
}
