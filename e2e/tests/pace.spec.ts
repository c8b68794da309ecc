// When it asks: by the campaign's own times, by a clock that nobody can set back, within a budget of the page
// (docs/field.md, 6 and 19).
import { campaign, people } from "../support/campaigns.ts";
import { expect, tag, test } from "../support/fixtures.ts";
import { answered, caughtUp, quietFor } from "../support/waiting.ts";

const NOW = "2024-02-15T12:00:00Z";
const SECOND = 1000;

test("a scheduled campaign is asked for at its start, and often until it has begun", async ({ open, mock, page }) => {
  const start = campaign(people(3), { status: "scheduled", scheduled_at: "2024-02-15T12:00:20Z" });
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, isStill: true });
  await screen.expectState("ready");
  await quietFor(page, mock, id, 19 * SECOND);
  await page.clock.fastForward(2 * SECOND);
  await answered(page, mock, id, 2);
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 3);
});

test("outside its window it is asked for once a minute, and at the opening", async ({ open, mock, page }) => {
  const limits = { window_start_time: "12:01:00", window_end_time: "17:00:00" };
  const start = campaign(people(3), { status: "running", ...limits });
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: "2024-02-15T11:58:30Z", isStill: true });
  await screen.expectState("ready");
  await quietFor(page, mock, id, 59 * SECOND);
  await page.clock.fastForward(2 * SECOND);
  await answered(page, mock, id, 2);
});

test("a clock that is set back, or ahead and back, starves nobody", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, attributes: { "hourly-budget": "20" } });
  await screen.expectState("ready");
  let count = 1;
  for (const at of ["2024-02-14T12:00:00Z", "2025-02-15T12:00:00Z", "2024-02-15T12:00:00Z"]) {
    await page.clock.setSystemTime(at);
    await page.clock.fastForward(11 * SECOND);
    count += 1;
    await answered(page, mock, id, count);
    await expect(screen.freshness).toContainText(/Refreshes in \d+ s/);
  }
});

test("an element that is made anew again and again has one budget", async ({ embed, mock, page, key }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const attributes = { "batch-id": id, endpoint: mock.endpoint, "api-key": key, "hourly-budget": "5" };
  await embed(`<main>${tag(attributes)}</main>`, { key });
  for (let count = 1; count <= 5; count += 1) {
    await expect(page.locator("batch-status[data-state=ready]")).toHaveCount(1);
    expect(await mock.questions(id)).toHaveLength(count);
    await page.locator("main").evaluate((place, given) => {
      const element = document.createElement("batch-status");
      for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
      place.replaceChildren(element);
    }, attributes);
  }
  const error = page.locator("batch-status [part=error]");
  await expect(error).toHaveAttribute("data-kind", "budget-spent");
  await expect(error).toContainText("No request left for this hour");
  await expect(error).toContainText(/in (1 h|\d+ min)/);
  await expect(page.locator("batch-status .skeleton")).toBeHidden();
  expect(await mock.questions(id)).toHaveLength(5);
});

test("where the hour's budget is half spent, refreshes are spread over the hour, and it says so", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, attributes: { "hourly-budget": "4" } });
  await screen.expectState("ready");
  await expect(screen.freshness).toContainText(/Refreshes in \d+ s$/);
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 2);
  await expect(screen.freshness).toContainText(/Refreshes in (20 min|19 min 5\d s), to spare requests/);
  await quietFor(page, mock, id, 1180 * SECOND);
  await page.clock.fastForward(30 * SECOND);
  await answered(page, mock, id, 3);
});

test("to load the page anew, or another tab, brings no new budget", async ({ open, mock, page, context }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, attributes: { "hourly-budget": "3" } });
  await screen.expectState("ready");
  await page.reload();
  await screen.expectState("ready");
  await expect(screen.freshness).toContainText("to spare requests");
  const tab = await context.newPage();
  await tab.goto(page.url());
  await expect(tab.locator("batch-status[data-state=ready]")).toHaveCount(1);
  for (const one of [page, tab]) {
    await one.reload();
    await expect(one.locator("batch-status [part=error]")).toHaveAttribute("data-kind", "budget-spent");
  }
  expect(await mock.questions(id)).toHaveLength(3);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  for (const secret of [id, new URL(mock.endpoint).host, "demo-key"]) expect(kept).not.toContain(secret);
});

test("a page that may keep nothing has a budget all the same", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const setUp = () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("", "QuotaExceededError");
    };
  };
  const screen = await open({ batch: id, at: NOW, attributes: { "hourly-budget": "2" }, setUp });
  await screen.expectState("ready");
  await page.clock.fastForward(3600 * SECOND);
  await answered(page, mock, id, 2);
  await screen.refreshButton.click();
  await answered(page, mock, id, 3);
  await expect(screen.freshness).toContainText(/Refreshes in 60 min|Refreshes in 1 h/);
});

test("in no hour of a day with reloads more is asked than the budget allows", async ({ open, mock, page }) => {
  test.setTimeout(180_000);
  const [minute, budget] = [60 * SECOND, 10];
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  // When requests go out, by the page's clock.
  const asked: number[] = [];
  await page.exposeFunction("note", (at: number) => void asked.push(at));
  const setUp = () => {
    const { fetch } = window;
    window.fetch = (...given) => {
      if (given[0] instanceof Request && given[0].method === "POST") (window as unknown as { note: (at: number) => void }).note(Date.now());
      return fetch(...given);
    };
  };
  const screen = await open({ batch: id, at: NOW, attributes: { "hourly-budget": String(budget) }, setUp });
  await screen.expectState("ready");
  for (let now = 4; now < 24 * 60; now += 4) {
    await page.clock.fastForward(4 * minute);
    await caughtUp(page, mock);
    if (now % 100 === 0) {
      await page.reload();
      // What went out ahead of the wasm is given up, and asked again, if the clock moves on before that has taken it over.
      await expect(page.locator("batch-status")).toHaveAttribute("data-state", /ready|failed/);
      await caughtUp(page, mock);
    }
  }
  await expect.poll(async () => (await mock.questions(id)).length).toBe(asked.length);
  // A request is counted some moments before it goes out.
  for (const [index, at] of asked.entries()) expect(at - (asked[index - budget] ?? 0)).toBeGreaterThan(59.9 * minute);
  expect(asked.length).toBeGreaterThan(24 * budget * 0.5);
});
