#:property ImportDirectoryBuildTargets=false
#:property PublishAot=false
#:property EnforceCodeStyleInBuild=false

// Converts the face detector from TensorFlow Lite into the weights that detector.js reads. Needs no network and no package:
//
//     dotnet run tools/face-model/convert.cs
//
// The weights are the constants of the convolutions, in the order in which the network uses them and in the bits in which
// they are stored: kernel, then bias, as little-endian 16-bit floating-point numbers. Nothing is rounded.

using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

const string ExpectedModel = "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633";
const int Conv2D = 3;
const int DepthwiseConv2D = 4;
const int Dequantize = 6;
const byte Float16 = 1;

string folder = Path.GetDirectoryName(PathOfThisFile())!;
byte[] model = File.ReadAllBytes(Path.Combine(folder, "face_detection_short_range.tflite"));
string hash = Convert.ToHexStringLower(SHA256.HashData(model));
if (hash != ExpectedModel)
{
    Console.Error.WriteLine($"The model has the SHA-256 {hash}, but {ExpectedModel} was expected.");
    return 1;
}

FlatBuffer file = new(model);
int root = file.Root;
int[] operators = [.. file.Tables(root, 1).Select(code => Math.Max((int)file.Byte(code, 0), file.Int32(code, 3)))];
int graph = file.Tables(root, 2).Single();
int[] tensors = [.. file.Tables(graph, 0)];
int[] buffers = [.. file.Tables(root, 4)];

// The constants are stored as 16-bit numbers; an operator of their own widens each before it is used.
Dictionary<int, int> widened = [];
using MemoryStream weights = new();
foreach (int step in file.Tables(graph, 3))
{
    int kind = operators[file.Int32(step, 0)];
    int[] inputs = [.. file.Int32s(step, 1)];
    if (kind == Dequantize)
    {
        widened[file.Int32s(step, 2).Single()] = inputs[0];
    }
    else if (kind is Conv2D or DepthwiseConv2D)
    {
        foreach (int constant in inputs[1..])
        {
            int tensor = tensors[widened[constant]];
            if (file.Byte(tensor, 1) != Float16)
            {
                Console.Error.WriteLine("A constant is not stored as 16-bit floating-point numbers.");
                return 1;
            }

            weights.Write(file.Bytes(buffers[file.Int32(tensor, 2)], 0));
        }
    }
}

string target = args.Length > 0 ? args[0] : Path.Combine(folder, "../../src/LivenessSdk.AspNetCore/Browser/face-weights.bin.br");
using (BrotliStream compressed = new(File.Create(target), CompressionLevel.SmallestSize))
{
    compressed.Write(weights.ToArray());
}

Console.WriteLine($"{weights.Length / 2} weights, {weights.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(weights.ToArray()))}");
return 0;

static string PathOfThisFile([CallerFilePath] string path = "") => path;

/// <summary>Reads tables of a FlatBuffer by the number of their fields, as the schema of TensorFlow Lite lists them.</summary>
internal sealed class FlatBuffer(byte[] data)
{
    public int Root => Follow(0);

    public byte Byte(int table, int field) => Find(table, field) is { } at ? data[at] : (byte)0;

    public int Int32(int table, int field) => Find(table, field) is { } at ? Read(at) : 0;

    public IEnumerable<int> Int32s(int table, int field) => Items(table, field).Select(Read);

    public IEnumerable<int> Tables(int table, int field) => Items(table, field).Select(Follow);

    public ReadOnlySpan<byte> Bytes(int table, int field)
    {
        int vector = Follow(Find(table, field)!.Value);
        return data.AsSpan(vector + 4, Read(vector));
    }

    private IEnumerable<int> Items(int table, int field)
    {
        int vector = Follow(Find(table, field)!.Value);
        return Enumerable.Range(0, Read(vector)).Select(index => vector + 4 + (4 * index));
    }

    /// <summary>Finds where a field is stored, or null where the table leaves it out.</summary>
    private int? Find(int table, int field)
    {
        int layout = table - Read(table);
        int entry = 4 + (2 * field);
        int offset = entry < BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(layout))
            ? BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(layout + entry))
            : 0;
        return offset == 0 ? null : table + offset;
    }

    private int Follow(int at) => at + Read(at);

    private int Read(int at) => BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(at));
}
