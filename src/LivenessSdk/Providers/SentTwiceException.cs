namespace LivenessSdk.Providers;

/// <summary>Reports that a handler of the application tried to send a billable request again.</summary>
internal sealed class SentTwiceException : InvalidOperationException
{
    public SentTwiceException()
        : base("The request may have been processed, so it is not sent again.")
    {
    }
}
