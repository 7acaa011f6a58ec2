using LivenessSdk.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LivenessSdk.AspNetCore.Tests.Server;

/// <summary>A receipt stands for one passed check of this session, and is redeemed once.</summary>
public sealed class ReceiptTests
{
    [Fact]
    public async Task A_receipt_is_redeemed_once()
    {
        await using CheckServer server = await StartAsync();
        using Visitor visitor = new(server);
        string receipt = await PassAsync(visitor);

        (await RedeemAsync(visitor, receipt)).Should().Be("Live");
        (await RedeemAsync(visitor, receipt)).Should().Be("none");
    }

    [Fact]
    public async Task Receipts_of_the_same_check_count_together()
    {
        await using CheckServer server = await StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();
        string first = (await visitor.CheckAsync(challenge, Photo.Number(1))).Receipt!;
        string second = (await visitor.CheckAsync(challenge, Photo.Number(1))).Receipt!;

        string[] redeemed = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => RedeemAsync(visitor, number % 2 == 0 ? first : second)));

        redeemed.Should().ContainSingle(text => text == "Live");
    }

    [Fact]
    public async Task A_receipt_of_another_session_is_worth_nothing()
    {
        await using CheckServer server = await StartAsync();
        using Visitor owner = new(server);
        using Visitor thief = new(server);
        string receipt = await PassAsync(owner);
        await thief.RequestChallengeAsync();

        (await RedeemAsync(thief, receipt)).Should().Be("none");
        (await RedeemAsync(owner, receipt)).Should().Be("Live");
    }

    [Fact]
    public async Task A_receipt_expires()
    {
        ManualTimeProvider time = new();
        await using CheckServer server = await StartAsync(time);
        using Visitor visitor = new(server);
        string receipt = await PassAsync(visitor);

        time.Advance(TimeSpan.FromMinutes(5));

        (await RedeemAsync(visitor, receipt)).Should().Be("none");
    }

    [Fact]
    public async Task What_is_no_receipt_is_worth_nothing()
    {
        await using CheckServer server = await StartAsync();
        using Visitor visitor = new(server);
        VisitorChallenge challenge = await visitor.RequestChallengeAsync();

        foreach (string text in (string[])["", "live", challenge.Token])
        {
            (await RedeemAsync(visitor, text)).Should().Be("none");
        }
    }

    private static Task<CheckServer> StartAsync(TimeProvider? time = null) => CheckServer.StartAsync(
        services: services => services.AddSingleton(time ?? TimeProvider.System),
        app: app => app.MapGet("/redeem", async (HttpContext context) =>
        {
            LivenessReceipts receipts = context.RequestServices.GetRequiredService<LivenessReceipts>();
            LivenessResult? result = await receipts.RedeemAsync(context, context.Request.Query["receipt"], context.RequestAborted);
            await context.Response.WriteAsync(result?.Verdict.ToString() ?? "none");
        }));

    private static async Task<string> PassAsync(Visitor visitor) =>
        (await visitor.CheckAsync(await visitor.RequestChallengeAsync(), Photo.Number(1))).Receipt!;

    private static Task<string> RedeemAsync(Visitor visitor, string receipt) =>
        visitor.Http.GetStringAsync(new Uri($"/redeem?receipt={Uri.EscapeDataString(receipt)}", UriKind.Relative));
}
