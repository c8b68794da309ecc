// Who was never called is neither "not answered" nor "waiting" (docs/field.md, 1), and calls in flight are in
// neither number of the answer rate (docs/field.md, 2).
import { campaign, people, type Recipient } from "../support/campaigns.ts";
import { expect, heard, test } from "../support/fixtures.ts";

const NOW = "2024-02-15T12:00:00Z";
const DIALLED = { attempted_at: "2024-02-15T09:00:00Z", completed_at: "2024-02-15T09:01:00Z" };

/** So many recipients of each kind, in this order. */
function mixed(...kinds: [count: number, what: Partial<Recipient>][]): Recipient[] {
  const wanted = kinds.flatMap(([count, what]) => Array<Partial<Recipient>>(count).fill(what));
  return people(wanted.length).map((one, at) => ({ ...one, ...wanted[at] }));
}

const LEFT_OVER: Record<string, Partial<Recipient>> = {
  cancelled: { status: "cancelled" },
  failed: { status: "pending" },
  completed: { status: "skipped" },
};

for (const [status, left] of Object.entries(LEFT_OVER)) {
  test(`in a campaign that ended as ${status}, those left over were never called`, async ({ open, mock, page }) => {
    const rows = mixed([13, { status: "completed", ...DIALLED }], [7, { status: "no_answer", ...DIALLED }], [20, left]);
    const start = campaign(rows, { status, started_at: "2024-02-15T09:00:00Z" });
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: NOW });
    await screen.expectState("done");
    await expect(screen.value("progress")).toHaveText("20 of 40 dialled, 50%");
    await expect(screen.legend("answered")).toHaveText("13");
    await expect(screen.card("answer-rate")).toHaveText(/^Answer rate\s*65%\s*13 of 20 ended/);
    await expect(screen.legend("not-answered")).toHaveText("7");
    const legend = screen.element.locator(".legend-item:visible");
    await expect(legend).toHaveText(["Answered13", "Not answered7", "Never called20"]);
    await expect(screen.element.locator(".segment[data-tone=not-called]")).toBeVisible();
    await expect(screen.tab("reasons")).toHaveText("Reasons 7");
    await screen.openTab("reasons");
    await expect(screen.panel("reasons").locator(".state")).toHaveText("7 of 40");
    const neverCalled = screen.panel("reasons").locator("[data-class=not-called]");
    await expect(neverCalled.locator("h3")).toHaveText("Never called 20");
    await neverCalled.locator(".reason").click();
    await expect(screen.panel("people").locator(".state")).toContainText("20 of 40");
    const [update] = (await heard(page, "update")) as { tallies: Record<string, number> }[];
    expect(update?.tallies).toMatchObject({ answered: 13, notAnswered: 7, notCalled: 20, waiting: 0 });
  });
}

test("who still waits in a campaign that is over is called so in the table, its filter and the file", async ({ open, mock }) => {
  const start = campaign(mixed([1, { status: "completed", ...DIALLED }], [2, { status: "pending" }]), { status: "cancelled" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("done");
  await expect(screen.chip("pending")).toHaveText("Never called2");
  await expect(screen.column("status")).toHaveText(["Answered", "Never called", "Never called"]);
  const csv = await screen.element.evaluate((element) => (element as unknown as { exportCsv(): Promise<string> }).exportCsv());
  expect(csv.match(/"Never called"/g)).toHaveLength(2);
});

test("who was dialled before being cancelled did not answer", async ({ open, mock }) => {
  const rows = mixed([2, { status: "cancelled", ...DIALLED }], [3, { status: "cancelled" }], [1, { status: "pending" }]);
  const start = campaign(rows, { status: "running" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await expect(screen.legend("not-answered")).toHaveText("2");
  await expect(screen.chip("canceled")).toHaveText("Cancelled5");
  await expect(screen.element.locator(".legend-item[data-phase=not-called]")).toHaveText("Never called3");
});

test("the answer rate is of ended calls alone, and there is none of fewer than twelve", async ({ open, mock }) => {
  const live = { status: "in_progress", attempted_at: "2024-02-15T11:59:00Z" };
  const rate = async (answered: number, busy: number) => {
    const rows = mixed([answered, { status: "completed", ...DIALLED }], [busy, { status: "busy", ...DIALLED }], [5, live], [3, { status: "pending" }]);
    const start = campaign(rows, { status: "running" });
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: NOW });
    await screen.expectState("ready");
    return screen.card("answer-rate");
  };
  await expect(await rate(9, 3)).toHaveText(/75%\s*9 of 12 ended; likely \d\d% to \d\d%/);
  await expect(await rate(8, 3)).toContainText("8 of 11answered of ended calls");
  await expect(await rate(8, 3)).not.toContainText("%");
  await expect(await rate(0, 0)).toContainText("none ended yet");
});

test("a status of the API never meets a name of the element's own", async ({ open, mock, page }) => {
  const ended = { ...DIALLED, status: "ringing" };
  const rows = mixed([1, { status: "ended" }], [2, { status: "__proto__" }], [3, ended], [1, { status: "constructor" }]);
  const start = campaign(rows, { status: "running" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  const seen = await page.evaluate(() => {
    const { detail } = window.recorded.find(({ name }) => name === "batch-status-update") ?? {};
    const { tallies } = detail as { tallies: { total: number; endedLate: number; byStatus: Record<string, number> } };
    return { total: tallies.total, late: tallies.endedLate, entries: Object.entries(tallies.byStatus).sort() };
  });
  expect(seen).toEqual({ total: 7, late: 3, entries: [["__proto__", 2], ["constructor", 1], ["ended", 1]] });
});
