using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.Tests.Composition;

/// <summary>Checks random compositions over vendors of random behaviour, with random permissions. The seed is fixed: a failure shows the case and comes again.</summary>
public sealed class CompositionPropertyTests
{
    private const int Cases = 3000;

    [Fact]
    public async Task Every_composition_comes_to_what_its_rule_says_of_its_vendors()
    {
        await ForAllAsync(async run =>
        {
            run.IsInOrder = run.Tree.HasConsensusInConsensus;
            CompositionOracle.Outcome expected = new CompositionOracle(run.Allowed).Judge(run.Tree);

            (await run.CheckAsync()).Should().Be((expected.Verdict, expected.Error), run.ToString());
        });
    }

    [Fact]
    public async Task Live_needs_a_vendor_that_said_live_and_a_consensus_as_many_groups_as_it_requires()
    {
        await ForAllAsync(async run =>
        {
            if ((await run.CheckAsync()).Verdict != LivenessVerdict.Live)
            {
                return;
            }

            int groups = run.Tree.Vendors.Where(vendor => vendor.Verdict == LivenessVerdict.Live).Select(vendor => vendor.Group).Distinct().Count();
            groups.Should().BeGreaterThanOrEqualTo(run.Tree is CompositionTree.Consensus consensus ? consensus.Required : 1, run.ToString());
        });
    }

    [Fact]
    public async Task Nobody_outside_the_allowed_receives_the_photo_and_nobody_receives_it_twice()
    {
        await ForAllAsync(async run =>
        {
            await run.CheckAsync();

            run.Recipients.Should().OnlyHaveUniqueItems(run.ToString());
            run.Recipients.Should().BeSubsetOf(run.Allowed ?? run.Tree.Vendors.Select(vendor => vendor.Name), run.ToString());
        });
    }

    [Fact]
    public async Task Everyone_who_was_asked_is_listed_once_with_what_came_of_it()
    {
        await ForAllAsync(async run =>
        {
            await run.CheckAsync();

            run.Attempts.Select(attempt => attempt.ClientName).Should().OnlyHaveUniqueItems(run.ToString());
            run.Recipients.Should().BeSubsetOf(run.Attempts.Select(attempt => attempt.ClientName), run.ToString());
            foreach (LivenessAttempt attempt in run.Attempts.Where(attempt => attempt.Verdict is not null || attempt.Error is not null))
            {
                CompositionTree.Vendor vendor = run.Tree.Vendors.Single(candidate => candidate.Name == attempt.ClientName);
                (attempt.Verdict, attempt.Error).Should().Be((vendor.Verdict, vendor.Error), run.ToString());
                run.Recipients.Should().Contain(attempt.ClientName, run.ToString());
            }

            run.Attempts.Where(attempt => attempt.Verdict is null && attempt.Error is null && !(attempt.PhotoSent && attempt.MayHaveBeenProcessed))
                .Should().BeEmpty(run.ToString());
        });
    }

    private static async Task ForAllAsync(Func<Run, Task> holds)
    {
        Gen<Run> runs =
            from tree in CompositionTree.Generate()
            from isRestricted in Gen.Elements(true, false)
            from allowed in Gen.SubListOf(tree.Vendors.Select(vendor => vendor.Name))
            select new Run(tree, isRestricted ? [.. allowed] : null);
        foreach (Run run in runs.Sample(Cases, new Rnd(20261121), 50))
        {
            await holds(run);
        }
    }

    /// <summary>Checks one photo with one random composition, and keeps who received it.</summary>
    private sealed class Run(CompositionTree tree, IReadOnlyList<string>? allowed)
    {
        public CompositionTree Tree => tree;

        public IReadOnlyList<string>? Allowed => allowed;

        /// <summary>Gets or sets whether the vendors answer in the order in which they are asked.</summary>
        public bool IsInOrder { get; set; }

        public IReadOnlyList<string> Recipients { get; private set; } = [];

        public IReadOnlyList<LivenessAttempt> Attempts { get; private set; } = [];

        public override string ToString() => $"{tree} allowing {(allowed is null ? "all" : string.Join(" ", allowed))}";

        public async Task<(LivenessVerdict? Verdict, LivenessError? Error)> CheckAsync()
        {
            FakeVendor[] vendors = [.. tree.Vendors.Select(Fake)];
            ServiceProvider services = FakeVendor.Build(liveness => Register(liveness, tree), vendors);
            try
            {
                LivenessResult result = await services.GetRequiredKeyedService<ILivenessClient>(tree.Name)
                    .CheckAsync(new LivenessRequest(FakeVendor.Photo) { AllowedClients = allowed });
                Attempts = result.Attempts;
                return (result.Verdict, null);
            }
            catch (LivenessException e)
            {
                Attempts = e.Attempts;
                return (null, e.Error);
            }
            finally
            {
                await services.DisposeAsync(); // Ends the shadows too.
                Recipients = [.. vendors.SelectMany(vendor => vendor.Received.Select(_ => vendor.Name))];
            }
        }

        private FakeVendor Fake(CompositionTree.Vendor vendor) =>
            new(vendor.Name, async (_, cancellationToken) =>
            {
                for (int i = 0; i < vendor.Yields && !IsInOrder; i++)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                }

                return vendor.Verdict is { } verdict
                    ? FakeVendor.Result(vendor.Name, verdict)
                    : throw FakeVendor.Failure(vendor.Name, vendor.Error!.Value, vendor.MayHaveBeenProcessed);
            })
            {
                Group = vendor.Group,
            };

        private static void Register(LivenessBuilder liveness, CompositionTree tree)
        {
            string[] clients = [.. tree.Clients.Select(client => client.Name)];
            switch (tree)
            {
                case CompositionTree.Failover failover:
                    liveness.AddFailover(tree.Name, o => { o.Clients = clients; o.OnlyWhenNotProcessed = failover.OnlyWhenNotProcessed; });
                    break;
                case CompositionTree.Consensus consensus:
                    liveness.AddConsensus(tree.Name, o =>
                    {
                        o.Clients = clients;
                        o.RequiredAgreements = consensus.Required;
                        o.Sequential = consensus.Sequential;
                        o.NotLiveVetoes = consensus.Veto;
                    });
                    break;
                case CompositionTree.Shadow:
                    liveness.AddShadow(tree.Name, o => (o.Primary, o.Shadow, o.SamplingRate) = (clients[0], clients[1], 1));
                    break;
            }

            foreach (CompositionTree client in tree.Clients)
            {
                Register(liveness, client);
            }
        }
    }
}
