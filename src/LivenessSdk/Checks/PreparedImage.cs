namespace LivenessSdk;

/// <summary>Holds what the pipeline made of a photo: the photo to send, or the reason why it is not sent.</summary>
internal readonly struct PreparedImage
{
    public PreparedImage(LivenessImage image, SentImage? sent)
    {
        Image = image;
        Sent = sent;
    }

    public PreparedImage(LivenessReason rejection)
    {
        Rejection = rejection;
    }

    /// <summary>Gets the photo to send; null when it was rejected.</summary>
    public LivenessImage? Image { get; }

    /// <summary>Gets the form in which it goes out; null for a photo at a URL.</summary>
    public SentImage? Sent { get; }

    /// <summary>Gets why the photo is not sent, for instance because it is below the vendor's minimum size.</summary>
    public LivenessReason? Rejection { get; }
}
