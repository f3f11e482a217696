using System.Text;
using Kong.Upgrade.Probing.Exposition;

namespace Kong.Upgrade.Tests;

public class ExpositionStreamTests
{
    private const string Lines = "# TYPE a counter\r\na{b=\"é\"} 1\n\na{b=\"2\"} 2";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task ReadAsync_InPartsOfAnySize_ShowsEveryLine(int size) =>
        (await ReadAsync(Lines, size)).Seen.Should().Equal(Expositions.Read(Lines));

    [Theory]
    [InlineData(5_000)]
    [InlineData(65_535)]
    public async Task ReadAsync_MuchText_ShowsEveryLine(int size)
    {
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"kong_bandwidth_bytes{{service=\"s{i / 100}\",route=\"r{i}\"}} {i}\n"));
        (await ReadAsync(text, size)).Seen.Should().Equal(Expositions.Read(text));
    }

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(101, 100, false)]
    [InlineData(5_000_000, 5_000_000, true)]
    [InlineData(5_000_001, 5_000_000, false)]
    [InlineData(300_000, 100, false)]
    public async Task ReadAsync_ALongLine_IsReadUpToTheLimit(int length, int limit, bool isRead)
    {
        string line = $"a{{b=\"{new string('x', length - 10)}\"}} 1\n";
        Func<Task<Visitor>> read = () => ReadAsync($"\n{line}a 1\n", 4096, new(limit, long.MaxValue));
        if (isRead) (await read()).Seen.Should().HaveCount(2);
        else (await read.Should().ThrowAsync<ExpositionException>()).Which.Should().Match<ExpositionException>(e => e.Line == 2 && e.Column == limit + 1 && e.Message.Contains($"the line is longer than the {limit} bytes that are taken."));
    }

    [Fact]
    public async Task ReadAsync_ALineWithoutEnd_IsRefusedAtTheLimit()
    {
        using Endless stream = new();
        Func<Task> read = async () => await ExpositionStream.ReadAsync(stream, new Visitor(), false, new(1 << 20, long.MaxValue), default);
        await read.Should().ThrowAsync<ExpositionException>();
        stream.Given.Should().BeLessThan(4 << 20);
    }

    [Fact]
    public async Task ReadAsync_MoreTextThanTheLimit_IsRefused()
    {
        (await ReadAsync("a 1\nb 2\n", 3, new(100, 8))).Seen.Should().HaveCount(2);
        Func<Task> read = () => ReadAsync("a 1\nb 2\nc", 3, new(100, 8));
        (await read.Should().ThrowAsync<ExpositionException>()).Which.Message.Should().Contain("the text is longer than the 8 bytes that are taken.");
    }

    [Fact]
    public async Task ReadAsync_AMalformedLine_SaysWhereInTheWholeText()
    {
        Func<Task> read = () => ReadAsync($"{string.Concat(Enumerable.Repeat("a 1\n", 50_000))}a x\n", 10_000);
        (await read.Should().ThrowAsync<ExpositionException>()).Which.Should().Match<ExpositionException>(e => e.Line == 50_001 && e.Column == 3);
    }

    [Fact]
    public async Task ReadAsync_WhenCancelled_StopsBetweenTwoBlocks()
    {
        using CancellationTokenSource source = new();
        using Endless stream = new("a 1\n"u8.ToArray(), source);
        Func<Task> read = async () => await ExpositionStream.ReadAsync(stream, new Visitor(), false, ExpositionLimits.Default, source.Token);
        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task ReadAsync_OpenMetrics_MustEnd()
    {
        Func<Task> read = async () => await ExpositionStream.ReadAsync(new MemoryStream("a 1 1.5\n"u8.ToArray()), new Visitor(), true, ExpositionLimits.Default, default);
        (await read.Should().ThrowAsync<ExpositionException>()).Which.Message.Should().Contain("# EOF was expected");
    }

    [Fact]
    public void ReadAsync_AnyNumberOfSamples_AllocatesForTheCallAndNotForASample()
    {
        long few = Allocated(10), many = Allocated(100_000);
        many.Should().BeLessThan(few + 1000);
    }

    private static long Allocated(int samples)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, samples).Select(i => $"a{{b=\"{i}\"}} {i}\n"))));
        Read(stream);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(stream).Count.Should().Be(samples);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Counter Read(MemoryStream stream)
    {
        stream.Position = 0;
        // A stream in memory is read at once, so that all is done by this thread.
        Task<Counter> read = ExpositionStream.ReadAsync(stream, default(Counter), false, ExpositionLimits.Default, default).AsTask();
        read.IsCompletedSuccessfully.Should().BeTrue();
        return read.GetAwaiter().GetResult();
    }

    private static async Task<Visitor> ReadAsync(string text, int size, ExpositionLimits? limits = null)
    {
        using Parts stream = new(Encoding.UTF8.GetBytes(text), size);
        return await ExpositionStream.ReadAsync(stream, new Visitor(), false, limits ?? ExpositionLimits.Default, default);
    }

    private sealed class Visitor : IExpositionVisitor
    {
        public List<string> Seen { get; } = [];

        public void Visit(in ExpositionReader reader) => Seen.Add(Expositions.Describe(in reader));
    }

    private struct Counter : IExpositionVisitor
    {
        public int Count { get; private set; }

        public void Visit(in ExpositionReader reader) => Count += reader.Token == ExpositionToken.Sample ? 1 : 0;
    }

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Parts(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }

    /// <summary>Never ends; after some reads it cancels.</summary>
    private sealed class Endless(byte[]? line = null, CancellationTokenSource? source = null) : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Given > 1 << 19) source?.Cancel();
            for (int i = 0; i < buffer.Length; i++) buffer.Span[i] = line is null ? (byte)'x' : line[(Given + i) % line.Length];
            Given += buffer.Length;
            return new(buffer.Length);
        }
    }
}
