// The measurable parts of the look: nothing jumps and nothing sticks out, at any width.
import { campaign, changed, people, SEED, SEED_TIME, simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { LANGUAGES, type Screen } from "../support/screen.ts";
import { underWay } from "../support/waiting.ts";

const WIDTHS = [320, 720, 1280, 1600];

/** Tops and lefts of the boxes that the skeleton reserves. */
function boxes(screen: Screen, selectors: Record<string, string>): Promise<Record<string, number[] | null>> {
  return screen.element.evaluate((element, wanted) => {
    const root = element.shadowRoot;
    const found: Record<string, number[] | null> = {};
    for (const [name, selector] of Object.entries(wanted)) {
      const box = root?.querySelector(selector)?.getBoundingClientRect();
      found[name] = box ? [box.left, box.top, box.width, box.height].map(Math.round) : null;
    }
    return found;
  }, selectors);
}

for (const width of WIDTHS) {
  test(`at ${width} px the skeleton has the boxes of what follows`, async ({ open, mock, page }) => {
    await page.setViewportSize({ width, height: 900 });
    const start = campaign(people(40), { status: "running" });
    const { id } = start.batch;
    await mock.put(id, start);
    await mock.spoil(id, "never", 1);
    const screen = await open({ batch: id, at: "2024-02-15T09:05:00Z", isStill: true });
    await expect.poll(async () => (await mock.inFlight(id)).in_flight).toBe(1);
    const reserved = await boxes(screen, {
      bar: ".sk-bar :first-child",
      cards: ".sk-cards :first-child",
      tabs: ".sk-tools :first-child",
      table: ".sk-rows",
    });
    await underWay(page, mock, id);
    await page.clock.fastForward(31_000);
    await screen.retryButton.click();
    await screen.expectState("ready");
    const drawn = await boxes(screen, {
      bar: "[part~=progress] [role=img]",
      cards: ".cards",
      tabs: ".tab-list",
      table: "[part~=table]",
    });
    for (const name of ["bar", "cards", "tabs", "table"]) {
      const [left, top, wide, high] = reserved[name] ?? [];
      const [isLeft, isTop, isWide, isHigh] = drawn[name] ?? [];
      expect(near(isTop, top, 4), `${name}: top ${isTop}, reserved ${top}`).toBe(true);
      expect(near(isLeft, left, 2), `${name}: left ${isLeft}, reserved ${left}`).toBe(true);
      // Before the rows are there, only the top of the table is known.
      if (name === "table" || name === "tabs") continue;
      expect(near(isWide, wide, 2), `${name}: width ${isWide}, reserved ${wide}`).toBe(true);
      expect(near(isHigh, high, 4), `${name}: height ${isHigh}, reserved ${high}`).toBe(true);
    }
  });
}

for (const kind of ["odd-data", "all-statuses"] as const) {
  test(`nothing of ${kind} sticks out, at any width`, async ({ open, page }) => {
    const screen = await open({ batch: simulated(kind, 40) });
    await screen.expectState("ready");
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const outside = await screen.element.evaluate((element) => {
        const frame = element.getBoundingClientRect();
        // The chips stand in a box of their own, which scrolls sideways.
        const all = [...(element.shadowRoot?.querySelectorAll("[part]:not(.chips > *, .tab-list > *)") ?? [])];
        return all
          .filter((part) => {
            const box = part.getBoundingClientRect();
            return box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1);
          })
          .map((part) => part.getAttribute("part"));
      });
      expect(outside, `at ${width} px`).toEqual([]);
      // The column headings stand side by side, however long the table is.
      const overlaps = await screen.element.evaluate((element) => {
        const all = [...(element.shadowRoot?.querySelectorAll("button[data-sort]") ?? [])].map((one) => {
          const words = document.createRange();
          words.selectNodeContents(one);
          return words.getBoundingClientRect();
        });
        return all.filter((box, at) => at > 0 && box.left < (all[at - 1]?.right ?? 0) - 1).length;
      });
      expect(overlaps, `headings over one another, at ${width} px`).toBe(0);
      // A number is never cut off.
      const cut = await screen.element.evaluate((element) =>
        [...(element.shadowRoot?.querySelectorAll("[part~=cell][data-column=number], [part~=card-value]") ?? [])]
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
          .map((one) => one.textContent),
      );
      expect(cut, `at ${width} px`).toEqual([]);
    }
  });
}

test("headings, and cells that are not clipped, hold their text, in any language", async ({ open, page }) => {
  const screen = await open({ batch: simulated("all-statuses", 40) });
  await screen.expectState("ready");
  for (const lang of LANGUAGES) {
    await screen.speak(lang);
    for (const width of [320, 719, 720, 1000]) {
      await page.setViewportSize({ width: width + 80, height: 900 });
      await screen.widen(width);
      const outside = await screen.part("cell").evaluateAll((cells) =>
        cells
          .filter((cell) => getComputedStyle(cell).overflowX === "visible" && cell.scrollWidth > cell.clientWidth + 1)
          .map((cell) => cell.textContent),
      );
      expect(outside, `at ${width} px, in ${lang}`).toEqual([]);
      // The call record's column has the width that the others leave.
      const cut = await screen.element.locator("th:not([data-column=call]) > .sort").evaluateAll((headings) =>
        headings.map((heading) => {
          const range = document.createRange();
          range.selectNode(heading.firstChild as Text);
          const [box, text] = [heading.getBoundingClientRect(), range.getBoundingClientRect()];
          return text.left < box.left || text.right > box.right || text.top < box.top || text.bottom > box.bottom ? heading.textContent : "";
        }),
      );
      expect(cut.join(""), `at ${width} px, in ${lang}`).toBe("");
    }
  }
});

