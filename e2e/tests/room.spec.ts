// Room for what is written, in a narrow box and in any font, and for what is pressed (docs/field.md, 28 and 29).
import type { Locator } from "@playwright/test";
import { campaign, changed, people, SEED, SEED_TIME, simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { LANGUAGES } from "../support/screen.ts";

/** The tops of the lines that a text is broken into. */
function lines(where: Locator): Promise<number> {
  return where.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  });
}

test("times of another day stand in one line, in any language", async ({ open, mock, page }) => {
  const ended = { status: "completed", attempted_at: "2024-02-13T21:45:10Z", completed_at: "2023-01-31T21:48:45Z" };
  const start = campaign(people(3).map((one) => ({ ...one, ...ended })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.expectState("ready");
  for (const lang of LANGUAGES) {
    await screen.speak(lang);
    for (const width of [720, 800, 1000, 1280]) {
      await page.setViewportSize({ width: width + 40, height: 900 });
      await screen.widen(width);
      for (const column of ["attempted", "ended"]) {
        const cell = screen.cell("r0", column);
        if (!(await cell.isVisible())) continue;
        expect(await lines(cell), `${column} at ${width} px, in ${lang}`).toBe(1);
        expect(await cell.evaluate((cell) => cell.scrollWidth - cell.clientWidth), `${column} at ${width} px, in ${lang}`).toBeLessThanOrEqual(1);
      }
    }
  }
});

test("the legend does not run out of 320 px, in any language", async ({ open, page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  const screen = await open({ batch: simulated("all-statuses", 34) });
  await screen.expectState("ready");
  for (const lang of LANGUAGES) {
    await screen.speak(lang);
    const beyond = await screen.element.locator(".legend *").evaluateAll((all) =>
      all.filter((one) => one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0).map((one) => one.textContent),
    );
    expect(beyond, lang).toEqual([]);
  }
});

test("a figure and its word do not part at a line's end", async ({ open, mock, page }) => {
  const statuses = [...Array(24).fill("no_answer"), ...Array(14).fill("busy"), ...Array(12).fill("failed")] as string[];
  const start = campaign(people(60).map((one, at) => ({ ...one, status: statuses[at] ?? "pending", ...(statuses[at] && { attempted_at: "2024-02-15T09:00:00Z" }) })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.expectState("ready");
  await screen.openTab("details");
  const note = screen.detail("not-answered").locator(".detail-note");
  await expect(note).toContainText("12 Failed");
  for (let width = 320; width <= 1300; width += 20) {
    await page.setViewportSize({ width, height: 900 });
    const parted = await note.evaluate((note) => {
      const text = note.firstChild as Text;
      const range = document.createRange();
      return [...text.data.matchAll(/\d+\s\p{L}/gu)].filter(({ 0: pair, index }) => {
        range.setStart(text, index);
        range.setEnd(text, index + pair.length);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
      }).length;
    });
    expect(parted, `at ${width} px`).toBe(0);
  }
});

for (const width of [320, 768, 1280]) {
  test(`other words of freshness move nothing, at ${width} px`, async ({ open, mock, page }) => {
    await page.setViewportSize({ width, height: 800 });
    const start = campaign(people(5));
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: SEED_TIME, isStill: true });
    await expect(async () => {
      await page.clock.runFor(20);
      await screen.expectState("ready");
    }).toPass();
    const places = () =>
      screen.element.evaluate((element) =>
        [".age", ".next", "[data-action=pause]", ".headline"].map((part) => {
          const { left, top } = element.shadowRoot?.querySelector(part)?.getBoundingClientRect() ?? { left: 0, top: 0 };
          return [left, top];
        }),
      );
    const before = await places();
    const words = new Set<string>();
    for (let second = 0; second < 9; second += 1) {
      words.add((await screen.freshness.textContent()) ?? "");
      expect(await places(), [...words].at(-1)).toEqual(before);
      await page.clock.runFor(1000);
    }
    expect(words.size).toBeGreaterThan(5);
    await screen.pauseButton.click();
    await expect(screen.freshness).toContainText("Paused");
    expect(await places()).toEqual(before);
  });
}

test("the table's view keeps its headline at 320 px", async ({ open, page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { view: "table" } });
  await screen.expectState("ready");
  await expect(screen.headline).toHaveText("Dialling: 1 call live, 1 waiting");
  await expect(screen.headline).toBeInViewport();
  for (const text of [screen.headline, screen.element.locator(".name")]) {
    expect(await text.evaluate((text) => text.scrollWidth - text.clientWidth)).toBeLessThanOrEqual(1);
  }
});

test("chips stay in one line where it is narrow, and the last one is reached", async ({ open, page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  const screen = await open({ batch: simulated("all-statuses", 34) });
  await screen.expectState("ready");
  const chips = screen.element.locator(".chips > :not([hidden])");
  const tops = await chips.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(new Set(tops).size).toBe(1);
  await chips.last().click();
  await expect(chips.last()).toHaveAttribute("aria-pressed", "true");
});

/** What is pressed and is less high or wide than that. */
async function small(where: Locator, least: number): Promise<string[]> {
  const all = await where.evaluateAll((all) =>
    all.filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return { name: `${one.localName}.${one.className} ${one.textContent}`, least: Math.min(width, height) };
    }),
  );
  expect(all.length).toBeGreaterThan(6);
  return all.filter((one) => one.least < least).map(({ name, least }) => `${name}: ${least}`);
}

const CONTROLS = "button, summary, a, input, select";

test("what is pressed is at least 24 px high and wide", async ({ open, mock }) => {
  const called = { status: "busy", attempted_at: "2024-02-15T09:00:00Z", call_record_id: "f1e2d3c4-5678-9012-3456-789012345678" };
  const start = campaign(people(6).map((one) => ({ ...one, ...called })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { "call-url": "https://example.org/{call_record_id}" } });
  await screen.expectState("ready");
  for (const tab of ["people", "reasons", "details"]) {
    await screen.openTab(tab);
    expect(await small(screen.element.locator(CONTROLS), 24), tab).toEqual([]);
  }
});

test.describe("under a finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });

  test("it has more room, and no field makes the browser zoom", async ({ open, mock }) => {
    const start = campaign(people(6).map((one) => ({ ...one, status: "busy", attempted_at: "2024-02-15T09:00:00Z" })));
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: SEED_TIME });
    await screen.expectState("ready");
    expect(await small(screen.element.locator(CONTROLS), 36)).toEqual([]);
    await expect(screen.search).toHaveCSS("font-size", "16px");
  });
});

test("chips of statuses and of reasons do not swap places on a refresh", async ({ open, mock, page }) => {
  const ended = (status: string, error_message: string | null) => ({ status, error_message, attempted_at: "2024-02-15T09:00:00Z" });
  const first = { r0: ended("failed", "No route"), r1: ended("failed", "No route"), r2: ended("busy", null) };
  const waiting = campaign(people(12));
  const start = changed(waiting, first);
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: SEED_TIME });
  await screen.expectState("ready");
  await screen.openTab("reasons");
  const names = (where: string) => screen.element.locator(where).evaluateAll((all) => all.map((one) => one.children[1]?.textContent));
  const statuses = await names(".chips > [data-status]");
  expect(await names(".reason")).toEqual(["Failed: No route", "Busy"]);
  const more = Object.fromEntries(["r3", "r4", "r5", "r6"].map((id) => [id, ended("busy", null)]));
  await mock.put(id, changed(start, more));
  await page.clock.fastForward(10_000);
  await expect(screen.legend("not-answered")).toHaveText("7");
  expect(await names(".reason")).toEqual(["Failed: No route", "Busy"]);
  expect((await names(".chips > [data-status]")).slice(0, statuses.length)).toEqual(statuses);
});
