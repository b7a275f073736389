namespace FlowservUsers.Core.Tests; public sealed class SkeletonTests { [Fact] public void Runs() => Assert.NotNull(typeof(SkeletonTests)); }
