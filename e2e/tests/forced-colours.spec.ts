// With forced colours nothing may be told by colour alone.
import { SEED, SEED_TIME, simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { watch } from "../support/still.ts";

// Firefox's protocol cannot force colours, so firefox.config.ts starts a Firefox that does.
test.beforeEach(async ({ page, browserName }) => {
  if (browserName === "chromium") await page.emulateMedia({ forcedColors: "active" });
  expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
});

test("every status has a shape and a word", async ({ open }) => {
  const screen = await open({ batch: simulated("all-statuses", 34) });
  await screen.expectState("ready");
  for (const chip of await screen.part("chip").all()) {
    await expect(chip).toHaveText(/\D+\d+/);
    const mark = chip.locator("[data-tone]");
    expect((await mark.boundingBox())?.width).toBeGreaterThan(4);
    const seen = await mark.evaluate((one) => getComputedStyle(one).backgroundColor + getComputedStyle(one).borderTopColor);
    expect(seen).not.toBe("rgba(0, 0, 0, 0)rgba(0, 0, 0, 0)");
  }
});

test("the active row and what changed can be seen", async ({ open, mock, page }) => {
  const { screen, refresh } = await watch(open, mock);
  await screen.scroller.focus();
  await page.keyboard.press("ArrowDown");
  await screen.expectActive("r1");
  await refresh({ r1: { status: "ringing" } });
  const seen = await screen.row("r1").evaluate((row) => {
    const { outlineStyle, outlineColor } = getComputedStyle(row);
    const { borderInlineStartWidth, borderInlineStartColor } = getComputedStyle(row, "::before");
    const ground = getComputedStyle(row.closest(".frame") as Element).backgroundColor;
    return { outlineStyle, borderInlineStartWidth, differ: outlineColor !== ground && borderInlineStartColor !== ground };
  });
  expect(seen).toEqual({ outlineStyle: "solid", borderInlineStartWidth: "3px", differ: true });
});

test("it can be used", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");
  await expect(screen.value("progress")).toHaveText("2 of 3 dialled");
  await screen.chip("completed").click();
  await expect(screen.column("name")).toHaveText(["John Doe"]);
  await screen.page.keyboard.press("Tab");
  const outline = await screen.element.evaluate((element) => {
    const focused = element.shadowRoot?.activeElement;
    return focused && getComputedStyle(focused).outlineStyle;
  });
  expect(outline).toBe("solid");
});

test("what needs a person has its triangle", async ({ open }) => {
  const screen = await open({ batch: simulated("carrier-trouble", 200, { seed: 3 }) });
  const worst = screen.element.locator(".worst");
  await expect(worst).toBeVisible();
  const [triangle, ground] = await worst.evaluate((worst) => {
    const colour = (pseudo?: string) => getComputedStyle(pseudo ? worst : (worst.closest(".frame") as Element), pseudo).backgroundColor;
    return [colour("::before"), colour()];
  });
  expect(triangle).not.toBe(ground);
  expect(triangle).not.toBe("rgba(0, 0, 0, 0)");
});
