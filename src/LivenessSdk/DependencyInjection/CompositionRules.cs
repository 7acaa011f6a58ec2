using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace LivenessSdk;

/// <summary>Represents the current rules of all compositions. A valid change of the configuration takes effect at the next check, an invalid one changes nothing.</summary>
internal sealed class CompositionRules : IDisposable
{
    private readonly LivenessRegistrations _registrations;
    private readonly IServiceProvider _services;
    private readonly ILogger _logger;
    private readonly object _reloading = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _firstProblems = [];
    private volatile ClientGraph _graph;
    private string _rejection = "";

    public CompositionRules(LivenessRegistrations registrations, IServiceProvider services)
    {
        _registrations = registrations;
        _services = services;
        _logger = services.GetLivenessLogger();
        lock (_reloading)
        {
            // Before the first rules are read: a change meanwhile waits for them, and is applied then.
            _subscriptions.AddRange(registrations.Watched.Select(section => ChangeToken.OnChange(section.GetReloadToken, Reload)));
            _graph = ClientGraph.Create(registrations, ReadFirst, services);
        }
    }

    /// <summary>Gets the current rules. Another object means that something has changed.</summary>
    public ClientGraph Graph => _graph;

    /// <summary>Finds the problems of the rule that a composition starts with.</summary>
    public IEnumerable<string> FindProblems(string composition) =>
        _graph.HasPlan(composition) ? [.. _firstProblems[composition], .. _graph.FindProblems(composition)] : _firstProblems[composition];

    public void Dispose()
    {
        foreach (IDisposable subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    private CompositionPlan? ReadFirst(LivenessRegistration registration)
    {
        if (registration.ReadPlan is null)
        {
            return null;
        }

        (CompositionPlan? plan, _firstProblems[registration.Name]) = registration.ReadPlan();
        return plan;
    }

    private void Reload()
    {
        lock (_reloading)
        {
            ClientGraph former = _graph;
            Dictionary<string, CompositionPlan?> plans = [];
            List<string> problems = [];
            foreach (LivenessRegistration composition in _registrations.Items.Where(item => item.ReadPlan is not null))
            {
                (plans[composition.Name], IReadOnlyList<string> found) = composition.ReadPlan!();
                problems.AddRange(found);
            }

            if (plans.Count == 0)
            {
                return;
            }

            ClientGraph changed = ClientGraph.Create(_registrations, registration => plans.GetValueOrDefault(registration.Name), _services, former);
            if (problems.Count == 0)
            {
                problems.AddRange(plans.Keys.SelectMany(changed.FindProblems));
            }

            if (problems.Count > 0)
            {
                Reject(string.Join(' ', problems));
                return;
            }

            _rejection = "";

            bool hasChanged = changed.Groups.Any(group => former.Groups.GetValueOrDefault(group.Key) != group.Value);
            foreach ((string name, CompositionPlan? plan) in plans)
            {
                hasChanged |= Report(name, former.PlanOf(name), plan!);
            }

            if (hasChanged)
            {
                _graph = changed;
            }
        }
    }

    /// <summary>Logs a rejected change once, however many sections report it.</summary>
    private void Reject(string problems)
    {
        if (problems != _rejection)
        {
            LogMessages.CompositionsRejected(_logger, problems);
        }

        _rejection = problems;
    }

    /// <summary>Logs the change of one composition, if it has changed.</summary>
    private bool Report(string name, CompositionPlan former, CompositionPlan plan)
    {
        string before = former.Describe();
        string now = plan.Describe();
        if (before == now)
        {
            return false;
        }

        string[] relaxations = [.. plan.FindRelaxations(former)];
        if (relaxations.Length > 0)
        {
            LogMessages.CompositionRelaxed(_logger, name, string.Join(", ", relaxations), before, now);
        }
        else
        {
            LogMessages.CompositionChanged(_logger, name, before, now);
        }

        return true;
    }
}
