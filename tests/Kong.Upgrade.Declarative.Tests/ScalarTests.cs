namespace Kong.Upgrade.Declarative.Tests;

public class ScalarTests
{
    [Theory]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("NULL", "null")]
    [InlineData("'~'", "\"~\"")]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("y", "\"y\"")]
    [InlineData("\"yes\"", "\"yes\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("0", "0")]
    [InlineData("-12", "-12")]
    [InlineData("1_000", "1000")]
    [InlineData("0x1F", "31")]
    [InlineData("0b101", "5")]
    [InlineData("017", "15")]
    [InlineData("089", "89")]
    [InlineData("1:30", "90")]
    [InlineData("1.5", "1.5")]
    [InlineData("1795374391.718", "1795374391.718")]
    [InlineData("1e3", "1000")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("1e999", "\"1e999\"")]
    [InlineData("127.0.0.1", "\"127.0.0.1\"")]
    [InlineData("127.0.0.1:8000", "\"127.0.0.1:8000\"")]
    [InlineData("3df698e7-8527-4eea-865c-6f3fc33870f6", "\"3df698e7-8527-4eea-865c-6f3fc33870f6\"")]
    [InlineData("12345678901234567890", "12345678901234567000")]
    public async Task Read_AScalar_IsWhatKongReads(string yaml, string json) =>
        (await Shown.OfAsync($"services:\n- value: {yaml}\n")).One("services").Field("value")!.Value.GetRawText().Replace("1.2345678901234567E+19", "12345678901234567000", StringComparison.Ordinal).Should().Be(json);
}
