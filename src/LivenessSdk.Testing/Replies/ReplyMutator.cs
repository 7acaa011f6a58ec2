using System.Globalization;

namespace LivenessSdk.Testing;

/// <summary>Creates broken responses from recorded ones, in the ways in which vendors violate their contracts in practice.</summary>
/// <remarks>
/// The first <see cref="SingleCount"/> responses differ from a recorded one in one change: a field deleted, retyped, renamed,
/// moved, duplicated, set to another value or taken from another response; another status; the body cut at a byte, or a
/// byte changed. The responses after them have two or three changes. The same recorded responses, seed and index create the same response on
/// every machine.
/// </remarks>
public sealed class ReplyMutator
{
    private static readonly int[] s_statuses = [200, 201, 204, 302, 400, 401, 402, 403, 404, 408, 413, 415, 424, 429, 500, 502, 503];

    private static readonly string[] s_values =
    [
        "null", "true", "false", "\"true\"", "\"False\"", "\"\"", "\"?\"", "[]", "{}", "0", "1", "-1", "2", "1e2", "1e400", "101",
        "0.5", "0.4999999", "50", "49.999999", "50.000001", "100", "100.000001", "\"50\"", "\"1e1\"", "\"0,5\"", "\"NaN\"", "\"-0.1\"",
    ];

    private readonly RecordedReply[] _replies;
    private readonly JsonTree[] _trees;
    private readonly JsonChange[] _changes;
    private readonly ReplyGraft[] _grafts;
    private readonly (int Reply, Kind Kind, int Where, int What)[] _singles;
    private readonly int _seed;

    /// <summary>Initializes a new instance of the <see cref="ReplyMutator"/> class.</summary>
    /// <param name="replies">The vendor's responses, with JSON bodies.</param>
    /// <param name="seed">The seed of the order, and of the mutations beyond the single ones.</param>
    /// <param name="values">The vendor's words and limits as JSON text, which are set at every place, or <see langword="null"/> for the built-in ones only.</param>
    /// <exception cref="ArgumentException"><paramref name="replies"/> is empty.</exception>
    public ReplyMutator(IReadOnlyCollection<RecordedReply> replies, int seed, IEnumerable<string>? values = null)
    {
        ArgumentNullException.ThrowIfNull(replies);
        if (replies.Count == 0)
        {
            throw new ArgumentException("At least one recorded response is required.", nameof(replies));
        }

        _seed = seed;
        _replies = [.. replies];
        _trees = [.. replies.Select(reply => JsonTree.Parse(reply.Body))];
        _changes = JsonChange.All(s_values.Concat(values ?? []).Distinct());
        _grafts = [.. _trees.SelectMany(ReplyGraft.All).DistinctBy(graft => graft.ToString())];
        _singles = [.. Enumerable.Range(0, _replies.Length).SelectMany(Singles)];
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
    public MutatedReply Create(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);

        Random random = new(unchecked((int)((_seed * 1_000_003L) + index + (index >> 31))));
        if (index < _singles.Length)
        {
            (int reply, Kind kind, int where, int what) = _singles[index];
            ReplyDraft single = new(_replies[reply], _trees[reply].Clone());
            Mutate(single, kind, where, what, random);
            return single.Finish();
        }

        int original = random.Next(_replies.Length);
        ReplyDraft draft = new(_replies[original], _trees[original].Clone());
        int count = random.Next(4) == 0 ? 3 : 2;
        for (int i = 0; i < count; i++)
        {
            MutateSomehow(draft, random);
        }

        return draft.Finish();
    }

    private IEnumerable<(int Reply, Kind Kind, int Where, int What)> Singles(int reply)
    {
        int where = 0;
        foreach (JsonPlace place in _trees[reply].Places())
        {
            for (int what = 0; what < _changes.Length; what++)
            {
                if (_changes[what].Fits(place))
                {
                    yield return (reply, Kind.Change, where, what);
                }
            }

            where++;
        }

        for (int i = 0; i < _grafts.Length; i++)
        {
            if (_grafts[i].Fits(_trees[reply]))
            {
                yield return (reply, Kind.Graft, 0, i);
            }
        }

        int length = _replies[reply].Body.Length;
        IEnumerable<(int, Kind, int, int)> others =
        [
            .. Enumerable.Range(0, _replies.Length).Where(other => other != reply).Select(other => (reply, Kind.Body, 0, other)),
            .. s_statuses.Where(status => status != _replies[reply].Status).Select(status => (reply, Kind.Status, 0, status)),
            .. Enumerable.Range(0, length).Select(at => (reply, Kind.Cut, at, 0)),
            .. Enumerable.Range(0, length).Select(at => (reply, Kind.Flip, at, 0)),
        ];
        foreach ((int, Kind, int, int) other in others)
        {
            yield return other;
        }
    }

    private void MutateSomehow(ReplyDraft draft, Random random)
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

    private void Mutate(ReplyDraft draft, Kind kind, int where, int what, Random random)
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
                draft.Note($"take from another reply: {_grafts[what]}");
                _grafts[what].Apply(draft.Tree);
                break;
            case Kind.Body:
                draft.Note($"take the body of {_replies[what].Name}");
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
