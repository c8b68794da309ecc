// Finding recipients among five hundred, and keeping the place while the figures change.
import { campaign, changed, people, type Campaign } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import type { Screen } from "../support/screen.ts";
import { answered } from "../support/waiting.ts";

// The recipients are known by their places.
test.use({ order: "list" });

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

const at = (second: number) => new Date(Date.parse("2024-02-15T09:00:00Z") + second * SECOND).toISOString();

/** Five hundred recipients: every fifth has answered, every seventh was busy, the others wait. */
function crowd(): Campaign {
  const all = people(500).map((person, index) => {
    const times = { attempted_at: at(index % 60), completed_at: at((index % 60) + 10 + (index % 90)) };
    if (index % 5 === 0) return { ...person, ...times, status: "completed", call_record_id: `call-${index}` };
    if (index % 7 === 0) return { ...person, ...times, status: "busy" };
    return person;
  });
  return campaign(all, { name: "Five hundred" });
}

async function openCrowd(
  open: (options: { batch: string; at: string; attributes: Record<string, string> }) => Promise<Screen>,
  mock: MockApi,
): Promise<{ screen: Screen; start: Campaign }> {
  const start = crowd();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { "call-url": "https://example.org/{call_record_id}" } });
  await screen.expectState("ready");
  return { screen, start };
}

const names = (screen: Screen) => screen.column("name").allTextContents();

test("five hundred people cost no more elements than the screen holds", async ({ open, mock }) => {
  const { screen } = await openCrowd(open, mock);
  await expect(screen.scroller).toHaveAttribute("aria-rowcount", "501");
  expect(await screen.rows.count()).toBeLessThan(60);

  await screen.scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(screen.row("r499")).toBeInViewport();
  await expect(screen.row("r499")).toHaveAttribute("aria-rowindex", "501");
  expect(await screen.rows.count()).toBeLessThan(60);
});

test("search finds by name and by digits, and says when nobody matches", async ({ open, mock }) => {
  const { screen } = await openCrowd(open, mock);
  await screen.search.fill("hana 0017");
  await expect(screen.column("name")).toHaveText(["Hana 0017"]);
  await expect(screen.part("toolbar")).toContainText("1 of 500");
  await screen.search.fill("(415) 555-0042");
  await expect(screen.column("name")).toHaveText(["Cleo 0042"]);
  await screen.search.fill("nobody at all");
  await expect(screen.element.getByText("Nobody matches.")).toBeVisible();
  await expect(screen.rows).toHaveCount(0);
  await screen.element.getByRole("button", { name: "Show all" }).click();
  await expect(screen.search).toHaveValue("");
  await expect(screen.row("r0")).toBeVisible();
});

test("chips count every status, an unknown one too, and filter", async ({ open, mock }) => {
  const start = crowd();
  const odd = changed(start, { r1: { status: "transferred" }, r2: { status: "transferred" } });
  await mock.put(start.batch.id, odd);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await expect(screen.chip("completed")).toHaveText("Answered100");
  await expect(screen.chip("busy")).toHaveText("Busy57");
  await expect(screen.chip("transferred")).toHaveText("transferred2");
  await expect(screen.chip("pending")).toHaveText("Waiting341");

  await screen.chip("transferred").click();
  await expect(screen.chip("transferred")).toHaveAttribute("aria-pressed", "true");
  await expect(screen.column("name")).toHaveText(["Ben 0001", "Cleo 0002"]);
  await screen.chip("busy").click();
  await expect(screen.part("toolbar")).toContainText("59 of 500");
  await screen.search.fill("ben 0001");
  await expect(screen.column("name")).toHaveText(["Ben 0001"]);
  await screen.search.fill("");
  await screen.chip("busy").click();
  await screen.chip("transferred").click();
  await expect(screen.tab("people")).toContainText("500");
});

test.describe("from the default order", () => {
  test.use({ order: "default" });
  for (const [column, ascending, descending] of [
    ["name", "Ada 0000", "Jon 0499"],
    ["number", "Ada 0000", "Jon 0499"],
    ["attempted", "Ada 0000", "Jon 0119"],
    ["call", "Ada 0000", undefined],
    ["duration", "Ada 0000", undefined],
    ["ended", undefined, undefined],
    ["status", "Ada 0000", "Ben 0001"],
  ] as const) {
    test(`sorts by ${column}, back, and to that order again`, async ({ open, mock }) => {
      const { screen } = await openCrowd(open, mock);
      const before = await names(screen);
      await screen.sort(column).click();
      await expect(screen.heading(column)).toHaveAttribute("aria-sort", "ascending");
      if (ascending) await expect(screen.column("name").first()).toHaveText(ascending);
      const upwards = await cells(screen, column);
      expect(upwards).toEqual(upwards.toSorted(byColumn(column)));

      await screen.sort(column).click();
      await expect(screen.heading(column)).toHaveAttribute("aria-sort", "descending");
      if (descending) await expect(screen.column("name").first()).toHaveText(descending);

      await screen.sort(column).click();
      await expect(screen.heading(column)).toHaveAttribute("aria-sort", "none");
      expect(await names(screen)).toEqual(before);
    });
  }
});

