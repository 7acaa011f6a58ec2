using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace LivenessSdk.Evaluation;

/// <summary>Lists the photos that one system classified as live and another did not, with their pictures if requested.</summary>
internal static class DisagreementSection
{
    /// <summary>The number of bytes that are encoded at a time. It is a multiple of three, so that the pieces can be joined.</summary>
    private const int Piece = 48 * 1024;

    public static async Task WriteAsync(EvaluationReport report, TextWriter writer, Func<Presentation, Stream>? openPhoto, CancellationToken cancellationToken)
    {
        IReadOnlyList<Disagreement> photos = report.Summary.Disagreements;
        if (photos.Count == 0)
        {
            return;
        }

        string[] systems = [.. report.Summary.Systems.Select(system => system.System)];
        await Write(Markup.Of(
            $"""
            <section id="disagreements"><h2>Photos that systems disagree on</h2><p>{photos.Count} of {report.Summary.BonaFideCount + report.Summary.AttackCount} photos. A wrong answer is marked.</p>
            <details class="long"{(photos.Count <= 40 ? Markup.Of($" open") : Markup.Empty)}><summary>Show {photos.Count} photos</summary>
            <div class="scroll"><table class="files"><thead><tr><th>Photo</th><th>Label</th>{systems.Select(system => Markup.Of($"<th>{system}</th>"))}</tr></thead><tbody>
            """)).ConfigureAwait(false);
        foreach (Disagreement photo in photos)
        {
            await Write(Markup.Of($"<tr><th scope=\"row\">")).ConfigureAwait(false);
            if (openPhoto is not null)
            {
                Stream stream = openPhoto(photo.Presentation);
                await using (stream.ConfigureAwait(false))
                {
                    await WritePictureAsync(stream, writer, cancellationToken).ConfigureAwait(false);
                }
            }

            await Write(Markup.Of(
                $"""
                {photo.Presentation.File}</th><td>{photo.Presentation.Species ?? "live person"}<span class="n">{photo.Presentation.Subject}</span></td>
                {systems.Select(system => Cell(photo, system))}</tr>

                """)).ConfigureAwait(false);
        }

        await Write(Markup.Of($"</tbody></table></div></details></section>")).ConfigureAwait(false);

        Task Write(Markup markup) => writer.WriteAsync(markup.ToString().AsMemory(), cancellationToken);
    }

    private static Markup Cell(Disagreement photo, string system)
    {
        LivenessVerdict? verdict = photo.Verdicts.TryGetValue(system, out LivenessVerdict known) ? known : null;
        bool isWrong = photo.Presentation.Label == PresentationLabel.Attack ? verdict == LivenessVerdict.Live : verdict == LivenessVerdict.NotLive;
        return Markup.Of($"<td><span class=\"{(isWrong ? "wrong" : "right")}\">{(isWrong ? "✕ " : "")}{Figures.Verdict(verdict)}</span></td>");
    }

    /// <summary>Writes a picture as a data URI, piece by piece, so that no photo is held as text.</summary>
    private static async Task WritePictureAsync(Stream stream, TextWriter writer, CancellationToken cancellationToken)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Piece);
        byte[] encoded = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(Piece));
        char[] text = ArrayPool<char>.Shared.Rent(encoded.Length);
        try
        {
            await writer.WriteAsync("<img loading=\"lazy\" alt=\"\" src=\"data:;base64,".AsMemory(), cancellationToken).ConfigureAwait(false);
            int read;
            do
            {
                read = await stream.ReadAtLeastAsync(bytes.AsMemory(0, Piece), Piece, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                Base64.EncodeToUtf8(bytes.AsSpan(0, read), encoded, out _, out int written);
                int length = Encoding.ASCII.GetChars(encoded.AsSpan(0, written), text);
                await writer.WriteAsync(text.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            }
            while (read == Piece);

            await writer.WriteAsync("\">".AsMemory(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            ArrayPool<byte>.Shared.Return(encoded, clearArray: true);
            ArrayPool<char>.Shared.Return(text, clearArray: true);
        }
    }
}
