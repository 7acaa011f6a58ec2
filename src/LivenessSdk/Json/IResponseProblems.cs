namespace LivenessSdk.Providers;

/// <summary>Receives the problems that the reader of a response finds.</summary>
internal interface IResponseProblems
{
    /// <summary>Records that a field is missing, or not as the vendor's contract says.</summary>
    void RecordDrift(string field);

    /// <summary>Creates the exception for a response that cannot be read.</summary>
    LivenessException CreateException(LivenessError error, string message, ProviderResponse? response = null, string? providerErrorCode = null);
}
