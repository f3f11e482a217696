using System.Buffers.Binary;

namespace Kong.Upgrade.Judging;

/// <summary>Evidence that green's rate of some event is higher than blue's rate tolerates, block after block. It may be looked at after every block: if green is tolerable, the chance that the evidence ever reaches 1/α is at most α (Ville).</summary>
/// <remarks>
/// <para>Exact for any rates, any split of traffic known before the block, and any drift or trouble that both clusters share. Blocks end when time says so, never when an answer does.</para>
/// <para>This is one process with the schedule of onsets of the published recipe; <see cref="Judge"/> combines many under one budget. Not safe for several threads.</para>
/// </remarks>
public sealed class BlockEProcess
{
    private const byte Format = 1;

    private readonly Tolerance tolerance;
    private readonly double cap;
    private readonly double[] state = new double[Guesses.Published.Count];
    private readonly double[] block = new double[Guesses.Published.Count];
    private double blueRequests, blueEvents, unbet = 1;

    /// <summary>Starts without evidence.</summary>
    /// <param name="tolerance">How much worse green may be.</param>
    /// <param name="mostPerBlock">The most that the logarithm of the evidence may grow by in one block, more than 0; unlimited by default. ln(1/α)/m lets no fewer than m blocks decide.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tolerance or cap outside its range.</exception>
    public BlockEProcess(Tolerance tolerance, double mostPerBlock = double.PositiveInfinity)
    {
        if (!tolerance.IsValid) throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance has a factor from 1 to 10 and an addend from 0 to 0.5.");
        if (!(mostPerBlock > 0)) throw new ArgumentOutOfRangeException(nameof(mostPerBlock), mostPerBlock, "A block must be able to say something: more than 0.");
        (this.tolerance, cap) = (tolerance, mostPerBlock);
        Mixture.Begin(state);
    }

    /// <summary>How many blocks were added.</summary>
    public long Blocks { get; private set; }

    /// <summary>The natural logarithm of the evidence: 0 at the start; from ln(1/α) on green is worse, and this says so falsely in at most one run of 1/α.</summary>
    public double LogEvidence => Mixture.Log(state, unbet);

    /// <summary>What is guessed of blue's rate before the next block: what it was until now.</summary>
    public double BlueRate => (blueEvents + 0.5) / (blueRequests + 1);

    /// <summary>Adds what blue did before green had traffic.</summary>
    /// <param name="requests">At least 0.</param>
    /// <param name="events">From 0 to <paramref name="requests"/>.</param>
    public void AddHistory(long requests, long events)
    {
        Require(new(requests, events, 0, 0));
        (blueRequests, blueEvents) = (blueRequests + requests, blueEvents + events);
    }

    /// <summary>Adds a block.</summary>
    /// <param name="counts">What both clusters did in it.</param>
    /// <param name="dispersion">By how much events come in clusters, known before the block; at least 1, the default.</param>
    public void Add(BlockCounts counts, double dispersion = 1)
    {
        Require(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(dispersion, 1);
        double onset = Onsets.Block(++Blocks);
        unbet -= onset;
        Array.Clear(block);
        Guesses.Published.AddEvidence(counts, BlueRate, tolerance, block);
        Mixture.Add(state, Guesses.Published.LogWeights, block, Math.Log(onset), dispersion, cap);
        AddHistory(counts.Blue, counts.BlueEvents);
    }

    /// <summary>Everything that must survive a crash.</summary>
    /// <returns>169 bytes.</returns>
    public byte[] Save()
    {
        byte[] saved = new byte[1 + (8 * (state.Length + 4))];
        saved[0] = Format;
        double[] all = [.. state, blueRequests, blueEvents, unbet, Blocks];
        for (int i = 0; i < all.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(saved.AsSpan(1 + (8 * i)), all[i]);
        return saved;
    }

    /// <summary>Goes on where a process of the same tolerance and cap was saved.</summary>
    /// <param name="saved">What <see cref="Save"/> returned.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public void Restore(ReadOnlySpan<byte> saved)
    {
        if (saved.Length != 1 + (8 * (state.Length + 4)) || saved[0] != Format)
            throw new ArgumentException($"{saved.Length} bytes of format {(saved.Length > 0 ? saved[0] : 0)} are no saved process; one has {1 + (8 * (state.Length + 4))} bytes of format {Format}. Start a new one.", nameof(saved));
        double[] all = new double[state.Length + 4];
        for (int i = 0; i < all.Length; i++) all[i] = BinaryPrimitives.ReadDoubleLittleEndian(saved[(1 + (8 * i))..]);
        all.AsSpan(0, state.Length).CopyTo(state);
        (blueRequests, blueEvents, unbet, Blocks) = (all[^4], all[^3], all[^2], (long)all[^1]);
    }

    private static void Require(BlockCounts counts)
    {
        if (counts.BlueEvents < 0 || counts.GreenEvents < 0 || counts.BlueEvents > counts.Blue || counts.GreenEvents > counts.Green)
            throw new ArgumentOutOfRangeException(nameof(counts), counts, "There are no more events than requests, and no fewer than none.");
    }
}
