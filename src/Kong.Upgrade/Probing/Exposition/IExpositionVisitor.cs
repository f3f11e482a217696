namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Is shown every line of an exposition that is not blank. A class keeps what it saw; nothing is boxed if it is a struct.</summary>
internal interface IExpositionVisitor
{
    /// <summary>Looks at what the reader has just read. Spans are true until it returns.</summary>
    /// <param name="reader">Not to be moved on.</param>
    void Visit(in ExpositionReader reader);
}
