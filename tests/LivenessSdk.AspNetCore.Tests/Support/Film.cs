using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace LivenessSdk.AspNetCore.Tests.Support;

/// <summary>Describes a film for the camera, made from a photo by the canvas of a browser.</summary>
public sealed record Film
{
    // A camera gives 30 pictures a second, which a browser without a graphics processor draws at the cost of half a core.
    // The guidance looks at ten, so that ten are enough where nothing is timed.
    private static readonly int s_framesPerSecond = LongRun.IsOn ? 30 : 10;

    private const string Shoot = """
        async ({ photo, faceX, faceY, faceHeight, height, x, y, filter, turn, moves, backlit, faces, width, tall, repeats }) => {
          const image = await createImageBitmap(await (await fetch(photo)).blob());
          const frames = [];
          for (let frame = 0; frame < (moves ? 8 : 1); frame++) {
            const canvas = new OffscreenCanvas(width, tall);
            const context = canvas.getContext("2d");
            context.fillStyle = "#8a8f98";
            context.fillRect(0, 0, width, tall);
            context.filter = filter;
            const scale = height * tall / (faceHeight * image.height);
            const shift = moves ? [0, 90, 150, 60, -50, -140, -90, -30][frame] : 0;
            for (let face = 0; face < faces; face++) {
              const left = (faces === 2 ? 0.27 + 0.46 * face : x) * width - faceX * image.width * scale + shift;
              const top = y * tall - faceY * image.height * scale;
              if (faces === 2) {
                context.save();
                context.beginPath();
                context.rect(face * width / 2, 0, width / 2, tall);
                context.clip();
              }
              if (turn === 0) {
                context.drawImage(image, left, top, image.width * scale, image.height * scale);
              } else {
                // Squeezes one half of the face and stretches the other: the nose moves, the ears stay.
                const half = faceHeight * image.height * 0.62;
                const center = faceX * image.width;
                for (let column = 0; column < image.width * scale; column++) {
                  const offset = (column / scale - center) / half;
                  const inside = Math.abs(offset) < 1;
                  const source = !inside ? offset : offset < turn ? (offset - turn) / (1 + turn) : (offset - turn) / (1 - turn);
                  context.drawImage(image, center + source * half, 0, 1, image.height, left + column, top, 1.5, image.height * scale);
                }
              }
              if (faces === 2) context.restore();
            }
            if (backlit) {
              context.filter = "none";
              context.fillStyle = "#fff";
              context.beginPath();
              context.rect(0, 0, width, tall);
              context.ellipse(x * width, y * tall, 0.62 * height * tall, 0.85 * height * tall, 0, 0, 2 * Math.PI, true);
              context.fill("evenodd");
            }
            frames.push(...new Array(repeats).fill(toYuv(context.getImageData(0, 0, width, tall).data)));
          }
          let text = "";
          for (const frame of frames) {
            text += "FRAME\n";
            for (let from = 0; from < frame.length; from += 8192) text += String.fromCharCode(...frame.subarray(from, from + 8192));
          }
          return btoa(text);

          // Brightness for each pixel, then both colors for each block of four (BT.601).
          function toYuv(rgba) {
            const pixels = width * tall;
            const yuv = new Uint8Array(pixels * 3 / 2);
            for (let pixel = 0, color = pixels; pixel < pixels; pixel++) {
              const r = rgba[pixel * 4];
              const g = rgba[pixel * 4 + 1];
              const b = rgba[pixel * 4 + 2];
              yuv[pixel] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
              if (pixel % 2 === 0 && Math.floor(pixel / width) % 2 === 0) {
                yuv[color] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
                yuv[pixels / 4 + color++] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
              }
            }
            return yuv;
          }
        }
        """;

    /// <summary>Gets the photo; the default is that of the repository.</summary>
    public string? Photo { get; init; }

    /// <summary>Gets where the face is in the photo: center and height, from 0 to 1.</summary>
    public (double X, double Y, double Height) FaceInPhoto { get; init; } = (0.44, 0.33, 0.24);

    /// <summary>Gets the height of the face in the film.</summary>
    public double Height { get; init; } = 0.5;

    public double X { get; init; } = 0.5;

    public double Y { get; init; } = 0.5;

    /// <summary>Gets a filter of the canvas, such as blur(12px).</summary>
    public string Filter { get; init; } = "none";

    /// <summary>Gets how far the nose moves between the ears, to the right of the picture: that is the person's left.</summary>
    public double Turn { get; init; }

    public bool Moves { get; init; }

    public bool Backlit { get; init; }

    public int Faces { get; init; } = 1;

    public (int Width, int Height) Size { get; init; } = (640, 480);

    public static Film Good { get; } = new();

    /// <summary>Makes the file for the camera, which plays it over and over.</summary>
    public async Task<byte[]> ShootAsync(IPage studio)
    {
        byte[] photo = Photo is null ? SamplePhoto.Bytes.ToArray() : await File.ReadAllBytesAsync(Photo);
        await studio.RouteAsync("**/*", route => route.Request.Url.EndsWith("/photo", StringComparison.Ordinal)
            ? route.FulfillAsync(new RouteFulfillOptions { BodyBytes = photo, ContentType = "image/*" })
            : route.FulfillAsync(new RouteFulfillOptions { Body = "<title>Studio</title>", ContentType = "text/html" }));
        await studio.GotoAsync("http://localhost/");
        JsonElement film = await studio.EvaluateAsync<JsonElement>(Shoot, new
        {
            photo = "/photo",
            faceX = FaceInPhoto.X,
            faceY = FaceInPhoto.Y,
            faceHeight = FaceInPhoto.Height,
            height = Height,
            x = X,
            y = Y,
            filter = Filter,
            turn = Turn,
            moves = Moves,
            backlit = Backlit,
            faces = Faces,
            width = Size.Width,
            tall = Size.Height,
            repeats = s_framesPerSecond / 10,
        });
        byte[] header = Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Size.Width} H{Size.Height} F{s_framesPerSecond}:1 Ip A1:1 C420\n");
        return [.. header, .. Convert.FromBase64String(film.GetString()!)];
    }
}
