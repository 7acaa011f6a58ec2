namespace LivenessSdk.Simulator;

/// <summary>Names the shapes in which Progeny's pages show a task whose photo was rejected.</summary>
public enum ProgenyErrorShape
{
    /// <summary>The specification's: error_code beside the result, inner status 400, HTTP 200.</summary>
    Specification = 0,

    /// <summary>The same with HTTP 400, as the title of the specification's sample may also be read.</summary>
    SpecificationWithHttp400,

    /// <summary>The overview page's: error_code within the inner data, inner status 200.</summary>
    Overview,
}
