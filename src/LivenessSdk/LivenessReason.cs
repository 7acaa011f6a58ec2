using System.Diagnostics.CodeAnalysis;

namespace LivenessSdk;

/// <summary>Represents one reason why a verdict is not <see cref="LivenessVerdict.Live"/>.</summary>
public sealed class LivenessReason
{
    /// <summary>Initializes a new instance of the <see cref="LivenessReason"/> class whose members are set by an object initializer.</summary>
    public LivenessReason()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="LivenessReason"/> class.</summary>
    /// <param name="code">The code.</param>
    /// <param name="message">A sentence for developers, or <see langword="null"/> if there is none.</param>
    /// <param name="providerCode">The vendor's own code, or <see langword="null"/> if there is none.</param>
    [SetsRequiredMembers]
    public LivenessReason(LivenessReasonCode code, string? message = null, string? providerCode = null)
    {
        Code = code;
        Message = message;
        ProviderCode = providerCode;
    }

    /// <summary>Gets the code, the same for every vendor.</summary>
    public required LivenessReasonCode Code { get; init; }

    /// <summary>Gets the vendor's own code, or <see langword="null"/> if it has none.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>Gets a sentence for developers, from the vendor or the library, or <see langword="null"/> if there is none. Not meant for end users.</summary>
    public string? Message { get; init; }

    /// <summary>Returns the codes, and the message if there is one.</summary>
    public override string ToString()
    {
        string code = ProviderCode is null ? Code.Value : $"{Code.Value} ({ProviderCode})";
        return Message is null ? code : $"{code}: {Message}";
    }
}
