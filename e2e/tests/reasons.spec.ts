// Why calls failed: groups that filter the table (docs/screen.md#what-it-shows).
import { campaign, changed, people, type Campaign, type Recipient } from "../support/campaigns.ts";
import { expect, test, type OpenOptions } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import type { Screen } from "../support/screen.ts";
import { answered } from "../support/waiting.ts";

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

type Ending = [status: string, error: string | null, how: number];

/** Recipients who failed in this way; the others wait. */
function failing(count: number, endings: Ending[]): Campaign {
  const outcomes = endings.flatMap(([status, error_message, how]) => Array<Partial<Recipient>>(how).fill({ status, error_message }));
  return campaign(people(count).map((one, at) => ({ ...one, ...outcomes[at] })));
}

const ENDINGS: Ending[] = [
  ["busy", null, 2],
  ["failed", "Number not in service", 3],
  ["failed", " Number not in service ", 1],
  ["failed", "No route", 2],
  ["failed", null, 1],
  ["no_answer", null, 5],
  ["skipped", "On the do-not-call list", 1],
  ["completed", "Number not in service", 1],
];

const list = (screen: Screen) => screen.panel("reasons");
const reasons = (screen: Screen) => list(screen).locator(".reason");
const unfold = (screen: Screen) => screen.openTab("reasons");
/** The reasons of a class, each with its count. */
const told = (screen: Screen, section = "") =>
  list(screen)
    .locator(`${section} .reason`)
    .evaluateAll((all) => all.map((one) => ["name", ""].map((part) => one.querySelector(part ? ".reason-name" : ".count")?.textContent).join(": ")));
/** The chip of the reason that the table is filtered by. */
const chosen = (screen: Screen) => screen.element.locator("button[data-action=reason]");

type Open = (options: OpenOptions) => Promise<Screen>;

async function show(open: Open, mock: MockApi, start: Campaign, more: Partial<OpenOptions> = {}): Promise<Screen> {
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, ...more });
  await screen.expectState("ready");
  return screen;
}

test("by what is to be done, then by status and words, with counts, the most frequent first", async ({ open, mock }) => {
  const screen = await show(open, mock, failing(20, ENDINGS));
  await expect(screen.tab("reasons")).toHaveText("Reasons 14");
  await expect(list(screen)).toHaveCount(0);
  await unfold(screen);
  await expect(list(screen).locator(".state")).toHaveText("14 of 20");
  await expect(list(screen).locator("h3:visible")).toHaveText(["To call back 9", "Number to correct 4", "Other 1", "Never called 1"]);
  expect(await told(screen, "[data-class=call-back]")).toEqual(["No answer: 5", "Busy: 2", "Failed: No route: 2"]);
  expect(await told(screen, "[data-class=fix-number]")).toEqual(["Failed: Number not in service: 4"]);
  expect(await told(screen, "[data-class=other]")).toEqual(["Failed: no reason given: 1"]);
  // Of those that were never called, and not of the calls that failed.
  expect(await told(screen, "[data-class=not-called]")).toEqual(["Skipped: On the do-not-call list: 1"]);
  await expect(list(screen).locator("[data-class=not-called] .reason-share")).toHaveText("100%");
  const fix = list(screen).locator("[data-class=fix-number] .reason");
  await expect(fix.locator(".cause")).toHaveText(/^Possibly a number that is not in service\. The list can be corrected\./);
  await expect(fix.locator(".reason-share")).toHaveText("29%");
});

test("the rarer reasons open with a press", async ({ open, mock }) => {
  const endings = Array.from({ length: 10 }, (_, at): Ending => ["failed", `Reason ${at}`, 10 - at]);
  const screen = await show(open, mock, failing(60, endings));
  await unfold(screen);
  const more = list(screen).locator("[data-action=more-reasons]");
  await expect(more).toHaveText("2 more reasons, 3 recipients");
  await expect(reasons(screen)).toHaveCount(8);
  await more.click();
  await expect(reasons(screen)).toHaveCount(10);
  expect((await told(screen)).at(-1)).toBe("Failed: Reason 9: 1");
  await expect(more).toBeHidden();
});

/** Expects all 20 recipients. Those in sight have rows. */
async function expectEverybody(screen: Screen): Promise<void> {
  await expect(screen.scroller).toHaveAttribute("aria-rowcount", "21");
  await expect(screen.panel("people").locator(".state .count")).toHaveText("");
  await expect(screen.row("r0")).toBeVisible();
}

