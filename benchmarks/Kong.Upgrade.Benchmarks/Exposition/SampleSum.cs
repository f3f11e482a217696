using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Benchmarks.Exposition;

/// <summary>Looks at the name, every label and the value of each sample, so that none of them can be left out.</summary>
internal struct SampleSum : IExpositionVisitor
{
    private long bytes;
    private double values;

    public int Samples { get; private set; }

    /// <summary>Says that all was looked at.</summary>
    public readonly bool IsPlausible => bytes > Samples && values > 0;

    public void Visit(in ExpositionReader reader)
    {
        if (reader.Token != ExpositionToken.Sample) return;
        Samples++;
        values += reader.Value;
        bytes += reader.Name.Length;
        foreach (ExpositionLabel label in reader.Labels) bytes += label.Name.Length + label.RawValue.Length;
    }
}
