using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kong.Upgrade.Fingerprints;

/// <summary>Rows, columns and content hash of one table at one moment. Immutable.</summary>
internal sealed record TableFingerprint(IReadOnlyList<Column> Columns, long Rows, string Hash)
{
    /// <summary>Sums of row hashes under two mixings, so that the order of rows does not matter but what belongs to one row does; with the columns' names, so that an exchange of two columns shows.</summary>
    public static TableFingerprint Of(IReadOnlyList<Column> columns, long rows, string sum, string otherSum)
    {
        string whole = string.Join('\n', [.. columns.Select(c => c.Name), sum, otherSum]);
        return new(columns, rows, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..32]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows}:{Hash}");
}
