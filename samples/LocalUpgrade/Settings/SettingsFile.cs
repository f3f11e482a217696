using Kong.Upgrade.Judging;

namespace LocalUpgrade.Settings;

/// <summary>A settings file as it was read: its parts can be had as far as they make sense.</summary>
internal sealed class SettingsFile
{
    private readonly Value root;
    private readonly IReadOnlyList<Problem> problems;
    private readonly string directory;

    private SettingsFile(string file, Value root)
    {
        Checker checker = new();
        checker.Check(root, SettingsFields.Root);
        (File, this.root, problems, directory) = (file, root, checker.Problems, Path.GetDirectoryName(file)!);
    }

    public string File { get; }

    /// <summary>The file's content with defaults, for tests.</summary>
    public Value Root => root;

    /// <exception cref="SettingsException">There is no such file, or it is no JSON.</exception>
    public static SettingsFile Read(string file)
    {
        string path = Path.GetFullPath(file);
        try
        {
            return new(path, ValueReader.Read(path, System.IO.File.ReadAllBytes(path)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(path, [$"it cannot be read: {failure.Message} Name it with --settings FILE"]);
        }
    }

    /// <summary>All of it.</summary>
    /// <exception cref="SettingsException">Anything is wrong with it.</exception>
    public UpgradeSettings All() => Part("", binder => UpgradeSettings.From(root, binder));

    /// <summary>All of it, but secrets are not fetched: for who only describes.</summary>
    /// <exception cref="SettingsException">Anything is wrong with it.</exception>
    public UpgradeSettings WithoutSecrets() => Part("", binder => UpgradeSettings.From(root, binder), fetchesSecrets: false);

    /// <summary>What a retreat needs, whatever is wrong with the rest.</summary>
    /// <exception cref="SettingsException">The balancer's part makes no sense.</exception>
    public BalancerSettings Balancer() => Part("$.balancer", binder => BalancerSettings.From(root["balancer"]!, binder));

    /// <summary>The journal's directory, whatever is wrong with the rest.</summary>
    /// <exception cref="SettingsException">It is not named.</exception>
    public string Journal() => Part("$.journal", binder => binder.NeededPath(root, "journal"));

    /// <summary>How a judge weighs what the journal kept, whatever is wrong with the rest; <see langword="null"/> when the judge is switched off.</summary>
    /// <exception cref="SettingsException">The judge's part makes no sense.</exception>
    public JudgeOptions? Judge() => Part("$.judge", binder => root["judge"]!.Switch("enabled") ? JudgeSettings.Options(root["judge"]!, binder) : null);

    private T Part<T>(string path, Func<Binder, T> make, bool fetchesSecrets = true)
    {
        Problem[] wrong = [.. problems.Where(p => p.Path.StartsWith(path, StringComparison.Ordinal))];
        if (wrong.Length > 0) throw Of(wrong);
        Binder binder = new(directory, fetchesSecrets);
        T made = make(binder);
        return binder.Problems.Count == 0 ? made : throw Of(binder.Problems);
    }

    private SettingsException Of(IEnumerable<Problem> wrong) => new(File, [.. wrong.OrderBy(p => p.Where?.Line ?? int.MaxValue).Select(p => p.ToString())]);
}
