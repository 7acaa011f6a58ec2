namespace LivenessSdk.Cli;

/// <summary>Checks photos with one client, or with several in parallel.</summary>
internal sealed class PhotoChecker(Session session, Terminal terminal, TimeSpan? timeout)
{
    /// <summary>Checks one file after another. A problem with one file becomes its outcome and does not stop the others.</summary>
    /// <param name="files">The paths as the user specified them.</param>
    /// <param name="providers">The names of the clients, which are asked in parallel.</param>
    /// <param name="report">Receives the outcomes.</param>
    /// <param name="cancellationToken">Ends the checks.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        IEnumerable<string> files, IReadOnlyList<string> providers, IReport report, CancellationToken cancellationToken)
    {
        List<int> codes = [];
        foreach (string file in files)
        {
            IReadOnlyList<Outcome> outcomes = await CheckAsync(file, providers, cancellationToken);
            report.Add(outcomes);
            foreach (string failure in outcomes.Where(outcome => outcome.Failure is not null)
                .Select(outcome => Words.Failure(outcome, session.IsSimulated)).Distinct())
            {
                terminal.Fail(failure);
            }

            codes.AddRange(outcomes.Select(outcome => outcome.ExitCode));
        }

        report.Complete();
        return ExitCodes.Worst(codes);
    }

    private async Task<IReadOnlyList<Outcome>> CheckAsync(
        string file, IReadOnlyList<string> providers, CancellationToken cancellationToken)
    {
        LivenessImage photo;
        try
        {
            photo = await PhotoFile.ReadAsync(file, cancellationToken);
        }
        catch (LivenessException unreadable)
        {
            return [.. providers.Select(provider => new Outcome { File = file, ClientName = provider, Failure = unreadable })];
        }

        try
        {
            return await terminal.WaitAsync(
                $"Checking {file}", () => Task.WhenAll(providers.Select(provider => CheckAsync(file, photo, provider, cancellationToken))));
        }
        catch (OperationCanceledException) when (!session.IsSimulated)
        {
            terminal.Fail($"Interrupted. The check of {file} was canceled, and the vendor may bill it.");
            throw;
        }
    }

    private async Task<Outcome> CheckAsync(string file, LivenessImage photo, string provider, CancellationToken cancellationToken)
    {
        ILivenessClient client = session.Find(provider);
        long started = TimeProvider.System.GetTimestamp();
        try
        {
            LivenessResult result = await client.CheckAsync(new LivenessRequest(photo) { Timeout = timeout }, cancellationToken);
            return new Outcome { File = file, ClientName = provider, Result = result, Duration = TimeProvider.System.GetElapsedTime(started) };
        }
        catch (LivenessException e)
        {
            return new Outcome { File = file, ClientName = provider, Failure = e, Duration = TimeProvider.System.GetElapsedTime(started) };
        }
    }
}
