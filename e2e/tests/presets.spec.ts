// The theme presets: a host's own tokens reach the element, and without them it keeps its own colours.
import { SEED } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";

/** By preset: the host's tokens, as its own styles set them. */
const TOKENS = {
  shadcn: ":root { --foreground: oklch(0.3 0.1 300); --border: rgb(1 2 3); --radius: 3px }",
  bootstrap: ":root { --bs-body-color: oklch(0.3 0.1 300); --bs-border-color: rgb(1 2 3); --bs-border-radius: 3px }",
  wordpress: ":root { --wp--preset--color--contrast: oklch(0.3 0.1 300) }",
};

for (const [name, tokens] of Object.entries(TOKENS)) {
  test(`${name}: the tokens of the page are the element's, and no token means its own`, async ({ open, page, host }) => {
    const head = `<link rel="stylesheet" href="${host.origin}/themes/${name}.css">`;
    const screen = await open({ batch: SEED, head, csp: "" });
    await screen.expectState("ready");
    const own = await screen.headline.evaluate((it) => getComputedStyle(it).color);
    await page.addStyleTag({ content: tokens });
    await expect(screen.headline).toHaveCSS("color", "oklch(0.3 0.1 300)");
    await page.locator("style").last().evaluate((style) => style.remove());
    await expect(screen.headline).toHaveCSS("color", own);
  });
}
