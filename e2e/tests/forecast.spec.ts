// When it will be done, and what needs a person: from the times that recipients carry.
import { campaign, dialled, type Recipient } from "../support/campaigns.ts";
import type { Insights } from "../../package/types/details.d.ts";
import { expect, heard, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";
import { answered, told } from "../support/waiting.ts";

const NOW = "2024-02-15T12:00:00Z";
const SECOND = 1000;

const SHOWN = { "time-zone": "UTC" };

test("says when it will be done, with its range, once enough calls have ended", async ({ open, mock, page }) => {
  const start = campaign(dialled(4, 60));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN });
  await expect(screen.headline).toHaveText("Dialling: 60 waiting");
  await mock.put(start.batch.id, campaign(dialled(60, 60), start.batch));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.headline).toHaveText(/^Dialling: done about 13:0\d UTC \(12:\d\d–13:\d\d\)$/);
});

test("who does not fit into today's window is counted", async ({ open, mock }) => {
  const window = { window_start_time: "09:00", window_end_time: "12:30", window_days: [1, 2, 3, 4, 5] };
  const start = campaign(dialled(60, 60), window);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN });
  // The next day, a Friday.
  await expect(screen.headline).toHaveText(/^Dialling: done about Fri 09:3\d UTC \(09:\d\d–\d\d:\d\d\); about (29|30|31) left when the window closes Thu 12:30 UTC$/);
});

test("a pause, a draft and the parent of a series have no forecast", async ({ open, mock }) => {
  for (const status of ["paused", "draft", "recurring", "completed"]) {
    const start = campaign(dialled(60, 60), { status });
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN });
    await expect(screen.headline).not.toBeEmpty();
    await expect(screen.headline).not.toContainText("done about");
  }
});

test("a stall is told with its evidence, and the forecast with it is gone", async ({ open, mock, page }) => {
  const start = campaign(dialled(60, 60, { until: "2024-02-15T11:35:00Z" }));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN });
  const attention = screen.part("attention");
  await expect(attention).toHaveText(/^No call began or ended for 25 min, with 60 waiting/);
  await expect(screen.headline).toHaveText("Dialling: 60 waiting");
  await mock.put(start.batch.id, campaign(dialled(61, 59), start.batch));
  await page.clock.fastForward(10 * SECOND);
  await expect(attention).toBeHidden();
});

test("a campaign that will not be done in time says by how much, and what it would take", async ({ open, mock, page }) => {
  const start = campaign(dialled(60, 120));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { ...SHOWN, "finish-by": "13:00" } });
  const attention = screen.part("attention");
  await expect(attention).toHaveText(/^About (1 h|5\d min).* late for 13:00 UTC: needs 12\d calls an hour, now (59|6\d)/);
  const setTo = (time: string) => screen.element.evaluate((element, time) => element.setAttribute("finish-by", time), time);
  await setTo("2024-02-15T18:00:00Z");
  await expect(attention).toBeHidden();
  await setTo("2024-02-15T11:00:00Z");
  await expect(attention).toHaveText(/^Can no longer be done by 11:00 UTC/);
  const told = (await heard(page, "attention")) as { kind: string; raised: boolean }[];
  expect(told.map(({ kind, raised }) => [kind, raised])).toEqual([["late", true], ["late", false], ["late", true]]);
});

test("a time of the day is that of the window's zone, after the start", async ({ open, mock }) => {
  const start = campaign(dialled(60, 240));
  await mock.put(start.batch.id, start);
  const zone = { "window-time-zone": "America/Vancouver" };
  // It started at 01:00 there, and 06:00 there is 14:00 UTC.
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { ...SHOWN, ...zone, "finish-by": "06:00" } });
  await expect(screen.part("attention")).toContainText("late for 14:00 UTC");
  const deadline = await screen.element.evaluate((element) => (element as unknown as { insights: Insights }).insights.deadline);
  expect(deadline).toEqual({ finishBy: "2024-02-15T14:00:00.000Z", neededPerHour: expect.any(Number) });
});

test("a time that could be any is not taken, with one warning", async ({ open, mock, page, consoleLines }) => {
  const start = campaign(dialled(60, 240));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { ...SHOWN, "finish-by": "2024-02-15T13:00" } });
  await expect(screen.headline).toContainText("done about");
  await expect(screen.part("attention")).toBeHidden();
  expect(await told(page, consoleLines, "finish-by")).toHaveLength(1);
});

