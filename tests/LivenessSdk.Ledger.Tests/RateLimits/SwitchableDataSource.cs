using System.Data.Common;
using System.Net.Sockets;

namespace LivenessSdk.Ledger.Tests.RateLimits;

/// <summary>Represents a database that can be reached or not, as a test says.</summary>
internal sealed class SwitchableDataSource(DbDataSource dataSource) : DbDataSource
{
    private int _asked;

    public bool IsDown { get; set; }

    /// <summary>Gets how often a connection was asked for.</summary>
    public int Asked => _asked;

    public override string ConnectionString => dataSource.ConnectionString;

    protected override DbConnection CreateDbConnection()
    {
        Interlocked.Increment(ref _asked);
        return IsDown ? throw new SocketException((int)SocketError.ConnectionRefused) : dataSource.CreateConnection();
    }
}
