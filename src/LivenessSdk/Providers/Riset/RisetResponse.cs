using System.Globalization;

namespace LivenessSdk;

/// <summary>Reads a response of Riset, of any of its operations and generations: the status in the body first, HTTP's second.</summary>
internal sealed class RisetResponse
{
    private readonly LenientJson? _json;
    private readonly ProviderResponse _response;
    private readonly ProviderCheck _providerCheck;
    private readonly int _status;

    public RisetResponse(ProviderResponse response, ProviderCheck providerCheck)
    {
        _json = providerCheck.ReadJson(response);
        _response = response;
        _providerCheck = providerCheck;
        _status = ReadStatus();
    }

    public bool RejectsToken => _status == RisetStatus.TokenRejected || (int)_response.StatusCode == RisetStatus.TokenRejected;

    private bool IsSuccess => _status == RisetStatus.Success && _response.IsSuccess;

    /// <summary>Gets a value indicating whether the status is Riset's own, and not that of a gateway.</summary>
    private bool IsFromRiset => RisetStatus.IsOwn(_status)
        || (_json is not null && (_json.Has("status") || _json.Has("status_message") || _json.Has("liveness")));

    private string? Code => _status == RisetStatus.Unknown ? null : _status.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads an access token.</summary>
    /// <exception cref="LivenessException">There is none.</exception>
    public string ReadAccessToken()
    {
        if (_response.IsSuccess && _json?.Text("access_token") is { } token && AccessToken.IsUsable(token))
        {
            return token;
        }

        throw IsSuccess
            ? _providerCheck.CreateException(LivenessError.UnexpectedResponse, "Riset accepted the client id and password but returned no access token.", _response)
            : Failure();
    }

    /// <summary>Maps the response to a result.</summary>
    /// <exception cref="LivenessException">Riset failed, rejected the request, or gave no verdict.</exception>
    public LivenessResult ToResult(RisetCheck check)
    {
        if (IsSuccess)
        {
            return Classify(check);
        }

        return IsFromRiset && RisetStatus.FindReason(_status) is { } reason
            ? Result(check, LivenessVerdict.Inconclusive, [new LivenessReason(reason, _json?.Text("status_message"), Code)], frames: [])
            : throw Failure();
    }

    /// <summary>Reads the status in the body, which takes precedence over HTTP's; a value that is not a status code cannot mean success.</summary>
    private int ReadStatus()
    {
        int status = (int)_response.StatusCode;
        return _json?.Has("status") != true ? status
            : _json.Number("status") is >= 100 and <= 999 and { } own && double.IsInteger(own) ? (int)own
            : _response.IsSuccess ? RisetStatus.Unknown
            : status;
    }

    private LivenessException Failure() =>
        IsFromRiset && RisetStatus.FindFailure(_status) is var (error, message)
            ? _providerCheck.CreateException(error, message, _response, Code)
            : _providerCheck.CreateException(_response, Code);

    private LivenessResult Classify(RisetCheck check)
    {
        _json?.Expect("status");
        _json?.Expect("liveness");
        RisetPhoto?[] photos = ReadPhotos(check.Frames.Count, out bool complete);
        RecordMissing(photos, complete, check.SpoofDetection);
        RisetVerdict verdict = new(_json?.EvidenceWord("liveness"), check, [.. photos.OfType<RisetPhoto>()], complete);
        if (!verdict.Exists)
        {
            throw _providerCheck.CreateException(LivenessError.UnexpectedResponse, "Riset returned no verdict in liveness.", _response);
        }

        FrameResult[] frames = [.. check.Frames.Select((frame, index) =>
            photos.ElementAtOrDefault(index)?.ToFrameResult(frame.Pose) ?? new FrameResult { RequestedPose = frame.Pose })];
        return Result(check, verdict.Verdict, [.. verdict.Reasons], frames);
    }

    /// <summary>Reads the result of each photo: <c>image1</c>, <c>image2</c> and so on, an array, or the one result by itself.</summary>
    /// <param name="sent">How many photos were sent.</param>
    /// <param name="complete">Whether there is one result for every photo sent, and no other; the summary belongs to a single photo.</param>
    private RisetPhoto?[] ReadPhotos(int sent, out bool complete)
    {
        LenientJson? summary = sent == 1 ? _json?.Section("match_status") : null;
        LenientJson?[] results = [.. FindResults(sent)];
        complete = results.Length == sent && results.All(result => result is not null) && (sent == 1 || _json?.Has("match_status") != true);

        // The summary may flag an attack even where the result beside it is missing.
        return [.. results.DefaultIfEmpty().Select(result => (result ?? summary) is null ? null : new RisetPhoto(result, summary))];
    }

