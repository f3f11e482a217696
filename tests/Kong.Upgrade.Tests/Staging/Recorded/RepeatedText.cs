using System.Text;

namespace Kong.Upgrade.Tests;

/// <summary>A file of any length that is nowhere: its texts are made as they are read.</summary>
internal sealed class RepeatedText(long most, Func<long, string> make) : Stream
{
    private byte[] current = [];
    private int at;
    private long made, given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (given >= most) return 0;
        if (at == current.Length) (current, at) = (Encoding.UTF8.GetBytes(make(made++)), 0);
        int length = Math.Min(count, current.Length - at);
        current.AsSpan(at, length).CopyTo(buffer.AsSpan(offset));
        at += length;
        given += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
