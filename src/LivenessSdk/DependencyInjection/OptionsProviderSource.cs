using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LivenessSdk;

/// <summary>Creates the provider of one client from its options, and again when they change: a valid change takes effect at the next check, an invalid one is rejected.</summary>
internal sealed class OptionsProviderSource<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties)] TOptions> : ProviderSource
    where TOptions : LivenessProviderOptions
{
    private readonly string _name;
    private readonly IOptionsFactory<TOptions> _factory;
    private readonly Func<TOptions, ILivenessProvider> _create;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _subscriptions = [];

    // Options are created one after another, so that the last ones are the newest.
    private readonly object _making = new();
    private TOptions? _options;
    private string? _rejected;

    public OptionsProviderSource(
        string name,
        IOptionsFactory<TOptions> factory,
        IEnumerable<IOptionsChangeTokenSource<TOptions>> changes,
        Func<TOptions, ILivenessProvider> create,
        ILogger logger)
    {
        _name = name;
        _factory = factory;
        _create = create;
        _logger = logger;
        lock (_making)
        {
            // Before the first options are created: a change meanwhile waits for them, and is applied then.
            Subscribe(changes);
            try
            {
                Replace(Make(_factory.Create(_name)));
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }

    public override void Dispose()
    {
        foreach (IDisposable subscription in _subscriptions)
        {
            subscription.Dispose();
        }

        Release();
    }

    private void Subscribe(IEnumerable<IOptionsChangeTokenSource<TOptions>> changes)
    {
        foreach (IOptionsChangeTokenSource<TOptions> source in changes)
        {
            if (source.Name is null || source.Name == _name)
            {
                _subscriptions.Add(ChangeToken.OnChange(source.GetChangeToken, Reload));
            }
        }
    }

    private ConfiguredProvider Make(TOptions options)
    {
        ConfiguredProvider made = new(_create(options), options);
        _options = options;
        return made;
    }

    private void Reload()
    {
        lock (_making)
        {
            try
            {
                TOptions options = _factory.Create(_name);
                _rejected = null;
                if (ProviderOptionsComparer.AreEqual(_options, options))
                {
                    return; // Another section of the configuration has changed.
                }

                Replace(Make(options));
                LogMessages.OptionsReloaded(_logger, _name);
            }
            catch (OptionsValidationException e)
            {
                Reject(e.Message);
            }
            catch (Exception e)
            {
                // The message may quote a value, and values may be secret.
                Reject($"they cannot be read ({e.GetType().Name}).");
            }
        }
    }

    /// <summary>Logs invalid options, once as long as they stay the same.</summary>
    private void Reject(string problems)
    {
        if (_rejected != problems)
        {
            _rejected = problems;
            LogMessages.OptionsRejected(_logger, _name, problems);
        }
    }
}

/// <summary>Compares options by their values, because any change of a configuration creates all of them again.</summary>
internal static class ProviderOptionsComparer
{
    /// <summary>Determines whether two options have the same values; false if that cannot be determined.</summary>
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