test("sorts by status: what has an outcome, what is under way, what is unknown, what waits", async ({ open, mock }) => {
  const mixed = ["busy", "transferred", "completed", "pending", "failed", "calling", "no_answer", "skipped", "canceled", "queued"];
  const start = campaign(people(mixed.length).map((person, index) => ({ ...person, status: mixed[index] as string })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  const upwards = ["Answered", "No answer", "Busy", "Failed", "Skipped", "Cancelled", "Calling", "transferred", "Waiting, no. 1", "Queued, no. 2"];
  await screen.sort("status").click();
  await expect(screen.column("status")).toHaveText(upwards);
  await screen.sort("status").click();
  await expect(screen.column("status")).toHaveText(upwards.toReversed());
});

/** What the rows on screen show in a column. */
async function cells(screen: Screen, column: string): Promise<string[]> {
  return screen.column(column).allTextContents();
}

function byColumn(column: string): (a: string, b: string) => number {
  // Not in the order of its words: the first row tells, and the test below.
  if (column === "status") return () => 0;
  if (column === "duration") return (a, b) => seconds(a) - seconds(b);
  return (a, b) => (a < b ? -1 : Number(a > b));
}

/** `1 min 5 s`. */
function seconds(text: string): number {
  const [, minutes = "0", rest = "0"] = /^(?:(\d+) min ?)?(?:(\d+) s)?$/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(rest);
}

test("focus, scroll position and search text survive refreshes", async ({ open, mock, page }) => {
  const { screen, start } = await openCrowd(open, mock);
  await screen.search.fill("00");
  await screen.search.evaluate((field: HTMLInputElement) => field.setSelectionRange(1, 2));
  await screen.scroller.evaluate((element) => (element.scrollTop = 1003));
  await expect(screen.row("r25")).toBeInViewport();
  const before = await place(screen);

  await mock.put(start.batch.id, changed(start, { r25: { status: "busy" }, r3: { status: "failed" }, r499: { name: "Zoe" } }));
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, start.batch.id, 2);
  await expect(screen.cell("r25", "status")).toHaveText("Busy");
  expect(await place(screen)).toEqual(before);
  await expect(screen.search).toHaveValue("00");
  await expect(screen.search).toBeFocused();
  expect(await screen.search.evaluate((field: HTMLInputElement) => [field.selectionStart, field.selectionEnd])).toEqual([1, 2]);

  await page.keyboard.type("4");
  await expect(screen.search).toHaveValue("04");
});

for (const which of ["chip", "sort", "scroller", "refresh"] as const) {
  test(`the focus stays on the ${which} through a refresh`, async ({ open, mock, page }) => {
    const { screen, start } = await openCrowd(open, mock);
    const focused = {
      chip: screen.chip("busy"),
      sort: screen.sort("status"),
      scroller: screen.scroller,
      refresh: screen.refreshButton,
    }[which];
    await focused.focus();
    await mock.put(start.batch.id, changed(start, { r1: { status: "ringing" }, r2: { status: "transferred" } }));
    await page.clock.fastForward(10 * SECOND);
    await expect(screen.chip("ringing")).toBeVisible();
    await expect(focused).toBeFocused();
  });
}

test("the row one reads stays put when others move above it", async ({ open, mock, page }) => {
  const { screen, start } = await openCrowd(open, mock);
  await screen.sort("status").click();
  await screen.sort("status").click();
  await screen.scroller.evaluate((element) => (element.scrollTop = 4000));
  await expect.poll(async () => (await topRow(screen)).id).not.toBeNull();
  const reading = await topRow(screen);
  const changes = Object.fromEntries(
    start.recipients.filter(({ status }) => status === "completed").slice(0, 8).map(({ id }) => [id, { status: "pending" }]),
  );
  await mock.put(start.batch.id, changed(start, changes));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.chip("completed")).toHaveText("Answered92");
  await expect.poll(() => topRow(screen)).toEqual(reading);
});

/** The scroll position, and the row at the top. */
async function place(screen: Screen): Promise<unknown> {
  return { scrollTop: await screen.scroller.evaluate((element) => element.scrollTop), ...(await topRow(screen)) };
}

/** The first row that is completely below the head, and its distance from the scroller's top. */
async function topRow(screen: Screen): Promise<{ id: string | null; offset: number }> {
  return screen.scroller.evaluate((scroller) => {
    const top = scroller.getBoundingClientRect().top;
    const head = scroller.querySelector("thead")?.getBoundingClientRect().bottom ?? top;
    const row = [...scroller.querySelectorAll("[part~=row]")].find((one) => one.getBoundingClientRect().top >= head);
    return {
      id: row?.getAttribute("data-recipient") ?? null,
      offset: Math.round((row?.getBoundingClientRect().top ?? 0) - top),
    };
  });
}
