// What somebody who runs a campaign wants to know, each within two clicks (docs/screen.md#questions-it-answers).
import { readFile } from "node:fs/promises";
import { campaign, changed, dialled, people } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { setShown, controlVisibility } from "../support/presence.ts";
import { answered } from "../support/waiting.ts";

const NOW = "2024-02-15T12:00:00Z";
const SECOND = 1000;
const UTC = { "time-zone": "UTC" };
const at = (time: string) => `2024-02-15T${time}Z`;

/** Of sixty calls, one a minute, every fifth was busy and every tenth failed. */
const mixed = (index: number) =>
  index % 10 === 9
    ? { status: "failed", error_message: "SIP 503", completed_at: null }
    : index % 5 === 4
      ? { status: "busy" }
      : {};

/** A campaign at noon: 60 dialled, one of them live, 60 waiting. */
function atNoon(more: Parameters<typeof campaign>[1] = {}) {
  const rows = dialled(60, 60, { spoil: mixed });
  const live = { ...rows[60]!, status: "in_progress", attempted_at: at("11:59:20") };
  return campaign(rows.with(60, live), { max_concurrency: 3, ...more });
}

test("1 what goes on, 2 how far, 3 when done, 19 is this current", async ({ open, mock }) => {
  const start = atNoon();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await expect(screen.headline).toHaveText(/^Dialling: done about 1[23]:\d\d UTC \(1[23]:\d\d–1[23]:\d\d\)$/);
  await expect(screen.value("progress")).toHaveText("61 of 120 dialled, 51%");
  await expect(screen.legend("live")).toHaveText("1");
  await expect(screen.freshness).toContainText(/Updated (just now|\d s ago)/);
  await expect(screen.freshness).toContainText(/Refreshes in \d+ s/);
});

test("4 is it stuck", async ({ open, mock }) => {
  const start = campaign(dialled(60, 60, { until: at("11:35:00") }));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await expect(screen.part("attention")).toContainText("No call began or ended for 25 min, with 60 waiting");
});

test("5 why is it slow", async ({ open, mock }) => {
  const start = campaign(dialled(60, 60), { max_concurrency: 3 });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await screen.openTab("details");
  // Calls of ten seconds, one a minute.
  await expect(screen.detail("bound")).toContainText("Gaps between dials: 1 min as a rule, though lines are free");
});

test("6 does it finish before the window closes, and what is left for tomorrow", async ({ open, mock }) => {
  const window = { window_start_time: "09:00", window_end_time: "12:30", window_days: [1, 2, 3, 4, 5] };
  const start = campaign(dialled(60, 60), window);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await expect(screen.headline).toContainText(/about (29|30|31) left when the window closes Thu 12:30 UTC/);
  await expect(screen.value("window")).toHaveText("Open, 30 min left");
});

test("7 who is on the phone, and for how long", async ({ open, mock, page }) => {
  const start = atNoon();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await screen.element.locator("button[data-action=live]").click();
  await expect(screen.rows).toHaveCount(1);
  const status = screen.cell("r60", "status");
  await expect(status).toHaveText(/^In progress, 4\d s$/);
  const before = await status.innerText();
  await page.clock.fastForward(3 * SECOND);
  await expect(status).not.toHaveText(before);
});

test("8 who failed and why, 13 is it the carrier", async ({ open, mock }) => {
  const start = atNoon();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await screen.openTab("reasons");
  const carrier = screen.panel("reasons").locator(".reason").filter({ hasText: "SIP 503" });
  await expect(carrier).toContainText("Possibly a carrier or route that is down or full. The carrier can look into it.");
  await carrier.click();
  await expect(screen.rows).toHaveCount(6);
});

test("9 whom to call back", async ({ open, mock }) => {
  const start = atNoon();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  const chip = screen.element.locator("button[data-action=call-back]");
  await expect(chip).toHaveText(/^To call back\s*12$/);
  await chip.click();
  await expect(screen.scroller).toHaveAttribute("aria-rowcount", "13");
});

