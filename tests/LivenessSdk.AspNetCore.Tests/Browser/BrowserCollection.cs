namespace LivenessSdk.AspNetCore.Tests.Browser;

/// <summary>One browser at a time, since each wants both cores.</summary>
[CollectionDefinition(nameof(Browser))]
public sealed class BrowserCollection;
