// Moving from row to row by key: one row is active, it stays with its recipient, and the focus is never lost.
import type { Page } from "@playwright/test";
import { campaign, changed, people, type Campaign } from "../support/campaigns.ts";
import { expect, test, type OpenOptions } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import type { Screen } from "../support/screen.ts";
import { refreshed, type Open } from "../support/still.ts";

// The recipients are known by their places.
test.use({ order: "list" });

const NOW = "2024-02-15T09:05:00Z";

/** Refreshed only by hand, so that only the test moves things. */
async function openPeople(open: Open, mock: MockApi, count: number, options: Partial<OpenOptions> = {}) {
  const all = people(count).map((person, index) => ({
    ...person,
    call_record_id: `call-${index}`,
    status: index % 5 === 0 ? "busy" : "pending",
  }));
  const start: Campaign = campaign(all);
  await mock.put(start.batch.id, start);
  const { attributes, ...rest } = options;
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { "refresh-interval": "0", ...attributes }, ...rest });
  await screen.expectState("ready");
  await expect(screen.row("r0")).toBeVisible();
  const refresh = async (next: Campaign) => {
    await mock.put(start.batch.id, next);
    await refreshed(screen.page);
  };
  return { screen, start, refresh };
}

/** Reaches the table from the filter by Tab, as a person does. */
async function enter(screen: Screen): Promise<void> {
  await screen.element.locator("button[data-sort]").last().focus();
  await screen.page.keyboard.press("Tab");
  await expect(screen.scroller).toBeFocused();
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

for (const count of [500, 10_000]) {
  test(`keys go through ${count} rows and bring each into sight`, async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, count);
    await enter(screen);
    await screen.expectActive("r0");
    await press(page, "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp");
    await screen.expectActive("r2");
    await press(page, "PageDown");
    const page1 = Number((await screen.active())?.id.slice(1));
    expect(page1).toBeGreaterThan(8);
    await press(page, "PageDown", "PageDown", "PageUp");
    await screen.expectActive(`r${2 + 2 * (page1 - 2)}`);
    await press(page, "End");
    await screen.expectActive(`r${count - 1}`);
    await expect(screen.row(`r${count - 1}`)).toHaveAttribute("aria-rowindex", `${count + 1}`);
    await expect(screen.scroller).toHaveAttribute("aria-rowcount", `${count + 1}`);
    await press(page, "ArrowDown", "ArrowUp");
    await screen.expectActive(`r${count - 2}`);
    await press(page, "Home");
    await screen.expectActive("r0");
    expect(await screen.scroller.evaluate((one) => one.scrollTop)).toBe(0);
    await expect(screen.scroller).toBeFocused();
  });
}

test("the active row can be seen, light and dark, from right to left too", async ({ open, mock, page }) => {
  const { screen } = await openPeople(open, mock, 50, { attributes: { dir: "rtl" } });
  await enter(screen);
  await press(page, "ArrowDown");
  const ring = () =>
    screen.row("r1").evaluate((row) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(row);
      return `${outlineStyle} ${outlineWidth} ${outlineColor}`;
    });
  const rings = [await ring()];
  await screen.set("theme", "dark");
  rings.push(await ring());
  expect(rings.every((one) => one.startsWith("solid 2px"))).toBe(true);
  expect(new Set(rings).size).toBe(2);
  await screen.search.focus();
  expect(await ring()).toContain("none");
});

test("a first key begins where one reads", async ({ open, mock, page }) => {
  const { screen } = await openPeople(open, mock, 500);
  await screen.scroller.evaluate((one) => (one.scrollTop = 4010));
  await expect(screen.row("r105")).toBeVisible();
  await enter(screen);
  await screen.expectActive("r101");
  await press(page, "ArrowDown");
  await screen.expectActive("r102");
  expect(await screen.scroller.evaluate((one) => one.scrollTop)).toBe(4010);
});

test("Enter does what a click does, masked as the screen is", async ({ open, mock, page }) => {
  const { screen } = await openPeople(open, mock, 50);
  const told = () =>
    page.evaluate(() => window.recorded.filter(({ name }) => name.endsWith("recipient-click")).map(({ detail }) => detail));
  await page.evaluate(() => {
    document.addEventListener("batch-status-recipient-click", (event) => {
      window.recorded.push({ name: event.type, detail: (event as CustomEvent).detail });
    });
  });
  await screen.row("r3").click();
  await screen.expectActive("r3");
  await expect(screen.scroller).toBeFocused();
  await press(page, "Enter");
  await expect.poll(async () => (await told()).length).toBe(2);
  const [click, key] = await told();
  expect(key).toEqual(click);
  expect(key).toMatchObject({ recipient: { id: "r3", phoneNumber: "+14155550003" } });

  await screen.set("mask", "all");
  await expect(screen.cell("r3", "number")).toHaveText("•••003");
  await press(page, "ArrowDown", "Enter");
  await expect.poll(async () => (await told())[2]).toMatchObject({
    recipient: { id: "r4", name: "E. 0.", phoneNumber: "•••004" },
  });

  // A row out of sight is first shown, and not chosen.
  await screen.scroller.evaluate((one) => (one.scrollTop = 1200));
  await expect.poll(async () => (await screen.active())?.isSeen ?? false).toBe(false);
  await press(page, "Enter");
  await screen.expectActive("r4");
  expect(await told()).toHaveLength(3);

  await screen.sort("name").focus();
  await press(page, "Enter");
  await expect(screen.heading("name")).toHaveAttribute("aria-sort", "ascending");
  expect(await told(), "the header's key is its own").toHaveLength(3);
});

