using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace LivenessSdk.Tests.Architecture;

/// <summary>Writes the public surface of an assembly as text, one member a line, in a fixed order.</summary>
internal static class PublicApi
{
    private static readonly NullabilityInfoContext s_nullability = new();

    public static string Describe(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').AppendLine(NameOf(type) + Inheritance(type));
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("  ").AppendLine(member);
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static string Inheritance(Type type)
    {
        IEnumerable<Type> interfaces = type.IsEnum ? [] : type.GetInterfaces().Where(candidate => candidate.IsPublic);
        Type[] bases = type.BaseType is { } baseType && baseType != typeof(object) && baseType != typeof(ValueType) && baseType != typeof(Enum)
            ? [baseType, .. interfaces]
            : [.. interfaces];
        return bases.Length == 0 ? "" : $" : {string.Join(", ", bases.Select(NameOf).Order(StringComparer.Ordinal))}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}"));
        }

        return
        [
            .. type.GetConstructors(Declared).Where(IsVisible).Select(constructor => $"new({Parameters(constructor)})"),
            .. type.GetFields(Declared).Where(field => field.IsPublic).Select(field => $"field {NameOf(field.FieldType)} {field.Name}"),
            .. type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Describe),
            .. type.GetEvents(Declared).Where(candidate => IsVisible(candidate.AddMethod!)).Select(candidate => $"event {candidate.Name}"),
            .. type.GetMethods(Declared).Where(method => IsVisible(method) && !method.IsSpecialName && !IsGenerated(method)).Select(Describe),
        ];
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsGenerated(MethodInfo method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name.Contains('<', StringComparison.Ordinal) || method.Name.Contains('.', StringComparison.Ordinal);

    private static string Describe(PropertyInfo property)
    {
        string accessors = string.Join(" ", property.GetAccessors(nonPublic: true).Where(IsVisible).Select(accessor => accessor switch
        {
            { ReturnType: var type } when type != typeof(void) => "get;",
            _ when accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) => "init;",
            _ => "set;",
        }).Order(StringComparer.Ordinal));
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        string isStatic = property.GetAccessors(nonPublic: true)[0].IsStatic ? "static " : "";
        return $"{isStatic}{required}{NameOf(property.PropertyType)}{Nullable(s_nullability.Create(property))} {property.Name} {{ {accessors} }}";
    }

    private static string Describe(MethodInfo method)
    {
        string modifiers = method.IsStatic ? "static " : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "";
        string access = method.IsPublic ? "" : "protected ";
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";
        return $"{access}{modifiers}{NameOf(method.ReturnType)}{Nullable(s_nullability.Create(method.ReturnParameter))} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter =>
            $"{NameOf(parameter.ParameterType)}{Nullable(s_nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {DefaultOf(parameter)}" : "")}"));

    private static string DefaultOf(ParameterInfo parameter) =>
        parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && System.Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
            string text => $"\"{text}\"",
            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static string Nullable(NullabilityInfo info) =>
        !info.Type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";

    private static string NameOf(Type type)
    {
        if (System.Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{NameOf(underlying)}?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string name = type.IsNested ? $"{NameOf(type.DeclaringType!)}.{type.Name}" : type.Namespace is "LivenessSdk" ? type.Name : type.FullName ?? type.Name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
