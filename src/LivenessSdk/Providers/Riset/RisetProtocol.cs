namespace LivenessSdk;

/// <summary>Specifies the form of the request, which differs between the generations of Riset's documentation. Members may be added in later versions.</summary>
public enum RisetProtocol
{
    /// <summary>All photos in <c>images</c>, all poses in <c>face_parameters</c>: the specification of December 2021.</summary>
    MultiImage = 0,

    /// <summary>Photos and poses together in <c>batch</c>: what Riset documents since January 2022.</summary>
    Batch,
}
