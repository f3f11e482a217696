namespace Kong.Upgrade.Migrations;

/// <summary>The proof that <c>kong migrations finish</c>, the point of no return, may run. Immutable.</summary>
/// <remarks>Only the engine mints one, after everything that must hold was seen to hold; so finishing by accident does not compile.</remarks>
public sealed class FinishPermit
{
    internal FinishPermit(string runId, string reason, DateTimeOffset grantedAt) => (RunId, Reason, GrantedAt) = (runId, reason, grantedAt);

    /// <summary>The run that may finish.</summary>
    public string RunId { get; }

    /// <summary>Who approved, and why it was safe.</summary>
    public string Reason { get; }

    /// <summary>When the engine granted it.</summary>
    public DateTimeOffset GrantedAt { get; }

    /// <summary>A permit that a person grants by hand, outside a run.</summary>
    /// <param name="reason">Who takes the responsibility and why; must not be blank.</param>
    /// <param name="time">The clock that stamps the permit.</param>
    /// <returns>The permit.</returns>
    /// <exception cref="ArgumentException">The reason is blank.</exception>
    public static FinishPermit ForOperator(string reason, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentNullException.ThrowIfNull(time);
        return new("by-hand", reason, time.GetUtcNow());
    }
}
