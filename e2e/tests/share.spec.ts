// What can be taken from the screen: a summary on the clipboard, the table as a file (docs/screen.md#what-it-shows).
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";

const button = (screen: Screen) => screen.element.locator("button[data-action=share]");
const item = (screen: Screen, name: string) => screen.element.getByRole("button", { name });
const said = (screen: Screen) => screen.element.locator(".menu [role=status]");
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test.skip(({ browserName }) => browserName !== "chromium", "Chromium alone lets a test read the clipboard");

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

async function openSeed(open: (options: { batch: string; at: string; attributes?: Record<string, string> }) => Promise<Screen>, attributes = {}) {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes });
  await screen.expectState("ready");
  return screen;
}

test("the summary as text says what the screen says", async ({ open, page }) => {
  const screen = await openSeed(open, { "time-zone": "Asia/Tokyo" });
  await button(screen).click();
  await item(screen, "Copy summary as text").click();
  await expect(said(screen)).toHaveText("Copied");
  await expect(said(screen)).toBeVisible();
  await expect(button(screen)).toBeFocused();
  expect((await clipboard(page)).split("\n")).toEqual([
    "Appointment Reminders (Running)",
    "Dialling: 1 call live, 1 waiting",
    "",
    "2 of 3 dialled",
    "Recipients: 1 Answered, 1 Live, 1 Waiting",
    "Answer rate: 1 of 1, answered of ended calls",
    "Pace: –, too few have ended to tell",
    "Call length, median: 3 min 35 s, 9 in 10 within 3 min 35 s",
    expect.stringMatching(/^Calling window: Open, 7 h 5\d min left, Mon–Fri 09:00–17:00 UTC$/),
    expect.stringMatching(/^Started: 18:00:0\d GMT\+9, \d min ago$/),
    expect.stringMatching(/^Calling window: .* UTC, open, closes /),
    expect.stringMatching(/^Caller ID: \+\d+$/),
    "Calls at once: 1 live, 1 at most so far, 1 Calling",
    "Dial to end: 3 min 35 s on average, 3 min 35 s the longest, of 1 call",
    "Not answered: 0",
    "",
    expect.stringMatching(/^As of Feb 15, 2024, 6:05:\d\d PM GMT\+9 \(Updated .*\)$/),
  ]);
  await page.clock.fastForward(5000);
  await expect(said(screen)).toBeHidden();
});

