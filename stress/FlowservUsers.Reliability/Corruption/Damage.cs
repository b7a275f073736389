namespace FlowservUsers.Reliability.Corruption;

/// <summary>Ways to damage a file.</summary>
internal static class Damage
{
    private const int PageSize = 4096;
    private const int HeaderSize = 100;

    /// <summary>Damages a copy of a file at random.</summary>
    /// <returns>What was done, so that it can be done again.</returns>
    public static string Random(ref byte[] file, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                int length = random.Next(file.Length);
                file = file[..length];
                return $"truncated to {length} bytes";
            case 1:
                return Flip(file, random, 1, file.Length);
            case 2:
                return Flip(file, random, random.Next(2, 200), file.Length);
            case 3:
                return Flip(file, random, random.Next(1, 4), HeaderSize);
            case 4:
                int page = random.Next(file.Length / PageSize);
                random.NextBytes(file.AsSpan(page * PageSize, PageSize));
                return $"noise in page {page + 1}";
            default:
                int from = random.Next(file.Length / PageSize);
                int to = random.Next(file.Length / PageSize);
                file.AsSpan(from * PageSize, PageSize).CopyTo(file.AsSpan(to * PageSize));
                return $"page {from + 1} over page {to + 1}";
        }
    }

    private static string Flip(byte[] file, Random random, int count, int within)
    {
        List<int> places = [];
        for (int flip = 0; flip < count; flip++)
        {
            int place = random.Next(within);
            file[place] ^= (byte)random.Next(1, 256);
            places.Add(place);
        }
        return $"{count} bytes changed, at {string.Join(", ", places.Take(5))}";
    }
}
