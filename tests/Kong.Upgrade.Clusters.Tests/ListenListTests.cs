using System.Net;

namespace Kong.Upgrade.Clusters.Tests;

public class ListenListTests
{
    [Theory]
    [InlineData("0.0.0.0:8000 reuseport backlog=16384, 0.0.0.0:8443 http2 ssl reuseport backlog=16384", "http://127.0.0.1:8000/ https://127.0.0.1:8443/")]
    [InlineData("[::]:8000", "http://[::1]:8000/")]
    [InlineData("[2001:db8::1]:8443 ssl", "https://[2001:db8::1]:8443/")]
    [InlineData("localhost:8001", "http://localhost:8001/")]
    [InlineData("127.0.0.1:8001,127.0.0.1:8444 ssl", "http://127.0.0.1:8001/ https://127.0.0.1:8444/")]
    [InlineData("  10.1.2.3:80   deferred  ", "http://10.1.2.3/")]
    [InlineData("0.0.0.0:9000,", "http://127.0.0.1:9000/")]
    [InlineData("unix:/tmp/kong.sock, 127.0.0.1:1", "http://127.0.0.1:1/")]
    [InlineData("off", "")]
    [InlineData(" off ", "")]
    [InlineData("", "")]
    public void Parse_AList_GivesAddressesThatThisHostReaches(string list, string expected) =>
        string.Join(' ', ListenList.Parse("proxy_listen", list).Select(l => l.Url)).Should().Be(expected);

    [Theory]
    [InlineData("8000")]
    [InlineData(":8000")]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0:0")]
    [InlineData("0.0.0.0:65536")]
    [InlineData("0.0.0.0:http")]
    [InlineData("::1:8000")]
    [InlineData("127.0.0.1:8000, off")]
    public void Parse_NoList_SaysWhatIsWrong(string list) =>
        FluentActions.Invoking(() => ListenList.Parse("admin_listen", list)).Should().Throw<UpgradeServiceException>().WithMessage($"admin_listen is '{list}'*");

    [Fact]
    public void Parse_Flags_AreKept()
    {
        ListenAddress address = ListenList.Parse("stream_listen", "127.0.0.1:53 udp, 127.0.0.1:54 ssl")[0];
        (address.IsUdp, address.IsTls, address.Setting, address.Host, address.Port).Should().Be((true, false, "stream_listen", "127.0.0.1", 53));
    }

    [Theory]
    [InlineData("127.0.0.1:8000", "127.0.0.1:8000", true)]
    [InlineData("127.0.0.1:8000", "127.0.0.1:8001", false)]
    [InlineData("127.0.0.1:8000", "127.0.0.2:8000", false)]
    [InlineData("127.0.0.1:8000", "0.0.0.0:8000", true)]
    [InlineData("0.0.0.0:8000", "127.0.0.2:8000", true)]
    [InlineData("[::]:8000", "0.0.0.0:8000", true)]
    [InlineData("localhost:8000", "127.0.0.1:8000", true)]
    [InlineData("node.example:8000", "127.0.0.1:8000", true)]
    [InlineData("127.0.0.1:53 udp", "127.0.0.1:53", false)]
    [InlineData("127.0.0.1:53 udp", "0.0.0.0:53 udp", true)]
    public void ClashesWith_TwoAddresses_WhenBothWouldTakeOnePort(string one, string other, bool clash)
    {
        ListenAddress a = ListenList.Parse("a", one)[0], b = ListenList.Parse("b", other)[0];
        (a.ClashesWith(b), b.ClashesWith(a)).Should().Be((clash, clash));
    }

    [Theory]
    [InlineData("127.0.0.1:8000", "::ffff:127.0.0.1", true)]
    [InlineData("127.0.0.1:8000", "10.0.0.1", false)]
    [InlineData("0.0.0.0:8000", "10.0.0.1", true)]
    public void TakesIn_AConnection_WhenItEndsThere(string listen, string local, bool expected)
    {
        ListenAddress address = ListenList.Parse("a", listen)[0];
        address.TakesIn(new(IPAddress.Parse(local), 8000)).Should().Be(expected);
        address.TakesIn(new(IPAddress.Parse(local), 8001)).Should().BeFalse();
    }
}