test("a press shows those with a reason, and its chip shows everybody again", async ({ open, mock, page }) => {
  const screen = await show(open, mock, failing(20, ENDINGS));
  await unfold(screen);
  const route = reasons(screen).filter({ hasText: "No route" });
  await expect(route).toHaveAttribute("aria-pressed", "false");
  await route.click();
  await expect(screen.panel("people")).toBeVisible();
  await expect(screen.rows).toHaveCount(2);
  await expect(screen.row("r6")).toBeVisible();
  await expect(screen.row("r7")).toBeVisible();
  await expect(screen.panel("people").locator(".state .count")).toHaveText("2 of 20");
  await expect(chosen(screen)).toHaveText(/^Failed: No route\s*2$/);
  await chosen(screen).click();
  await expectEverybody(screen);
  await expect(chosen(screen)).toBeHidden();

  // By keyboard, and back among the reasons it is pressed.
  await unfold(screen);
  await route.focus();
  await page.keyboard.press("Enter");
  await expect(screen.rows).toHaveCount(2);
  await unfold(screen);
  await expect(route).toHaveAttribute("aria-pressed", "true");
  await screen.openTab("people");

  // It filters together with the chips, and the button that shows everybody clears it, too.
  await screen.chip("busy").click();
  await expect(screen.rows).toHaveCount(0);
  await screen.element.locator("button[data-action=clear]").click();
  await expectEverybody(screen);
  await unfold(screen);
  await expect(route).toHaveAttribute("aria-pressed", "false");
});

test("it stays chosen while answers come, and its rows are those of the answer", async ({ open, mock, page }) => {
  const start = failing(20, ENDINGS);
  const screen = await show(open, mock, start);
  await unfold(screen);
  await reasons(screen).filter({ hasText: "No route" }).click();
  await expect(screen.rows).toHaveCount(2);
  const more = Object.fromEntries(["r16", "r17", "r18", "r19"].map((id) => [id, { status: "failed", error_message: "No route" }]));
  await mock.put(start.batch.id, changed(start, more));
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, start.batch.id, 2);
  await expect(screen.rows).toHaveCount(6);
  await expect(chosen(screen)).toHaveText(/6$/);
  await unfold(screen);
  // In the place that it had, though it is the most frequent now.
  expect(await told(screen, "[data-class=call-back]")).toEqual(["No answer: 5", "Busy: 2", "Failed: No route: 6"]);
});

test("nothing moves when the first call fails, and before it the tab says so", async ({ open, mock, page }) => {
  const start = failing(20, []);
  const screen = await show(open, mock, start);
  await expect(screen.tab("reasons")).toHaveText(/^Reasons\s*$/);
  const top = () => screen.scroller.evaluate((element) => element.getBoundingClientRect().top);
  const before = await top();
  await mock.put(start.batch.id, changed(start, { r0: { status: "busy" } }));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.tab("reasons")).toHaveText("Reasons 1");
  expect(await top()).toBe(before);
  await mock.put(start.batch.id, start);
  await unfold(screen);
  await page.clock.fastForward(10 * SECOND);
  await expect(list(screen)).toContainText("No call has failed or gone unanswered so far.");
});

test("a hundred different reasons: eight are told, the rest summed up", async ({ open, mock }) => {
  const endings = Array.from({ length: 100 }, (_, at): Ending => ["failed", `Gateway said ${at}`, at < 9 ? 2 : 1]);
  const screen = await show(open, mock, failing(120, endings));
  await unfold(screen);
  await expect(reasons(screen)).toHaveCount(8);
  expect((await told(screen))[0]).toBe("Failed: Gateway said 0: 2");
  await expect(list(screen).locator(".rest")).toHaveText("92 more reasons, 93 recipients");
});

test("from a worker too, of ten thousand", async ({ open, mock, page }) => {
  const endings: Ending[] = [["busy", null, 1000], ...Array.from({ length: 4000 }, (_, at): Ending => ["failed", `Gateway said ${at}`, 1])];
  const few = failing(10_000, endings);
  const start = { ...few, recipients: few.recipients.map((one, at) => ({ ...one, call_record_id: `00000000-0000-4000-8000-${at}` })) };
  const screen = await show(open, mock, start, { isOnHost: true });
  expect(page.workers()).toHaveLength(1);
  await unfold(screen);
  await expect.poll(() => told(screen)).toHaveLength(8);
  expect((await told(screen))[0]).toBe("Busy: 1,000");
  await reasons(screen).nth(1).click();
  await expect(screen.rows).toHaveCount(1);
  await expect(screen.row("r1000")).toBeVisible();
  await mock.put(start.batch.id, changed(start, { r9999: { status: "busy" }, r9998: { status: "failed", error_message: "Gateway said 0" } }));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.rows).toHaveCount(2);
  await unfold(screen);
  await expect.poll(async () => (await told(screen))[1]).toBe("Failed: Gateway said 0: 2");
  await expect(list(screen).locator(".rest")).toHaveText("3,993 more reasons, 3,993 recipients");
});

test("in the reader's language", async ({ open, mock }) => {
  const screen = await show(open, mock, failing(20, ENDINGS), { attributes: { lang: "de" } });
  await unfold(screen);
  expect(await told(screen, "[data-class=other]")).toEqual(["Fehlgeschlagen: ohne Angabe von Gründen: 1"]);
});
