namespace Kong.Upgrade.Simulation;

/// <summary>What differs by itself between two answers of a simulated upstream to the same request. Values may be combined.</summary>
[Flags]
public enum SimulatedNoise
{
    /// <summary>Nothing: the same request gets the same answer. The default.</summary>
    None = 0,

    /// <summary>Times: the member <c>now</c> and the header <c>Last-Modified</c>.</summary>
    Dates = 1,

    /// <summary>Ids: the member <c>id</c> and the headers <c>X-Trace-Id</c> and <c>ETag</c>.</summary>
    Ids = 2,

    /// <summary>A number that grows by one with each answer: the member <c>count</c> and the header <c>X-Count</c>.</summary>
    Counters = 4,

    /// <summary>Members of random names and values below <c>extra</c>, a list of random length, and members in random order.</summary>
    Members = 8,

    /// <summary>The headers <c>X-Alpha</c>, <c>X-Beta</c> and <c>X-Gamma</c> in random order.</summary>
    HeaderOrder = 16,

    /// <summary>Every other answer, by chance, comes in chunks instead of with its length.</summary>
    Chunks = 32,

    /// <summary>Every other answer, by chance, is compressed, if the client takes gzip.</summary>
    Compression = 64,

    /// <summary>All of it.</summary>
    All = Dates | Ids | Counters | Members | HeaderOrder | Chunks | Compression,
}
