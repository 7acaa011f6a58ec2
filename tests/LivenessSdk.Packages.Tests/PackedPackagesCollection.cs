namespace LivenessSdk.Packages.Tests;

/// <summary>Shares the packed packages among the tests.</summary>
[CollectionDefinition(nameof(PackedPackages))]
public sealed class PackedPackagesCollection : ICollectionFixture<PackedPackages>;
