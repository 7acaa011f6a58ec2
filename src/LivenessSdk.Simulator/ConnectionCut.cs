namespace LivenessSdk.Simulator;

/// <summary>Names when the simulator breaks the connection, if at all.</summary>
internal enum ConnectionCut
{
    Never = 0,
    BeforeReply,
    WithinBody,
}
