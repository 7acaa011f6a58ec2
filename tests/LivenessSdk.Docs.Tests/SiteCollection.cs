using LivenessSdk.Samples.Tests;

namespace LivenessSdk.Docs.Tests;

/// <summary>Shares the site, which is built once, and a browser.</summary>
[CollectionDefinition(nameof(SiteCollection))]
public sealed class SiteCollection : ICollectionFixture<Site>, ICollectionFixture<Chromium>;
