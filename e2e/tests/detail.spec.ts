// The details of a row that a person chose (docs/screen.md#what-it-shows).
import { findings } from "../support/axe.ts";
import { campaign, changed, people, type Campaign } from "../support/campaigns.ts";
import { expect, heard, test, type OpenOptions } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import type { Screen } from "../support/screen.ts";

// The recipients are known by their places.
test.use({ order: "list" });

const NOW = "2024-02-15T12:00:00Z";
const SECOND = 1000;

const detail = (screen: Screen) => screen.part("row-detail");
const line = (screen: Screen, name: string) => detail(screen).locator(`[data-detail=${name}] dd`);

/** The second has failed, the third is on the phone, and the others wait. */
function start(): Campaign {
  const failed = { status: "failed", error_message: "SIP 503", attempted_at: "2024-02-15T09:00:10Z", completed_at: "2024-02-15T09:00:13Z", call_record_id: "call-1" };
  const live = { status: "in_progress", attempted_at: "2024-02-15T11:59:00Z" };
  return campaign(people(40).map((one, at) => ({ ...one, ...(at === 1 && failed), ...(at === 2 && live) })));
}

async function openStart(open: (options: OpenOptions) => Promise<Screen>, mock: MockApi, attributes = {}) {
  const given = start();
  await mock.put(given.batch.id, given);
  const screen = await open({ batch: given.batch.id, at: NOW, attributes: { "time-zone": "Asia/Tokyo", ...attributes } });
  await expect(screen.row("r1")).toBeVisible();
  return { screen, given };
}

test("a press on a row unfolds it below the table, and a second one folds it", async ({ open, mock, page }) => {
  const { screen } = await openStart(open, mock, { "call-url": "https://example.org/{call_record_id}" });
  await expect(detail(screen)).toBeHidden();
  const row = await screen.row("r1").boundingBox();
  await screen.row("r1").click({ position: { x: 5, y: 5 } });
  await expect(detail(screen).getByRole("heading", { name: "Ben 0001" })).toBeVisible();
  await expect(detail(screen)).toBeInViewport({ ratio: 1 });
  await expect(line(screen, "number")).toContainText("+14155550001");
  await expect(line(screen, "status")).toHaveText("Failed");
  await expect(line(screen, "reason").locator("p").first()).toHaveText("SIP 503");
  await expect(line(screen, "reason").locator("p").last()).toHaveText(/^Possibly /);
  await expect(line(screen, "attempted")).toHaveText("Feb 15, 2024, 18:00:10 GMT+9 Feb 15, 2024, 09:00:10 UTC");
  await expect(line(screen, "ended")).toHaveText("Feb 15, 2024, 18:00:13 GMT+9 Feb 15, 2024, 09:00:13 UTC");
  await expect(line(screen, "duration")).toHaveText("3 s");
  await expect(line(screen, "call").getByRole("link")).toHaveAttribute("href", "https://example.org/call-1");
  expect(await screen.row("r1").boundingBox(), "no row moves").toEqual(row);
  expect(await heard(page, "viewchange")).toMatchObject([{ viewState: { row: "r1" } }]);

  await screen.row("r3").click();
  await expect(detail(screen).getByRole("heading", { name: "Dan 0003" })).toBeVisible();
  for (const name of ["reason", "attempted", "ended", "duration", "call"]) await expect(line(screen, name)).toBeHidden();
  await screen.row("r3").click();
  await expect(detail(screen)).toBeHidden();
  await screen.row("r3").click();
  await detail(screen).getByRole("button", { name: "Close" }).click();
  await expect(detail(screen)).toBeHidden();
  await expect(screen.scroller).toBeFocused();
});

