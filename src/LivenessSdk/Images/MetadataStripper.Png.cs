namespace LivenessSdk;

/// <content>Keeps the chunks of a PNG that make its picture.</content>
internal static partial class MetadataStripper
{
    private static ContainerState KeepPng(ReadOnlySpan<byte> photo, ref KeptBytes kept)
    {
        kept.Add(PngChunks.Signature);
        PngChunks chunks = new(photo);
        bool hasHeader = false, hasPicture = false;
        while (chunks.MoveNext())
        {
            if (PngChunks.IsNeededToShow(chunks.Type))
            {
                if (hasHeader && chunks.Type == PngChunks.Header)
                {
                    return ContainerState.Broken;
                }

                hasHeader = true;
                hasPicture |= chunks.Type == PngChunks.ImageData;
                kept.Add(chunks.Chunk);
            }
            else if (chunks.IsCritical)
            {
                return ContainerState.Broken;
            }
        }

        return hasPicture && chunks.Type == PngChunks.ImageEnd ? ContainerState.Whole : ContainerState.Broken;
    }
}
