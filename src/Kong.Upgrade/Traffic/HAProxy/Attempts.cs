namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>Does all that can be done before it complains: a retreat does not stop at the first server that is missing.</summary>
internal static class Attempts
{
    public static async Task EachAsync(IReadOnlyList<string> servers, Func<string, Task> act)
    {
        if (await TryAsync(servers, act).ConfigureAwait(false) is [var failure, ..]) throw failure;
    }

    public static async Task AtLeastOneAsync(IReadOnlyList<string> servers, Func<string, Task> act)
    {
        IReadOnlyList<UpgradeServiceException> failures = await TryAsync(servers, act).ConfigureAwait(false);
        if (failures.Count == servers.Count) throw failures[0];
    }

    private static async Task<IReadOnlyList<UpgradeServiceException>> TryAsync(IReadOnlyList<string> servers, Func<string, Task> act)
    {
        List<UpgradeServiceException> failures = [];
        foreach (string server in servers)
        {
            try
            {
                await act(server).ConfigureAwait(false);
            }
            catch (UpgradeServiceException failure)
            {
                failures.Add(failure);
            }
        }
        return failures;
    }
}
