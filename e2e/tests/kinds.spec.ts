// Every kind of campaign that the simulated API knows: its headline, its badge, its notes.
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
};

for (const [kind, [badge, headline]] of Object.entries(HEADLINES) as [Kind, [string, RegExp]][]) {
  test(`${kind}: ${headline.source}`, async ({ open }) => {
    const screen = await open({ batch: simulated(kind, kind === "empty" ? 0 : 34) });
    await expect(screen.badge).toHaveText(badge);
    await expect(screen.headline).toHaveText(headline);
    // It is over, so none are to come.
    if (kind === "empty") await expect(screen.element.getByText("No recipients.", { exact: true })).toBeVisible();
    else await expect(screen.rows.first()).toBeVisible();
  });
}

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
