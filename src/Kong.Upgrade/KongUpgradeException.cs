namespace Kong.Upgrade;

/// <summary>The base of everything that this library throws about an upgrade. Misuse of the API throws the usual .NET exceptions.</summary>
public abstract class KongUpgradeException : Exception
{
    private protected KongUpgradeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same call may work in a moment. The default value is <see langword="false"/>.</summary>
    public virtual bool IsTransient => false;

    /// <summary>Whether the run must stop where it is, because going back would be no safer or is not ours to do.</summary>
    internal virtual bool Halts => false;
}
