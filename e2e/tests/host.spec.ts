// What the page learns from the element, and sets in it: its events and properties, over real HTTP.
import type { Page } from "@playwright/test";
import type { Insights } from "../../package/types/details.d.ts";
import { campaign, dialled, simulated } from "../support/campaigns.ts";
import { expect, heard, test } from "../support/fixtures.ts";
import { told } from "../support/waiting.ts";

const NOW = "2024-02-15T12:00:00Z";
const SECOND = 1000;

type WithInsights = HTMLElement & { insights: Insights | undefined };

/** The kinds that were told, with a sign for begun and over. */
async function alarms(page: Page): Promise<string[]> {
  const told = (await heard(page, "attention")) as { kind: string; raised: boolean }[];
  return told.map(({ kind, raised }) => (raised ? "+" : "-") + kind);
}

test("the page is told once of a stall with its evidence, and once of its end", async ({ open, mock, page }) => {
  const start = campaign(dialled(60, 60, { until: "2024-02-15T11:35:00Z" }));
  const { id } = start.batch;
  await mock.put(id, start);
  await open({ batch: id, at: NOW });
  await expect.poll(() => alarms(page)).toEqual(["+stalled"]);
  const quietMs = 25 * 60 * SECOND + 50 * SECOND;
  const [first] = await heard(page, "attention");
  expect(first).toMatchObject({ kind: "stalled", raised: true, evidence: { waiting: 60 } });
  expect(Math.abs((first as { evidence: { quietMs: number } }).evidence.quietMs - quietMs)).toBeLessThan(10 * SECOND);
  await page.clock.fastForward(10 * SECOND);
  await expect.poll(async () => (await heard(page, "update")).length).toBeGreaterThan(1);
  expect(await alarms(page), "the same stall, longer").toEqual(["+stalled"]);
  await mock.put(id, campaign(dialled(61, 59), start.batch));
  await page.clock.fastForward(10 * SECOND);
  await expect.poll(() => alarms(page)).toEqual(["+stalled", "-stalled"]);
});

test("a start becomes overdue by the clock, without another answer", async ({ open, mock, page }) => {
  const start = campaign(dialled(0, 3), { status: "scheduled", scheduled_at: "2024-02-15T12:00:30Z", started_at: null });
  const { id } = start.batch;
  await mock.put(id, start);
  await open({ batch: id, at: NOW, attributes: { "refresh-interval": "0" } });
  await expect.poll(() => heard(page, "ready")).toHaveLength(1);
  expect(await alarms(page)).toEqual([]);
  await page.clock.fastForward(120 * SECOND);
  await expect.poll(() => alarms(page)).toEqual(["+overdue"]);
  expect(await mock.questions(id)).toHaveLength(1);
});

test("insights has what the screen shows, and nothing before the first answer", async ({ open, mock }) => {
  const start = campaign(dialled(60, 60), { max_concurrency: 3 });
  const { id } = start.batch;
  await mock.put(id, start);
  await mock.spoil(id, "500", 1);
  const screen = await open({ batch: id, at: NOW, attributes: { "time-zone": "UTC" } });
  const insights = () => screen.element.evaluate((element: WithInsights) => element.insights);
  await expect(screen.error).toBeVisible();
  expect(await insights()).toBeUndefined();
  await screen.retryButton.click();
  await expect(screen.headline).toContainText("done about");
  const found = await insights();
  if (!found?.eta) throw new Error("no forecast");
  const { eta, receivedAt, tallies, ...others } = found;
  expect(others).toEqual({
    status: "running",
    answerRate: { answered: 60, ended: 60 },
    callLengths: { count: 60, atOnce: 0, medianMs: 10_000, meanMs: 10_000, p90Ms: 10_000, longestMs: 10_000 },
    concurrency: { live: 0, peak: 1, limit: 3 },
    attention: [],
    deadline: null,
  });
  expect(tallies).toMatchObject({ total: 120, answered: 60, waiting: 60 });
  expect(Math.abs(Date.parse(receivedAt) - Date.parse(NOW))).toBeLessThan(60_000);
  const clock = (time: string) => time.slice(11, 16);
  await expect(screen.headline).toContainText(`${clock(eta.earliest)}–${clock(eta.latest)}`);
  expect(eta.left).toBeNull();
  // What the page does to one object is in no other.
  await screen.element.evaluate((element: WithInsights) => Object.assign(element.insights ?? {}, { status: "mine" }));
  expect((await insights())?.status).toBe("running");
});

