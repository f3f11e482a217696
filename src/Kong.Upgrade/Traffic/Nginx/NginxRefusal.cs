namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>nginx said no, in its own words. Never leaves this room.</summary>
internal sealed class NginxRefusal(string command, string words) : KongUpgradeException($"'{command}' was refused: {words}")
{
    /// <summary>What to do about it.</summary>
    public string Remedy(NginxOptions options) =>
        Says("unknown directive \"js_") ? "Load the njs module (load_module modules/ngx_http_js_module.so; Debian: libnginx-mod-http-js), or use another mode."
        : Says("unknown directive \"set_by_lua") ? "Load the Lua modules (load_module modules/ndk_http_module.so and modules/ngx_http_lua_module.so; Debian: libnginx-mod-http-lua), or use another mode."
        : Says("Operation not permitted") || Says("Permission denied") ? "This process has to run as root or as the user that started nginx."
        : Says("invalid PID number") || (Says("open()") && Says(".pid")) || Says("No such process") ? "Start nginx, or name its configuration and prefix in the options."
        : Says("could not be started") ? "Name nginx's executable in the options."
        : Says("host not found in upstream") ? "Name nodes by addresses, or by names that resolve on this host."
        : Says(options.IncludeFile) ? "Look at the file and the options of the splitter."
        : "Mend nginx's configuration ('nginx -t' shows the same), then repeat.";

    private bool Says(string words) => Words.Contains(words, StringComparison.Ordinal);

    private string Words { get; } = words;
}
