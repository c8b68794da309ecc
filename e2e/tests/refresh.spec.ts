// A campaign that goes on, and when it is asked for. The server counts the requests, and the page's clock sets
// the times.
import { campaign, changed, people } from "../support/campaigns.ts";
import { expect, heard, test } from "../support/fixtures.ts";
import { answered, quietFor, told } from "../support/waiting.ts";

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

test("a campaign advances over refreshes to its end", async ({ open, mock, page }) => {
  const start = campaign(people(4));
  const id = start.batch.id;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await expect(screen.headline).toHaveText("Dialling: 4 waiting");
  await expect(screen.value("progress")).toHaveText("0 of 4 dialled");

  const dialling = changed(start, { r0: { status: "calling", attempted_at: "2024-02-15T09:05:01Z" } });
  await mock.put(id, dialling);
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.headline).toHaveText("Dialling: 1 call live, 3 waiting");
  await expect(screen.cell("r0", "status")).toHaveText(/^Calling, \d+ s$/);
  await expect(screen.chip("calling")).toContainText("1");

  const later = changed(dialling, {
    r0: { status: "completed", completed_at: "2024-02-15T09:05:21Z" },
    r1: { status: "busy", attempted_at: "2024-02-15T09:05:11Z", completed_at: "2024-02-15T09:05:12Z" },
    r2: { status: "no_answer", attempted_at: "2024-02-15T09:05:11Z", completed_at: "2024-02-15T09:05:31Z" },
    r3: { status: "ringing", attempted_at: "2024-02-15T09:05:11Z" },
  });
  await mock.put(id, later);
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.headline).toHaveText("Finishing: 1 call left");
  await expect(screen.legend("answered")).toHaveText("1");
  await expect(screen.chip("busy")).toHaveText(/1$/);
  await expect(screen.chip("no_answer")).toHaveText(/1$/);
  await expect(screen.cell("r0", "duration")).toHaveText("20 s");

  const over = { status: "completed", completed_at: "2024-02-15T09:05:41Z" };
  await mock.put(id, changed(later, { r3: { status: "failed", completed_at: "2024-02-15T09:05:41Z" } }, over));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.badge).toHaveText("Completed");
  await expect(screen.value("progress")).toHaveText("4 of 4 dialled");

  // The last rows may land after the end, so it asks once more and then no more.
  await page.clock.fastForward(5 * SECOND);
  await screen.expectState("done");
  await expect(screen.freshness).toContainText("Final");
  expect(await heard(page, "complete")).toEqual([{ status: "completed" }]);
  await quietFor(page, mock, id, 3600 * SECOND);
  expect(await mock.questions(id)).toHaveLength(5);
  const counts = (await heard(page, "update")).map((detail) => (detail as { changed: number }).changed);
  expect(counts).toEqual([4, 1, 4, 1, 0]);
});

test("changes are said aloud, politely and seldom", async ({ open, mock, page }) => {
  const start = campaign(people(4));
  const id = start.batch.id;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  const aloud = screen.aloud;
  await expect(screen.value("progress")).toHaveText("0 of 4 dialled");
  await expect(aloud).toHaveText("");

  const ended = { attempted_at: "2024-02-15T09:05:01Z", completed_at: "2024-02-15T09:05:05Z" };
  const first = changed(start, { r0: { status: "completed", ...ended } });
  await mock.put(id, first);
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.legend("answered")).toHaveText("1");
  await expect(aloud).toHaveText("");

  await mock.put(id, changed(first, { r1: { status: "busy", ...ended } }));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.legend("not-answered")).toHaveText("1");
  await page.clock.fastForward(10 * SECOND);
  await expect(aloud).toHaveText("1 more answered, 1 more not answered, 2 waiting");
});

test("a real campaign moves by itself over real time", async ({ open, mock }) => {
  const batch = "ca110063-0000-43e8-8000-000000000012";
  const screen = await open({ batch, attributes: { "refresh-interval": "5" } });
  await screen.expectState("ready");
  const before = await screen.value("progress").textContent();
  await expect(screen.value("progress")).not.toHaveText(before ?? "", { timeout: 15_000 });
  expect((await mock.questions(batch)).length).toBeGreaterThan(1);
});

