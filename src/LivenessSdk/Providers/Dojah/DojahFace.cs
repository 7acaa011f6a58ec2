namespace LivenessSdk;

/// <summary>Maps what Dojah reports about a face. None of it takes part in the verdict.</summary>
internal static class DojahFace
{
    private static readonly (string Field, FaceAttributeName Name)[] s_attributes =
    [
        ("smile", FaceAttributeName.Smile),
        ("eyeglasses", FaceAttributeName.Eyeglasses),
        ("sunglasses", FaceAttributeName.Sunglasses),
        ("beard", FaceAttributeName.Beard),
        ("mustache", FaceAttributeName.Mustache),
        ("eyes_open", FaceAttributeName.EyesOpen),
        ("mouth_open", FaceAttributeName.MouthOpen),
    ];

    /// <summary>Reads the face, or returns <see langword="null"/> if the response has none.</summary>
    public static FaceObservation? Read(LenientJson json, DojahEvidence evidence, bool includeDemographics) =>
        json.Section("entity.face") is not { } face ? null : new FaceObservation
        {
            Detected = evidence.FaceDetected,
            Count = Count(evidence),
            Confidence = Part(face, "confidence"),
            BoundingBox = ReadBoundingBox(face),
            Quality = face.Section("quality") is not { } quality ? null : new FaceQuality
            {
                Brightness = Part(quality, "brightness"),
                Sharpness = Part(quality, "sharpness"),
            },
            Attributes = face.Section("details") is { } details ? ReadAttributes(details) : [],
            Demographics = includeDemographics && face.Section("details") is { } guesses ? ReadDemographics(guesses) : null,
        };

    private static int? Count(DojahEvidence evidence) =>
        evidence switch
        {
            { FaceDetected: false } => 0,
            { SeveralFaces: true } => 2,
            { FaceDetected: true, SeveralFaces: false } => 1,
            _ => null,
        };

    private static FaceBoundingBox? ReadBoundingBox(LenientJson face) =>
        face.Number("bounding_box.left") is { } left
        && face.Number("bounding_box.top") is { } top
        && face.Number("bounding_box.width") is { } width
        && face.Number("bounding_box.height") is { } height
            ? new FaceBoundingBox(left, top, width, height)
            : null;

    private static FaceAttribute[] ReadAttributes(LenientJson details) =>
    [
        .. from attribute in s_attributes
           where details.Has(attribute.Field)
           select new FaceAttribute(
               attribute.Name, details.Boolean($"{attribute.Field}.value"), Part(details, $"{attribute.Field}.confidence")),
    ];

    private static FaceDemographics ReadDemographics(LenientJson details) => new()
    {
        AgeLow = Years(details, "age_range.low"),
        AgeHigh = Years(details, "age_range.high"),
        Gender = details.Text("gender.value"),
        GenderConfidence = Part(details, "gender.confidence"),
        Emotions =
        [
            .. from emotion in details.Items("emotions")
               let name = emotion.Text("type")
               where name is not null
               select new FaceEmotion { Name = name, Confidence = Part(emotion, "confidence") },
        ],
    };

    private static int? Years(LenientJson details, string path) => (int?)details.Number(path, 0, 150);

    /// <summary>Reads a percentage as a ratio, or returns <see langword="null"/> if it is not one.</summary>
    private static double? Part(LenientJson section, string path) => section.Number(path, 0, 100) / 100;
}
