namespace LivenessSdk.Samples.Tests;

/// <summary>Holds a script that measures the contrast of a page's text.</summary>
internal static class Contrast
{
    /// <summary>Returns every visible text whose contrast to its background is below 4.5, the bound of WCAG AA.</summary>
    public const string FindFaintText = """
        () => {
          const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
          const luminance = ([r, g, b]) => [r, g, b]
            .map((value) => value / 255)
            .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
          const background = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const colour = channels(getComputedStyle(at).backgroundColor);
              if (colour[3] !== 0) return colour;
            }
            return [255, 255, 255];
          };
          const faint = [];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest("script, noscript, .for-screen-readers")) continue;
            const [light, dark] = [channels(getComputedStyle(element).color), background(element)].map(luminance).sort((a, b) => b - a);
            const ratio = (light + 0.05) / (dark + 0.05);
            if (ratio < 4.5) faint.push(`${texts.currentNode.data.trim()} (${ratio.toFixed(2)})`);
          }
          return faint;
        }
        """;
}
