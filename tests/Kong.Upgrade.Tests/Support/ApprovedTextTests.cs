namespace Kong.Upgrade.Tests.Support;

public class ApprovedTextTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nX\nc\n", "line 2 was approved as 'b' and is 'X'")]
    [InlineData("a\n", "a\nb\n", "line 2 was approved as '' and is 'b'")]
    [InlineData("a\nb", "a", "line 2 was approved as 'b' and is '(end)'")]
    [InlineData("", "a", "line 1 was approved as '' and is 'a'")]
    public void FirstDifference_OtherText_NamesTheLine(string approved, string received, string told) =>
        ApprovedText.FirstDifference(approved, received).Should().Be(told);

    [Fact]
    public void Check_TextThatNobodyApproved_FailsAndKeepsWhatCame()
    {
        using TempDirectory home = new();
        Directory.CreateDirectory(home.File("Approved"));

        Action check = () => ApprovedText.Check("new\n", "some", home.File("Caller.cs"));

        check.Should().Throw<Xunit.Sdk.FailException>().WithMessage("*some: line 1 was approved as '' and is 'new'*some.received.txt*");
        File.ReadAllText(Path.Combine(home.Path, "Approved", "some.received.txt")).Should().Be("new\n");
    }

    [Fact]
    public void Check_ApprovedText_PassesAndTidiesUp()
    {
        using TempDirectory home = new();
        Directory.CreateDirectory(home.File("Approved"));
        File.WriteAllText(Path.Combine(home.Path, "Approved", "some.txt"), "new\n");
        File.WriteAllText(Path.Combine(home.Path, "Approved", "some.received.txt"), "old\n");

        ApprovedText.Check("new\n", "some", home.File("Caller.cs"));

        File.Exists(Path.Combine(home.Path, "Approved", "some.received.txt")).Should().BeFalse();
    }
}
