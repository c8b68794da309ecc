// A real way away from the page and back to it, out of the browser's back-forward cache.
import { campaign, people } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { launchOptions } from "../support/launch.ts";
import { answered } from "../support/waiting.ts";

// Playwright turns the cache off.
test.use({ launchOptions: { ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

test("back by the browser's button it is up to date at once, having asked nothing meanwhile", async ({ open, mock, page, site }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({
    batch: id,
    attributes: { "refresh-interval": "5" },
    setUp: () => {
      window.addEventListener("pageshow", ({ persisted }) => Object.assign(window, { persisted }));
    },
  });
  await screen.expectState("ready");
  await screen.search.fill("ben");
  await page.goto(site.publish({ body: "<p>Elsewhere</p>" }));
  const before = (await mock.questions(id)).length;
  await mock.put(id, campaign(people(14), { id }));
  // Longer than the interval; the cache keeps a page for minutes.
  await page.waitForTimeout(6000);
  expect(await mock.questions(id)).toHaveLength(before);
  // A page that comes back is not loaded again.
  await page.goBack({ waitUntil: "commit" });
  const back = Date.now();
  expect(await page.evaluate(() => (window as unknown as { persisted: boolean }).persisted)).toBe(true);
  await answered(page, mock, id, before + 1);
  expect(Date.now() - back).toBeLessThan(3000);
  // What the reader had done is there still.
  await expect(screen.search).toHaveValue("ben");
  await expect(screen.column("name")).toHaveText(["Ben 0001", "Ben 0011"]);
  await expect.poll(async () => (await mock.questions(id)).length, { timeout: 8000 }).toBeGreaterThan(before + 1);
});