test("of a name too long for its place the end is cut, from right to left too", async ({ open, mock, page }) => {
  const long = "A name that is far too long for its place, however wide the page may be that it stands on".repeat(2);
  const start = campaign([{ id: "long", name: long, phone_number: "+14155550100", status: "pending" }], { name: long });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, attributes: { lang: "ar", dir: "rtl" }, at: SEED_TIME });
  await screen.expectState("ready");
  for (const width of [320, 1000]) {
    await page.setViewportSize({ width, height: 900 });
    for (const place of [screen.cell("long", "name"), screen.element.locator(".name")]) {
      const [begins, cut] = await place.evaluate((element) => {
        const range = document.createRange();
        range.setStart(element.firstChild as Text, 0);
        range.setEnd(element.firstChild as Text, 1);
        const [box, first] = [element.getBoundingClientRect(), range.getBoundingClientRect()];
        range.selectNodeContents(element);
        return [first.left >= box.left && first.right <= box.right, range.getBoundingClientRect().width > box.width];
      });
      expect([begins, cut]).toEqual([true, true]);
    }
  }
});

test("a text too long for its cell is clipped and has its whole in the title; a short one has none", async ({ open, mock }) => {
  const long = "A name that is far too long for any column of the table, however wide the page may be that it stands on".repeat(2);
  const start = campaign([
    { id: "long", name: long, phone_number: "+1 (415) 555-0100, extension 4711, ask for the front desk first", status: "a status that nobody has ever heard of" },
    { id: "short", name: "Al", phone_number: "+14155550100", status: "busy" },
  ]);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.expectState("ready");
  for (const column of ["name", "number", "status"]) {
    const cell = screen.cell("long", column);
    await expect(cell).toHaveAttribute("title", (await cell.textContent()) ?? "");
    await expect(cell).toHaveCSS("overflow-x", "clip");
    await expect(screen.cell("short", column)).not.toHaveAttribute("title");
  }
  await expect(screen.cell("long", "name")).toHaveText(long);
});

test("a narrow row has two lines, a wide one seven columns", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { "call-url": "https://example.org/{call_record_id}" } });
  await screen.expectState("ready");
  const tops = () => screen.row("r1-uuid").getByRole("gridcell").evaluateAll((cells) =>
    cells.filter((cell) => cell.getClientRects().length > 0).map((cell) => Math.round(cell.getBoundingClientRect().top)),
  );
  const wide = await tops();
  expect(wide).toHaveLength(7);
  expect(Math.max(...wide) - Math.min(...wide)).toBeLessThanOrEqual(12);
  await page.setViewportSize({ width: 320, height: 800 });
  await expect.poll(async () => (await tops()).length).toBe(4);
  const narrow = await tops();
  expect(Math.max(...narrow) - Math.min(...narrow)).toBeGreaterThan(12);
});

test("it answers to its own width, not the window's", async ({ open, page }) => {
  const screen = await open({ batch: SEED, before: `<div id="box">`, after: "</div>" });
  await screen.expectState("ready");
  const columns = async () => {
    const left = await screen.part("card").evaluateAll((cards) => cards.map((card) => Math.round(card.getBoundingClientRect().left)));
    return new Set(left).size;
  };
  const wide = await columns();
  await page.evaluate(() => {
    (document.getElementById("box") as HTMLElement).style.width = "360px";
  });
  await expect.poll(columns).toBeLessThan(wide);
});

test("ticking figures and refreshes move nothing", async ({ open, mock, page }) => {
  const start = campaign(people(60));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: "2024-02-15T09:05:00Z" });
  await screen.expectState("ready");
  const watched = { bar: "[part~=progress]", card: "[part~=card][data-card=pace]", table: "[part~=table]", pause: "button[data-action=pause]", search: "input[type=search]" };
  const before = await boxes(screen, watched);
  for (let round = 0; round < 12; round += 1) {
    await page.clock.fastForward(1000);
    expect(await boxes(screen, watched)).toEqual(before);
  }
  await mock.put(id, changed(start, { r1: { status: "completed" }, r2: { status: "completed" } }));
  await page.clock.fastForward(10_000);
  await expect(screen.legend("answered")).toHaveText("2");
  const { bar, card, pause } = await boxes(screen, watched);
  expect({ bar, card, pause }).toEqual({ bar: before["bar"], card: before["card"], pause: before["pause"] });
});

test("still pictures where motion is not wanted", async ({ open, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");
  const running = await screen.element.evaluate((element) => element.shadowRoot?.getAnimations().length);
  expect(running).toBe(0);
});

function near(is: number | undefined, wanted: number | undefined, tolerance: number): boolean {
  return is !== undefined && wanted !== undefined && Math.abs(is - wanted) <= tolerance;
}

