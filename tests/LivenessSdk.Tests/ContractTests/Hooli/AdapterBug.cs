namespace LivenessSdk.Tests.ContractTests.Hooli;

/// <summary>Specifies a mistake of an adapter, which the contract tests must notice.</summary>
internal enum AdapterBug
{
    None = 0,
    ThrowsBeforeSending,
    IgnoresCancellation,
    SendsFirstPhotoOnly,
    SendsOnePhotoTwice,
    ReversesPhotos,
    SendsEveryPoseAsFront,
    SharesState,
    LeaksIntoErrorCode,
    LeaksIntoExceptionData,
    LeaksIntoAddress,
    ClaimsNothingWasProcessed,
    RecordsNoContinuation,
    IgnoresReturnWhenPending,
    UploadsWhenContinued,
    PollsAsCheck,
}
