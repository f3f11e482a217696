namespace Kong.Upgrade.Benchmarks.Balancers;

/// <summary>How an nginx of the benchmark's own is configured and started.</summary>
internal static class PrivateNginx
{
    public const string Executable = "/usr/sbin/nginx";
    public const string Modules = "/usr/lib/nginx/modules/";

    public static string ConfigurationOf(PrivateProcess process) => process.At("nginx.conf");

    /// <summary>Writes its configuration.</summary>
    public static void Write(PrivateProcess process, int workers, string http, string top = "") => File.WriteAllText(ConfigurationOf(process),
        $$"""
        {{top}}
        daemon off;
        worker_processes {{workers}};
        pid {{process.At("nginx.pid")}};
        error_log {{process.At("error.log")}} error;
        events { worker_connections 4096; }
        http {
            access_log off;
            client_body_temp_path {{process.At("body")}}; proxy_temp_path {{process.At("proxy")}}; fastcgi_temp_path {{process.At("fastcgi")}}; uwsgi_temp_path {{process.At("uwsgi")}}; scgi_temp_path {{process.At("scgi")}};
            {{http}}
        }

        """);

    public static Task StartAsync(PrivateProcess process, int port) =>
        process.StartAsync(port, Executable, "-c", ConfigurationOf(process), "-p", process.Folder.FullName, "-e", process.At("error.log"));
}
