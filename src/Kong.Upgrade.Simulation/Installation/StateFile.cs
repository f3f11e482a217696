using System.Text;

namespace Kong.Upgrade.Simulation.Installation;

/// <summary>One remembered value in a file of its own: replaced whole, so that a killed process leaves the old or the new one.</summary>
internal sealed class StateFile(string directory, string name)
{
    private readonly string path = Path.Combine(directory, name);
    private readonly Lock gate = new();

    public string? Read() => File.Exists(path) ? File.ReadAllText(path) : null;

    public void Write(string value)
    {
        lock (gate)
        {
            string next = path + ".next";
            using (FileStream stream = new(next, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(value));
                stream.Flush(flushToDisk: true);
            }
            File.Move(next, path, overwrite: true);
        }
    }

    public void Remove() => File.Delete(path);
}
