using Kong.Upgrade.Probing;
using static Kong.Upgrade.Tests.Support.Readings;

namespace Kong.Upgrade.Tests;

public class CustomGateTests
{
    [Fact]
    public void Judge_AnyInput_AsksTheFunction()
    {
        GateInput? given = null, input = Input(Green(7, 2, 1), Blue(9));
        Gate gate = Gate.Custom("no more than seven", i => { given = i; return new(ProbeVerdict.Regressed, $"{i.Green.Requests} at {i.Share}"); });

        gate.Judge(input).Should().Be(new GateVerdict(ProbeVerdict.Regressed, "7 at 25 %"));
        gate.Name.Should().Be("no more than seven");
        given.Should().BeSameAs(input);
        (input.Blue.Requests, input.Green.Errors, input.Green.UpstreamErrors, input.Readings.Count).Should().Be((9, 2, 1, 1));
    }

    [Fact]
    public void DefaultVerdict_OfAFunctionThatSaysNothing_IsUndecided() => default(GateVerdict).Verdict.Should().Be(ProbeVerdict.Undecided);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void Custom_BlankName_Throws(string? name) =>
        ((Action)(() => Gate.Custom(name!, _ => default))).Should().Throw<ArgumentException>();

    [Fact]
    public void Custom_NoFunction_Throws() => ((Action)(() => Gate.Custom("mine", null!))).Should().Throw<ArgumentNullException>();
}
