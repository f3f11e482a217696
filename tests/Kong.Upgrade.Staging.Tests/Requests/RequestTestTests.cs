using Kong.Upgrade.Staging.Expecting;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Tests.Requests;

/// <summary>Whose fault an answer is that is not as expected: green's only when green gives it again and blue never does.</summary>
public class RequestTestTests
{
    [Theory]
    [InlineData(false, StagingVerdict.CouldNotTell)]
    [InlineData(true, StagingVerdict.Passed)]
    public async Task Run_BothFailTheExpectation_CouldNotTellUnlessItWasOnlyConcluded(bool isConcluded, StagingVerdict verdict)
    {
        await using ScriptedPair pair = new(Broken, Broken);

        StagedTest test = (await RunAsync(pair, isConcluded)).Tests.Single();

        test.Verdict.Should().Be(verdict, test.Evidence);
        test.Evidence.Should().Contain(isConcluded ? "green-1 500" : "status 500 instead of 200, and blue does the same");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public async Task Run_GreenFailsOnceAndNeverAgain_Passes(int first)
    {
        await using ScriptedPair pair = new(turn => turn == 0 ? first : 200, Fine);

        StagingReport report = await RunAsync(pair);

        report.Verdict.Should().Be(StagingVerdict.Passed, report.Describe());
        report.Explained.Should().NotContain(e => e.Contains("neither blue nor green"), "blue did answer");
    }

    [Fact]
    public async Task Run_GreenFailsOnceAndThenDiffersFromBlue_Fails()
    {
        await using ScriptedPair pair = new(turn => turn == 0 ? 0 : 202, Fine);

        StagingReport report = await pair.RunAsync(tests => tests.Get("/x").ExpectStatus(200, 202));

        StagingCause cause = report.Causes.Should().ContainSingle(report.Describe()).Which;
        cause.What.Should().Be("status 202 instead of 200");
        cause.Example.Green.Should().StartWith("202 ");
    }

    [Fact]
    public async Task Run_GreenAlwaysFailsAndBlueNever_Fails()
    {
        await using ScriptedPair pair = new(Broken, Fine);

        StagingReport report = await RunAsync(pair);

        report.Verdict.Should().Be(StagingVerdict.Failed);
        StagingCause cause = report.Causes.Should().ContainSingle().Which;
        cause.Should().BeEquivalentTo(new { What = "status 500 instead of 200", Area = "answer", Nodes = new[] { "green-1" } });
        cause.Example.Green.Should().StartWith("500 ");
        cause.Example.Blue.Should().StartWith("200 ");
    }

    [Fact]
    public async Task Run_BlueFailsAsWellWhenAskedLongEnough_IsNotGreensFault()
    {
        await using ScriptedPair pair = new(Broken, turn => turn == 7 ? 500 : 200);

        (await RunAsync(pair)).Verdict.Should().Be(StagingVerdict.CouldNotTell);
        pair.Blue!.Lines.Should().HaveCount(8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_NoAnswerOnEitherSide_IsNeitherGreensFaultNorAPass(bool isConcluded)
    {
        await using ScriptedPair pair = new(Silent, Silent);

        StagingReport report = await RunAsync(pair, isConcluded);

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell, report.Describe());
        report.Tests.Single().Evidence.Should().Contain(isConcluded ? "neither green-1 nor blue answers" : "nothing answers on either side");
        report.Tests.Single().Verdict.Should().Be(isConcluded ? null : StagingVerdict.CouldNotTell, "what nobody chose to test keeps nobody from going on");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_NoAnswerOnGreenOnly_Fails(bool isConcluded)
    {
        await using ScriptedPair pair = new(Silent, Fine);

        StagingReport report = await RunAsync(pair, isConcluded);

        report.Causes.Should().ContainSingle(report.Describe()).Which.Should().BeEquivalentTo(new { What = "no answer", Area = "node" });
    }

    [Fact]
    public async Task Run_GreenWhoseAddressIsNotKnown_CouldNotTell()
    {
        await using ScriptedPair pair = new(Fine, Fine);

        StagingReport report = await pair.RunAsync(tests => tests.Get("/x").OverTls().ExpectStatus(200));

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell, report.Describe());
        report.Tests.Single().Evidence.Should().Contain("name its ProxyTls");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Run_LimitUsedUpInTheMiddle_CouldNotTell(int at)
    {
        await using ScriptedPair pair = new(turn => turn >= at ? 429 : 500, Fine);

        StagingReport report = await RunAsync(pair);

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell, report.Describe());
        report.Causes.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_BlueNotKnown_GreenIsJudgedByTheExpectationAlone()
    {
        await using ScriptedPair failing = new(Broken), passing = new(Fine);

        (await RunAsync(failing)).Verdict.Should().Be(StagingVerdict.Failed);
        (await RunAsync(passing)).Verdict.Should().Be(StagingVerdict.Passed);
    }

    [Theory]
    [InlineData(null, false, 0, 0)]
    [InlineData(null, true, 1, 2)]
    [InlineData(StagingEffects.None, false, 1, 0)]
    [InlineData(StagingEffects.None, true, 1, 0)]
    public async Task Run_Post_GoesOnceToGreenAndToBlueOnlyWithConsent(StagingEffects? leaves, bool isAgreed, int toGreen, int toBlue)
    {
        await using ScriptedPair pair = new(Broken, Fine);

        await pair.RunAsync(tests =>
        {
            if (isAgreed) tests.Consent(StagingEffects.Writes, "the service behind is a test's own");
            RequestTestBuilder post = tests.Post("/orders", "{}").ExpectStatus(200);
            if (leaves is { } behind) post.Leaves(behind);
        });

        pair.Green.Lines.Should().Equal(Enumerable.Repeat("POST /orders HTTP/1.1", toGreen));
        pair.Blue!.Lines.Should().Equal(Enumerable.Repeat("POST /orders HTTP/1.1", toBlue));
    }

    [Fact]
    public async Task Run_PostThatFailsOnBothSides_IsNotGreensFaultThoughItIsNotSentAgain()
    {
        await using ScriptedPair pair = new(Broken, Broken);

        StagingReport report = await pair.RunAsync(tests => tests.Consent(StagingEffects.Writes, "the service behind is a test's own").Post("/orders", "{}").ExpectStatus(200));

        report.Verdict.Should().Be(StagingVerdict.CouldNotTell, report.Describe());
        pair.Green.Lines.Should().ContainSingle();
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("{}", 0)]
    [InlineData(null, -1)]
    [InlineData("{}", -1)]
    public async Task Run_PostThatIsNotAnswered_IsNotSentAgain(string? body, int status)
    {
        await using ScriptedPair pair = new(_ => status, Fine);

        await pair.RunAsync(tests =>
        {
            RequestTestBuilder post = tests.Request("POST", "/orders").ExpectStatus(200).Leaves(StagingEffects.None);
            if (body is not null) post.WithBody(body, "application/json");
        });

        pair.Green.Lines.Should().Equal("POST /orders HTTP/1.1");
    }

    [Fact]
    public async Task Run_SecretSourceThatThrows_CouldNotTellAndHurtsNoOther()
    {
        await using ScriptedPair pair = new(Fine, Fine);

        StagingReport report = await pair.RunAsync(tests => tests
            .Get("/keyed").WithHeader("apikey", StagingSecret.From(_ => throw new InvalidOperationException("the vault is sealed"))).ExpectStatus(200)
            .Get("/plain").ExpectStatus(200));

        report.Tests.Select(t => t.Verdict).Should().Equal(StagingVerdict.CouldNotTell, StagingVerdict.Passed);
        report.Tests[0].Evidence.Should().Be("the vault is sealed");
        report.Describe().Should().StartWith("IT COULD NOT BE TOLD").And.Contain("the vault is sealed");
        pair.Green.Lines.Should().Equal("GET /plain HTTP/1.1");
    }

    private static int Fine(int turn) => 200;

    private static int Broken(int turn) => 500;

    private static int Silent(int turn) => 0;

    private static Task<StagingReport> RunAsync(ScriptedPair pair, bool isConcluded = false) =>
        pair.RunAsync(tests => tests.Add(new RequestTest { Name = "GET /x", Request = new() { Path = "/x" }, Expectations = [Expectations.Status("answer", 200)], IsConcluded = isConcluded }));
}
