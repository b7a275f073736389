using System.Runtime.InteropServices;
using System.Text;

namespace FlowservUsers.Storage.Sqlite;

/// <summary>What Linux reports about a file and .NET does not: its kind, owner, identity, and number of names.</summary>
/// <param name="Device">The file system that it is on.</param>
/// <param name="Number">Its number there, the inode.</param>
/// <param name="Kind">What kind of file it is.</param>
/// <param name="Owner">The number of the user that it belongs to.</param>
/// <param name="Names">How many names (hard links) lead to it.</param>
internal readonly record struct UnixFileFacts(ulong Device, ulong Number, UnixFileKind Kind, uint Owner, uint Names)
{
    // From the manual page statx(2): the same on every processor.
    private const int Length = 256;
    private const int NamesOffset = 16;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int NumberOffset = 32;
    private const int DeviceOffset = 136;
    private const int KindMask = 0xF000;
    private const int Basic = 0x7FF; // STATX_BASIC_STATS
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH

    // Called by its number, because older C libraries have no function of this name.
    private static readonly long StatCall = !OperatingSystem.IsLinux() ? 0 : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 332,
        Architecture.Arm64 => 291,
        _ => 0,
    };

    /// <summary>Whether these facts can be had here.</summary>
    public static bool CanBeRead => StatCall != 0;

    /// <summary>The number of the user that this process acts for.</summary>
    public static uint CurrentUser => GetEffectiveUser();

    /// <summary>Which file it is.</summary>
    public FileIdentity Identity => new(Device, Number);

    /// <summary>The bytes of a path as the system takes them, for <see cref="Read(byte[])"/>.</summary>
    public static byte[] Encode(string path) => Encoding.UTF8.GetBytes(path + "\0");

    /// <summary>The facts about the final target of a path; null if it does not exist or is not visible.</summary>
    public static UnixFileFacts? Read(byte[] path) => Read(CurrentFolder, path, 0);

    /// <summary>The facts of an open file.</summary>
    public static UnixFileFacts? Read(int descriptor) => Read(descriptor, [0], EmptyPath);

    private static UnixFileFacts? Read(int folder, byte[] path, int flags)
    {
        Span<byte> facts = stackalloc byte[Length];
        return !CanBeRead || Stat(StatCall, folder, ref path[0], flags, Basic, ref facts[0]) != 0
            ? null
            : new UnixFileFacts(
                MemoryMarshal.Read<ulong>(facts[DeviceOffset..]),
                MemoryMarshal.Read<ulong>(facts[NumberOffset..]),
                (UnixFileKind)(MemoryMarshal.Read<ushort>(facts[ModeOffset..]) & KindMask),
                MemoryMarshal.Read<uint>(facts[OwnerOffset..]),
                MemoryMarshal.Read<uint>(facts[NamesOffset..]));
    }

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern long Stat(long call, int folder, ref byte path, int flags, uint mask, ref byte facts);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();
}
