// The cost of a refresh, in counts that repeat exactly. The bench measures times.
import type { Page } from "@playwright/test";
import { campaign, changed, people } from "../support/campaigns.ts";
import { expect, test, type OpenOptions } from "../support/fixtures.ts";
import { catchMemory } from "../support/memory.ts";
import type { MockApi } from "../support/mock-api.ts";
import type { Screen } from "../support/screen.ts";
import { answered } from "../support/waiting.ts";

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

test.skip(({ browserName }) => browserName !== "chromium", "Chromium alone counts layouts");

/** Records every change of the element's tree outside the freshness line and its buttons, as `what in which part`. */
function noteMutations(element: Element): void {
  const root = element.shadowRoot as ShadowRoot;
  const noted: string[] = [];
  Object.assign(window, { noted });
  new MutationObserver((records) => {
    for (const { target, type } of records) {
      const place = target instanceof Element ? target : target.parentElement;
      if (place?.closest("[data-freshness], button[data-action]")) continue;
      const part = place?.closest("[part]")?.getAttribute("part") ?? place?.localName;
      noted.push(`${type} in ${part}`);
    }
  }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  // The layouts of the freshness line do not count here.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("[data-freshness], button[data-action] { display: none !important }");
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

const noted = (page: Page) => page.evaluate(() => (window as unknown as { noted: string[] }).noted.splice(0));
const memory = (page: Page) =>
  page.evaluate(() => (window as unknown as { memories: WebAssembly.Memory[] }).memories.map((one) => one.buffer.byteLength));

async function layouts(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  return metrics.find(({ name }) => name === "LayoutCount")?.value ?? 0;
}

type Open = (options: OpenOptions) => Promise<Screen>;

/** Five hundred recipients, refreshed once and watched from then on. */
async function watched(open: Open, mock: MockApi, page: Page) {
  // The first are live: were they waiting, each that leaves the queue would change the place of all behind it.
  const start = campaign(people(500).map((one, at) => (at < 20 ? { ...one, status: "calling" } : one)));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, setUp: catchMemory });
  await screen.expectState("ready");
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 2);
  await screen.element.evaluate(noteMutations);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await noted(page);
  const refresh = async (count: number) => {
    await page.clock.fastForward(10 * SECOND);
    await answered(page, mock, id, count);
  };
  return { screen, start, refresh };
}

test("an answer that says the same changes nothing on the page", async ({ open, mock, page }) => {
  const { refresh } = await watched(open, mock, page);
  // What is kept from one answer to the next is made with the first few.
  await refresh(3);
  const before = { layouts: await layouts(page), memory: await memory(page) };
  expect(before.memory).toHaveLength(1);
  for (const count of [4, 5, 6]) await refresh(count);
  expect(await noted(page)).toEqual([]);
  expect({ layouts: await layouts(page), memory: await memory(page) }).toEqual(before);
});

test("as many cells are written as changed, and none of them twice", async ({ open, mock, page }) => {
  const { screen, start, refresh } = await watched(open, mock, page);
  // Two on screen and two far below.
  const changes = { r1: { status: "ringing" }, r3: { status: "ringing" }, r400: { status: "ringing" }, r401: { status: "busy" } };
  await mock.put(start.batch.id, changed(start, changes));
  await refresh(3);
  await expect(screen.cell("r3", "status")).toHaveText("Ringing");
  const texts = (await noted(page)).filter((one) => one === "childList in cell");
  expect(texts).toHaveLength(2);
});

test("scrolling among rows that are there writes nothing", async ({ open, mock, page }) => {
  const { screen } = await watched(open, mock, page);
  await screen.scroller.evaluate((element) => (element.scrollTop = 3));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await noted(page)).toEqual([]);
});

test("fifty refreshes shift nothing", async ({ open, mock, page }) => {
  const at = (second: number) => new Date(Date.UTC(2024, 1, 15, 8, 59, second)).toISOString();
  /** The first so many are over, two are live, the others wait. */
  const stand = (over: number) =>
    people(200).map((one, index) => {
      if (index >= over + 2) return one;
      const call = { ...one, attempted_at: at(index * 8) };
      if (index >= over) return { ...call, status: "calling" };
      return { ...call, status: ["completed", "busy", "failed"][index % 3] as string, completed_at: at(index * 8 + 3 + (index % 9)) };
    });
  const start = campaign(stand(40));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await expect(screen.row("r40")).toBeVisible();
  await page.evaluate(() => {
    const shifts: DOMRectReadOnly[] = [];
    Object.assign(window, { shifts });
    // What moved within a shadow tree is told by its place alone.
    type Shift = PerformanceEntry & { sources: { currentRect: DOMRectReadOnly }[] };
    new PerformanceObserver((list) => {
      for (const { sources } of list.getEntries() as Shift[]) shifts.push(...sources.map(({ currentRect }) => currentRect));
    }).observe({ type: "layout-shift" });
  });
  for (let round = 1; round <= 50; round += 1) {
    await mock.put(id, campaign(stand(40 + round), start.batch));
    await page.clock.fastForward(10 * SECOND);
    await answered(page, mock, id, round + 1);
  }
  await expect(screen.value("progress")).toHaveText("92 of 200 dialled, 46%");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  // But the segments of the bar, whose places are what it shows.
  const bar = await screen.element.locator(".bar").boundingBox();
  const shifts = await page.evaluate(() => (window as unknown as { shifts: DOMRectReadOnly[] }).shifts.map(({ y, height }) => ({ y, height })));
  expect(shifts.filter(({ y, height }) => y < (bar?.y ?? 0) - 1 || height > (bar?.height ?? 0) + 2)).toEqual([]);
});
