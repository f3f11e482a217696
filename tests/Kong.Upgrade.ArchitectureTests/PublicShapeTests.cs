using System.Reflection;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>What callers and implementers see.</summary>
public class PublicShapeTests
{
    /// <summary>Public signatures that name a client library's type, with the reason.</summary>
    private static readonly Dictionary<string, string> clientTypesAllowed = [];

    /// <summary>Enums whose zero is a choice and not a fact.</summary>
    private static readonly Dictionary<string, string> zeroAllowed = new()
    {
        [nameof(RollbackPolicy)] = "a policy; its zero is the cautious choice, the freeze stands",
        [nameof(UndecidedPolicy)] = "a policy; its zero is the cautious choice, back to blue",
        [nameof(Steps.Reversibility)] = "what a step's author declares; its zero is the default that a step has",
        ["SimulatedRouteOrder"] = "how a node is told to err, not a finding; its zero is Kong's own order",
        ["StagingProtocol"] = "how a request is sent, not a finding; its zero is what is usual",
        ["NginxMode"] = "what the host chose; its zero works with every nginx",
        ["HAProxyMode"] = "what the host chose; its zero works with every HAProxy",
        ["FakeClusterStanding"] = "what a fake cluster is, not what somebody found out about it",
        ["MigrationRecord"] = "an order what to write down, not a finding; it has no zero on purpose",
    };

    /// <summary>Options that nobody can have defaults for, with what must be named.</summary>
    private static readonly Dictionary<string, string> inputRequired = new()
    {
        ["NginxOptions"] = "which nginx, and the nodes behind it",
        ["HAProxyOptions"] = "which HAProxy, and the servers in it",
        ["PrometheusServerOptions"] = "which server, and which of its targets",
        ["LocalClusterOptions"] = "the nodes of both clusters",
        ["SyntheticOptions"] = "the nodes, and what may be asked of them",
        ["ExistingClusterOptions"] = "the nodes, and what the host does with them",
        ["KongMetricsOptions"] = "the nodes whose metrics are read",
    };

    /// <summary>Methods whose token somebody else takes.</summary>
    private static readonly Dictionary<string, string> tokenAllowed = new()
    {
        ["Kong.Upgrade.Testing.VirtualTime.RunAsync"] = "the work that it is given has a token of its own; the clock only waits for it",
    };

    private static readonly string[] unknowns = ["Unknown", "Inconclusive", "Undecided", "NoAnswer", "CouldNotTell"];

    [Fact]
    public void Signatures_OfPublicTypes_NameNoClientLibrary() =>
        House.PublicTypes.SelectMany(t => House.MentionedBy(t).Where(IsClientLibrary).Select(m => $"{t.FullName} mentions {m.FullName}"))
            .Where(o => !clientTypesAllowed.ContainsKey(o)).ShouldBeNone();

    [Fact]
    public void Signatures_OfPublicTypes_NeverMentionTheRoomsBehind() =>
        House.PublicTypes.SelectMany(t => House.MentionedBy(t).Append(t).Where(m => m.Namespace is "Kong.Upgrade.Execution" or "Kong.Upgrade.Diagnostics").Select(m => $"{t.FullName} mentions {m.FullName}"))
            .ShouldBeNone();

    [Fact]
    public void Classes_ThatArePublic_AreSealedStaticOrAbstract() =>
        House.PublicTypes.Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract).Select(t => t.FullName).ShouldBeNone();

    [Fact]
    public void Methods_ThatReturnATask_EndInAsyncAndTakeATokenLast() =>
        House.PublicTypes.SelectMany(t => House.VisibleMethods(t).Where(ReturnsTask).Where(m => !IsInherited(m))
            .Where(m => !m.Name.EndsWith("Async", StringComparison.Ordinal) || m.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(m => $"{t.FullName}.{m.Name}")).Where(m => !tokenAllowed.ContainsKey(m)).ShouldBeNone();

    [Fact]
    public void Methods_ThatReturnNothing_AreNotAsync() =>
        House.Packages.SelectMany(p => p.GetTypes()).SelectMany(t => t.GetMethods((BindingFlags)60 | BindingFlags.DeclaredOnly))
            .Where(m => m.ReturnType == typeof(void) && m.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute)))
            .Select(m => $"{m.DeclaringType}.{m.Name}").ShouldBeNone();

    [Fact]
    public void Interfaces_OfServices_HaveAtMostThreeMembers() =>
        House.CoreTypes.Where(t => t.IsInterface)
            .Select(t => (Type: t, Members: t.GetMembers().Count(m => m is not MethodInfo { IsSpecialName: true })))
            .Where(t => t.Members > 3).Select(t => $"{t.Type.FullName} has {t.Members}").ShouldBeNone();

    [Fact]
    public void Options_MadeWithoutArguments_PassTheirOwnValidation() =>
        House.CoreTypes.Where(t => t.IsClass && t.Name.EndsWith("Options", StringComparison.Ordinal) && !inputRequired.ContainsKey(t.Name)).SelectMany(WrongDefaults).ShouldBeNone();

    [Fact]
    public void Enums_ThatStateAFact_HaveUnknownAsZero() =>
        House.PublicTypes.Where(t => t.IsEnum && !zeroAllowed.ContainsKey(t.Name) && !t.IsDefined(typeof(FlagsAttribute)))
            .Where(t => !unknowns.Contains(Enum.GetName(t, Enum.ToObject(t, 0)))).Select(t => $"{t.FullName}: zero is {Enum.GetName(t, Enum.ToObject(t, 0)) ?? "nothing"}").ShouldBeNone();

    [Fact]
    public void Exceptions_OfCore_HaveTheOneBase() =>
        House.Core.GetTypes().Where(t => t.IsAssignableTo(typeof(Exception)))
            .Where(t => !t.IsAssignableTo(typeof(KongUpgradeException)) && !t.IsAssignableTo(typeof(OperationCanceledException)))
            .Select(t => t.FullName).ShouldBeNone();

    private static IEnumerable<string> WrongDefaults(Type type)
    {
        if (type.GetConstructor(Type.EmptyTypes) is not { } constructor) return [$"{type.FullName} has no parameterless constructor"];
        if (type.GetMethod("Validate", Type.EmptyTypes) is not { } validate) return [$"{type.FullName} has no Validate()"];
        return ((IEnumerable<string>)validate.Invoke(constructor.Invoke(null), null)!).Select(p => $"{type.FullName}: {p}");
    }

    private static bool IsClientLibrary(Type type) =>
        type.Namespace is { } name && (name.Split('.')[0] is "Npgsql" or "Refit" or "Polly" or "YamlDotNet");

    private static bool ReturnsTask(MethodInfo method) =>
        method.ReturnType.IsAssignableTo(typeof(Task)) || method.ReturnType == typeof(ValueTask)
        || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() is { } open && (open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>)));

    /// <summary>Whose shape somebody else's base type or interface dictates, such as DisposeAsync.</summary>
    private static bool IsInherited(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType!.Assembly is var origin && !House.Packages.Contains(origin)
        || method.DeclaringType!.IsClass && method.DeclaringType.GetInterfaces().Where(i => !House.Packages.Contains(i.Assembly)).Any(i => method.DeclaringType.GetInterfaceMap(i).TargetMethods.Contains(method));
}
