using Polly;
using Polly.Retry;

namespace Kong.Upgrade.Execution;

/// <summary>Calls services: each call has a deadline, and a transient failure of a call that may be repeated is tried again.</summary>
internal sealed class ServiceCalls
{
    private readonly KongUpgradeOptions options;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline repeated;

    public ServiceCalls(KongUpgradeOptions options, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        repeated = options.Retries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.Retries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(30),
            ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is KongUpgradeException { IsTransient: true }),
        }).Build();
    }

    /// <summary>A call that may be repeated.</summary>
    public async Task<T> RepeatableAsync<T>(string name, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await repeated.ExecuteAsync(
            static async (state, token) => await state.Self.OnceAsync(state.name, state.call, token).ConfigureAwait(false),
            (Self: this, name, call), cancellationToken).ConfigureAwait(false);

    /// <summary>A call that may be repeated and returns nothing.</summary>
    public Task RepeatableAsync(string name, Func<CancellationToken, Task> call, CancellationToken cancellationToken) =>
        RepeatableAsync(name, token => AsNothing(call(token)), cancellationToken);

    /// <summary>A call that is made once, because its effect must not be asked for again blindly.</summary>
    public Task<T> OnceAsync<T>(string name, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        Deadline.RunAsync(name, options.CallTimeout, time, call, cancellationToken);

    /// <summary>A read-only look.</summary>
    public Task<T> LookAsync<T>(string name, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        Deadline.RunAsync(name, options.LookTimeout, time, call, cancellationToken);

    private static async Task<bool> AsNothing(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }
}
