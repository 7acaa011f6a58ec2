namespace LivenessSdk.Testing;

/// <summary>Represents the place of one value in a tree, so that it can be changed.</summary>
/// <param name="Holder">The object or array that holds the value.</param>
/// <param name="Index">The index within the holder.</param>
/// <param name="Parent">The place of the holder, or null if it is the root.</param>
internal sealed record JsonPlace(JsonTree Holder, int Index, JsonPlace? Parent)
{
    public JsonMember Member
    {
        get => Holder.Members[Index];
        set => Holder.Members[Index] = value;
    }

    public JsonTree Value
    {
        get => Member.Value;
        set => Member = Member with { Value = value };
    }

    public string Path
    {
        get
        {
            string own = Holder.Kind == System.Text.Json.JsonValueKind.Array ? $"[{Index}]" : Member.Name;
            return Parent is null ? own : $"{Parent.Path}.{own}";
        }
    }
}
