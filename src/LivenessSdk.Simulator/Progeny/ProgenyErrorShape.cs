namespace LivenessSdk.Simulator;

/// <summary>Specifies the shape of a Progeny task with a rejected photo.</summary>
public enum ProgenyErrorShape
{
    /// <summary>The shape of the specification: error_code next to the result, inner status 400, HTTP 200.</summary>
    Specification = 0,

    /// <summary>The same with HTTP 400, which is another interpretation of the specification's sample.</summary>
    SpecificationWithHttp400,

    /// <summary>The shape of the overview page: error_code within the inner data, inner status 200.</summary>
    Overview,
}
