// Where the table has no room for headers, its order is chosen from a list (docs/screen.md#what-it-shows).
import { campaign, people, SEED_TIME, type Recipient } from "../support/campaigns.ts";
import { expect, heard, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";

const list = (screen: Screen) => screen.element.getByRole("combobox", { name: "Sort by" });
const options = (screen: Screen) => list(screen).locator("option");
const chosen = (screen: Screen) => list(screen).locator("option:checked");

/** Of three, the second is called, and the third was called before it. */
function three() {
  const called = (at: string) => ({ status: "completed", attempted_at: at, completed_at: at });
  const [one, two, last] = people(3) as [Recipient, Recipient, Recipient];
  return campaign([one, { ...two, ...called("2024-02-15T09:01:00Z") }, { ...last, ...called("2024-02-15T09:00:00Z") }]);
}

test("the list orders the table as its headers do, in both directions", async ({ open, mock, page }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  const start = three();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { columns: "name attempted" } });
  await expect(screen.column("name")).toHaveText(["Ada 0000", "Ben 0001", "Cleo 0002"]);
  await expect(screen.sort("name")).toBeHidden();
  await expect(options(screen)).toHaveText(["Live first", "List order", "Name, ascending", "Name, descending", "Attempted, ascending", "Attempted, descending"]);
  await list(screen).selectOption("Attempted, descending");
  await expect(screen.column("name")).toHaveText(["Ben 0001", "Cleo 0002", "Ada 0000"]);
  await list(screen).focus();
  await page.keyboard.press("ArrowUp");
  await expect(screen.column("name")).toHaveText(["Cleo 0002", "Ben 0001", "Ada 0000"]);
  await expect(list(screen), "a refresh and an order leave the focus there").toBeFocused();
  expect(await heard(page, "viewchange")).toMatchObject([
    { viewState: { sort: { column: "attempted", direction: "descending" } } },
    { viewState: { sort: { column: "attempted", direction: "ascending" } } },
  ]);
  await list(screen).selectOption("List order");
  await expect(screen.column("name")).toHaveText(["Ada 0000", "Ben 0001", "Cleo 0002"]);
});

test("list and headers say the same, whoever chose the order", async ({ open, mock, page }) => {
  const start = three();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { columns: "name" } });
  await expect(screen.rows).toHaveCount(3);
  await expect(list(screen)).toBeHidden();
  await screen.sort("name").click();
  await screen.sort("name").click();
  await page.setViewportSize({ width: 600, height: 800 });
  await expect(chosen(screen)).toHaveText("Name, descending");
  const viewState = { sort: { column: "attempted", direction: "ascending" } };
  await screen.element.evaluate((element, viewState) => Object.assign(element, { viewState }), viewState);
  await expect(chosen(screen), "of a column that is not shown too").toHaveText("Attempted, ascending");
  await list(screen).selectOption("Name, ascending");
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(screen.heading("name")).toHaveAttribute("aria-sort", "ascending");
  await expect(list(screen)).toBeHidden();
});

test("without headers Tab goes from the rows back to what stands before them", async ({ open, mock, page }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  const start = three();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await expect(screen.rows).toHaveCount(3);
  await list(screen).focus();
  await page.keyboard.press("Tab");
  await expect(screen.scroller).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(list(screen)).toBeFocused();
});

test.describe("under a finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 320, height: 720 } });
  test.skip(({ browserName }) => browserName !== "chromium", "Chromium alone plays a phone");

  test("the list is 40 px high, and no browser zooms in on it", async ({ open, mock }) => {
    const start = three();
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { lang: "de" } });
    await expect(screen.rows).toHaveCount(3);
    const select = screen.element.getByRole("combobox", { name: "Sortieren nach" });
    await expect(select).toHaveCSS("font-size", "16px");
    const box = await select.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(40);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
  });
});
