namespace FlowservUsers.Module.Tests; public sealed class SkeletonTests { [Fact] public void Runs() => Assert.NotNull(typeof(SkeletonTests)); }
