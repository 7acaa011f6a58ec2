using LivenessSdk;

namespace CustomProvider;

public static class InitechBuilderExtensions
{
    public static LivenessBuilder AddInitech(this LivenessBuilder builder, string name, Action<InitechOptions> configure) =>
        builder.AddProvider(name, configure, options => new InitechProvider(options));
}
