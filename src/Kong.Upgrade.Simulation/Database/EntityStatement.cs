using Kong.Upgrade.Simulation.Entities;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>The statements by which a node writes a row: $1 is the row as JSON, $2 its id.</summary>
internal static class EntityStatement
{
    public static string Of(string table, IReadOnlyList<string> columns, EntityChange change)
    {
        string list = string.Join(", ", columns.Select(c => $"\"{c}\""));
        string values = $"SELECT {list} FROM jsonb_populate_record(NULL::\"{table}\", $1::jsonb)";
        string insert = $"INSERT INTO \"{table}\" ({list}) {values} WHERE $2::uuid IS NOT NULL";
        return change switch
        {
            EntityChange.Create => insert,
            EntityChange.Upsert => $"{insert} ON CONFLICT (id) DO UPDATE SET ({list}) = ROW({string.Join(", ", columns.Select(c => $"EXCLUDED.\"{c}\""))})",
            _ => $"UPDATE \"{table}\" SET ({list}) = ({values}) WHERE id = $2::uuid",
        };
    }
}
