using System.Xml.Linq;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>Who may know whom. Every test lists all offenders.</summary>
public class DependencyTests
{
    private static readonly string[] corePackages =
        ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Npgsql", "Polly", "Refit"];

    /// <summary>Rules that are part of what evaluating means: they need no service, and nobody replaces them.</summary>
    private static readonly string[] builtIn = ["Kong.Upgrade.Preflight.MigrationsRule", "Kong.Upgrade.Preflight.TrafficRule"];

    /// <summary>Rooms that hold contracts, data and implementations: the engine and its steps call them, never the other way round.</summary>
    private static readonly string[] featureRooms =
        ["AdminApi", "Approvals", "Backup", "Clusters", "Configuration", "Database", "Fingerprints", "Freeze", "Journal", "Judging", "Migrations", "Probing", "Processes", "Rehearsals", "Roles", "Staging", "Traffic", "Versions", "Witness"];

    [Fact]
    public void Core_References_TheFivePackagesAndNothingElse()
    {
        References("Kong.Upgrade", "PackageReference").Should().BeEquivalentTo(corePackages);
        House.Core.GetReferencedAssemblies().Select(a => a.Name!).Where(a => !IsBaseLibrary(a) && a is not "Polly.Core" && !corePackages.Contains(a)).ShouldBeNone();
    }

    [Fact]
    public void Core_LetsIn_OnlyItsTestsTheTestKitAndTheBenchmarks() =>
        References("Kong.Upgrade", "InternalsVisibleTo").Should().BeSubsetOf(["Kong.Upgrade.Tests", "Kong.Upgrade.Database.Tests", "Kong.Upgrade.Traffic.Tests", "Kong.Upgrade.Clusters.Tests", "Kong.Upgrade.Probing.Tests", "Kong.Upgrade.Staging.Tests", "Kong.Upgrade.TestServers", "Kong.Upgrade.Testing", "Kong.Upgrade.Benchmarks"]);

    [Fact]
    public void Packages_BesideCore_KnowCoreAndNotEachOther() =>
        House.Packages.SelectMany(p => p.GetReferencedAssemblies().Where(r => r.Name!.StartsWith("Kong.", StringComparison.Ordinal) && r.Name != "Kong.Upgrade").Select(r => $"{p.GetName().Name} references {r.Name}")).ShouldBeNone();

    [Fact]
    public void Testing_References_CoreAndNoTestFramework() =>
        House.Testing.GetReferencedAssemblies().Select(a => a.Name!).Where(a => !IsBaseLibrary(a) && a is not "Kong.Upgrade" && !corePackages.Contains(a)).ShouldBeNone();

    [Fact]
    public void Samples_Reference_OnlyProjectsThatArePacked() =>
        Projects("samples").SelectMany(p => Included(p, "ProjectReference").Where(r => !r.Contains("/src/", StringComparison.Ordinal)).Select(r => $"{Path.GetFileName(p)} references {r}")).ShouldBeNone();

    [Fact]
    public void Execution_NeverSees_DatabasesHttpOrProcesses() =>
        Uses.Offenders(u => u.FromRoom("Execution") && u.ToAny("Npgsql", "Refit", "System.Net.Http", "System.Diagnostics.Process")).ShouldBeNone();

    [Fact]
    public void Polly_IsSeen_OnlyByExecution() =>
        Uses.Offenders(u => u.ToAny("Polly") && !u.FromRoom("Execution")).ShouldBeNone();

    [Fact]
    public void Npgsql_IsSeen_OnlyWhereSqlLives() =>
        Uses.Offenders(u => u.ToAny("Npgsql") && !u.FromRoom("Database", "Journal", "Migrations", "Fingerprints", "Freeze", "Backup", "Preflight", "Rehearsals", "Roles") && !u.From.StartsWith(typeof(KongDatabase).FullName!, StringComparison.Ordinal)).ShouldBeNone();

    [Fact]
    public void Processes_AreStarted_InOneRoomOnly() =>
        Uses.Offenders(u => u.ToAny("System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo") && !u.FromRoom("Processes")).ShouldBeNone();

    [Fact]
    public void Http_IsSpoken_OnlyWhereItLives() =>
        Uses.Offenders(u => u.ToAny("System.Net.Http") && !u.FromRoom("AdminApi", "Clusters", "Probing", "Staging", "Traffic", "Witness")).ShouldBeNone();

    [Fact]
    public void Refit_IsSeen_OnlyWhereHttpLives() =>
        Uses.Offenders(u => u.ToAny("Refit") && !u.FromRoom("AdminApi", "Probing", "Staging")).ShouldBeNone();

    [Fact]
    public void Steps_Use_InterfacesAndNoImplementation()
    {
        string[] implementations = [.. House.Core.GetTypes().Where(t => t.IsClass && t.GetInterfaces().Any(IsService)).Select(t => t.FullName!).Except(builtIn)];
        implementations.Should().Contain(typeof(Journal.FileUpgradeJournal).FullName, "otherwise this test would look for nothing");
        Uses.Offenders(u => u.FromRoom("Steps") && implementations.Contains(u.To)).ShouldBeNone();
    }

    [Fact]
    public void FeatureRooms_NeverUse_ExecutionOrSteps() =>
        Uses.Offenders(u => u.FromRoom(featureRooms) && u.ToAny("Kong.Upgrade.Execution", "Kong.Upgrade.Steps")).ShouldBeNone();

    [Fact]
    public void ServiceCollection_IsSeen_OnlyByTheRegistration() =>
        Uses.Offenders(u => u.ToAny("Microsoft.Extensions.DependencyInjection") && !u.From.StartsWith(typeof(KongUpgradeServiceCollectionExtensions).FullName!, StringComparison.Ordinal) && u.From != typeof(IKongUpgradeBuilder).FullName).ShouldBeNone();

    [Fact]
    public void ServiceProvider_IsStored_Nowhere() =>
        House.Packages.SelectMany(p => p.GetTypes()).SelectMany(t => t.GetFields((System.Reflection.BindingFlags)62)).Where(f => f.FieldType == typeof(IServiceProvider)).Select(f => $"{f.DeclaringType}.{f.Name}").ShouldBeNone();

    private static bool IsService(Type type) => type.Assembly == House.Core && type.IsInterface && type.Namespace == "Kong.Upgrade";

    private static bool IsBaseLibrary(string assembly) => assembly is "System" or "netstandard" or "Microsoft.Win32.Primitives" || assembly.StartsWith("System.", StringComparison.Ordinal);

    private static IEnumerable<string> References(string package, string kind) => Included(Path.Combine(Sources.Root, "src", package, package + ".csproj"), kind);

    private static IEnumerable<string> Included(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(e => e.Attribute("Include")!.Value.Replace('\\', '/'));

    private static IEnumerable<string> Projects(string folder) =>
        Directory.Exists(Path.Combine(Sources.Root, folder)) ? Directory.EnumerateFiles(Path.Combine(Sources.Root, folder), "*.csproj", SearchOption.AllDirectories) : [];
}
