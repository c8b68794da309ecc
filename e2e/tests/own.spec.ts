// What a page may fill and style: slots, parts and custom properties.
import { box } from "../support/boxes.ts";
import { campaign, people, SEED, simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";
import { underWay } from "../support/waiting.ts";

const customer = { csp: "" };

test("header and footer stand around all, and come with the campaign", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  await mock.spoil(id, "never", 1);
  const screen = await open({ batch: id, at: "2024-02-15T09:05:00Z", isStill: true });
  await fill(screen, { header: "Our header", footer: "Our footer" });
  await underWay(page, mock, id);
  await expect(page.getByText("Our header")).toBeHidden();
  await page.clock.fastForward(31_000);
  await screen.retryButton.click();
  await screen.expectState("ready");
  const top = await box(page.getByText("Our header"));
  const end = await box(page.getByText("Our footer"));
  expect(top.y + top.height).toBeLessThanOrEqual((await box(screen.part("header"))).y);
  const { y, height } = await box(screen.scroller);
  expect(end.y).toBeGreaterThanOrEqual(y + height);
});

test("words for an empty list", async ({ open, page }) => {
  const screen = await open({ batch: simulated("empty", 0) });
  const own = screen.element.getByText("No recipients");
  await expect(own).toBeVisible();
  await fill(screen, { empty: "Nobody signed up" });
  await expect(page.getByText("Nobody signed up")).toBeVisible();
  await expect(own).toBeHidden();
});

test("words for an error, but not over good data", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  await mock.spoil(id, "500", 1);
  const screen = await open({ batch: id, at: "2024-02-15T09:05:00Z", isStill: true });
  await screen.expectState("failed");
  await fill(screen, { error: "Ring the help desk" });
  await expect(page.getByText("Ring the help desk")).toBeVisible();
  await expect(screen.error.getByText("500")).toBeHidden();
  await screen.retryButton.click();
  await screen.expectState("ready");
  await mock.spoil(id, "500", 1);
  await screen.refreshButton.click();
  await expect(screen.banner.getByText("500")).toBeVisible();
  await expect(page.getByText("Ring the help desk")).toBeHidden();
});

const PARTS = ["header", "headline", "card", "card-value", "progress", "toolbar", "chip", "table", "row", "cell", "status-badge"];

test("style for every part", async ({ open, mock, page }) => {
  const rules = [...PARTS, "banner", "skeleton"].map((part) => `batch-status::part(${part}) { scroll-margin: 7px }`);
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, head: `<style>${rules.join("\n")}</style>`, ...customer });
  await screen.expectState("ready");
  await mock.spoil(id, "500");
  await screen.refreshButton.click();
  await screen.expectState("stale");
  for (const part of [...PARTS, "banner", "skeleton"]) {
    await expect(screen.part(part).first(), part).toHaveCSS("scroll-margin-top", "7px");
  }
  expect(await page.locator("batch-status").count()).toBe(1);
});

test("style for the error", async ({ open, mock }) => {
  const head = "<style>batch-status::part(error) { scroll-margin: 7px }</style>";
  const screen = await open({ batch: SEED, endpoint: mock.faulty("404"), head, ...customer });
  await screen.expectState("failed");
  await expect(screen.error).toHaveCSS("scroll-margin-top", "7px");
});

/** The token, its value, and the place and property where it shows. */
const TOKENS: [string, string, string, string][] = [
  ["surface", "rgb(1, 2, 3)", ".frame", "background-color"],
  ["ink", "rgb(1, 2, 3)", ".headline", "color"],
  ["ink-secondary", "rgb(1, 2, 3)", ".card-title", "color"],
  ["hairline", "rgb(1, 2, 3)", ".cards", "border-top-color"],
  ["answered", "rgb(1, 2, 3)", ".segment[data-tone=answered]", "background-color"],
  ["live", "rgb(1, 2, 3)", ".segment[data-tone=live]", "background-color"],
  ["not-answered", "rgb(1, 2, 3)", ".segment[data-tone=not-answered]", "background-color"],
  ["failed", "rgb(1, 2, 3)", ".chip [data-tone=failed]", "background-color"],
  ["waiting", "rgb(1, 2, 3)", ".legend-item [data-tone=waiting]", "border-top-color"],
  ["unknown", "rgb(1, 2, 3)", ".legend-item [data-tone=unknown]", "background-color"],
  ["radius", "3px", ".cards", "border-top-left-radius"],
  ["padding", "5px", ".frame", "padding-top"],
  ["table-height", "222px", ".scroller", "max-height"],
];

test("colours and sizes", async ({ open }) => {
  const screen = await open({ batch: simulated("all-statuses", 34) });
  await screen.expectState("ready");
  await screen.element.evaluate((element, tokens) => {
    for (const [name, value] of tokens) (element as HTMLElement).style.setProperty(`--batch-status-${name}`, value as string);
  }, TOKENS);
  for (const [name, value, selector, property] of TOKENS) {
    await expect(screen.element.locator(selector).first(), name).toHaveCSS(property, value);
  }
  await screen.element.evaluate((element) => (element as HTMLElement).style.setProperty("--batch-status-focus", "rgb(1, 2, 3)"));
  await screen.search.focus();
  await expect(screen.search).toHaveCSS("outline-color", "rgb(1, 2, 3)");
});

/** Fills the element's slots with these texts. */
async function fill(screen: Screen, texts: Record<string, string>): Promise<void> {
  await screen.element.evaluate((element, wanted) => {
    for (const [slot, text] of Object.entries(wanted)) {
      const own = document.createElement("p");
      own.slot = slot;
      own.textContent = text;
      element.append(own);
    }
  }, texts);
}
