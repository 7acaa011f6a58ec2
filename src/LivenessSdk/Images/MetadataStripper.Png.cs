namespace LivenessSdk;

/// <content>Keeps the chunks of a PNG that make its picture.</content>
internal static partial class MetadataStripper
{
    private static bool TryKeepPng(ReadOnlySpan<byte> photo, ref KeptBytes kept)
    {
        kept.Add(PngChunks.Signature);
        PngChunks chunks = new(photo);
        bool hasHeader = false, hasPicture = false;
        while (chunks.MoveNext())
        {
            if (!PngChunks.IsNeededToShow(chunks.Type))
            {
                if (chunks.IsCritical)
                {
                    return false;
                }

                continue;
            }

            if (!chunks.IsIntact || (hasHeader && chunks.Type == PngChunks.Header))
            {
                return false;
            }

            hasHeader = true;
            hasPicture |= chunks.Type == PngChunks.ImageData;
            kept.Add(chunks.Chunk);
        }

        return hasPicture && chunks.Type == PngChunks.ImageEnd;
    }
}
