using System.Text.Json.Nodes;
using static Kong.Upgrade.Staging.Tests.Reports.SampleReport;

namespace Kong.Upgrade.Staging.Tests.Reports;

/// <summary>What a staging report says, to the letter.</summary>
public class StagingReportTests
{
    private static readonly SourcedTests sourced = new()
    {
        Untested = ["route r-hidden: route r-free takes every request that it could have"],
        Troubles = ["traffic.har: it is no JSON at line 3"],
    };

    private static StagingReport Everything(int routes) => Of([Passed(), .. Keyless(routes), CouldNotTell(), NotRun("POST /a → status 201"), NotRun("POST /b → status 201"), NotRun("POST /c → status 201"), Explained("x"), Explained("y")], sourced: sourced);

    [Fact]
    public void Describe_OneCauseOnOneNodeOfTwoWith300Routes_IsOneParagraph() => Everything(300).Describe().Should().Be(
        """
        GREEN DOES NOT DO WHAT IS EXPECTED: 1 cause, 300 tests fail of 307. No user has met it. Mend the first cause below, or go on with blue.
          tests     3 passed, 300 failed, 1 could not tell, 3 not run, in 12.3 s

        FAILED: plugin key-auth: status 200 instead of 401
          on        only green-2
          strikes   route r-001, route r-002, route r-003, route r-004, route r-005 … 300 in all
          asked     GET /r-001 host api.example.test
          green     green-2: 200 after 3 ms from 3.9.1, body hello
          blue      401 after 2 ms from 3.4.2 itself, WWW-Authenticate: Key realm="kong"

        COULD NOT TELL
                    - traffic.har: it is no JSON at line 3
                    - GET /slow → as blue: green-1: blue gave no answer (nothing came within 15 s)

        NOT TESTED
                    - route r-hidden: route r-free takes every request that it could have
                    - POST /a → status 201 and 2 more: not run, for it may write and nobody agreed to that: agree with
                      Consent(StagingEffects.Writes, reason)

        DIFFERENT BY VERSION, AND RIGHT
                    - answers carry X-Kong-Request-Id since 3.5 (2 tests)
        """ + "\n");

    [Fact]
    public void ToJson_Everything_IsWhatProgramsRead() => Everything(2).ToJson().ReplaceLineEndings("\n").Should().Be(
        """
        {
          "headline": "GREEN DOES NOT DO WHAT IS EXPECTED: 1 cause, 2 tests fail of 9. No user has met it. Mend the first cause below, or go on with blue.",
          "verdict": "failed",
          "testCount": 9,
          "passedCount": 3,
          "failedCount": 2,
          "seconds": 12.34,
          "causes": [
            {
              "what": "status 200 instead of 401",
              "area": "plugin key-auth",
              "nodes": [
                "green-2"
              ],
              "isOnEveryNode": false,
              "subjectCount": 2,
              "subjects": [
                "route r-001",
                "route r-002"
              ],
              "shared": "plugin key-auth",
              "request": "GET /r-001 host api.example.test",
              "green": "200 after 3 ms from 3.9.1, body hello",
              "blue": "401 after 2 ms from 3.4.2 itself, WWW-Authenticate: Key realm=\u0022kong\u0022",
              "changes": []
            }
          ],
          "troubles": [
            "traffic.har: it is no JSON at line 3"
          ],
          "couldNotTell": [
            "GET /slow \u2192 as blue: green-1: blue gave no answer (nothing came within 15 s)"
          ],
          "untested": [
            "route r-hidden: route r-free takes every request that it could have",
            "POST /a \u2192 status 201 and 2 more: not run, for it may write and nobody agreed to that: agree with Consent(StagingEffects.Writes, reason)"
          ],
          "explained": [
            "answers carry X-Kong-Request-Id since 3.5 (2 tests)"
          ],
          "tests": [
            {
              "name": "route r-free: GET /free",
              "verdict": "passed",
              "evidence": "GET /free: green-1 200; green-2 200"
            },
            {
              "name": "route r-001: GET /r-001",
              "verdict": "failed",
              "evidence": "green-2: status 200 instead of 401"
            },
            {
              "name": "route r-002: GET /r-002",
              "verdict": "failed",
              "evidence": "green-2: status 200 instead of 401"
            },
            {
              "name": "GET /slow \u2192 as blue",
              "verdict": "couldNotTell",
              "evidence": "green-1: blue gave no answer (nothing came within 15 s)"
            },
            {
              "name": "POST /a \u2192 status 201",
              "verdict": "notRun",
              "evidence": "not run, for it may write and nobody agreed to that: agree with Consent(StagingEffects.Writes, reason)"
            },
            {
              "name": "POST /b \u2192 status 201",
              "verdict": "notRun",
              "evidence": "not run, for it may write and nobody agreed to that: agree with Consent(StagingEffects.Writes, reason)"
            },
            {
              "name": "POST /c \u2192 status 201",
              "verdict": "notRun",
              "evidence": "not run, for it may write and nobody agreed to that: agree with Consent(StagingEffects.Writes, reason)"
            },
            {
              "name": "x",
              "verdict": "passed",
              "evidence": "as blue"
            },
            {
              "name": "y",
              "verdict": "passed",
              "evidence": "as blue"
            }
          ]
        }
        """);

