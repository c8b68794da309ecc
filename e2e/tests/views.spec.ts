// Views, density and paper.
import type { Locator } from "@playwright/test";
import { box } from "../support/boxes.ts";
import { campaign, people, SEED, simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";

const RUNNING = simulated("running", 500, { seed: 3 });

/** The parts that a view may show. */
const THINGS = {
  headline: "[part~=headline]",
  freshness: "[data-freshness]",
  pause: "button[data-action=pause]",
  refresh: "button[data-action=refresh]",
  bar: "[part~=progress] [role=img]",
  dialled: "[part~=progress] [part~=card-value]",
  legend: "[data-phase=answered]",
  rate: "[part~=card][data-card=answer-rate]",
  pace: "[part~=card][data-card=pace]",
  window: "[part~=card][data-card=window]",
  tabs: "[role=tablist]",
  clock: ".clock",
  search: "input[type=search]",
  chips: "[part~=chip]",
  table: "[part~=table]",
};
type Thing = keyof typeof THINGS;

const HEAD: Thing[] = ["headline", "freshness", "pause", "refresh"];
const PROGRESS: Thing[] = ["bar", "dialled", "legend"];
const CARDS: Thing[] = ["rate", "pace", "window"];
const PEOPLE: Thing[] = ["search", "chips", "table"];
const VIEWS: Record<string, Thing[]> = {
  full: [...HEAD, ...PROGRESS, ...CARDS, "tabs", ...PEOPLE],
  summary: [...HEAD, ...PROGRESS, ...CARDS],
  table: [...HEAD, ...PEOPLE],
  badge: ["headline", "bar", "dialled"],
  wallboard: ["headline", "freshness", "bar", "dialled", "legend", "rate", "pace", "clock"],
};

for (const [view, shown] of Object.entries(VIEWS)) {
  test.describe(`view="${view}"`, () => {
    test("shows this and nothing else", async ({ open }) => {
      const screen = await open({ batch: RUNNING, attributes: { view } });
      await screen.expectState("ready");
      const seen: string[] = [];
      for (const [thing, selector] of Object.entries(THINGS)) {
        if (await screen.element.locator(selector).first().isVisible()) seen.push(thing);
      }
      expect(seen).toEqual(shown);
    });

    test("nothing sticks out and no figure is cut, from 320 to 1600 pixels", async ({ open, page }) => {
      const screen = await open({ batch: simulated("odd-data", 40), attributes: { view } });
      await screen.expectState("ready");
      for (const width of [320, 480, 720, 1280, 1600]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await misplaced(screen), `at ${width} px`).toEqual([]);
      }
    });

    test("what needs a person is told, and sticks out nowhere", async ({ open, mock, page }) => {
      const hanging = new Date(Date.now() - 25 * 60_000).toISOString();
      const start = campaign(people(40).with(0, { ...people(1)[0]!, status: "in_progress", attempted_at: hanging }));
      await mock.put(start.batch.id, start);
      const screen = await open({ batch: start.batch.id, attributes: { view } });
      await screen.expectState("ready");
      await expect(screen.part("attention")).toContainText("live for up to 25 min");
      expect(await screen.part("attention").isVisible()).toBe(view !== "badge");
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await misplaced(screen), `at ${width} px`).toEqual([]);
      }
    });

    test("is mirrored where one writes from right to left", async ({ open }) => {
      const screen = await open({ batch: RUNNING, attributes: { view, dir: "rtl" } });
      await screen.expectState("ready");
      const first = await middle(screen.element.locator("[data-status]").first());
      const last = await middle(screen.element.locator(view === "badge" ? THINGS.bar : THINGS.headline));
      const whole = await middle(screen.element);
      expect(first, "the status is on the right").toBeGreaterThan(whole);
      if (view === "badge") expect(last, "the bar is on the left").toBeLessThan(whole);
      if (shown.includes("pause")) expect(await middle(screen.pauseButton)).toBeLessThan(whole);
      if (shown.includes("rate")) {
        expect(await middle(screen.card("answer-rate"))).toBeGreaterThan(await middle(screen.card("pace")));
      }
    });
  });
}

/** The parts of the skeleton that stand for the parts of the view. */
const SKELETONS: Record<string, string[]> = {
  full: ["sk-head", "sk-bar", "sk-cards", "sk-tools", "sk-rows"],
  summary: ["sk-head", "sk-bar", "sk-cards"],
  table: ["sk-head", "sk-tools", "sk-rows"],
  badge: ["sk-head"],
  wallboard: ["sk-head", "sk-bar", "sk-cards"],
};