test("by key: Enter unfolds, Tab comes to it, Escape folds and leaves the page its own", async ({ open, mock, page }) => {
  const { screen } = await openStart(open, mock);
  await page.evaluate(() => {
    document.addEventListener("keydown", ({ key }) => key === "Escape" && window.recorded.push({ name: "batch-status-escape", detail: null }));
  });
  await screen.scroller.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(detail(screen)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(detail(screen)).toBeHidden();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(detail(screen).getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(detail(screen)).toBeHidden();
  await expect(screen.scroller).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(detail(screen)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(detail(screen)).toBeHidden();
  expect(await heard(page, "escape")).toEqual([]);
  await page.keyboard.press("Escape");
  await expect.poll(() => heard(page, "escape")).toEqual([null]);
});

test("it follows its recipient through refreshes, wherever the row is", async ({ open, mock, page }) => {
  const { screen, given } = await openStart(open, mock);
  await screen.row("r2").click();
  await expect(line(screen, "status")).toHaveText(/^In progress, 1 min/);
  await screen.search.fill("nobody");
  await expect(screen.rows).toHaveCount(0);
  await expect(detail(screen).getByRole("heading", { name: "Cleo 0002" })).toBeVisible();
  await detail(screen).getByRole("button", { name: "Copy number" }).focus();
  const ended = { status: "completed", completed_at: "2024-02-15T12:00:05Z" };
  const after = changed(given, { r2: ended });
  await mock.put(given.batch.id, { ...after, recipients: after.recipients.toReversed() });
  await page.clock.fastForward(10 * SECOND);
  await expect(line(screen, "status")).toHaveText("Answered");
  await expect(line(screen, "ended")).toContainText("12:00:05 UTC");
  await expect(detail(screen).getByRole("button", { name: "Copy number" })).toBeFocused();
});

test("a page opens a row that it kept", async ({ open, mock }) => {
  const { screen } = await openStart(open, mock);
  await screen.element.evaluate((element) => Object.assign(element, { viewState: { row: "r39" } }));
  await expect(detail(screen).getByRole("heading", { name: "Jon 0039" })).toBeVisible();
  await screen.element.evaluate((element) => Object.assign(element, { viewState: null }));
  await expect(detail(screen)).toBeHidden();
});

test("a masked number is not copied and not told", async ({ open, mock, hunt }) => {
  const { screen } = await openStart(open, mock, { mask: "all" });
  await screen.row("r1").click();
  await expect(detail(screen).getByRole("heading", { name: "B. 0." })).toBeVisible();
  await expect(line(screen, "number").locator("span").first()).toHaveText("•••001");
  await expect(detail(screen).getByRole("button", { name: "Copy number" })).toHaveCount(0);
  expect(await hunt.find("+14155550001")).toEqual([]);
});

test("its number is copied, and it says so", async ({ open, mock, page, context, browserName }) => {
  test.skip(browserName !== "chromium", "Chromium alone lets a test read the clipboard");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { screen } = await openStart(open, mock);
  await screen.row("r1").click();
  await detail(screen).getByRole("button", { name: "Copy number" }).click();
  await expect(detail(screen).getByRole("status")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("+14155550001");
  await screen.row("r2").click();
  await expect(detail(screen).getByRole("status")).toBeEmpty();
});

for (const lang of ["en", "ar"]) {
  test(`at 320 px, in ${lang}, it fits, is in sight and accessible`, async ({ open, mock, page }) => {
    await page.setViewportSize({ width: 320, height: 720 });
    const { screen } = await openStart(open, mock, { lang, "call-url": "https://example.org/{call_record_id}" });
    await screen.row("r1").scrollIntoViewIfNeeded();
    await screen.row("r1").click({ position: { x: 5, y: 5 } });
    await expect(detail(screen)).toBeInViewport({ ratio: 1 });
    await expect(detail(screen)).toHaveCSS("direction", lang === "ar" ? "rtl" : "ltr");
    expect(await detail(screen).evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    // While the table's box has the focus, nothing in it is a stop of its own, which axe takes for no stop at all.
    await detail(screen).locator("button[data-action=close]").focus();
    expect(await findings(page)).toEqual([]);
  });
}
