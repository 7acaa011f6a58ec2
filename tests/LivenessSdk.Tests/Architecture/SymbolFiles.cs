using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using LivenessSdk.Tests.Support;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Reads from debug symbols which source file each method and type comes from.</summary>
internal static class SymbolFiles
{
    /// <summary>Identifies the record that names the source files of a type without method bodies.</summary>
    private static readonly Guid s_typeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    /// <summary>Reads the files by the metadata tokens of methods and types.</summary>
    public static IReadOnlyDictionary<int, string> Read(string symbols)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        Dictionary<int, string> files = [];
        foreach (MethodDebugInformationHandle handle in reader.MethodDebugInformation)
        {
            MethodDebugInformation method = reader.GetMethodDebugInformation(handle);
            DocumentHandle document = method.Document.IsNil
                ? method.GetSequencePoints().Select(point => point.Document).FirstOrDefault()
                : method.Document;
            if (!document.IsNil)
            {
                files[MetadataTokens.GetToken(handle.ToDefinitionHandle())] = NameOf(reader, document);
            }
        }

        foreach (CustomDebugInformation information in reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation))
        {
            if (reader.GetGuid(information.Kind) == s_typeDefinitionDocuments)
            {
                BlobReader documents = reader.GetBlobReader(information.Value);
                files[MetadataTokens.GetToken(information.Parent)] = NameOf(reader, MetadataTokens.DocumentHandle(documents.ReadCompressedInteger()));
            }
        }

        return files;
    }

    /// <summary>Returns the path of a source file. Where a build is to be the same on every machine, it stands for the repository's root.</summary>
    private static string NameOf(MetadataReader reader, DocumentHandle document)
    {
        const string DeterministicRoot = "/_/";
        string name = reader.GetString(reader.GetDocument(document).Name);
        return name.StartsWith(DeterministicRoot, StringComparison.Ordinal) ? Repository.PathOf(name[DeterministicRoot.Length..]) : name;
    }
}