for (const [view, parts] of Object.entries(SKELETONS)) {
  test(`the skeleton of view="${view}" stands for it alone`, async ({ open, mock }) => {
    const { batch } = campaign(people(1));
    await mock.spoil(batch.id, "never");
    const screen = await open({ batch: batch.id, attributes: { view } });
    await expect.poll(async () => (await mock.inFlight(batch.id)).in_flight).toBe(1);
    const seen = await screen.skeleton.locator("> div").evaluateAll((all) =>
      all.filter((one) => one.clientHeight > 0).map((one) => one.className),
    );
    expect(seen).toEqual(parts);
    const cards = await screen.skeleton.locator(".sk-cards > i").evaluateAll((all) => all.filter((one) => one.clientHeight > 0).length);
    expect(cards).toBe({ full: 1, summary: 1, wallboard: 1 }[view] ?? 0);
    if (view === "badge") expect((await box(screen.element)).height).toBe(32);
  });
}

test.describe("the badge", () => {
  const LONG = { name: "A very long name that a person gave to a campaign one evening in spring", status: "running" };

  for (const width of [320, 600, 1280]) {
    test(`is one line without padding at ${width} px, whatever the name`, async ({ open, mock, page }) => {
      await page.setViewportSize({ width, height: 400 });
      const start = campaign(people(40), LONG);
      await mock.put(start.batch.id, start);
      const screen = await open({ batch: start.batch.id, attributes: { view: "badge" } });
      await screen.expectState("ready");
      const whole = await box(screen.element);
      expect(whole.height, "as high as its skeleton").toBe(32);
      const mark = await box(screen.badge.locator("[data-tone]"));
      const bar = await box(screen.element.locator(THINGS.bar));
      const dialled = await box(screen.element.locator(THINGS.dialled));
      expect(mark.x - whole.x).toBeLessThanOrEqual(4);
      expect(whole.x + whole.width - bar.x - bar.width).toBeLessThanOrEqual(1);
      for (const { y, height } of [mark, bar, dialled]) {
        expect(Math.abs(y + height / 2 - whole.y - whole.height / 2)).toBeLessThanOrEqual(2);
      }
    });
  }

  test("stands in a flexible header bar beside others", async ({ open, page }) => {
    const around = { before: `<div id="bar"><b>Shop</b>`, after: "<i>Sign out</i></div>" };
    const head = "<style>#bar { display: flex; gap: 16px; align-items: center }</style>";
    const screen = await open({ batch: RUNNING, attributes: { view: "badge" }, head, csp: "", ...around });
    await screen.expectState("ready");
    expect((await box(screen.element)).width).toBeGreaterThan(300);
    expect((await box(page.locator("#bar"))).height).toBeLessThanOrEqual(40);
  });

  test("says what is wrong in its line", async ({ open, mock }) => {
    const screen = await open({ batch: SEED, endpoint: mock.faulty("404"), attributes: { view: "badge" } });
    await screen.expectState("failed");
    await expect(screen.error.getByText("404")).toBeVisible();
    await expect(screen.retryButton).toBeHidden();
    const whole = await box(screen.element);
    const words = await box(screen.error);
    expect(whole.height).toBeLessThanOrEqual(40);
    expect(words.y).toBeGreaterThanOrEqual(whole.y);
    expect(words.height).toBeLessThanOrEqual(whole.height);
  });

  test("keeps its figures when there is nothing newer, and says so", async ({ open, mock }) => {
    const start = campaign(people(12));
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, attributes: { view: "badge" } });
    await screen.expectState("ready");
    await mock.spoil(start.batch.id, "500");
    await screen.call("refresh");
    await screen.expectState("stale");
    await expect(screen.banner.getByText("500")).toBeVisible();
    await expect(screen.headline).toBeHidden();
    await expect(screen.element.locator(THINGS.dialled)).toBeVisible();
    expect((await box(screen.element)).height).toBeLessThanOrEqual(40);
  });
});

test("the table's header is one line", async ({ open }) => {
  const screen = await open({ batch: RUNNING, attributes: { view: "table" } });
  await screen.expectState("ready");
  expect((await box(screen.part("header"))).height).toBeLessThanOrEqual(32);
});

test("the wallboard is large, grows with its width, and is still", async ({ open, page }) => {
  const screen = await open({ batch: RUNNING, attributes: { view: "wallboard" } });
  await screen.expectState("ready");
  const size = (where: Locator) => where.evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
  const figure = await size(screen.value("answer-rate"));
  expect(figure).toBeGreaterThanOrEqual(60);
  expect(await size(screen.headline)).toBeGreaterThanOrEqual(40);
  for (const text of ["card-title", "card-note", "times", "total", "name"]) {
    expect(await size(screen.element.locator(`.${text}`).first()), text).toBeGreaterThanOrEqual(20);
  }
  const running = await screen.element.evaluate((element) => element.shadowRoot?.getAnimations().length);
  expect(running).toBe(0);
  const inks = await screen.element.evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll(".headline, .card-title, .card-note, .times, .name") ?? [])].map(
      (one) => getComputedStyle(one).color,
    ),
  );
  expect(new Set(inks).size, "one ink, and no grey").toBe(1);
  await page.setViewportSize({ width: 1920, height: 1080 });
  expect(await size(screen.value("answer-rate"))).toBeGreaterThan(figure * 1.4);
});

