namespace Kong.Upgrade.Execution;

/// <summary>The balancer sends everything to blue although the run had diverted: somebody retreated by other means, or an earlier process died while it did.</summary>
internal sealed class RetreatedElsewhereException(string last)
    : KongUpgradeException($"all traffic was found on blue although green had {last}: somebody retreated, and that is not undone");
