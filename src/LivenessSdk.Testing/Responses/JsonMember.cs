namespace LivenessSdk.Testing;

/// <summary>Represents a name and a value; the name of an array's item is empty.</summary>
internal readonly record struct JsonMember(string Name, JsonTree Value);