test("a wallboard of a hundred thousand keeps its figures in one line", async ({ open, page }) => {
  const screen = await open({ batch: RUNNING, attributes: { view: "wallboard" } });
  await screen.expectState("ready");
  const value = screen.legend("waiting");
  for (const width of [320, 719, 752, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const one = (await box(value)).height;
    const seen = await value.evaluate((where) => {
      const before = where.textContent;
      where.textContent = "100,000";
      const { scrollWidth, clientWidth, offsetHeight } = where as HTMLElement;
      where.textContent = before;
      return { cut: scrollWidth > clientWidth + 1, offsetHeight };
    });
    expect(seen.cut, `at ${width} px`).toBe(false);
    expect(seen.offsetHeight, `at ${width} px`).toBeLessThanOrEqual(one + 1);
  }
});

test("compact rows are 32 pixels high, and the last can be reached", async ({ open, page }) => {
  const heights = async (screen: Screen) => (await box(screen.rows.first())).height;
  const screen = await open({ batch: RUNNING });
  await screen.expectState("ready");
  expect(await heights(screen)).toBe(40);
  const card = (await box(screen.card("pace"))).height;
  await screen.set("density", "compact");
  await expect.poll(() => heights(screen)).toBe(32);
  expect((await box(screen.card("pace"))).height).toBeLessThan(card);
  await screen.scroller.evaluate((one) => one.scrollTo(0, one.scrollHeight));
  await expect(screen.element.locator(`[aria-rowindex="501"]`)).toBeInViewport();
  await page.setViewportSize({ width: 360, height: 800 });
  await expect.poll(() => heights(screen)).toBe(44);
});

test("on paper it is ink on white, with nothing to press and no box that scrolls", async ({ open, page }) => {
  const screen = await open({ batch: simulated("running", 12), attributes: { theme: "dark" } });
  await screen.expectState("ready");
  await page.emulateMedia({ media: "print" });
  await expect(screen.search).toBeHidden();
  for (const action of ["pause", "refresh"]) {
    await expect(screen.element.locator(`button[data-action=${action}]`)).toBeHidden();
  }
  await expect(screen.rows).toHaveCount(12);
  const seen = await screen.element.evaluate((element) => {
    const all = (selector: string) => [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];
    const styles = (selector: string) => all(selector).map((one) => getComputedStyle(one));
    return {
      grounds: styles(".frame").map((style) => style.backgroundColor),
      inks: [...new Set(styles(".headline, .name, .card-title, .card-note, td, .total, .times").map((style) => style.color))],
      overflows: styles(".scroller").map((style) => style.overflowY),
      cuts: all(".scroller").map((one) => one.scrollHeight - one.clientHeight),
      breaks: [...new Set(styles(".card, tbody tr").map((style) => style.breakInside))],
      shapes: styles(".segment").every((style) => style.printColorAdjust === "exact"),
    };
  });
  expect(seen).toEqual({
    grounds: ["rgb(255, 255, 255)"],
    inks: ["rgb(0, 0, 0)"],
    overflows: ["visible"],
    cuts: [0],
    breaks: ["avoid"],
    shapes: true,
  });
});

test("compact from the start on, it is drawn so at once", async ({ open, page }) => {
  await page.addInitScript(() => {
    document.addEventListener("batch-status-ready", ({ target }) => {
      const row = (target as HTMLElement).shadowRoot?.querySelector("[part~=row]") as HTMLElement;
      Object.assign(window, { seen: row.offsetHeight });
    });
  });
  const screen = await open({ batch: RUNNING, attributes: { density: "compact" } });
  await screen.expectState("ready");
  expect(await page.evaluate(() => (window as unknown as { seen: number }).seen)).toBe(32);
});

test("another view takes the place of the one before", async ({ open }) => {
  const screen = await open({ batch: RUNNING, attributes: { view: "full" } });
  await screen.expectState("ready");
  for (const view of ["wallboard", "badge"]) {
    await screen.set("view", view);
    await expect(screen.element.locator(THINGS.search)).toBeHidden();
  }
  expect((await box(screen.element)).height).toBe(32);
  await screen.set("view", "full");
  await expect(screen.element.locator(THINGS.search)).toBeVisible();
});

async function middle(where: Locator): Promise<number> {
  const { x, width } = await box(where);
  return x + width / 2;
}

/** The parts beyond the element's edges, and the figures that have too little room. */
function misplaced(screen: Screen): Promise<string[]> {
  return screen.element.evaluate((element) => {
    const frame = element.getBoundingClientRect();
    const all = [...(element.shadowRoot?.querySelectorAll("section :not(.aloud, .scroller *, .chips *, .tab-list *)") ?? [])];
    const out = all.filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 1 && (left < frame.left - 1 || right > frame.right + 1);
    });
    const cut = all.filter((one) => one.matches(".card-value, .total, .count") && one.scrollWidth > one.clientWidth + 1);
    return [...out, ...cut.filter((one) => one.clientWidth > 0)].map((one) => `${one.className}: ${one.textContent}`);
  });
}
