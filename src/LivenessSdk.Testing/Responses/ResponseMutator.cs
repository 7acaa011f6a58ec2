using System.Globalization;

namespace LivenessSdk.Testing;

/// <summary>Creates broken responses from recorded ones, in the ways in which vendors violate their contracts in practice.</summary>
/// <remarks>
/// The first <see cref="SingleCount"/> responses differ from a recorded one in one change: a field deleted, retyped, renamed,
/// moved, duplicated, set to another value or taken from another response; another status; the body cut at a byte, or a
/// byte changed. The responses after them have two or three changes. The same recorded responses, seed and index create the same response on
/// every machine.
/// </remarks>
public sealed class ResponseMutator
{
    private static readonly int[] s_statuses = [200, 201, 204, 302, 400, 401, 402, 403, 404, 408, 413, 415, 424, 429, 500, 502, 503];

    private static readonly string[] s_values =
    [
        "null", "true", "false", "\"true\"", "\"False\"", "\"\"", "\"?\"", "[]", "{}", "0", "1", "-1", "2", "1e2", "1e400", "101",
        "0.5", "0.4999999", "50", "49.999999", "50.000001", "100", "100.000001", "\"50\"", "\"1e1\"", "\"0,5\"", "\"NaN\"", "\"-0.1\"",
    ];

    private readonly RecordedResponse[] _responses;
    private readonly JsonTree[] _trees;
    private readonly JsonChange[] _changes;
    private readonly ResponseGraft[] _grafts;
    private readonly (int Response, Kind Kind, int Where, int What)[] _singles;
    private readonly int _seed;

    /// <summary>Initializes a new instance of the <see cref="ResponseMutator"/> class.</summary>
    /// <param name="responses">The vendor's responses, with JSON bodies.</param>
    /// <param name="seed">The seed of the order, and of the mutations beyond the single ones.</param>
    /// <param name="values">The vendor's words and limits as JSON text, which are set at every place, or <see langword="null"/> for the built-in ones only.</param>
    /// <exception cref="ArgumentException"><paramref name="responses"/> is empty.</exception>
    public ResponseMutator(IReadOnlyCollection<RecordedResponse> responses, int seed, IEnumerable<string>? values = null)
    {
        ArgumentNullException.ThrowIfNull(responses);
        if (responses.Count == 0)
        {
            throw new ArgumentException("At least one recorded response is required.", nameof(responses));
        }

        _seed = seed;
        _responses = [.. responses];
        _trees = [.. responses.Select(response => JsonTree.Parse(response.Body))];
        _changes = JsonChange.All(s_values.Concat(values ?? []).Distinct());
        _grafts = [.. _trees.SelectMany(ResponseGraft.All).DistinctBy(graft => graft.ToString())];
        _singles = [.. Enumerable.Range(0, _responses.Length).SelectMany(Singles)];
        new Random(seed).Shuffle(_singles);
    }

    private enum Kind
    {
        Change,
        Graft,
        Body,
        Status,
        Cut,
        Flip,
    }

    /// <summary>Gets the number of responses with a single change.</summary>
    public int SingleCount => _singles.Length;

    /// <summary>Creates a response.</summary>
    /// <param name="index">The index, starting with 0; there is no maximum.</param>
    public MutatedResponse Create(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);

        Random random = new(unchecked((int)((_seed * 1_000_003L) + index + (index >> 31))));
        if (index < _singles.Length)
        {
            (int response, Kind kind, int where, int what) = _singles[index];
            ResponseDraft single = new(_responses[response], _trees[response].Clone());
            Mutate(single, kind, where, what, random);
            return single.Finish();
        }

        int original = random.Next(_responses.Length);
        ResponseDraft draft = new(_responses[original], _trees[original].Clone());
        int count = random.Next(4) == 0 ? 3 : 2;
        for (int i = 0; i < count; i++)
        {
            MutateSomehow(draft, random);
        }

        return draft.Finish();
    }

    private IEnumerable<(int Response, Kind Kind, int Where, int What)> Singles(int response)
    {
        int where = 0;
        foreach (JsonPlace place in _trees[response].Places())
        {
            for (int what = 0; what < _changes.Length; what++)
            {
                if (_changes[what].Fits(place))
                {
                    yield return (response, Kind.Change, where, what);
                }
            }

            where++;
        }

        for (int i = 0; i < _grafts.Length; i++)
        {
            if (_grafts[i].Fits(_trees[response]))
            {
                yield return (response, Kind.Graft, 0, i);
            }
        }

        int length = _responses[response].Body.Length;
        IEnumerable<(int, Kind, int, int)> others =
        [
            .. Enumerable.Range(0, _responses.Length).Where(other => other != response).Select(other => (response, Kind.Body, 0, other)),
            .. s_statuses.Where(status => status != _responses[response].Status).Select(status => (response, Kind.Status, 0, status)),
            .. Enumerable.Range(0, length).Select(at => (response, Kind.Cut, at, 0)),
            .. Enumerable.Range(0, length).Select(at => (response, Kind.Flip, at, 0)),
        ];
        foreach ((int, Kind, int, int) other in others)
        {
            yield return other;
        }
    }

    private void MutateSomehow(ResponseDraft draft, Random random)
    {
        int choice = random.Next(100);
        int length = Math.Max(1, draft.Original.Body.Length);
        (Kind kind, int where, int what) = choice switch
        {
            < 66 => (Kind.Change, random.Next(1000), random.Next(_changes.Length)),
            < 84 => (Kind.Graft, 0, random.Next(_grafts.Length)),
            < 92 => (Kind.Status, 0, s_statuses[random.Next(s_statuses.Length)]),
            < 94 => (Kind.Cut, random.Next(length), 0),
            _ => (Kind.Flip, random.Next(length), 0),
        };
        Mutate(draft, kind, where, what, random);
    }

    private void Mutate(ResponseDraft draft, Kind kind, int where, int what, Random random)
    {
        switch (kind)
        {
            case Kind.Change:
                JsonPlace[] places = [.. draft.Tree.Places()];
                if (places.Length > 0 && _changes[what].Fits(places[where % places.Length]))
                {
                    draft.Note($"{_changes[what].Name}: {places[where % places.Length].Path}");
                    _changes[what].Apply(places[where % places.Length]);
                }

                break;
            case Kind.Graft:
                draft.Note($"take from another response: {_grafts[what]}");
                _grafts[what].Apply(draft.Tree);
                break;
            case Kind.Body:
                draft.Note($"take the body of {_responses[what].Name}");
                draft.Tree = _trees[what].Clone();
                break;
            case Kind.Status:
                draft.Note(string.Create(CultureInfo.InvariantCulture, $"answer with HTTP {what}"));
                draft.Status = what;
                break;
            case Kind.Cut:
                draft.Note(string.Create(CultureInfo.InvariantCulture, $"cut after byte {where}"));
                draft.CutAt = where;
                break;
            default:
                byte bit = (byte)(1 << random.Next(8));
                draft.Note(string.Create(CultureInfo.InvariantCulture, $"flip bit {bit} of byte {where}"));
                draft.Flips.Add((where, bit));
                break;
        }
    }
}
