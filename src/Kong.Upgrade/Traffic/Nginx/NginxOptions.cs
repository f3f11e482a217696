namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>How traffic is split by an nginx. Not to be changed while it is in use.</summary>
public sealed class NginxOptions
{
    /// <summary>The file that the splitter owns, included by nginx's configuration in <c>http {}</c>: an absolute path. What the splitter needs beside it (share, script, lock) lies beside it and begins with its name; nginx's workers must be able to read there. Required.</summary>
    public string IncludeFile { get; set; } = "";

    /// <summary>Where blue's nodes take traffic, each as <c>host:port</c>. At least one.</summary>
    public IReadOnlyList<string> Blue { get; set; } = [];

    /// <summary>Where green's nodes take traffic, each as <c>host:port</c>. At least one.</summary>
    public IReadOnlyList<string> Green { get; set; } = [];

    /// <summary>How nginx learns of a new share. The default value is <see cref="NginxMode.Reload"/>.</summary>
    public NginxMode Mode { get; set; }

    /// <summary>What decides on which side a request goes, in nginx's variables, without quotes, braces, semicolons and line breaks. The default value, <c>$request_id</c>, decides for each request alone; <c>$remote_addr</c> or <c>$cookie_NAME$remote_addr</c> keep a client on its side. Clients for which all its variables are empty go to one side together.</summary>
    public string Key { get; set; } = "$request_id";

    /// <summary>The name of a header by which testers choose their side whatever the share is; its values are <c>green</c> and <c>blue</c>. Letters, digits and hyphens. The default value is <see langword="null"/>: nobody can choose.</summary>
    public string? TesterHeader { get; set; }

    /// <summary>The part of GET and HEAD requests that is sent to green as well, its answers discarded, in hundredths of a percent. Only requests that blue answers. Nothing by default.</summary>
    public TrafficShare Mirror { get; set; }

    /// <summary>Whether blue answers an idempotent request that failed on green. The default value is <see langword="false"/>.</summary>
    public bool Shield { get; set; }

    /// <summary>Answers of green that the shield takes for failures beside connection errors. By default 502, 503 and 504; 500, 403, 404 and 429 are possible.</summary>
    public IReadOnlyList<int> ShieldedStatuses { get; set; } = [502, 503, 504];

    /// <summary>The nginx that is tested and reloaded: a path, or a name to be found on the PATH. The default value is <c>nginx</c>.</summary>
    public string Executable { get; set; } = "nginx";

    /// <summary>Its configuration, passed as <c>-c</c>. The default value is <see langword="null"/>: its built-in path.</summary>
    public string? ConfigurationFile { get; set; }

    /// <summary>Its prefix, passed as <c>-p</c>. The default value is <see langword="null"/>: its built-in path.</summary>
    public string? Prefix { get; set; }

    /// <summary>A file for the access log that <see cref="Probing.AccessLogProbe"/> follows, unless there is an <see cref="AccessLogPort"/>. The default value is <see langword="null"/>: no file of ours.</summary>
    public string? AccessLog { get; set; }

    /// <summary>The UDP port on 127.0.0.1 where <see cref="Probing.AccessLogProbe"/> listens for the access log, which nginx sends there by syslog: the fastest way to hear of a request. 1 to 65535. The default value is <see langword="null"/>: nothing is sent.</summary>
    /// <remarks>While no probe listens nginx serves users as before, but warns in its error log of every second line that it could not send (seen on 1.22.1).</remarks>
    public int? AccessLogPort { get; set; }

    /// <summary>How long workers of an earlier configuration may go on with requests that they had begun before the share counts as not in force. More than zero. The default value is 30 seconds. A retreat does not wait for them: they take nothing new.</summary>
    public TimeSpan LingerAtMost { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The port on 127.0.0.1 where nginx tells which share it really has. 1 to 65535. The default value is <see langword="null"/>: one from 20000 to 29999 that follows from <see cref="IncludeFile"/>. A port and no socket file: a socket that a killed nginx leaves behind would keep it from starting again.</summary>
    public int? ControlPort { get; set; }

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => [.. NginxOptionRules.Problems(this)];
}
