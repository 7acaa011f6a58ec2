namespace LivenessSdk;

/// <summary>Maps what Verihubs reports about a face. None of it takes part in the verdict by itself.</summary>
internal static class VerihubsFace
{
    private static readonly (string Field, FaceAttributeName Name)[] s_attributes =
    [
        ("sunglasses_on", FaceAttributeName.Sunglasses),
        ("eyeglasses_on", FaceAttributeName.Eyeglasses),
        ("mask_on", FaceAttributeName.Mask),
        ("veil_on", FaceAttributeName.Veil),
        ("hat_on", FaceAttributeName.Hat),
        ("haton", FaceAttributeName.Hat),
        ("face_blocker_on", FaceAttributeName.FaceBlocker),
    ];

    private static readonly (string Field, string Name)[] s_landmarks =
    [
        ("left_eye", "LeftEye"),
        ("right_eye", "RightEye"),
        ("nose", "Nose"),
        ("mouth_left", "MouthLeft"),
        ("mouth_right", "MouthRight"),
    ];

    /// <summary>Reads the face in <paramref name="photo"/>, whose size converts pixels to fractions; a photo at a URL has no size.</summary>
    public static FaceObservation Read(VerihubsResponse response, LivenessImage photo) => new()
    {
        Detected = response.Code.IsNoFace ? false : response.FaceCount is { } count ? count >= 1 : null,
        Count = (int?)response.FaceCount,
        BoundingBox = ReadBoundingBox(response.Place("bounding_box").Section("bounding_box"), photo),
        Landmarks = ReadLandmarks(response.Place("face_landmark").Section("face_landmark"), photo),
        Quality = response.Place("image_quality").Section("image_quality") is not { } quality ? null : new FaceQuality
        {
            Blur = quality.Boolean("blur"),
            BlurScore = quality.Number("blur_score"),
            Dark = quality.Boolean("dark"),
            DarkScore = quality.Number("dark_score"),
            Grayscale = quality.Boolean("grayscale"),
        },
        Attributes = ReadAttributes(response.Place("attributes").Section("attributes")),
    };

    private static FaceAttribute[] ReadAttributes(LenientJson? attributes) =>
    [
        .. from attribute in s_attributes
           let value = attributes?.Boolean(attribute.Field)
           where value is not null
           select new FaceAttribute(attribute.Name, value),
    ];

    private static FaceBoundingBox? ReadBoundingBox(LenientJson? box, LivenessImage photo)
    {
        if (box?.Number("top_left_x") is not { } left
            || box.Number("top_left_y") is not { } top
            || (box.Number("width") ?? box.Number("bottom_right_x") - left) is not { } width
            || (box.Number("height") ?? box.Number("bottom_right_y") - top) is not { } height
            || photo.Uri is not null)
        {
            return null;
        }

        return new FaceBoundingBox(left / photo.Width, top / photo.Height, width / photo.Width, height / photo.Height);
    }

    private static FaceLandmark[] ReadLandmarks(LenientJson? landmarks, LivenessImage photo) =>
        photo.Uri is not null ? [] :
    [
        .. from landmark in s_landmarks
           let x = landmarks?.Number($"{landmark.Field}_x")
           let y = landmarks?.Number($"{landmark.Field}_y")
           where x is not null && y is not null
           select new FaceLandmark(landmark.Name, x.Value / photo.Width, y.Value / photo.Height),
    ];
}
