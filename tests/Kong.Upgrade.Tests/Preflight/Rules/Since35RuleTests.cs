namespace Kong.Upgrade.Tests;

public class Since35RuleTests
{
    [Theory]
    [InlineData("""{ "logout_post_arg": "session_logout", "logout_methods": ["POST", "DELETE"] }""", "Serious Suspected: logout_post_arg session_logout, the default")]
    [InlineData("""{ "logout_post_arg": "bye" }""", "Serious Certain: logout_post_arg bye")]
    [InlineData("""{ "logout_post_arg": "bye", "read_body_for_logout": true }""", "nothing")]
    [InlineData("""{ "logout_post_arg": "bye", "logout_methods": ["GET"] }""", "nothing")]
    public void Logout_ByBody_IsCertainOnlyWhereSomebodyChoseTheArgument(string config, string found) => RuleTrial.FindPlugin("350-01", "2.8.5", "3.9.1", "session", config).Should().Be(found);

    [Theory]
    [InlineData(""" "conf": ["portal_gui_host = x"] """, "Information Certain: is ignored")]
    [InlineData(""" "conf": [], "database": { "rows": { "developers": 12, "files": 0 } } """, "Blocking Certain: 12 rows")]
    [InlineData(""" "conf": [], "database": { "rows": { "files": 120 } } """, "Warning Suspected: 120 rows")]
    [InlineData(""" "conf": [], "entities": { "workspaces": [ { "name": "a", "config": { "portal": true } }, { "name": "b", "config": { "portal": false } } ] } """, "Blocking Certain: its portal is on")]
    public void Portal_ByItsTraces_IsBlockingWhereItIsUsed(string known, string found) => RuleTrial.Find("350-02", $$"""{ "from": "3.4.3.1", "to": "3.10.0.2", {{known}} }""").Should().Be(found);

    [Theory]
    [InlineData("""[]""", "Warning Review: not set: on until now")]
    [InlineData("""["vitals_strategy = influxdb"]""", "Warning Certain: is ignored")]
    [InlineData("""["vitals = off"]""", "nothing")]
    public void Vitals_OnByDefault_AreForReviewWhereNobodySetThem(string conf, string found) => RuleTrial.Find("350-03", $$"""{ "from": "3.4.3.1", "to": "3.10.0.2", "conf": {{conf}} }""").Should().Be(found);

    [Theory]
    [InlineData("[]", "", "Blocking Suspected: ordering is set")]
    [InlineData("""["license_path = /etc/kong/license.json"]""", "", "nothing")]
    [InlineData("[]", """, "licenses": [ { "id": "1" } ] """, "nothing")]
    public void Ordering_WithoutALicenceInSight_IsSuspected(string conf, string more, string found) =>
        RuleTrial.Find("350-04", $$"""{ "from": "3.4.3.1", "to": "3.10.0.2", "conf": {{conf}}, "entities": { "plugins": [ { "name": "acl", "ordering": { "after": { "access": ["key-auth"] } } } ] {{more}} } }""").Should().Be(found);

    [Theory]
    [InlineData("privileged_agent = off", "Warning Certain: off, is ignored; dedicated_config_processing is on by default")]
    [InlineData("privileged_agent = on", "Information Certain: on, is ignored; dedicated_config_processing is on by default")]
    [InlineData("privileged_worker = off", "nothing")]
    public void Agent_ByEitherName_IsFoundOnlyByTheOneThatIsDropped(string line, string found) => RuleTrial.FindSettings("350-07", "3.4.2", "3.9.1", line).Should().Be(found);

    [Theory]
    [InlineData("headers = off", "Warning Certain: not set: x-kong-request-id")]
    [InlineData("headers_upstream = off", "Warning Certain: not set: server_tokens, latency_tokens becomes server_tokens, latency_tokens, X-Kong-Request-Id")]
    public void RequestId_InOneDirection_IsFoundThere(string line, string found) => RuleTrial.FindSettings("350-08", "3.4.2", "3.9.1", line).Should().Be(found);

    [Theory]
    [InlineData("""{ "aws_key": "a", "aws_secret": "b", "aws_assume_role_arn": "arn:aws:iam::1:role/x" }""", "Warning Suspected: aws_assume_role_arn arn:aws:iam::1:role/x")]
    [InlineData("""{ "aws_key": "a", "aws_secret": "b" }""", "nothing")]
    public void Lambda_ByWhereItsCredentialsComeFrom_IsSuspected(string config, string found) => RuleTrial.FindPlugin("350-13", "3.4.2", "3.9.1", "aws-lambda", config).Should().Be(found);
}