    private void RecordMissing(RisetPhoto?[] photos, bool complete, bool spoofDetection)
    {
        if (!complete)
        {
            _json?.RecordDrift("results");
        }

        foreach (RisetPhoto? photo in photos)
        {
            photo?.RecordMissing(spoofDetection);
        }
    }

    private IEnumerable<LenientJson?> FindResults(int sent)
    {
        if (_json?.HasArray("results") == true)
        {
            return _json.Elements("results");
        }

        if (_json?.Section("results") is not { } results)
        {
            return [];
        }

        int numbered = results.Members().Count(member => IsNumbered(member.Name));
        return numbered == 0
            ? [results]
            : Enumerable.Range(1, Math.Max(sent, numbered)).Select(number => results.Section($"image{number}", called: "image*"));
    }

    private static bool IsNumbered(string name) =>
        name.Length > "image".Length
        && name.StartsWith("image", StringComparison.Ordinal)
        && !name.AsSpan("image".Length).ContainsAnyExceptInRange('0', '9');

    private LivenessResult Result(
        RisetCheck check, LivenessVerdict verdict, IReadOnlyList<LivenessReason> reasons, IReadOnlyList<FrameResult> frames) => new()
    {
        ClientName = _providerCheck.ClientName,
        Vendor = RisetProvider.Vendor,
        Verdict = verdict,
        VerdictSource = verdict == LivenessVerdict.Inconclusive ? VerdictSource.None : VerdictSource.Vendor,
        Reasons = reasons,
        Frames = frames,
        TransactionId = check.TransactionId,
        Response = _response,
    };
}

/// <summary>Translates the status codes of Riset, which are in the body, in the HTTP status, or in both.</summary>
internal static class RisetStatus
{
    /// <summary>Represents a value in the place of the status that is not a status code.</summary>
    public const int Unknown = 0;
    public const int Success = 200;
    public const int TokenRejected = 401;

    /// <summary>Gets a value indicating whether a code is Riset's even as a bare HTTP status. 413, 415 and 416 are not: HTTP uses them for a body that is too large and the like.</summary>
    public static bool IsOwn(int code) => code is 411 or 412 or 414 or (>= 451 and <= 456) or (>= 490 and <= 495);

    /// <summary>Translates a code about the photo or the person, or returns <see langword="null"/> for any other.</summary>
    public static LivenessReasonCode? FindReason(int code) =>
        code switch
        {
            411 => LivenessReasonCode.IdentityMismatch,
            412 => LivenessReasonCode.NoFace,
            413 => LivenessReasonCode.FaceTooSmall,
            414 => LivenessReasonCode.MultipleFaces,
            493 => LivenessReasonCode.FaceNotAnalyzed,
            _ => null,
        };

    /// <summary>Translates a code that means failure, or returns <see langword="null"/> for any other.</summary>
    public static (LivenessError Error, string Message)? FindFailure(int code) =>
        code switch
        {
            401 => (LivenessError.Unauthorized, "Riset rejected the credentials or the access token obtained with them. Check ClientId and Password."),
            402 => (LivenessError.QuotaExceeded, "The account's balance or quota is used up."),
            403 => (LivenessError.Unauthorized, "Riset denies access. Check what the account may do, and whether its quota is used up."),
            415 => (LivenessError.InvalidRequest, "Riset does not know the UserId."),
            416 => (LivenessError.InvalidRequest, "Riset does not know the FaceGalleryId."),
            429 => (LivenessError.RateLimited, "Too many calls. Try again later."),
            451 => (LivenessError.InvalidRequest, "Riset did not find a photo in the request. Check Protocol and ApiPath of the client."),
            490 or 492 or 494 => (LivenessError.InvalidImage, "Riset cannot decode a photo. Send an intact JPEG or PNG."),
            491 or 495 => (LivenessError.InvalidImage, "Riset does not recognize the type of a photo. Send a JPEG or PNG."),
            400 or (>= 452 and <= 456) => (LivenessError.InvalidRequest, "Riset rejected the request as malformed. Check the parameters of the request, and Protocol and ApiPath of the client."),
            >= 500 and <= 599 => (LivenessError.Unavailable, "Riset failed. Try again later."),
            _ => null,
        };
}
