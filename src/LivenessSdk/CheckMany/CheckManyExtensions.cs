namespace LivenessSdk;

/// <summary>Provides extension methods that check many photos.</summary>
public static class CheckManyExtensions
{
    /// <summary>Checks every request of a sequence, several at once. Only the requests that are being checked are in memory.</summary>
    /// <remarks>
    /// A check that fails is an item, not the end of the run, except that the run waits while its client cannot process any checks
    /// (<see cref="CheckManyOptions.OutageTimeout"/>). The run ends early when the sequence itself throws or breaks a
    /// rule below (after the checks in flight), when the client throws anything but a
    /// <see cref="LivenessException"/>, or when it is canceled or no longer enumerated; in these cases checks in flight are
    /// canceled and awaited, and so is the sequence, which should observe its own token. New checks begin while the caller asks for items.
    /// </remarks>
    /// <param name="client">The client that checks.</param>
    /// <param name="requests">The requests, read one at a time when a check can begin.</param>
    /// <param name="options">The concurrency, the order and the ledger; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>One item for each request.</returns>
    /// <exception cref="ArgumentException"><see cref="CheckManyOptions.JournalPath"/> is set without a <see cref="CheckManyOptions.Ledger"/>. While enumerating: a request is null, or, in a run with a ledger, has no key or one that cannot be stored.</exception>
    /// <exception cref="InvalidDataException">While enumerating: the file is not a journal, or is damaged.</exception>
    /// <exception cref="IOException">While enumerating: the journal cannot be read.</exception>
    /// <exception cref="LivenessException">While enumerating: the client could not process checks for longer than <see cref="CheckManyOptions.OutageTimeout"/>, or rejected ten in a row. The items of all requests taken were returned before.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: <paramref name="cancellationToken"/> was canceled.</exception>
    public static IAsyncEnumerable<CheckManyItem> CheckManyAsync(
        this ILivenessClient client,
        IAsyncEnumerable<LivenessRequest> requests,
        CheckManyOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(requests);

        if (options is { JournalPath: not null, Ledger: null })
        {
            throw new ArgumentException("JournalPath names a journal of version 0.1 to import, which needs a Ledger. Set Ledger to remember the run.", nameof(options));
        }

        return CheckManyRun.RunAsync(client, requests, options ?? new CheckManyOptions(), cancellationToken);
    }

    /// <inheritdoc cref="CheckManyAsync(ILivenessClient, IAsyncEnumerable{LivenessRequest}, CheckManyOptions, CancellationToken)"/>
    /// <remarks>To cancel the run, enumerate it by <c>WithCancellation(cancellationToken)</c>. To end it gracefully, set <see cref="CheckManyOptions.StopToken"/>.</remarks>
    public static IAsyncEnumerable<CheckManyItem> CheckManyAsync(this ILivenessClient client, IEnumerable<LivenessRequest> requests) =>
        client.CheckManyAsync(requests, new CheckManyOptions());

    /// <inheritdoc cref="CheckManyAsync(ILivenessClient, IAsyncEnumerable{LivenessRequest}, CheckManyOptions, CancellationToken)"/>
    /// <remarks>To cancel the run, enumerate it by <c>WithCancellation(cancellationToken)</c>. To end it gracefully, set <see cref="CheckManyOptions.StopToken"/>.</remarks>
    public static IAsyncEnumerable<CheckManyItem> CheckManyAsync(
        this ILivenessClient client, IEnumerable<LivenessRequest> requests, CheckManyOptions options)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(options);

        return client.CheckManyAsync(ToAsync(requests), options);
    }

#pragma warning disable CS1998 // The requests are there already.
    private static async IAsyncEnumerable<LivenessRequest> ToAsync(IEnumerable<LivenessRequest> requests)
    {
        foreach (LivenessRequest request in requests)
        {
            yield return request;
        }
    }
#pragma warning restore CS1998
}
