namespace LocalUpgrade.Settings;

/// <summary>Who may make roles and databases.</summary>
internal sealed record AdministratorSettings(string User, string? Password)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => User;
}
