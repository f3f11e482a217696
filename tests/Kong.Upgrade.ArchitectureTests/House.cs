using System.Reflection;
using System.Runtime.CompilerServices;

namespace Kong.Upgrade.ArchitectureTests;

/// <summary>What the rules are about: the packages and their public face.</summary>
internal static class House
{
    public static Assembly Core { get; } = typeof(UpgradePlan).Assembly;

    public static Assembly Testing { get; } = Assembly.Load("Kong.Upgrade.Testing");

    public static Assembly Simulation { get; } = Assembly.Load("Kong.Upgrade.Simulation");

    public static Assembly Declarative { get; } = Assembly.Load("Kong.Upgrade.Declarative");

    public static IReadOnlyList<Assembly> Packages { get; } = [Core, Testing, Simulation, Declarative];

    public static IReadOnlyList<Type> PublicTypes { get; } = [.. Packages.SelectMany(p => p.GetExportedTypes())];

    /// <summary>Core's part of them. What simulates or tests makes its own exceptions and options: only core's are caught and set by hosts.</summary>
    public static IReadOnlyList<Type> CoreTypes { get; } = Core.GetExportedTypes();

    /// <summary>Methods that somebody wrote and a caller or an implementer can see.</summary>
    public static IEnumerable<MethodInfo> VisibleMethods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => (m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly) && !m.IsDefined(typeof(CompilerGeneratedAttribute)));

    /// <summary>Every type that the public face of a type names, taken apart down to type arguments.</summary>
    public static IEnumerable<Type> MentionedBy(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<Type> methods = VisibleMethods(type).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType));
        IEnumerable<Type> constructors = type.GetConstructors(all).Where(c => c.IsPublic || c.IsFamily).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType);
        IEnumerable<Type> properties = type.GetProperties(all).Where(p => p.GetAccessors().Length > 0).Select(p => p.PropertyType);
        IEnumerable<Type> fields = type.GetFields(all).Where(f => f.IsPublic || f.IsFamily).Select(f => f.FieldType);
        IEnumerable<Type> parents = type.GetInterfaces().Append(type.BaseType ?? typeof(object));
        return methods.Concat(constructors).Concat(properties).Concat(fields).Concat(parents).SelectMany(TakenApart).Distinct();
    }

    private static IEnumerable<Type> TakenApart(Type type) =>
        type.HasElementType ? TakenApart(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(TakenApart).Append(type) : [type];
}