test("as Markdown, with the reasons, and nothing that Markdown would take for its own", async ({ open, mock, page }) => {
  const endings = [["failed", "No *route* <here>"], ["busy", null]] as const;
  const rows = people(4).map((one, at) => ({ ...one, status: endings[at]?.[0] ?? "pending", error_message: endings[at]?.[1] ?? null }));
  const start = campaign(rows, { name: "Recall_of_spring" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.expectState("ready");
  await button(screen).click();
  await expect(item(screen, "Copy summary as text")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(item(screen, "Copy summary as Markdown")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(said(screen)).toHaveText("Copied");
  const text = await clipboard(page);
  expect(text).toMatch(/^## Recall\\_of\\_spring \(Running\)\n/);
  expect(text).toContain("\n- **Not answered:** 2, 1 Busy, 1 Failed\n");
  expect(text).toContain("\nWhy calls failed 2 of 4\n\n- **Failed: No \\*route\\* \\<here\\>:** 1\n- **Busy:** 1\n");
});

test("a name forges no line, no mention and no link in Markdown", async ({ open, mock, page }) => {
  const start = campaign(people(1), { name: "Recall\n- **Answered:** 99\n@all https://example.org \u202egnp" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.expectState("ready");
  await button(screen).click();
  await item(screen, "Copy summary as Markdown").click();
  await expect(said(screen)).toHaveText("Copied");
  const text = await clipboard(page);
  expect(text.split("\n")[0]).toBe("## Recall - \\*\\*Answered:\\*\\* 99 @\u200ball https:\u200b//example.\u200borg gnp (Running)");
  expect(text).not.toContain("\u202e");
});

test("in the reader's language", async ({ open, page }) => {
  const screen = await openSeed(open, { lang: "de" });
  await button(screen).click();
  await item(screen, "Zusammenfassung als Text kopieren").click();
  await expect(said(screen)).toHaveText("Kopiert");
  expect(await clipboard(page)).toMatch(/\nAnnahmequote: 1 von 1, angenommen von beendeten Anrufen\n[^]*\nStand: 15\.02\.2024, 09:05/);
});

test("the table as a file, as exportCsv() has it", async ({ open, page }) => {
  const screen = await openSeed(open, { mask: "numbers" });
  await screen.search.fill("jane");
  await expect(screen.rows).toHaveCount(1);
  await button(screen).click();
  const [download] = await Promise.all([page.waitForEvent("download"), item(screen, "Download table as CSV").click()]);
  expect(download.suggestedFilename()).toBe("Appointment Reminders 2024-02-15.csv");
  const file = await readFile(await download.path(), "utf8");
  expect(file).toBe(await screen.element.evaluate((element) => (element as unknown as { exportCsv(): string | Promise<string> }).exportCsv()));
  expect(file).toContain('"Jane Smith","•••876"');
  expect(file).not.toContain("John");
  await expect(said(screen)).toHaveText("Downloading Appointment Reminders 2024-02-15.csv");
});

test("no file is named like a device of Windows", async ({ open, mock, page }) => {
  const start = campaign(people(1), { name: "CON.aux" });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.expectState("ready");
  await button(screen).click();
  const [download] = await Promise.all([page.waitForEvent("download"), item(screen, "Download table as CSV").click()]);
  expect(download.suggestedFilename()).toBe("_CON.aux 2024-02-15.csv");
});

test("in a frame that allows no downloads, the menu says so", async ({ open, page }) => {
  await page.addInitScript(() => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    Object.defineProperty(window, "frameElement", { get: () => frame });
  });
  const screen = await openSeed(open);
  await button(screen).click();
  await item(screen, "Download table as CSV").click();
  await expect(said(screen)).toHaveText("This page allows no downloads.");
});

/** A browser that refuses the clipboard. The older way to copy works in it, or does not. */
const refuse = (page: Page, isOldWayOpen: boolean) =>
  page.addInitScript((isOpen) => {
    const refused = () => Promise.reject(new DOMException("refused", "NotAllowedError"));
    navigator.clipboard.writeText = refused;
    if (!isOpen) document.execCommand = () => false;
  }, isOldWayOpen);

test("where the clipboard is refused, the older way copies", async ({ open, page }) => {
  await refuse(page, true);
  const screen = await openSeed(open);
  await button(screen).click();
  await item(screen, "Copy summary as text").click();
  await expect(said(screen)).toHaveText("Copied");
  expect(await clipboard(page)).toContain("Answer rate: 1 of 1, answered of ended calls");
});

test("where nothing copies, the text is there to be copied by hand", async ({ open, page }) => {
  await refuse(page, false);
  const screen = await openSeed(open);
  await button(screen).click();
  await item(screen, "Copy summary as text").click();
  await expect(said(screen)).toHaveText("This page may not copy. Copy the text by hand.");
  const area = screen.element.locator(".menu textarea");
  await expect(area).toBeFocused();
  await expect(area).toHaveValue(/Answer rate: 1 of 1/);
  expect(await area.evaluate((it: HTMLTextAreaElement) => it.selectionEnd - it.selectionStart === it.value.length)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(area).toHaveCount(0);
  await expect(button(screen)).toBeFocused();
});

test("open, it keeps its place while the campaign goes on", async ({ open, page }) => {
  const screen = await openSeed(open, { view: "table" });
  await button(screen).click();
  const menu = screen.element.locator(".menu");
  await expect(menu).toHaveCSS("position", "absolute");
  // Whatever the page changes about the element, it keeps its style.
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await expect(screen.element.locator(".frame")).toHaveAttribute("dir", "rtl");
  await expect(menu).toHaveCSS("position", "absolute");
  await page.evaluate(() => (document.documentElement.dir = "ltr"));
  await expect(screen.element.locator(".frame")).toHaveAttribute("dir", "ltr");
  await expect(menu).toHaveCSS("position", "absolute");
});

test("it changes nothing else on the screen", async ({ open }) => {
  const screen = await openSeed(open);
  const counts = screen.element.locator(".legend .count");
  const boxes = () => counts.evaluateAll((all) => all.map((one) => ({ ...one.getBoundingClientRect().toJSON() })));
  const before = await boxes();
  expect(before.length).toBeGreaterThan(0);
  await button(screen).click();
  await expect(screen.element.locator(".menu")).toBeVisible();
  expect(await boxes()).toEqual(before);
});

test("it opens and closes by key, by the button, and when one goes elsewhere", async ({ open, page }) => {
  const screen = await openSeed(open);
  const first = item(screen, "Copy summary as text");
  await expect(button(screen)).toHaveAttribute("aria-expanded", "false");
  await button(screen).press("Enter");
  await expect(first).toBeFocused();
  await expect(button(screen)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(first).toBeHidden();
  await expect(button(screen)).toBeFocused();
  await button(screen).click();
  await expect(first).toBeVisible();
  await button(screen).click();
  await expect(first).toBeHidden();
  await button(screen).click();
  await expect(first).toBeFocused();
  await screen.search.click();
  await expect(first).toBeHidden();
});
