using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using LivenessSdk.Simulator;

namespace LivenessSdk.Tests.Privacy;

/// <summary>Shows an object as others would: by <see cref="object.ToString"/> of all that can be reached, or unfolded in a debugger.</summary>
internal static class ObjectView
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Calls ToString on the object and on each object of the library that its public properties lead to.</summary>
    public static string Texts(object root)
    {
        StringBuilder text = new();
        Walk(root, [], type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanRead && property.GetIndexParameters().Length == 0), (_, value) =>
        {
            if (value is not string && IsOurs(value.GetType()))
            {
                text.AppendLine(value.ToString());
            }
        });
        return text.ToString();
    }

    /// <summary>Unfolds the object as a debugger does, hidden members left out, private ones not.</summary>
    public static string InDebugger(object root)
    {
        StringBuilder text = new();
        Walk(root, [], BrowsableMembers, (member, value) => text.Append(member).Append(" = ").AppendLine(Render(value)));
        return text.ToString();
    }

    private static void Walk(
        object? value, HashSet<object> seen, Func<Type, IEnumerable<MemberInfo>> members, Action<string, object> visit, string member = "this")
    {
        if (value is null || (!value.GetType().IsValueType && value is not string && !seen.Add(value)))
        {
            return;
        }

        visit(member, value);
        if (IsOurs(value.GetType()))
        {
            foreach (MemberInfo next in members(value.GetType()))
            {
                Walk(Read(next, value), seen, members, visit, next.Name);
            }
        }
        else if (value is IEnumerable items and not string and not byte[])
        {
            foreach (object? item in items)
            {
                Walk(item, seen, members, visit, member);
            }
        }
    }

    private static IEnumerable<MemberInfo> BrowsableMembers(Type type)
    {
        for (Type? current = type; current is not null && IsOurs(current); current = current.BaseType)
        {
            foreach (MemberInfo member in current.GetMembers(Declared))
            {
                if (member is FieldInfo { IsStatic: false } or PropertyInfo { CanRead: true }
                    && !member.IsDefined(typeof(CompilerGeneratedAttribute))
                    && member.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State != DebuggerBrowsableState.Never)
                {
                    yield return member;
                }
            }
        }
    }

    private static object? Read(MemberInfo member, object owner) =>
        member switch
        {
            FieldInfo field => field.GetValue(owner),
            PropertyInfo property when property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike => property.GetValue(owner),
            _ => null,
        };

    private static string Render(object value) =>
        value switch
        {
            byte[] bytes => Encoding.Latin1.GetString(bytes),
            ReadOnlyMemory<byte> bytes => Encoding.Latin1.GetString(bytes.Span),
            Memory<byte> bytes => Encoding.Latin1.GetString(bytes.Span),
            _ => $"{value}",
        };

    private static bool IsOurs(Type type) =>
        (type.Assembly == typeof(LivenessClient).Assembly || type.Assembly == typeof(LivenessSimulator).Assembly) && !type.IsEnum;
}
