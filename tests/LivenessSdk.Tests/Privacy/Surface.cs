namespace LivenessSdk.Tests.Privacy;

/// <summary>Names the places where people and machines look, and where nothing secret may show.</summary>
[Flags]
public enum Surface
{
    None = 0,
    Log = 1,
    Exception = 2,
    Span = 4,
    Metric = 8,
    Text = 16,
    Debugger = 32,
    Json = 64,
    Ledger = 128,
}
