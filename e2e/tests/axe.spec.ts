// axe-core finds nothing, in any state, light and dark, wide and narrow.
import { findings } from "../support/axe.ts";
import { simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { SCENES } from "../support/states.ts";

const RUNNING = simulated("running", 500, { seed: 3 });

for (const [name, scene] of Object.entries(SCENES)) {
  for (const theme of ["light", "dark"] as const) {
    test(`${name}, ${theme}`, async ({ page, mock, host, open, embed }) => {
      // The host page has the background of that theme.
      await page.emulateMedia({ colorScheme: theme });
      await scene({ page, mock, host, open, embed });
      expect(await findings(page)).toEqual([]);
      // The narrow layout differs in structure, not in colours.
      if (theme === "dark") return;
      await page.setViewportSize({ width: 360, height: 900 });
      expect(await findings(page)).toEqual([]);
    });
  }
}

for (const view of ["summary", "table", "badge", "wallboard"]) {
  for (const theme of ["light", "dark"] as const) {
    test(`view="${view}", ${theme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: theme });
      const screen = await open({ batch: RUNNING, attributes: { view } });
      await screen.expectState("ready");
      expect(await findings(page)).toEqual([]);
    });
  }
}

for (const tab of ["reasons", "activity", "details"]) {
  for (const theme of ["light", "dark"] as const) {
    test(`the tab ${tab}, ${theme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: theme });
      const screen = await open({ batch: RUNNING, attributes: { "dial-fee": "0.005 USD" } });
      await screen.openTab(tab);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await findings(page)).toEqual([]);
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
  expect(await findings(page)).toEqual([]);
  await page.locator("batch-status").evaluate((element) => element.setAttribute("theme", "light"));
  expect(await ink()).toBeLessThan(80);
  expect(await findings(page)).toEqual([]);
});
