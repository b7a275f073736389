namespace FlowservUsers.PowerShell.Tests; public sealed class SkeletonTests { [Fact] public void Runs() => Assert.NotNull(typeof(SkeletonTests)); }
