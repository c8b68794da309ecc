// axe-core finds nothing, in any state, light and dark, wide and narrow.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { SCENES } from "../support/states.ts";

for (const [name, scene] of Object.entries(SCENES)) {
  for (const theme of ["light", "dark"] as const) {
    test(`${name}, ${theme}`, async ({ page, mock, host, open, embed }) => {
      // The host page has the background of that theme.
      await page.emulateMedia({ colorScheme: theme });
      await scene({ page, mock, host, open, embed });
      // axe takes a page without a ground for white, also where the browser paints a dark one.
      await page.evaluate(() => (document.body.style.backgroundColor = "Canvas"));
      expect(await findings(page, theme)).toEqual([]);
      // The narrow layout differs in structure, not in colours.
      if (theme === "dark") return;
      await page.setViewportSize({ width: 360, height: 900 });
      expect(await findings(page, theme)).toEqual([]);
    });
  }
}

for (const tab of ["reasons", "activity", "details"]) {
  for (const theme of ["light", "dark"] as const) {
    test(`the tab ${tab}, ${theme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: theme });
      const screen = await open({ batch: simulated("running", 500, { seed: 3 }), attributes: { "dial-fee": "0.005 USD" } });
      await screen.openTab(tab);
      await page.evaluate(() => (document.body.style.backgroundColor = "Canvas"));
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await findings(page, theme)).toEqual([]);
      }
    });
  }
}

test("the theme attribute wins over the page's", async ({ page, mock, host, open, embed }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await SCENES["ready"]?.({ page, mock, host, open, embed }, { theme: "dark" });
  // How light the words are: on a page of the same theme they stand on the page's own ground.
  const ink = () =>
    page.locator("batch-status [part~=headline]").evaluate((headline) => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d") as OffscreenCanvasRenderingContext2D;
      canvas.fillStyle = getComputedStyle(headline).color;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data[0] as number;
    });
  expect(await ink()).toBeGreaterThan(200);
  expect(await findings(page, "dark")).toEqual([]);
  await page.locator("batch-status").evaluate((element) => element.setAttribute("theme", "light"));
  expect(await ink()).toBeLessThan(80);
  expect(await findings(page, "light")).toEqual([]);
});

/** One line for each violation, so that a failure is easy to read. Themes differ in colours alone, so the dark one is asked for those. */
async function findings(page: Page, theme: "light" | "dark"): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include("batch-status");
  const { passes, violations } = await (theme === "dark" ? axe.withTags("cat.color") : axe).analyze();
  expect(passes.map(({ id }) => id)).toContain("color-contrast");
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(" ")}: ${failureSummary}`),
  );
}
