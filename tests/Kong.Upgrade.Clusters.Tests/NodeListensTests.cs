namespace Kong.Upgrade.Clusters.Tests;

public class NodeListensTests
{
    private const string Always = "proxy_listen 0.0.0.0:8000, proxy_listen 0.0.0.0:8443, admin_listen 127.0.0.1:8001, admin_listen 127.0.0.1:8444";
    private const string Manager = ", admin_gui_listen 0.0.0.0:8002, admin_gui_listen 0.0.0.0:8445";

    [Theory]
    [InlineData("2.8.5", Always)]
    [InlineData("3.3.1", Always)]
    [InlineData("3.4.0", Always + Manager)]
    [InlineData("3.5.0", Always + Manager)]
    [InlineData("3.6.0", Always + Manager + ", status_listen 127.0.0.1:8007")]
    [InlineData("3.9.1", Always + Manager + ", status_listen 127.0.0.1:8007")]
    [InlineData("2.8.4.1-enterprise-edition", Always + Manager)]
    public void Of_NothingSet_TheVersionsDefaults(string version, string expected) => Listens("", version).Should().Be(expected);

    [Fact]
    public void Of_AllSetOrOff_WhatIsSet() =>
        Listens("proxy_listen = 127.0.0.1:1\nadmin_listen = off\nadmin_gui_listen = off\nstatus_listen=127.0.0.1:2\nstream_listen = 127.0.0.1:3 udp", "3.9.1")
            .Should().Be("proxy_listen 127.0.0.1:1, stream_listen 127.0.0.1:3, status_listen 127.0.0.1:2");

    [Fact]
    public void Of_ControlPlane_NoProxyButTheClusters() =>
        Listens("role = control_plane\nstatus_listen = off\nadmin_gui_listen = off", "3.9.1").Should().Be("admin_listen 127.0.0.1:8001, admin_listen 127.0.0.1:8444, cluster_listen 0.0.0.0:8005");

    [Fact]
    public void Of_DataPlane_NoAdmin() => Listens("role = data_plane", "3.4.2").Should().Be("proxy_listen 0.0.0.0:8000, proxy_listen 0.0.0.0:8443");

    [Fact]
    public void Of_EnterprisePortal_ItsFourPorts() =>
        Listens("portal = on", "3.4.3.1-enterprise-edition").Should().EndWith("portal_gui_listen 0.0.0.0:8003, portal_gui_listen 0.0.0.0:8446, portal_api_listen 0.0.0.0:8004, portal_api_listen 0.0.0.0:8447");

    private static string Listens(string configuration, string version) => string.Join(", ", NodeListens.Of(KongConfiguration.Parse(configuration), KongVersion.Parse(version)));
}
