using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace LivenessSdk;

/// <summary>Compares options by their values, because a change anywhere in a configuration makes all of them anew.</summary>
internal static class ProviderOptionsComparer
{
    /// <summary>Determines whether two options hold the same values. Where that cannot be told, they do not.</summary>
    public static bool AreEqual<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(TOptions? first, TOptions second)
        where TOptions : LivenessProviderOptions
    {
        if (first is null)
        {
            return false;
        }

        foreach (PropertyInfo property in typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanRead && property.GetIndexParameters().Length == 0 && !AreEqualValues(property.GetValue(first), property.GetValue(second)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqualValues(object? first, object? second) =>
        (first, second) switch
        {
            (ResilienceOptions resilience, ResilienceOptions other) => resilience.Equal(other),
            (string text, string other) => text == other,
            (IEnumerable items, IEnumerable others) => items.Cast<object?>().SequenceEqual(others.Cast<object?>()),
            _ => Equals(first, second),
        };
}
