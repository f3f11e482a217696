using System.Text.Json;

namespace LocalUpgrade.Settings;

/// <summary>Turns checked values into what the program needs: paths become absolute, secrets are fetched from where they stand. Collects what is wrong.</summary>
/// <param name="directory">Where relative paths begin.</param>
/// <param name="fetchesSecrets">Whether secrets and files are needed; otherwise secrets are empty, and no file is looked for.</param>
internal sealed class Binder(string directory, bool fetchesSecrets = true)
{
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public string? Path(Value value, string name) => value.Text(name) is { } path ? System.IO.Path.GetFullPath(path, directory) : null;

    public string NeededPath(Value value, string name) => Path(value, name)!;

    /// <summary>A file that is read later; a problem where it is not there, unless this is only to describe.</summary>
    public string? ExistingFile(Value value, string name)
    {
        string? path = Path(value, name);
        if (path is not null && fetchesSecrets && !File.Exists(path)) Add(value[name]!, $"{value.PathTo(name)} names a file that is not there: {path}");
        return path;
    }

    /// <summary>A name without a slash is looked for on the PATH by whoever starts it.</summary>
    public string Executable(Value value, string name) => value.Needed(name) is var text && text.Contains('/', StringComparison.Ordinal) ? System.IO.Path.GetFullPath(text, directory) : text;

    /// <summary>A socket's path, or <c>host:port</c>.</summary>
    public string Socket(Value value, string name) => value.Needed(name) is var text && text.Contains('/', StringComparison.Ordinal) ? System.IO.Path.GetFullPath(text, directory) : text;

    public Dictionary<string, string> Map(Value value, string name)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (Value.Member member in value[name]!.Members)
            map[member.Name] = (member.Value.Kind == JsonValueKind.Object ? Secret(member.Value) : member.Value.Text) ?? "";
        return map;
    }

    /// <summary>A secret from where it stands; <see langword="null"/>, and a problem, where it is not to be had.</summary>
    public string? Secret(Value? value)
    {
        if (value is null) return null;
        (string? variable, string? file) = (value.Text("environment"), Path(value, "file"));
        if (variable is null == file is null) return Wrong(value, $"{value.Path} must have either 'environment' or 'file'");
        if (!fetchesSecrets) return "";
        return variable is not null ? Environment.GetEnvironmentVariable(variable) ?? Wrong(value, $"{value.Path} names the environment variable {variable}, which is not set") : Read(value, file!);
    }

    public void Add(Value value, string text) => problems.Add(new(value.Path, value.Place, text));

    private string? Read(Value value, string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Wrong(value, $"{value.Path} names a file that cannot be read: {failure.Message}");
        }
    }

    private string? Wrong(Value value, string text)
    {
        Add(value, text);
        return null;
    }
}
