using System.Numerics;

namespace Kong.Upgrade.Benchmarks.Judging.Sampling;

/// <summary>A stream of random numbers that one seed repeats: xoshiro256** seeded by splitmix64 (Blackman and Vigna 2018).</summary>
internal sealed class Randoms
{
    private ulong a, b, c, d;

    public Randoms(ulong seed) => Begin(seed);

    public void Begin(ulong seed)
    {
        a = Split(ref seed);
        b = Split(ref seed);
        c = Split(ref seed);
        d = Split(ref seed);
    }

    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(b * 5, 7) * 9, shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>Above 0 and below 1.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>0 to <paramref name="limit"/> − 1; the bias is below one in 2^32.</summary>
    public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

    /// <summary>Of mean 0 and deviation 1 (Marsaglia's polar method; the second number is thrown away).</summary>
    public double Normal()
    {
        for (; ; )
        {
            double x = 2 * Uniform() - 1, y = 2 * Uniform() - 1, s = x * x + y * y;
            if (s is < 1 and > 0) return x * Math.Sqrt(-2 * Math.Log(s) / s);
        }
    }

    /// <summary>A seed of its own for each run of each scenario, whatever ran before.</summary>
    public static ulong Seed(string what, int run)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in what) hash = (hash ^ c) * 1099511628211;
        return hash + 0x9E3779B97F4A7C15UL * (ulong)(run + 1);
    }

    private static ulong Split(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
        return z ^ z >> 31;
    }
}