for (const [attribute, status, wait] of [
  [undefined, "running", 10],
  [undefined, "paused", 60],
  [undefined, "scheduled", 60],
  ["30", "running", 30],
  ["5", "paused", 5],
] as const) {
  const named = attribute ? `refresh-interval ${attribute}` : "by default";
  test(`${named}, a ${status} campaign is asked for every ${wait} s`, async ({ open, mock, page }) => {
    const start = campaign(people(2), { status });
    const id = start.batch.id;
    await mock.put(id, start);
    const screen = await open({
      batch: id,
      at: NOW,
      attributes: attribute ? { "refresh-interval": attribute } : {},
    });
    await screen.expectState("ready");
    await page.clock.pauseAt(new Date(Date.parse(NOW) + 3600 * SECOND));
    await answered(page, mock, id, 2);
    await quietFor(page, mock, id, (wait - 1) * SECOND);
    await expect(screen.freshness).toContainText("Refreshes in 1 s");
    await page.clock.fastForward(SECOND);
    await answered(page, mock, id, 3);
  });
}

test("refresh-interval 0 asks only when told to", async ({ open, mock, page }) => {
  const start = campaign(people(2));
  const id = start.batch.id;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, attributes: { "refresh-interval": "0" } });
  await screen.expectState("ready");
  await expect(screen.freshness).toContainText("Refreshes by hand");
  await quietFor(page, mock, id, 3600 * SECOND);
  await screen.refreshButton.click();
  await answered(page, mock, id, 2);
});

test("an interval that is none is warned of once, and the default taken", async ({ open, page, mock, consoleLines }) => {
  const start = campaign(people(2));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { "refresh-interval": "often" } });
  await screen.expectState("ready");
  await expect(screen.freshness).toContainText(/Refreshes in (10|9) s/);
  await screen.set("theme", "dark");
  expect(await told(page, consoleLines, 'refresh-interval="often"')).toHaveLength(1);
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, start.batch.id, 2);
});

test("never two questions at once, however slow the answer and however often asked", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const id = start.batch.id;
  await mock.put(id, start);
  const screen = await open({ batch: id, attributes: { "refresh-interval": "5" } });
  await screen.expectState("ready");

  await mock.spoil(id, "slow-drip");
  for (let press = 0; press < 4; press += 1) await screen.refreshButton.click();
  await screen.call("refresh");
  await screen.set("refresh-interval", "6");
  await page.evaluate(() => {
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new Event("online"));
  });
  await expect(screen.freshness).toContainText("Refreshing");
  await expect.poll(async () => (await mock.inFlight(id)).in_flight).toBe(1);
  await expect(screen.rows).toHaveCount(3);
  await answered(page, mock, id, 2);
  await expect(screen.freshness).toContainText("Updated just now");
  expect(await mock.inFlight(id)).toEqual({ in_flight: 0, max_in_flight: 1 });
});

test("a person pauses and resumes it, and asks meanwhile", async ({ open, mock, page }) => {
  const start = campaign(people(2));
  const id = start.batch.id;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await screen.expectState("ready");

  await screen.pauseButton.click();
  await expect(screen.freshness).toContainText("Paused");
  await quietFor(page, mock, id, 600 * SECOND);
  await expect(screen.freshness).toContainText("Updated 10 min ago");

  await screen.refreshButton.click();
  await answered(page, mock, id, 2);
  await expect(screen.freshness).toContainText("Updated just now");
  await expect(screen.freshness).toContainText("Paused");

  await page.clock.fastForward(60 * SECOND);
  await screen.element.getByRole("button", { name: "Resume refreshing" }).click();
  await answered(page, mock, id, 3);
  await expect(screen.freshness).toContainText(/Refreshes in \d+ s/);
});

test("the page pauses, resumes and refreshes it by its methods", async ({ open, mock, page }) => {
  const start = campaign(people(2));
  const id = start.batch.id;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await screen.expectState("ready");
  await screen.call("pause");
  await expect(screen.freshness).toContainText("Paused");
  await quietFor(page, mock, id, 600 * SECOND);
  await screen.call("refresh");
  await answered(page, mock, id, 2);
  await page.clock.fastForward(60 * SECOND);
  await screen.call("resume");
  await answered(page, mock, id, 3);
});

test("a listener may call back from what it is told", async ({ open, mock, page }) => {
  const start = campaign(people(2));
  const id = start.batch.id;
  await mock.put(id, start);
  const screen = await open({
    batch: id,
    at: NOW,
    setUp: () => {
      document.addEventListener("batch-status-update", (event) => {
        const element = event.target as HTMLElement & { pause(): void; refresh(): void };
        element.pause();
        element.refresh();
        throw new Error("a listener's own fault");
      }, { once: true });
    },
  });
  await screen.expectState("ready");
  await expect(screen.freshness).toContainText("Paused");
  await quietFor(page, mock, id, 600 * SECOND);
});
