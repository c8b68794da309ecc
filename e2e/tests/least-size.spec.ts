// A browser that is told to write nothing smaller than 24 px clips nothing and lets no lines run into one another.
import { campaign, people, SEED_TIME } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { launchOptions } from "../support/launch.ts";

test.use({ launchOptions: { ...launchOptions, args: [...launchOptions.args, "--blink-settings=minimumFontSize=24"] } });

for (const width of [320, 480, 720, 1000, 1200, 1280, 1600]) {
  test(`letters of 24 px have their room at ${width} px`, async ({ open, mock, page }) => {
    await page.setViewportSize({ width, height: 900 });
    const ended = { status: "busy", attempted_at: "2024-02-13T21:45:10Z", completed_at: "2024-02-13T21:45:19Z" };
    const start = campaign(people(20).map((one, at) => (at % 2 ? { ...one, ...ended } : one)));
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: SEED_TIME });
    await screen.expectState("ready");
    await expect(screen.rows.nth(3)).toBeVisible();
    const faults = await screen.element.evaluate((element) => {
      const root = element.shadowRoot as ShadowRoot;
      const found: string[] = [];
      const texts = [...root.querySelectorAll("section *")].filter(
        (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".aloud") && [...one.childNodes].some((node) => node.nodeType === 3 && (node as Text).data.trim()),
      );
      const size = Math.min(...texts.map((one) => parseFloat(getComputedStyle(one).fontSize)));
      if (size < 24) found.push(`letters of ${size} px`);
      for (const text of texts) {
        const range = document.createRange();
        range.selectNodeContents(text);
        // Half of what a line has above and beneath its letters may lie outside.
        const { top, bottom, left, right } = range.getBoundingClientRect();
        // What may be too long is clipped and has its whole in the title; and boxes that scroll show the rest.
        // The call record's column has the width that the others leave.
        const isLong = text.closest("[title], .news, [data-column=call]") !== null;
        for (let box: Element | null = text; box; box = box.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(box);
          const around = box.getBoundingClientRect();
          const [x, y] = [overflowX === "clip" || overflowX === "hidden", overflowY === "clip" || overflowY === "hidden"];
          if (y && (top < around.top - 4 || bottom > around.bottom + 4)) found.push(`${text.textContent} is cut off in its height`);
          if (x && !isLong && (left < around.left - 1 || right > around.right + 1)) found.push(`${text.textContent} is cut off in its width`);
        }
        const row = text.closest("tbody tr")?.getBoundingClientRect();
        if (row && (top < row.top - 4 || bottom > row.bottom + 4)) found.push(`${text.textContent} runs out of its row`);
        if (row && !isLong && (left < row.left - 1 || right > row.right + 1)) found.push(`${text.textContent} runs out beside its row`);
      }
      return found;
    });
    expect(faults).toEqual([]);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
  });
}
