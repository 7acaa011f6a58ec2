using System.Diagnostics.CodeAnalysis;

namespace LivenessSdk;

/// <summary>Gives one reason why a check did not come out <see cref="LivenessVerdict.Live"/>.</summary>
public sealed class LivenessReason
{
    /// <summary>Initializes a new instance of the <see cref="LivenessReason"/> class whose members are set by an object initializer.</summary>
    public LivenessReason()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LivenessReason"/> class.</summary>
    /// <param name="code">Our code.</param>
    /// <param name="message">A sentence for developers, or <see langword="null"/> if there is none.</param>
    /// <param name="providerCode">The vendor's own code, or <see langword="null"/> if there is none.</param>
    [SetsRequiredMembers]
    public LivenessReason(LivenessReasonCode code, string? message = null, string? providerCode = null)
    {
        Code = code;
        Message = message;
        ProviderCode = providerCode;
    }

    /// <summary>Gets our code, the same for every vendor.</summary>
    public required LivenessReasonCode Code { get; init; }

    /// <summary>Gets the vendor's own code; null where it has none.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>Gets a sentence for developers, from the vendor or from us, or <see langword="null"/> if there is none. Not meant for end users.</summary>
    public string? Message { get; init; }

    /// <summary>Returns the codes, and the message if there is one.</summary>
    public override string ToString()
    {
        string code = ProviderCode is null ? Code.Value : $"{Code.Value} ({ProviderCode})";
        return Message is null ? code : $"{code}: {Message}";
    }
}
