using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Changes a compiled library so that it records which of its methods ran.</summary>
internal static class MethodRecording
{
    /// <summary>The type that is added to the library.</summary>
    public const string Type = "RecordedMethods";

    /// <summary>The array of that type with a value for each method, by the number of its token.</summary>
    public const string Field = "Entered";

    /// <summary>Changes a library in place.</summary>
    public static void AddTo(string assembly)
    {
        using MemoryStream original = new(File.ReadAllBytes(assembly));
        using ModuleDefinition module = ModuleDefinition.ReadModule(original);
        MethodDefinition[] methods = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)];
        FieldDefinition entered = AddField(module, methods.Max(method => method.MetadataToken.RID) + 1);
        foreach (MethodDefinition method in methods)
        {
            Instruction first = method.Body.Instructions[0];
            ILProcessor code = method.Body.GetILProcessor();
            method.Body.SimplifyMacros();
            code.InsertBefore(first, code.Create(OpCodes.Ldsfld, entered));
            code.InsertBefore(first, code.Create(OpCodes.Ldc_I4, (int)method.MetadataToken.RID));
            code.InsertBefore(first, code.Create(OpCodes.Ldc_I4_1));
            code.InsertBefore(first, code.Create(OpCodes.Stelem_I1));
            method.Body.OptimizeMacros();
        }

        module.Write(assembly);
    }

    private static FieldDefinition AddField(ModuleDefinition module, uint length)
    {
        TypeDefinition type = new("", Type, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
        FieldDefinition field = new(Field, FieldAttributes.Public | FieldAttributes.Static, new ArrayType(module.TypeSystem.Boolean));
        MethodDefinition constructor = new(
            ".cctor",
            MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
            module.TypeSystem.Void);
        ILProcessor code = constructor.Body.GetILProcessor();
        code.Emit(OpCodes.Ldc_I4, (int)length);
        code.Emit(OpCodes.Newarr, module.TypeSystem.Boolean);
        code.Emit(OpCodes.Stsfld, field);
        code.Emit(OpCodes.Ret);
        type.Methods.Add(constructor);
        type.Fields.Add(field);
        module.Types.Add(type);
        return field;
    }
}
