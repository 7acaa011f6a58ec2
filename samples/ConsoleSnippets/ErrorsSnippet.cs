using LivenessSdk;
using LivenessSdk.Simulator;

namespace ConsoleSnippets;

/// <summary>The ways in which a check ends, and what a program does about each.</summary>
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
                LivenessVerdict.Live => "let the person in",
                LivenessVerdict.NotLive => "refuse, and keep an eye on the account",
                _ => $"ask for another photo: {string.Join(", ", result.Reasons.Select(reason => reason.Code))}",
            };
        }
        catch (LivenessException e) when (e.Error == LivenessError.InvalidImage)
        {
            return "ask for another file: " + e.Message;
        }
        catch (LivenessException e) when (e.IsTransient)
        {
            return e.MayHaveBeenProcessed ? "try later; this one may have been billed" : "try later; this one was not billed";
        }
        catch (LivenessException e)
        {
            return $"tell the operators: {e.Error}";
        }
    }
}
