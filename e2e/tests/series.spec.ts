// A recurring campaign shows what its runs do, and no figures of recipients that wait for ever (docs/field.md, 3).
import { campaign, people } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";

const NOW = "2024-02-15T12:00:00Z";
const RUN = { started_at: "2024-02-15T09:00:00Z", total_recipients: 30 };
const RUNS = [
  { ...RUN, occurrence_number: 18, status: "completed", completed_count: 21, failed_count: 9, started_at: "2024-02-14T09:00:00Z" },
  { ...RUN, occurrence_number: 19, status: "running", completed_count: 7, failed_count: 5 },
];
const RULE = { status: "recurring", recurrence_type: "daily", recurrence_interval: 1, recurrence_max_runs: 30, recurrence_run_count: 19 };

test("a recurring campaign shows its rule and a line for each run", async ({ open, mock }) => {
  const start = { ...campaign(people(30), RULE), runs: RUNS };
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await expect(screen.headline).toHaveText("Run 19: Running, 12 of 30 ended");
  const series = screen.element.locator(".series");
  await expect(series.locator(".rule")).toHaveText("Repeats daily, run 19 of 30");
  await expect(series.locator(".run")).toHaveText([/^19Running12 of 30 ended/, /^18Completed30 of 30 ended/]);
  await expect(series).toContainText("Its runs do the dialling");
  await expect(screen.part("progress")).toBeHidden();
  for (const card of ["answer-rate", "pace", "call-length", "window"]) await expect(screen.card(card)).toBeHidden();
  await screen.openTab("details");
  await expect(screen.detail("window")).toBeVisible();
  for (const detail of ["lines", "lengths", "not-answered"]) await expect(screen.detail(detail)).toBeHidden();
  await mock.put(start.batch.id, { ...start, runs: [{ ...RUN, occurrence_number: 20, status: "running", completed_count: 1 }, ...RUNS] });
  await screen.refreshButton.click();
  await expect(screen.headline).toHaveText("Run 20: Running, 1 of 30 ended");
  await expect(series.locator(".run")).toHaveCount(3);
});

test("without runs it says so", async ({ open, mock }) => {
  const start = { ...campaign(people(3), { status: "recurring", recurrence_type: "fortnightly" }), runs: null };
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await expect(screen.headline).toHaveText("No run yet");
  await expect(screen.element.locator(".series .rule")).toHaveText("Repeats: fortnightly");
});

test("runs that cannot be read are named", async ({ open, mock }) => {
  const start = { ...campaign(people(3), { status: "recurring" }), runs: "many" };
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await screen.openTab("details");
  await expect(screen.notes).toContainText("runs");
});
