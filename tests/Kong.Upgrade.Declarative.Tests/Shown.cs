using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Declarative.Tests;

/// <summary>All that files show, written to a folder of their own for a moment.</summary>
internal sealed class Shown : IEntityVisitor
{
    public List<KongEntity> Entities { get; } = [];

    public List<string> Unread { get; } = [];

    public static async Task<Shown> OfAsync(params string[] texts)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kong-declarative-");
        try
        {
            string[] paths = [.. texts.Select((text, i) => Path.Combine(folder.FullName, $"{(char)('a' + i)}.yml"))];
            for (int i = 0; i < texts.Length; i++) await File.WriteAllTextAsync(paths[i], texts[i]);
            return await OfFilesAsync(paths);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static async Task<Shown> OfFilesAsync(params string[] paths)
    {
        Shown shown = new();
        await new DeclarativeFile(paths).ReadAsync(shown, TestContext.Current.CancellationToken);
        return shown;
    }

    public IEnumerable<KongEntity> Of(string kind) => Entities.Where(e => e.Kind == kind);

    public KongEntity One(string kind) => Of(kind).Should().ContainSingle().Which;

    public void See(KongEntity entity) => Entities.Add(entity);

    public void CouldNotRead(string part, string why) => Unread.Add($"{part}: {why}");
}
