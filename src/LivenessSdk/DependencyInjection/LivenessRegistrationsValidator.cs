using Microsoft.Extensions.Options;

namespace LivenessSdk;

/// <summary>Checks the settings of every registration at start-up, so that one message lists all faults.</summary>
internal sealed class LivenessRegistrationsValidator : IValidateOptions<LivenessStartup>
{
    private readonly LivenessRegistrations _registrations;
    private readonly IServiceProvider _services;

    public LivenessRegistrationsValidator(LivenessRegistrations registrations, IServiceProvider services)
    {
        _registrations = registrations;
        _services = services;
    }

    public ValidateOptionsResult Validate(string? name, LivenessStartup options)
    {
        List<string> faults = [];
        if (_registrations.Default is { } chosen && !_registrations.Contains(chosen))
        {
            faults.Add($"The default liveness client is to be '{chosen}', but no registration has that name.");
        }

        foreach (LivenessRegistration registration in _registrations.Items)
        {
            faults.AddRange(registration.FindFaults(_services));
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

/// <summary>Stands for all registrations together where the options framework wants a type to validate at start-up.</summary>
internal sealed class LivenessStartup;
