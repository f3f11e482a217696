using Kong.Upgrade.Approvals;

namespace Kong.Upgrade.Tests;

public class ApprovalAnswerTests
{
    [Fact]
    public void Default_OfAnything_IsNoConsent()
    {
        default(ApprovalVerdict).Should().Be(ApprovalVerdict.NoAnswer);
        new ApprovalAnswer().Verdict.Should().Be(ApprovalVerdict.NoAnswer);
        ApprovalAnswer.None.Should().Match<ApprovalAnswer>(a => a.Verdict == ApprovalVerdict.NoAnswer && a.By.Length == 0 && a.Reason.Length == 0);
    }

    [Fact]
    public void ApproveAndRefuse_SomebodyAnswers_HaveTheName()
    {
        ApprovalAnswer.Approve("ann", "fine").Should().Match<ApprovalAnswer>(a => a.Verdict == ApprovalVerdict.Approved && a.By == "ann" && a.Reason == "fine");
        ApprovalAnswer.Refuse("bob", "holidays").Should().Match<ApprovalAnswer>(a => a.Verdict == ApprovalVerdict.Refused && a.By == "bob" && a.Reason == "holidays");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void ApproveAndRefuse_Nobody_Throws(string? nobody)
    {
        ((Action)(() => ApprovalAnswer.Approve(nobody!, "x"))).Should().Throw<ArgumentException>();
        ((Action)(() => ApprovalAnswer.Refuse(nobody!, "x"))).Should().Throw<ArgumentException>();
    }
}
