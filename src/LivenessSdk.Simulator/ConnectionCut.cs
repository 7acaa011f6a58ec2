namespace LivenessSdk.Simulator;

/// <summary>Specifies when the simulator breaks the connection.</summary>
internal enum ConnectionCut
{
    Never = 0,
    BeforeResponse,
    WithinBody,
}
