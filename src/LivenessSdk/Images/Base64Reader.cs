using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace LivenessSdk;

/// <summary>Decodes base64 as clients send it: with or without a data URI's prefix, standard or URL-safe, padded or not, with white space or percent signs.</summary>
internal ref struct Base64Reader
{
    private const int StagingLength = 64 * 1024;
    private const int StartLength = StagingLength / 4 * 3;
    private const string WhiteSpace = " \t\r\n\v\f";

    private static readonly SearchValues<char> s_special = SearchValues.Create("-_%" + WhiteSpace);
    private static readonly SearchValues<char> s_whiteSpace = SearchValues.Create(WhiteSpace);
    private static readonly SearchValues<char> s_permitted =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_%" + WhiteSpace);

    private readonly ReadOnlySpan<char> _text;
    private readonly byte[] _staging;
    private int _staged;
    private int _position;
    private bool _urlSafe;

    private Base64Reader(ReadOnlySpan<char> text, byte[] staging)
    {
        _text = text;
        _staging = staging;
    }

    private readonly ReadOnlySpan<char> Unread => _text[_position..];

    /// <summary>Decodes a text; allocates nothing but the result, and that only when the first bytes are those of a photo within the limits.</summary>
    /// <exception cref="LivenessException">With <see cref="LivenessError.InvalidImage"/>: no base64, or no photo within the limits.</exception>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<char> text, ImageLimits limits)
    {
        ReadOnlySpan<char> base64 = WithoutPrefix(text.TrimStart('\uFEFF').Trim());
        byte[] staging = ArrayPool<byte>.Shared.Rent(StagingLength);
        byte[] start = ArrayPool<byte>.Shared.Rent(StartLength);
        Base64Reader reader = new(base64, staging);
        try
        {
            int length = reader.Read(start.AsSpan(0, StartLength));
            BoundedReader.CheckStart(start.AsSpan(0, length), limits);
            byte[] result = GC.AllocateUninitializedArray<byte>(reader.Capacity(length, limits));
            start.AsSpan(0, length).CopyTo(result);
            while (!reader.Unread.IsEmpty)
            {
                limits.CheckBytes(length);
                length += reader.Read(result.AsSpan(length));
            }

            return result.AsMemory(0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(staging, clearArray: true);
            ArrayPool<byte>.Shared.Return(start, clearArray: true);
        }
    }

    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        int comma = text.IndexOf(',');
        return comma >= 0 && text[..comma].TrimEnd().EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
            ? text[(comma + 1)..]
            : throw Invalid("The data URI does not say that it contains base64. Send \"data:image/jpeg;base64,\" followed by the photo, or the base64 alone.");
    }

    /// <summary>Returns how long the result must be: enough for the text, and at most three bytes above the limit, which suffice to see that it is exceeded.</summary>
    private readonly int Capacity(int length, ImageLimits limits)
    {
        long needed = length + ((_staged + (long)Unread.Length + 3) / 4 * 3);
        if (needed - 2 > limits.MaxBytes && !Unread.ContainsAny(s_special))
        {
            limits.CheckBytes(needed - 2);
        }

        return (int)Math.Min(needed, limits.MaxBytes + 3L);
    }

    /// <summary>Decodes until the destination has no room for three more bytes or the text is at its end.</summary>
    private int Read(scoped Span<byte> destination)
    {
        int length = 0;
        while (!Unread.IsEmpty && destination.Length - length >= 3)
        {
            Stage(Math.Min(StagingLength, (destination.Length - length) / 3 * 4));
            bool isEnd = Unread.IsEmpty;
            int whole = isEnd ? Pad() : _staged & ~3;
            OperationStatus status = Base64.DecodeFromUtf8(
                _staging.AsSpan(0, whole), destination[length..], out int consumed, out int written, isFinalBlock: isEnd);
            if (status != OperationStatus.Done || consumed != whole)
            {
                throw NotBase64();
            }

            length += written;
            _staging.AsSpan(whole, _staged - whole).CopyTo(_staging);
            _staged -= whole;
        }

        return length;
    }

    /// <summary>Moves characters of the standard alphabet into the staging buffer until it contains the number asked for.</summary>
    private void Stage(int count)
    {
        while (_staged < count && !Unread.IsEmpty)
        {
            ReadOnlySpan<char> chunk = Unread[..Math.Min(Unread.Length, count - _staged)];
            int special = chunk.IndexOfAny(s_special);
            ReadOnlySpan<char> plain = special < 0 ? chunk : chunk[..special];
            if ((_urlSafe && plain.ContainsAny('+', '/')) || Ascii.FromUtf16(plain, _staging.AsSpan(_staged), out _) != OperationStatus.Done)
            {
                throw NotBase64();
            }

            _staged += plain.Length;
            _position += plain.Length;
            if (special >= 0)
            {
                StageSpecial();
            }
        }
    }

    private void StageSpecial()
    {
        char character = _text[_position++];
        if (character is '-' or '_')
        {
            _urlSafe = _urlSafe || !_text[.._position].ContainsAny('+', '/') ? true : throw NotBase64();
            _staging[_staged++] = character == '-' ? (byte)'+' : (byte)'/';
        }
        else if (character == '%')
        {
            if (Unread.Length < 2 || !char.IsAsciiHexDigit(Unread[0]) || !char.IsAsciiHexDigit(Unread[1]))
            {
                throw NotBase64();
            }

            byte value = Convert.FromHexString(Unread[..2])[0];
            if (value == ' ')
            {
                throw SpaceInLine(_position - 1);
            }

            if (value is not ((byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                _staging[_staged++] = value;
            }

            _position += 2;
        }
        else
        {
            SkipWhiteSpace(_position - 1);
        }
    }

    /// <summary>Skips white space. A space with characters of one line on both sides was a '+'.</summary>
    private void SkipWhiteSpace(int start)
    {
        int length = _text[start..].IndexOfAnyExcept(s_whiteSpace);
        _position = length < 0 ? _text.Length : start + length;
        ReadOnlySpan<char> whiteSpace = _text[start.._position];
        if (start > 0 && _position < _text.Length && whiteSpace.Contains(' ') && !whiteSpace.ContainsAny('\r', '\n'))
        {
            throw SpaceInLine(start);
        }
    }

    /// <summary>Completes the last group of four; returns the number of staged characters.</summary>
    private int Pad()
    {
        while (_staged % 4 is 2 or 3)
        {
            _staging[_staged++] = (byte)'=';
        }

        return _staged;
    }

    private readonly LivenessException NotBase64()
    {
        int position = _text.IndexOfAnyExcept(s_permitted);
        if (position >= 0)
        {
            return Invalid($"The text is not base64: character {position + 1} (counted behind any data: prefix) does not belong there. Send the photo's base64 unchanged.");
        }

        return _text.ContainsAny('-', '_') && _text.ContainsAny('+', '/')
            ? Invalid("The text mixes the characters of standard (+ /) and URL-safe (- _) base64. Encode the photo in one of them.")
            : Invalid("The text is not whole base64: its length or its padding is wrong. Send the photo's base64 unchanged.");
    }

    private static LivenessException SpaceInLine(int position) => Invalid(
        $"The text is not base64: there is a space within a line, at character {position + 1} (counted behind any data: prefix). A '+' becomes a space where "
        + "a form is sent without encoding it. Send the photo as JSON or multipart, or encode '+' as %2B.");

    private static LivenessException Invalid(string message) => new(LivenessError.InvalidImage, message);
}
