using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>The ways in which a check can end, and how to handle each.</summary>
internal static class ErrorsSnippet
{
    public static async Task RunAsync(LivenessSimulator simulator, LivenessImage photo)
    {
        await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddArgos(options =>
        {
            options.ApiKey = simulator.Argos.ApiKey;
            options.Endpoint = simulator.Argos.Endpoint;
        }));

        foreach (Scenario scenario in (Scenario[])[Scenario.Live, Scenario.Attack, Scenario.NoFace, Scenario.Unauthorized, Scenario.ServerError, Scenario.HtmlPage])
        {
            simulator.Argos.Always(scenario);
            Console.WriteLine($"{scenario,-14}{await DecideAsync(client, photo)}");
        }

        Console.WriteLine($"{"no photo",-14}{await DecideAsync(client, null)}");
    }

    private static async Task<string> DecideAsync(LivenessClient client, LivenessImage? photo)
    {
        try
        {
            LivenessResult result = await client.CheckAsync(photo ?? LivenessImage.FromBytes("not a photo"u8.ToArray()));
            return result.Verdict switch
            {
                LivenessVerdict.Live => "continue",
                LivenessVerdict.NotLive => "reject, and monitor the account",
                _ => $"ask for another photo: {string.Join(", ", result.Reasons.Select(reason => reason.Code))}",
            };
        }
        catch (LivenessException e) when (e.Error == LivenessError.InvalidImage)
        {
            return "ask for another file: " + e.Message;
        }
        catch (LivenessException e) when (e.IsTransient)
        {
            return e.MayHaveBeenProcessed ? "try again later; this check may have been billed" : "try again later; this check was not billed";
        }
        catch (LivenessException e)
        {
            return $"alert the operators: {e.Error}";
        }
    }
}
