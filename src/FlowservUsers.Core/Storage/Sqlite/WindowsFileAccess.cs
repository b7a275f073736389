using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>Who may use a file on Windows.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsFileAccess
{
    private const FileSystemRights Use = FileSystemRights.Read | FileSystemRights.Write | FileSystemRights.Delete
        | FileSystemRights.ChangePermissions | FileSystemRights.TakeOwnership;

    // Not among the rights that .NET names: GENERIC_READ, GENERIC_WRITE and GENERIC_ALL.
    private const FileSystemRights Generic = (FileSystemRights)unchecked((int)0xD0000000);
    private const FileSystemRights ReadsNoContent = FileSystemRights.ReadAttributes | FileSystemRights.ReadExtendedAttributes
        | FileSystemRights.ReadPermissions | FileSystemRights.Synchronize;

    /// <summary>Creates an empty file that its owner alone can use.</summary>
    /// <exception cref="IOException">There is a file.</exception>
    public static void CreateForOwner(string path) => new FileInfo(path)
        .Create(FileMode.CreateNew, FileSystemRights.FullControl, FileShare.ReadWrite, 4096, FileOptions.None, ForOwner()).Dispose();

    /// <summary>The access that a file beside a database is created with: that of the database, whatever the folder would give it.</summary>
    public static FileSecurity OfDatabase(string database)
    {
        try
        {
            FileSecurity security = new FileInfo(database).GetAccessControl(AccessControlSections.Access);
            security.SetAccessRuleProtection(isProtected: true, preserveInheritance: true);
            return security;
        }
        catch (SystemException)
        {
            return ForOwner();
        }
    }

    /// <summary>The names of those other than this user, the system and its administrators who can read or write a file.</summary>
    public static IEnumerable<string> OtherUsers(string path)
    {
        using WindowsIdentity user = WindowsIdentity.GetCurrent();
        SecurityIdentifier[] expected =
        [
            user.User!,
            new(WellKnownSidType.LocalSystemSid, null),
            new(WellKnownSidType.BuiltinAdministratorsSid, null),
            // The owner of the file, which on Windows can only be one of these.
            new(WellKnownSidType.WinCreatorOwnerRightsSid, null),
        ];
        return new FileInfo(path).GetAccessControl(AccessControlSections.Access)
            .GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier))
            .Cast<FileSystemAccessRule>()
            .Where(rule => rule.AccessControlType == AccessControlType.Allow && (rule.FileSystemRights & ~ReadsNoContent & (Use | Generic)) != 0)
            .Select(rule => (SecurityIdentifier)rule.IdentityReference)
            .Where(identity => !expected.Contains(identity))
            .Distinct()
            .Select(NameOf)
            .ToArray();
    }

    private static FileSecurity ForOwner()
    {
        using WindowsIdentity owner = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(owner.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return security;
    }

    private static string NameOf(SecurityIdentifier identity)
    {
        try
        {
            return identity.Translate(typeof(NTAccount)).Value;
        }
        catch (SystemException)
        {
            // An account that was deleted, or of a domain that does not answer. icacls takes it in this form.
            return "*" + identity.Value;
        }
    }
}
