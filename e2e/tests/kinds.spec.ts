// Every kind of campaign that the simulated API knows: its headline, its badge, its notes.
import type { Insights } from "../../package/types/details.d.ts";
import { campaign, people, simulated, type Kind } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";

const HEADLINES: Record<Kind, [badge: string, headline: RegExp]> = {
  running: ["Running", /^Dialling: done about .+ \(.+–.+\)$/],
  draft: ["Draft", /^Not started yet: a draft dials nobody until someone starts it$/],
  scheduled: ["Scheduled", /^Starts .+ UTC.*, in .+$/],
  "scheduled-overdue": ["Scheduled", /^Start is 15 min overdue$/],
  paused: ["Paused", /^Paused, \d+ waiting$/],
  completed: ["Completed", /^Completed .+ UTC$/],
  cancelled: ["Cancelled", /^Cancelled/],
  failed: ["Failed", /^Failed with \d+ not dialled$/],
  recurring: ["Recurring", /^Run \d+: Running, \d+ of \d+ ended$/],
  "re-run": ["Running", /^Dialling/],
  "outside-window": ["Running", /^Window closed, opens .+ UTC.*, in .+$/],
  "all-statuses": ["Running", /^Dialling: done about .+ \(.+–.+\)$/],
  "odd-data": ["Running", /^Dialling/],
  wrapped: ["Running", /^Dialling/],
  empty: ["Completed", /^Completed/],
  stalled: ["Running", /^Dialling: \d+ waiting$/],
  stuck: ["Running", /^Dialling/],
  "carrier-trouble": ["Running", /^Dialling/],
  capped: ["Running", /^Dialling: done about .+ \(.+–.+\)$/],
  "several-nights": ["Running", /^Dialling: done about .+; about \d+ left when the window closes .+ UTC/],
  "clock-change": ["Completed", /^Completed .+ UTC$/],
  "mixed-runs": ["Recurring", /^Run \d+: Running, \d+ of \d+ ended$/],
};

/** Of these another number of recipients makes the point. */
const SIZES: Partial<Record<Kind, number>> = { empty: 0, "carrier-trouble": 200, "several-nights": 800, "clock-change": 300 };
const sized = (kind: Kind) => simulated(kind, SIZES[kind] ?? 34);

/** The window of these is the whole day, to 23:59: so they are read where it is noon now. */
const ALL_DAY: Kind[] = ["running", "all-statuses", "capped"];

/** A zone in which it is noon now. Their names have the sign the other way round. */
function noon(): string {
  const behind = new Date().getUTCHours() - 12;
  return `Etc/GMT${behind < 0 ? "" : "+"}${behind}`;
}

for (const [kind, [badge, headline]] of Object.entries(HEADLINES) as [Kind, [string, RegExp]][]) {
  test(`${kind}: ${headline.source}`, async ({ open }) => {
    const attributes = ALL_DAY.includes(kind) ? { "time-zone": noon() } : {};
    const screen = await open({ batch: sized(kind), attributes });
    await expect(screen.badge).toHaveText(badge);
    await expect(screen.headline).toHaveText(headline);
    // It is over, so none are to come.
    if (kind === "empty") await expect(screen.element.getByText("No recipients.", { exact: true })).toBeVisible();
    else await expect(screen.rows.first()).toBeVisible();
  });
}

for (const [kind, alarm] of [
  ["stalled", /^No call began or ended for 2\d min, with \d+ waiting/],
  ["stuck", /^1 call live for up to 40 min/],
  ["carrier-trouble", /^\d+ of the last \d0 calls failed, before that/],
] as const) {
  test(`${kind} needs a person: ${alarm.source}`, async ({ open }) => {
    const screen = await open({ batch: sized(kind) });
    await expect(screen.part("attention")).toHaveText(alarm);
  });
}

test("of two lines at most never more than both are busy", async ({ open }) => {
  const screen = await open({ batch: sized("capped") });
  await screen.expectState("ready");
  const { concurrency } = await screen.element.evaluate((element) => (element as unknown as { insights: Insights }).insights);
  expect(concurrency).toMatchObject({ peak: 2, limit: 2 });
});

test("in the night when clocks changed no call is between two and three", async ({ open }) => {
  const screen = await open({ batch: sized("clock-change"), attributes: { "time-zone": "Europe/Berlin" } });
  await screen.expectState("done");
  const csv = await screen.element.evaluate((element) => (element as unknown as { exportCsv(): Promise<string> }).exportCsv());
  const hours = new Set([...csv.matchAll(/2024-03-31 (\d\d):\d\d:\d\d/g)].map(([, hour]) => hour));
  expect([...hours].sort()).toEqual(expect.arrayContaining(["01", "03"]));
  expect([...hours]).not.toContain("04");
});

test("runs that failed or were cancelled are among the others", async ({ open }) => {
  const screen = await open({ batch: sized("mixed-runs") });
  await screen.expectState("ready");
  await expect(screen.element.locator(".series")).toContainText("Failed");
  await expect(screen.element.locator(".series")).toContainText("Cancelled");
});

test("every status has a chip, one that nobody knows too", async ({ open }) => {
  const screen = await open({ batch: simulated("all-statuses", 34) });
  await screen.expectState("ready");
  for (const status of ["pending", "calling", "initiated", "ringing", "in_progress", "completed", "failed", "busy", "no_answer", "skipped", "canceled", "answered", "queued"]) {
    await expect(screen.chip(status), status).toBeVisible();
  }
  const chips = await screen.part("chip").evaluateAll((all) => all.map((chip) => chip.getAttribute("data-status")));
  expect(chips.length).toBeGreaterThan(13);
  await screen.openTab("details");
  await expect(screen.notes).toContainText("status new to this view");
});

test("odd data is shown with what is odd about it", async ({ open }) => {
  const screen = await open({ batch: simulated("odd-data", 40) });
  await screen.expectState("ready");
  await screen.element.getByRole("button", { name: "List order" }).click();
  await expect(screen.column("name").filter({ hasText: "No name" }).first()).toBeVisible();
  await expect(screen.tab("details")).toHaveText(/^Details [1-9]$/);
  await screen.openTab("details");
  await expect(screen.notes).toContainText("36 of 40 recipients came.");
  await expect(screen.notes).toContainText("The list is shown.");
  await expect(screen.notes).toContainText("with a live status: outcome unknown.");
  await expect(screen.notes.getByText("outcome unknown")).toBeVisible();
});

test("a re-run does not show the end of the run before", async ({ open }) => {
  const screen = await open({ batch: simulated("re-run", 34) });
  await screen.expectState("ready");
  await screen.openTab("details");
  await expect(screen.notes).toContainText("The end time sent is from before this run and is not shown.");
});

test("of what began long ago the date is told, and no number of days", async ({ open, mock }) => {
  const start = campaign(people(3), { started_at: "2024-02-15T09:00:05Z", status: "running" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: "2026-11-28T09:00:05Z" });
  await screen.expectState("ready");
  await screen.openTab("details");
  await expect(screen.detailValue("started")).toHaveText(/2024/);
  await expect(screen.detail("started")).not.toContainText("ago");
  await screen.element.evaluate((element) => element.remove());
  const draft = campaign(people(3), { status: "scheduled", started_at: null, scheduled_at: "2024-02-15T09:00:05Z" });
  await mock.put(draft.batch.id, draft);
  const late = await open({ batch: draft.batch.id });
  await late.expectState("ready");
  await expect(late.headline).toHaveText(/^Start was due .*2024/);
});
