using LivenessSdk;

await using LivenessClient client = LivenessClient.Create(liveness => liveness.AddArgos(options =>
{
    options.Endpoint = new Uri(args[0]);
    options.ApiKey = args[1];
}));
LivenessResult result = await client.CheckAsync(await LivenessImage.FromFileAsync(args[2]));

// The height shows that libvips was found: it made the photo smaller.
Console.WriteLine($"{result}, {result.Frames[0].Sent!.Height} px");