test("outside its window it is not stalled", async ({ open, mock }) => {
  const window = { window_start_time: "09:00", window_end_time: "11:36" };
  const start = campaign(dialled(60, 60, { until: "2024-02-15T11:35:00Z" }), window);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN });
  await expect(screen.headline).toContainText("Window closed");
  await expect(screen.part("attention")).toBeHidden();
});

test("failures in a row come before a call that is live for long, which is one press away", async ({ open, mock }) => {
  const failed = (at: number) => (at >= 51 ? { status: "failed", error_message: "SIP 503" } : {});
  const rows = dialled(60, 40, { spoil: failed });
  const hanging = { ...rows[60] as Recipient, status: "in_progress", attempted_at: "2024-02-15T11:38:00Z" };
  const start = campaign(rows.with(60, hanging));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN });
  const attention = screen.part("attention");
  await expect(attention.getByRole("status")).toHaveText("9 of the last 10 calls failed, before that 0%");
  const more = attention.locator("details");
  await expect(more.locator("summary")).toHaveText("+1 more");
  await more.locator("summary").click();
  await expect(more.locator("p")).toHaveText("1 call live for up to 22 min; 19 in 20 took at most 10 s");
});

const tab = (screen: Screen, name: string) => screen.element.locator(`[role=tab][data-tab=${name}]`);
const show = (screen: Screen) => screen.part("attention").getByRole("button", { name: "Show" });

test("an alarm shows the calls that it speaks of, whatever was open and asked for", async ({ open, mock, page }) => {
  const rows = dialled(60, 40);
  const live = (at: number, since: string) => ({ ...(rows[at] as Recipient), status: "in_progress", attempted_at: since });
  const start = campaign(rows.with(60, live(60, "2024-02-15T11:59:50Z")).with(70, live(70, "2024-02-15T11:38:00Z")));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN });
  await expect(screen.part("attention")).toContainText("1 call live for up to 22 min");
  await screen.search.fill("nobody");
  await tab(screen, "details").click();
  await page.setViewportSize({ width: 320, height: 400 });
  await page.evaluate(() => scrollTo(0, 0));
  await show(screen).click();
  await expect(tab(screen, "people")).toHaveAttribute("aria-selected", "true");
  await expect(screen.column("name")).toHaveText(["Ada 0070", "Ada 0060"]);
  await expect(screen.row("r70")).toBeInViewport();
  await expect(screen.search).toHaveValue("");
  await expect(screen.element.locator("button[data-action=live]")).toHaveAttribute("aria-pressed", "true");
  expect(await heard(page, "viewchange")).toContainEqual({
    viewState: { tab: "people", search: "", filter: ["*live"], reason: null, sort: { column: "attempted", direction: "ascending" }, row: null },
  });
});

test("of failures in a row those that failed last stand first, and of a stall those that wait", async ({ open, mock, page }) => {
  const failed = (at: number) => (at >= 51 ? { status: "failed", error_message: "SIP 503" } : {});
  const start = campaign(dialled(60, 40, { spoil: failed }));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN });
  await show(screen).click();
  await expect(screen.chip("failed")).toHaveAttribute("aria-pressed", "true");
  await expect(screen.rows).toHaveCount(9);
  await expect(screen.rows.first()).toHaveAttribute("data-recipient", "r59");

  await mock.put(start.batch.id, campaign(dialled(60, 3, { until: "2024-02-15T11:35:00Z" }), start.batch));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.part("attention")).toContainText("No call began or ended");
  await show(screen).click();
  await expect(screen.chip("pending")).toHaveAttribute("aria-pressed", "true");
  await expect(screen.column("name")).toHaveText(["Ada 0060", "Ben 0061", "Cleo 0062"]);
});

test("without a table there is nothing to show them in", async ({ open, mock }) => {
  const start = campaign(dialled(60, 3, { until: "2024-02-15T11:35:00Z" }));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { ...SHOWN, view: "summary" } });
  await expect(screen.part("attention")).toContainText("No call began or ended for 25 min");
  await expect(show(screen)).toBeHidden();
});

test("what is told of ten thousand comes from the worker", async ({ open, mock, page }) => {
  const start = campaign(dialled(9_000, 1_000).map((one) => ({ ...one, call_record_id: `00000000-0000-4000-8000-${one.id.padStart(12, "0")}` })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: SHOWN, isOnHost: true });
  await expect(screen.headline).toHaveText(/^Dialling: done about Fri 04:\d\d UTC/);
  expect(page.workers()).toHaveLength(1);
  await answered(page, mock, start.batch.id, 1);
});