test("10 hand out that list", async ({ open, mock, page }) => {
  const start = atNoon();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await screen.element.locator("button[data-action=share]").click();
  const item = screen.element.getByRole("button", { name: "Download list to call back" });
  const [download] = await Promise.all([page.waitForEvent("download"), item.click()]);
  const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(13);
  expect(lines[0]).toContain('"Number","Name","Status","Reason"');
  expect(lines.filter((line) => line.includes('"SIP 503"'))).toHaveLength(6);
});

test("11 one answer rate, 12 better or worse than before", async ({ open, mock }) => {
  const start = atNoon();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await expect(screen.card("answer-rate")).toHaveText(/^Answer rate\s*80%\s*48 of 60 ended; last 20: 80%$/);
});

test("14 when is X's turn, 15 was X called", async ({ open, mock }) => {
  const start = atNoon();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  const name = (id: number) => start.recipients[id]?.name ?? "";
  await screen.search.fill(name(70));
  await expect(screen.cell("r70", "status")).toHaveText(/^Waiting, no. 10, about 12:\d\d$/);
  await screen.search.fill(name(9));
  await expect(screen.cell("r9", "status")).toHaveText("Failed: SIP 503");
  await expect(screen.cell("r9", "attempted")).toHaveText("11:09:00");
});

test("16 how long do calls last, and how many ended at once", async ({ open, mock }) => {
  const rows = dialled(60, 60, { spoil: (index) => (index % 6 ? {} : { completed_at: null }) });
  const quick = rows.map((row, index) => (index < 60 && index % 6 === 0 ? { ...row, completed_at: row.attempted_at ?? null } : row));
  const start = campaign(quick);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await expect(screen.card("call-length")).toHaveText(/^Call length, median\s*10 s\s*9 in 10 within 10 s; 10 ended at once$/);
  await expect(screen.card("call-length").getByRole("img")).toHaveAccessibleName("0 s–5 s: 10, 10 s–20 s: 50");
});

test("17 what happened while I was away", async ({ open, mock, page }) => {
  const start = campaign(people(12));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC, setUp: controlVisibility });
  await screen.expectState("ready");
  await setShown(page, false);
  const ended = { status: "completed", attempted_at: NOW, completed_at: at("12:00:04") };
  await mock.put(start.batch.id, changed(start, { r0: ended, r1: ended }));
  await page.clock.fastForward(60 * SECOND);
  await setShown(page, true);
  await answered(page, mock, start.batch.id, 2);
  await expect(screen.news).toHaveText(/^2\s*Answered since you looked away$/);
  await screen.openTab("activity");
  await expect(screen.panel("activity")).toContainText("12:00:04 Ada 0000 answered, 4 s dial to end");
});

test("18 why does nothing happen", async ({ open, mock }) => {
  const start = campaign(people(9), { window_start_time: "13:00", window_end_time: "17:00" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await expect(screen.headline).toHaveText(/^Window closed, opens Thu 13:00 UTC, in (1 h|59 min)$/);
  await expect(screen.value("window")).toHaveText(/^Closed, opens in (1 h|59 min)$/);
});

test("20 how do the runs do", async ({ open, mock }) => {
  const run = { started_at: at("09:00:00"), total_recipients: 30, completed_count: 7, failed_count: 5 };
  const runs = [{ ...run, occurrence_number: 2, status: "running" }, { ...run, occurrence_number: 1, status: "completed", completed_count: 25 }];
  const start = { ...campaign(people(30), { status: "recurring", recurrence_type: "daily", recurrence_interval: 1 }), runs };
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: UTC });
  await expect(screen.headline).toHaveText("Run 2: Running, 12 of 30 ended");
  await expect(screen.element.locator(".run")).toHaveText([/^2Running12 of 30 ended/, /^1Completed30 of 30 ended/]);
});
