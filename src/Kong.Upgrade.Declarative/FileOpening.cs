namespace Kong.Upgrade.Declarative;

/// <summary>Opens a file and tells what is wrong with it by its name.</summary>
internal static class FileOpening
{
    public static async Task<FileContent> ReadAsync(string path, CancellationToken cancellationToken)
    {
        FileContent content = new(path);
        try
        {
            using ITokens tokens = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
            FileReader.Read(tokens, content, cancellationToken);
            return content;
        }
        catch (FileTrouble trouble)
        {
            throw new UpgradeServiceException($"{path}, {trouble.Message}. Nothing of it was taken; mend the file and evaluate again.", trouble);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UpgradeServiceException($"The declarative file {path} cannot be read: {failure.Message} Name a file that this user may read, as 'deck gateway dump' or 'kong config db_export' writes it.", failure);
        }
    }

    private static async Task<ITokens> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsJson(path)) return new YamlTokens(new StreamReader(path));
        byte[] text = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        return new JsonTokens(text.AsSpan().StartsWith("\uFEFF"u8) ? text.AsMemory(3) : text);
    }

    // What begins with a brace is JSON; a YAML file that does is told where JSON ends.
    private static bool IsJson(string path)
    {
        using StreamReader head = new(path);
        int first = head.Read();
        while (first >= 0 && char.IsWhiteSpace((char)first)) first = head.Read();
        return first == '{';
    }
}
