using Mono.Cecil;
using Mono.Cecil.Cil;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Finds which folder of the library uses which, in the compiled types: signatures, fields, attributes and method bodies.</summary>
/// <remarks>The folder of a type is that of its source file, which the debug symbols name.</remarks>
internal sealed class CompiledFolders
{
    private readonly HashSet<(string From, string To, string Detail)> _uses = [];
    private readonly IReadOnlyDictionary<int, string> _files;
    private readonly string _root;

    private CompiledFolders(IReadOnlyDictionary<int, string> files, string root)
    {
        _files = files;
        _root = root;
    }

    /// <summary>Gets each use of a type by a type of another folder, the detail naming both.</summary>
    public IReadOnlyCollection<(string From, string To, string Detail)> Uses => _uses;

    /// <summary>Reads an assembly whose symbols lie beside it.</summary>
    /// <param name="assembly">The path of the assembly.</param>
    /// <param name="root">The folder of its sources.</param>
    public static CompiledFolders Read(string assembly, string root)
    {
        CompiledFolders folders = new(SymbolFiles.Read(Path.ChangeExtension(assembly, ".pdb")), root);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly);
        foreach (TypeDefinition type in module.GetTypes())
        {
            folders.ReadUses(type);
        }

        return folders;
    }

    /// <summary>Gets the folder of a type, relative to the sources; "" for the root and <see langword="null"/> for types that the compiler added.</summary>
    public string? FolderOf(TypeDefinition type)
    {
        for (TypeDefinition? owner = type; owner is not null; owner = owner.DeclaringType)
        {
            if (FileOf(owner) is { } file)
            {
                string folder = Path.GetRelativePath(_root, Path.GetDirectoryName(file)!).Replace('\\', '/');
                return folder == "." ? "" : folder;
            }
        }

        return null;
    }

    private string? FileOf(TypeDefinition type) =>
        type.Methods.Select(method => _files.GetValueOrDefault(method.MetadataToken.ToInt32())).FirstOrDefault(IsSource)
        ?? (_files.GetValueOrDefault(type.MetadataToken.ToInt32()) is { } file && IsSource(file) ? file : null);

    /// <summary>Leaves out what source generators write, which belongs to the file that asked for it.</summary>
    private bool IsSource(string? file) =>
        file is not null && file.StartsWith(_root, StringComparison.Ordinal) && !file.StartsWith(Path.Combine(_root, "obj"), StringComparison.Ordinal);

    private void ReadUses(TypeDefinition type)
    {
        if (FolderOf(type) is not { } folder)
        {
            return;
        }

        TypeReference?[] parts =
        [
            type.BaseType,
            .. type.Interfaces.Select(item => item.InterfaceType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Properties.Select(property => property.PropertyType),
            .. type.CustomAttributes.SelectMany(TypesOf),
            .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
            .. type.Methods.SelectMany(TypesOf),
        ];
        foreach (TypeReference? part in parts)
        {
            Use(type, folder, part);
        }
    }

    private static IEnumerable<TypeReference?> TypesOf(CustomAttribute attribute) =>
        [attribute.AttributeType, .. attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference)];

    private static IEnumerable<TypeReference?> TypesOf(MethodDefinition method) =>
    [
        .. TypesOfSignature(method),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. method.CustomAttributes.SelectMany(TypesOf),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.ExceptionHandlers.Select(handler => handler.CatchType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(TypesOf) : [],
    ];

    private static IEnumerable<TypeReference?> TypesOf(Instruction instruction) =>
        instruction.Operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference method => [method.DeclaringType, .. TypesOfSignature(method)],
            _ => [],
        };

    private static IEnumerable<TypeReference?> TypesOfSignature(MethodReference method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. (method as GenericInstanceMethod)?.GenericArguments ?? [],
    ];

    private void Use(TypeDefinition user, string folder, TypeReference? used)
    {
        if (used is GenericInstanceType generic)
        {
            foreach (TypeReference argument in generic.GenericArguments)
            {
                Use(user, folder, argument);
            }
        }

        if (used is TypeSpecification specification)
        {
            Use(user, folder, specification.ElementType);
        }
        else if (used is TypeDefinition definition && FolderOf(definition) is { } target && target != folder)
        {
            _uses.Add((folder, target, $"{user.FullName} -> {definition.FullName}"));
        }
    }
}
