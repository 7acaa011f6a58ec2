using LivenessSdk;
using Microsoft.Extensions.Options;
using QuickStart;

// Without arguments: checks the sample photo with all five vendors, which are simulated.
// With a file and a provider: checks the file with the real vendor.
const int UsageError = 2;

try
{
    switch (args)
    {
        case []:
            await SimulatedTour.RunAsync();
            return 0;
        case [var file, "--provider", var provider]:
            return await RealCheck.RunAsync(file, provider);
        default:
            Console.Error.WriteLine("Usage: dotnet run --project samples/QuickStart [-- FILE --provider NAME]");
            return UsageError;
    }
}
catch (OptionsValidationException e)
{
    Console.Error.WriteLine($"{string.Join(' ', e.Failures)} Settings come from appsettings.json or from variables such as Liveness__Providers__argos__ApiKey.");
    return UsageError;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or LivenessException { Error: LivenessError.InvalidImage })
{
    Console.Error.WriteLine(e.Message.ReplaceLineEndings(" "));
    return UsageError;
}
