// A cause is stated only where it is known (docs/field.md, 5).
import { campaign, people } from "../support/campaigns.ts";
import { expect, heard, test } from "../support/fixtures.ts";
import { answered, underWay } from "../support/waiting.ts";

const NOW = "2024-02-15T12:00:00Z";
const SECOND = 1000;

test("a machine that slept amid a request asks again and blames nobody", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, isStill: true });
  await screen.expectState("ready");
  await mock.spoil(id, "never", 1);
  await page.clock.fastForward(10 * SECOND);
  await underWay(page, mock, id);
  await page.clock.fastForward(45 * SECOND);
  await answered(page, mock, id, 3);
  await screen.expectState("ready");
  await expect(screen.banner).toBeHidden();
  expect(await heard(page, "error")).toEqual([]);
});

test("a browser that is wrong about the network is found out within a minute", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, setUp: () => Object.defineProperty(Navigator.prototype, "onLine", { get: () => false }) });
  await expect(screen.element.getByText("You are offline")).toBeVisible();
  await page.clock.fastForward(60 * SECOND);
  await screen.expectState("ready");
  await expect(screen.rows).toHaveCount(3);
  await expect(screen.element.getByText("You are offline")).toBeHidden();
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 2);
});

test("an answer without a stream is read all the same", async ({ open, mock }) => {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  const setUp = () => {
    const own = window.fetch;
    window.fetch = async (...given) => Object.defineProperty(await own(...given), "body", { value: null });
  };
  const screen = await open({ batch: start.batch.id, setUp });
  await screen.expectState("ready");
  await expect(screen.rows).toHaveCount(3);
});

test("an answer from a cache is as old as the cache says", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  await page.route(`${mock.endpoint}*`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), age: "900", "access-control-expose-headers": "age" } });
  });
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await expect(screen.freshness).toContainText("Updated 15 min ago");
});

test("a first failure moves nothing, a second one is told of over the data", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, isStill: true });
  await screen.expectState("ready");
  const place = await screen.scroller.boundingBox();
  await mock.spoil(id, "500");
  await page.clock.fastForward(10 * SECOND);
  await screen.expectState("stale");
  await expect(screen.freshness).toContainText("Last refresh failed, tries again in");
  await expect(screen.banner).toBeHidden();
  expect(await screen.scroller.boundingBox()).toEqual(place);
  await page.clock.fastForward(5 * SECOND);
  await expect(screen.banner).toBeVisible();
});

test("diagnose() tells a redirect from a refusal", async ({ open, mock }) => {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, endpoint: `${mock.origin}/fault/redirect/functions/v1/batch-calls` });
  await screen.expectState("failed");
  await expect(screen.error).toContainText("redirects it");
  const report = await screen.element.evaluate((element) => (element as unknown as { diagnose(): Promise<{ api: { problem: string } }> }).diagnose());
  expect(report.api.problem).toBe("redirect");
});
