using System.Text.Json;

namespace LivenessSdk.Testing;

/// <summary>Copies one field of a response to the same place in another.</summary>
internal sealed class ResponseGraft
{
    private readonly string[] _path;
    private readonly JsonMember _member;

    private ResponseGraft(string[] path, JsonMember member)
    {
        _path = path;
        _member = member;
    }

    /// <summary>Lists the fields of a response, except those in arrays.</summary>
    public static IEnumerable<ResponseGraft> All(JsonTree tree) => All(tree, []);

    /// <summary>Determines whether the place exists in a tree and the field changes its value.</summary>
    public bool Fits(JsonTree tree) =>
        Find(tree) is { } holder && !holder.Members.Exists(member => member.Name == _member.Name && member.Value.ToString() == _member.Value.ToString());

    public void Apply(JsonTree tree)
    {
        if (Find(tree) is { } holder)
        {
            holder.Members.RemoveAll(member => member.Name == _member.Name);
            holder.Members.Add(new JsonMember(_member.Name, _member.Value.Clone()));
        }
    }

    /// <summary>Returns path and value.</summary>
    public override string ToString() => $"{string.Concat(_path.Select(name => $"{name}."))}{_member.Name} = {_member.Value}";

    private static IEnumerable<ResponseGraft> All(JsonTree tree, string[] path)
    {
        if (tree.Kind != JsonValueKind.Object)
        {
            yield break;
        }

        foreach (JsonMember member in tree.Members)
        {
            yield return new ResponseGraft(path, member);
            foreach (ResponseGraft below in All(member.Value, [.. path, member.Name]))
            {
                yield return below;
            }
        }
    }

    private JsonTree? Find(JsonTree tree)
    {
        JsonTree? found = tree;
        foreach (string name in _path)
        {
            found = found.Members.Find(member => member.Name == name).Value;
            if (found is null)
            {
                return null;
            }
        }

        return found.Kind == JsonValueKind.Object ? found : null;
    }
}