interface ViewState {
  search: string;
  filter: string[];
  reason: string | null;
  sort: { column: string; direction: string } | null;
  row: string | null;
}
type WithViewState = HTMLElement & { viewState: ViewState };

/** Keeps the view in the page's address, and takes it from there. */
function keepView(): void {
  document.addEventListener("readystatechange", () => {
    const element = document.querySelector("batch-status");
    const kept = decodeURIComponent(location.hash.slice(1));
    // Before the script has defined the element.
    if (element && kept) Object.assign(element, { viewState: JSON.parse(kept) });
  }, { once: true });
  document.addEventListener("batch-status-viewchange", (event) => {
    location.hash = encodeURIComponent(JSON.stringify((event as CustomEvent).detail.viewState));
  });
}

test("what a person makes of the view survives a reload in the page's address", async ({ open, mock, page }) => {
  const failed = (at: number) => (at % 3 === 0 ? { status: "failed", error_message: "SIP 503" } : {});
  const start = campaign(dialled(9, 6, { spoil: failed }), { status: "completed" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, setUp: keepView });
  await expect(screen.rows).toHaveCount(15);
  await screen.element.getByRole("button", { name: "Failed 3" }).click();
  await screen.openTab("reasons");
  await screen.element.getByRole("button", { name: /SIP 503/ }).click();
  await screen.sort("name").click();
  await screen.search.fill("a");
  await expect.poll(async () => (await heard(page, "viewchange")).length).toBe(5);
  const [last] = (await heard(page, "viewchange")).slice(-1) as { viewState: ViewState }[];
  expect(last?.viewState).toEqual({
    tab: "people",
    search: "a",
    filter: ["failed"],
    reason: expect.stringMatching(/^[0-9a-f]{16}$/),
    sort: { column: "name", direction: "ascending" },
    row: null,
  });
  const names = await screen.rows.allInnerTexts();
  expect(names.length).toBeLessThan(15);
  await page.reload();
  await expect(screen.search).toHaveValue("a");
  await expect(screen.rows).toHaveCount(names.length);
  expect(await screen.rows.allInnerTexts()).toEqual(names);
  expect(await screen.element.evaluate((element: WithViewState) => element.viewState)).toEqual(last?.viewState);
  expect(await heard(page, "viewchange"), "what the page sets is no news to it").toEqual([]);
});

test("what is typed within a task is one event", async ({ open, mock, page }) => {
  const start = campaign(dialled(3, 6));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id });
  await expect(screen.rows).toHaveCount(9);
  await screen.search.evaluate((field: HTMLInputElement) => {
    for (const text of ["a", "an", "ann"]) {
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    }
  });
  await expect.poll(() => heard(page, "viewchange")).toMatchObject([{ viewState: { search: "ann" } }]);
});

test("a view that cannot be read is ignored field by field, with one warning", async ({ open, mock, consoleLines, page }) => {
  const start = campaign(dialled(3, 6));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id });
  await expect(screen.rows).toHaveCount(9);
  const set = (state: unknown) =>
    screen.element.evaluate((element: WithViewState, state) => (element.viewState = state as ViewState), state);
  await set({ search: "ada", filter: "busy", wheel: 4 });
  expect(await told(page, consoleLines, "viewState")).toEqual([expect.stringContaining("filter, wheel")]);
  await expect(screen.rows).toHaveCount(1);
  await set("ada");
  await expect.poll(() => consoleLines().filter((line) => line.includes("viewState is not")).length).toBe(1);
  await expect(screen.rows, "nothing changed").toHaveCount(1);
  await set(null);
  await expect(screen.rows).toHaveCount(9);
});

test("another campaign ends the alarms of the one before", async ({ open, mock, page }) => {
  const start = campaign(dialled(60, 60, { until: "2024-02-15T11:35:00Z" }));
  await mock.put(start.batch.id, start);
  await open({ batch: start.batch.id, at: NOW });
  await expect.poll(() => alarms(page)).toEqual(["+stalled"]);
  await page.locator("batch-status").evaluate((element, id) => element.setAttribute("batch-id", id), simulated("completed", 3));
  await expect.poll(() => alarms(page)).toEqual(["+stalled", "-stalled"]);
});