test("it stays at its recipient while rows come, move, are sorted and left out", async ({ open, mock, page }) => {
  const { screen, start, refresh } = await openPeople(open, mock, 500);
  await enter(screen);
  await press(page, ...Array.from({ length: 12 }, () => "ArrowDown"));
  await screen.expectActive("r12");

  const [first, second, ...rest] = start.recipients;
  const fresh = { id: "new", name: "Zed", phone_number: "+14155559999", status: "pending" };
  if (!first || !second) throw new Error("nobody");
  await refresh(campaign([fresh, second, first, ...rest], start.batch));
  await screen.expectActive("r12");
  await expect(screen.row("r12")).toHaveAttribute("aria-rowindex", "15");
  await press(page, "ArrowDown");
  await screen.expectActive("r13");

  await screen.sort("name").click();
  await screen.sort("name").click();
  await expect(screen.column("name").first()).toHaveText("Zed");
  await screen.scroller.focus();
  await press(page, "ArrowDown");
  // Descending by name, "Dan 0003" stands beneath "Dan 0013".
  await screen.expectActive("r3");
  await press(page, "ArrowUp");
  await screen.expectActive("r13");
  await screen.sort("name").click();

  await screen.chip("busy").click();
  await expect(screen.part("toolbar")).toContainText("100 of 501");
  await screen.scroller.evaluate((one) => (one.scrollTop = 0));
  await expect.poll(async () => (await screen.active())?.id, "the nearest who is not left out").toBe("r15");
  await screen.chip("busy").click();
  await expect.poll(async () => (await screen.active())?.id).toBe("r13");
  await screen.search.fill("0013");
  await expect.poll(async () => (await screen.active())?.id).toBe("r13");
  await expect(screen.search).toBeFocused();
  await screen.search.fill("nobody at all");
  await expect(screen.rows).toHaveCount(0);
  expect(await screen.active()).toBeUndefined();
  await screen.search.fill("");
  await expect.poll(async () => (await screen.active())?.id).toBe("r13");
});

test("scrolled away and back, the focus and the active row are where they were", async ({ open, mock, page }) => {
  const { screen } = await openPeople(open, mock, 10_000);
  await enter(screen);
  await press(page, "ArrowDown");
  await screen.scroller.hover();
  await page.mouse.wheel(0, 90_000);
  await expect.poll(() => screen.active()).toBeUndefined();
  await expect(screen.scroller).toBeFocused();
  await press(page, "ArrowDown");
  await screen.expectActive("r2");
});

test("of the links only the active row's is a stop, and none takes the focus to another recipient", async ({ open, mock, page }) => {
  const attributes = { "call-url": "https://example.org/calls/{call_record_id}" };
  const { screen } = await openPeople(open, mock, 500, { attributes });
  await enter(screen);
  await press(page, "ArrowDown", "ArrowDown");
  await screen.expectActive("r2");
  await press(page, "Tab");
  const link = screen.cell("r2", "call").getByRole("link");
  await expect(link).toBeFocused();
  await press(page, "Tab");
  const isInside = () =>
    screen.scroller.evaluate((grid) => grid.contains((grid.getRootNode() as ShadowRoot).activeElement));
  expect(await isInside(), "past the table").toBe(false);
  await press(page, "Shift+Tab");
  await expect(link).toBeFocused();

  await screen.scroller.hover();
  await page.mouse.wheel(0, 3000);
  await expect(screen.row("r2")).toHaveCount(0);
  await expect(screen.scroller).toBeFocused();
  await press(page, "ArrowUp");
  await screen.expectActive("r1");

  await press(page, "Tab");
  await expect(screen.cell("r1", "call").getByRole("link")).toBeFocused();
  await screen.element.evaluate((element) => {
    const chip = element.shadowRoot?.querySelector<HTMLElement>("button[data-status=busy]");
    chip?.click();
  });
  await expect(screen.row("r1")).toHaveCount(0);
  await expect(screen.scroller).toBeFocused();
});

test("a refresh that changes nothing writes nothing while a row has the focus", async ({ open, mock, page }) => {
  const { screen, start, refresh } = await openPeople(open, mock, 500);
  await enter(screen);
  await press(page, "ArrowDown");
  await screen.expectActive("r1");
  const records = await screen.element.evaluateHandle((element) => {
    const seen: string[] = [];
    new MutationObserver((all) => seen.push(...all.map(({ type, target }) => `${type} ${target.nodeName}`))).observe(
      element.shadowRoot?.querySelector("[role=grid]") as Element,
      { subtree: true, childList: true, characterData: true, attributes: true },
    );
    return seen;
  });
  await refresh(start);
  expect(await records.jsonValue()).toEqual([]);
  await refresh(changed(start, { r400: { status: "ringing" } }));
  expect(await records.jsonValue()).toEqual([]);
  await screen.expectActive("r1");
});
