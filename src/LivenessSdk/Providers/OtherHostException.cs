namespace LivenessSdk.Providers;

/// <summary>Reports a response from another host than the one that the request was sent to.</summary>
internal sealed class OtherHostException : InvalidOperationException
{
    public OtherHostException()
        : base("The response comes from another host than the request was sent to.")
    {
    }
}
