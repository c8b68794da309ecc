// The whole screen without a mouse.
import type { Page } from "@playwright/test";
import { SEED, SEED_TIME, simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";

interface Stop {
  name: string;
  outlined: boolean;
}

/** The focused element, through shadow roots, and whether its focus is visible. */
function focused(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const style = at ? getComputedStyle(at) : undefined;
    const label = at?.getAttribute("aria-label") ?? at?.textContent ?? "";
    return {
      name: at === document.body ? "" : `${at?.localName} ${label.trim()}`,
      outlined: style !== undefined && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 1,
    };
  });
}

async function tabThrough(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    names.push(stop.name);
    if (stop.name.startsWith("a ")) return names;
    expect(stop, "a visible focus").toMatchObject({ outlined: true });
  }
  throw new Error(`a trap: ${names.join(", ")}`);
}

test("every control is reached by Tab, in reading order, and left again", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, after: `<a href="#end">After it</a>` });
  await screen.expectState("ready");
  expect(await tabThrough(page)).toEqual([
    "button Pause refreshing",
    "button Refresh now",
    "button More",
    "button Recipients 3",
    "input Search name or number",
    "button Show all",
    "button Live1",
    "button Waiting1",
    "button Calling1",
    "button Answered1",
    "button List order",
    "button Name",
    "button Number",
    "button Status",
    "button AttemptedUTC",
    "button EndedUTC",
    "button Dial to end",
    "div Recipients",
    "a After it",
  ]);
});

test("back from the table one comes to its rows first, and then to its headers", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, after: `<a id="after" href="#end">After it</a>` });
  await screen.expectState("ready");
  await page.locator("#after").focus();
  const names: string[] = [];
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press("Shift+Tab");
    names.push((await focused(page)).name);
  }
  expect(names).toEqual([
    "div Recipients",
    "button Dial to end",
    "button EndedUTC",
    "button AttemptedUTC",
    "button Status",
    "button Number",
    "button Name",
    "button List order",
  ]);
});

test("every control works by key", async ({ open, mock, page, key }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");

  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(screen.freshness).toContainText("Paused");
  await page.keyboard.press("Enter");
  await expect(screen.freshness).toContainText("Refreshes in");

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await mock.questions(SEED)).filter(({ headers }) => headers["authorization"]?.endsWith(key)).length)
    .toBe(2);

  // Past the menu and the tabs, among which arrows lead on.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(screen.tab("people")).toBeFocused();
  for (const [key, tab] of [["ArrowRight", "reasons"], ["End", "details"], ["ArrowRight", "people"], ["ArrowLeft", "details"], ["Home", "people"]] as const) {
    await page.keyboard.press(key);
    await expect(screen.tab(tab)).toBeFocused();
    await expect(screen.panel(tab)).toBeVisible();
    await expect(screen.element.locator("[role=tabpanel]:visible")).toHaveCount(1);
  }
  await page.keyboard.press("Tab");
  await page.keyboard.type("smith");
  await expect(screen.column("name")).toHaveText(["Jane Smith"]);
  await page.keyboard.press("Escape");
  await expect(screen.rows).toHaveCount(3);

  await screen.chip("calling").focus();
  await page.keyboard.press("Space");
  await expect(screen.column("name")).toHaveText(["Jane Smith"]);
  await page.keyboard.press("Space");
  await expect(screen.rows).toHaveCount(3);

  await screen.sort("name").focus();
  await page.keyboard.press("Enter");
  await expect(screen.column("name")).toHaveText(["Bob Wilson", "Jane Smith", "John Doe"]);
});

test("the table scrolls by key", async ({ open, page }) => {
  const screen = await open({ batch: simulated("paused", 500) });
  await screen.expectState("ready");
  await screen.scroller.focus();
  await page.keyboard.press("End");
  await expect(screen.element.locator("[part~=row][aria-rowindex='501']")).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(screen.element.locator("[part~=row][aria-rowindex='2']")).toBeInViewport();
});

test("notes on the data and a failure's button open by key", async ({ open, mock, page }) => {
  const batch = simulated("odd-data", 21, { seed: 7 });
  const screen = await open({ batch });
  await screen.expectState("ready");
  await screen.tab("people").focus();
  await page.keyboard.press("End");
  await expect(screen.tab("details")).toBeFocused();
  await expect(screen.notes.getByText("The list is shown").first()).toBeVisible();

  await mock.spoil(batch, "404", 1);
  await screen.refreshButton.press("Enter");
  await screen.expectState("stale");
  await screen.retryButton.press("Enter");
  await screen.expectState("ready");
  // The focused banner went away. The next Tab must stay within the element.
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("batch-status");
});
