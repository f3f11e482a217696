using Kong.Upgrade.Traffic.Nginx;

namespace Kong.Upgrade.Traffic.Tests.Nginx;

public class NginxOptionsTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { nameof(NginxOptions.IncludeFile), "relative.conf" }, { nameof(NginxOptions.IncludeFile), "/etc/nginx/a*.conf" }, { nameof(NginxOptions.IncludeFile), "/etc/nginx/a\";}.conf" },
        { nameof(NginxOptions.Blue), "" }, { nameof(NginxOptions.Blue), "kong" }, { nameof(NginxOptions.Blue), "kong:0" }, { nameof(NginxOptions.Blue), "kong:65536" }, { nameof(NginxOptions.Blue), "a:1; b:2" },
        { nameof(NginxOptions.Blue), "a:1,a:1" }, { nameof(NginxOptions.Blue), "a:1,A:1" }, { nameof(NginxOptions.Blue), "kong:80\n" }, { nameof(NginxOptions.Blue), "g:1" }, { nameof(NginxOptions.Green), "" }, { nameof(NginxOptions.Green), "http://a:1" },
        { nameof(NginxOptions.Key), "" }, { nameof(NginxOptions.Key), "constant" }, { nameof(NginxOptions.Key), "$a\"" }, { nameof(NginxOptions.Key), "$a;" }, { nameof(NginxOptions.Key), "$a ${b}" }, { nameof(NginxOptions.Key), "$a\n" }, { nameof(NginxOptions.Key), "$a'" }, { nameof(NginxOptions.Key), "$a\\" }, { nameof(NginxOptions.Key), "$kong_upgrade_split" },
        { nameof(NginxOptions.TesterHeader), "" }, { nameof(NginxOptions.TesterHeader), "X_Side" }, { nameof(NginxOptions.TesterHeader), "X Side" }, { nameof(NginxOptions.TesterHeader), "X;Side" },
        { nameof(NginxOptions.Mirror), "0.005" }, { nameof(NginxOptions.ShieldedStatuses), "200" }, { nameof(NginxOptions.Executable), " " }, { nameof(NginxOptions.Mode), "7" },
        { nameof(NginxOptions.ConfigurationFile), "nginx.conf" }, { nameof(NginxOptions.Prefix), "here" }, { nameof(NginxOptions.AccessLog), "log" }, { nameof(NginxOptions.AccessLog), "/var/log/a\nb" }, { nameof(NginxOptions.AccessLogPort), "0" }, { nameof(NginxOptions.AccessLogPort), "65536" }, { nameof(NginxOptions.ControlPort), "0" }, { nameof(NginxOptions.ControlPort), "65536" }, { nameof(NginxOptions.LingerAtMost), "0" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OfAWrongValue_NamesTheOptionAndTheSplitterRefusesIt(string option, string value)
    {
        NginxOptions options = Good();
        Set(options, option, value);
        options.Validate().Should().ContainSingle().Which.Should().Contain(option);
        FluentActions.Invoking(() => new NginxTrafficSplitter(options)).Should().Throw<ArgumentException>().WithMessage($"*{option}*");
    }

    [Fact]
    public void Validate_OfGoodOnes_FindsNothing()
    {
        NginxOptions options = Good();
        (options.Blue, options.Green, options.Key, options.TesterHeader, options.ControlPort) = (["[::1]:8000", "kong-a.internal:8000"], ["10.0.0.1:8000"], "$remote_addr $cookie_session", "X-Kong-Side", 8099);
        options.Validate().Should().BeEmpty();
    }

    [Fact]
    public void Defaults_OfAllOptions_AreAsDocumented()
    {
        NginxOptions options = new();
        options.Should().BeEquivalentTo(new
        {
            IncludeFile = "",
            Blue = Array.Empty<string>(),
            Green = Array.Empty<string>(),
            Mode = NginxMode.Reload,
            Key = "$request_id",
            TesterHeader = (string?)null,
            Mirror = TrafficShare.AllBlue,
            Shield = false,
            ShieldedStatuses = (int[])[502, 503, 504],
            Executable = "nginx",
            ConfigurationFile = (string?)null,
            Prefix = (string?)null,
            AccessLog = (string?)null,
            AccessLogPort = (int?)null,
            LingerAtMost = TimeSpan.FromSeconds(30),
            ControlPort = (int?)null,
        });
        NginxPaths.ControlPort(Good()).Should().BeInRange(20_000, 29_999).And.Be(NginxPaths.ControlPort(Good()));
    }

    [Theory]
    [InlineData(NginxMode.Reload, false, false, null, 0)]
    [InlineData(NginxMode.Njs, true, true, "/var/log/nginx/kong.log", 5)]
    [InlineData(NginxMode.Lua, true, false, null, 0)]
    public void ConfigurationToAdd_OfOptions_NamesWhatTheyNeedAndNothingElse(NginxMode mode, bool shield, bool testers, string? log, double mirror)
    {
        NginxOptions options = Good();
        (options.Mode, options.Shield, options.TesterHeader, options.AccessLog, options.Mirror) = (mode, shield, testers ? "X-Side" : null, log, TrafficShare.FromPercent(mirror));
        string text = new NginxTrafficSplitter(options).ConfigurationToAdd();
        text.Should().Contain("include \"/etc/nginx/kong-upgrade.conf\";").And.Contain("proxy_pass http://$kong_upgrade_upstream;");
        (text.Contains("proxy_next_upstream error timeout http_502 http_503 http_504;\n    proxy_next_upstream_tries 2;", StringComparison.Ordinal), text.Contains("ngx_http_js_module", StringComparison.Ordinal), text.Contains("set_by_lua_file", StringComparison.Ordinal), text.Contains("location = /kong-upgrade-mirror", StringComparison.Ordinal), text.Contains("access_log", StringComparison.Ordinal))
            .Should().Be((shield, mode is NginxMode.Njs, mode is NginxMode.Lua, mirror > 0, log is not null));
    }

    [Theory]
    [InlineData(null, null, 0, 0)]
    [InlineData("/var/log/kong.log", null, 1, 0)]
    [InlineData(null, 5514, 0, 1)]
    [InlineData("/var/log/kong.log", 5514, 1, 1)]
    public void ConfigurationToAdd_OfLogs_NamesEachWhereAServerNeedsIt(string? file, int? port, int files, int ports)
    {
        NginxOptions options = Good();
        (options.AccessLog, options.AccessLogPort) = (file, port);
        foreach (string text in (string[])[new NginxTrafficSplitter(options).ConfigurationToAdd(), new NginxInclude(options).Text(TrafficShare.AllBlue, "0")])
        {
            string[] lines = [.. text.Split('\n').Select(l => l.Trim())];
            lines.Count(l => l == "access_log \"/var/log/kong.log\" kong_upgrade if=$kong_upgrade_logged;").Should().Be(files);
            lines.Count(l => l == "access_log syslog:server=127.0.0.1:5514,nohostname,tag=kong_upgrade kong_upgrade if=$kong_upgrade_logged;").Should().Be(ports);
        }
    }

    internal static NginxOptions Good() => new() { IncludeFile = "/etc/nginx/kong-upgrade.conf", Blue = ["b:1"], Green = ["g:1"] };

    private static void Set(NginxOptions options, string option, string value)
    {
        string[] list = value.Length == 0 ? [] : value.Split(',');
        _ = option switch
        {
            nameof(NginxOptions.Blue) => (options.Blue = list) is null,
            nameof(NginxOptions.Green) => (options.Green = list) is null,
            nameof(NginxOptions.Mirror) => (options.Mirror = TrafficShare.FromPercent(double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))) == default,
            nameof(NginxOptions.ShieldedStatuses) => (options.ShieldedStatuses = [int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)]) is null,
            nameof(NginxOptions.Mode) => (options.Mode = (NginxMode)7) == default,
            nameof(NginxOptions.AccessLogPort) => (options.AccessLogPort = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)) is null,
            nameof(NginxOptions.ControlPort) => (options.ControlPort = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)) is null,
            nameof(NginxOptions.LingerAtMost) => (options.LingerAtMost = TimeSpan.Zero) == default,
            nameof(NginxOptions.IncludeFile) => (options.IncludeFile = value) is null,
            nameof(NginxOptions.Key) => (options.Key = value) is null,
            nameof(NginxOptions.TesterHeader) => (options.TesterHeader = value) is null,
            nameof(NginxOptions.Executable) => (options.Executable = value) is null,
            nameof(NginxOptions.ConfigurationFile) => (options.ConfigurationFile = value) is null,
            nameof(NginxOptions.Prefix) => (options.Prefix = value) is null,
            nameof(NginxOptions.AccessLog) => (options.AccessLog = value) is null,
            _ => throw new ArgumentOutOfRangeException(nameof(option), option, null),
        };
    }
}
