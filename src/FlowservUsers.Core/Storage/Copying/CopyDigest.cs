using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FlowservUsers.Storage.Copying;

/// <summary>Compares two sequences of rows.</summary>
internal sealed class CopyDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(object[] row)
    {
        foreach (object value in row)
        {
            switch (value)
            {
                case DBNull:
                    Add('n', []);
                    break;
                case long number:
                    byte[] bytes = new byte[sizeof(long)];
                    BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
                    Add('i', bytes);
                    break;
                case string text:
                    Add('t', Encoding.UTF8.GetBytes(text));
                    break;
                default:
                    Add('b', (byte[])value);
                    break;
            }
        }
    }

    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();

    private void Add(char kind, byte[] bytes)
    {
        Span<byte> head = stackalloc byte[1 + sizeof(int)];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        _hash.AppendData(head);
        _hash.AppendData(bytes);
    }
}