    [Fact]
    public void ToJson_300Routes_NamesEach()
    {
        JsonNode cause = JsonNode.Parse(Everything(300).ToJson())!["causes"]!.AsArray().Should().ContainSingle().Which!;

        cause["subjectCount"]!.GetValue<int>().Should().Be(300);
        cause["subjects"]!.AsArray().Select(s => s!.GetValue<string>()).Should().HaveCount(300).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Describe_ChangesBetweenTheVersions_AreNamedWhereTheyFit()
    {
        StagingReport report = Of(Keyless(2), from: "3.4.2");

        report.Causes.Single().Changes.Select(c => c.Id).Should().Contain("360-20");
        report.Describe().Should().MatchRegex(@"\n  may be    360-20: ");
    }

    public static TheoryData<string, string> Headlines => new()
    {
        { "failed", "GREEN DOES NOT DO WHAT IS EXPECTED: 1 cause, 1 test fails of 1. No user has met it. Mend the first cause below, or go on with blue." },
        { "failed and could not tell", "GREEN DOES NOT DO WHAT IS EXPECTED: 1 cause, 3 tests fail of 5. No user has met it. Mend the first cause below, or go on with blue." },
        { "passed", "GREEN PASSED: 1 test." },
        { "passed and not run", "GREEN PASSED: 2 tests; 1 thing was not tested." },
        { "could not tell", "IT COULD NOT BE TOLD whether green does what is expected: 1 look failed, 1 of 2 tests passed. Mend what kept them from looking and run them again." },
        { "trouble", "IT COULD NOT BE TOLD whether green does what is expected: 1 look failed, 1 of 1 tests passed. Mend what kept them from looking and run them again." },
        { "nothing", "NOTHING WAS TESTED: the suite has no test. Add some, or leave staging out knowingly." },
    };

    [Theory]
    [MemberData(nameof(Headlines))]
    public void Headline_EachVerdict_SaysWhatIsTrueAndWhatToDo(string kind, string headline)
    {
        StagingReport report = OfKind(kind);

        report.Headline.Should().Be(headline);
        report.ToString().Should().Be(headline);
        report.Describe().Should().StartWith(headline + "\n");
    }

    [Theory]
    [InlineData("failed", StagingVerdict.Failed)]
    [InlineData("failed and could not tell", StagingVerdict.Failed)]
    [InlineData("could not tell", StagingVerdict.CouldNotTell)]
    [InlineData("trouble", StagingVerdict.CouldNotTell)]
    [InlineData("nothing", StagingVerdict.CouldNotTell)]
    [InlineData("not run", StagingVerdict.CouldNotTell)]
    public void ThrowIfNotPassed_AnythingElse_Throws(string kind, StagingVerdict verdict)
    {
        StagingReport report = OfKind(kind);

        report.Verdict.Should().Be(verdict);
        report.Invoking(r => r.ThrowIfNotPassed()).Should().Throw<StagingFailedException>().Which.Report.Should().BeSameAs(report);
    }

    [Theory]
    [InlineData("passed")]
    [InlineData("passed and not run")]
    public void ThrowIfNotPassed_Passed_DoesNot(string kind) => OfKind(kind).Invoking(r => r.ThrowIfNotPassed()).Should().NotThrow();

    [Fact]
    public void ThrowIfNotPassed_Everything_NamesCausesAndWhatCouldNotTell() =>
        Everything(300).Invoking(r => r.ThrowIfNotPassed()).Should().Throw<StagingFailedException>().Which.Message.ReplaceLineEndings("\n").Should().Be(
            """
            green did not pass 3 staging tests; compare the considerations and breaking changes between the versions:
            - plugin key-auth: status 200 instead of 401, on green-2: route r-001, route r-002, route r-003 and 297 more
            - GET /slow → as blue: CouldNotTell: green-1: blue gave no answer (nothing came within 15 s)
            - traffic.har: it is no JSON at line 3
            """);

    private static StagingReport OfKind(string kind) => kind switch
    {
        "failed" => Of(Keyless(1)),
        "failed and could not tell" => Of([.. Keyless(3), CouldNotTell(), Passed()]),
        "passed" => Of([Passed()]),
        "passed and not run" => Of([Passed(), Passed("other"), NotRun("POST /a")]),
        "could not tell" => Of([Passed(), CouldNotTell()]),
        "trouble" => Of([Passed()], sourced: new() { Troubles = ["no"] }),
        "not run" => Of([NotRun("POST /a")]),
        _ => Of([]),
    };
}
