// How the element behaves in the pages of others: what is the page's stays the page's, and what its tools and
// scripts do to the element costs nobody a figure.
import type { Locator, Page } from "@playwright/test";
import { campaign, changed, people, SEED, SEED_TIME, type Campaign } from "../support/campaigns.ts";
import { expect, test, type OpenOptions } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import type { Screen } from "../support/screen.ts";
import { refreshed, type Open } from "../support/still.ts";

// The recipients are known by their places.
test.use({ order: "list" });

const NOW = "2024-02-15T09:05:00Z";

/** A campaign that is refreshed only by the test. */
async function openPeople(open: Open, mock: MockApi, count: number, options: Partial<OpenOptions> = {}) {
  const all = people(count).map((person, index) => ({ ...person, call_record_id: `call-${index}` }));
  const start: Campaign = campaign(all);
  await mock.put(start.batch.id, start);
  const { attributes, ...rest } = options;
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { "refresh-interval": "0", ...attributes }, ...rest });
  await screen.expectState("ready");
  await expect(screen.row("r0")).toBeVisible();
  return { screen, start };
}

/** Waits for three frames, whatever the page's clock does: by then the browser has told of all that it had to tell. */
const painted = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) {
      await new Promise((done) => {
        const observer = new IntersectionObserver((entries) => {
          observer.disconnect();
          done(entries);
        });
        observer.observe(document.body);
      });
    }
  });

/** Errors of the page, as its own `window.onerror` sees them. */
async function errorsOf(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const errors: string[] = [];
    Object.assign(window, { errors });
    window.onerror = (message) => void errors.push(String(message));
    window.onunhandledrejection = ({ reason }) => void errors.push(String(reason));
  });
  return () => page.evaluate(() => (window as unknown as { errors: string[] }).errors);
}

test.describe("an end of the element's own", () => {
  const scrolled = (page: Page) => page.evaluate(() => scrollY);
  const roomy = (page: Page) => page.evaluate(() => void (document.body.style.height = "4000px"));

  async function over(screen: Screen): Promise<void> {
    const box = await screen.row("r0").boundingBox();
    await screen.page.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 10);
  }

  test("the wheel over a table without more rows scrolls the page", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 3);
    await roomy(page);
    await over(screen);
    await page.mouse.wheel(0, 300);
    await expect.poll(() => scrolled(page)).toBeGreaterThan(100);
  });

  test("the wheel goes on in the page at both ends of five hundred rows", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 500);
    await roomy(page);
    await over(screen);
    const top = () => screen.scroller.evaluate((scroller) => scroller.scrollTop);
    await page.mouse.wheel(0, 200);
    await expect.poll(top).toBe(200);
    expect(await scrolled(page)).toBe(0);
    await screen.scroller.evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    // The browser lets one gesture scroll one box alone, so the next one counts.
    await expect(async () => {
      await page.mouse.wheel(0, 60);
      expect(await scrolled(page)).toBeGreaterThan(0);
    }).toPass();
    await screen.scroller.evaluate((scroller) => scroller.scrollTo(0, 0));
    await expect(async () => {
      await page.mouse.wheel(0, -60);
      expect(await scrolled(page)).toBe(0);
    }).toPass();
  });

  test("no box of the element keeps scrolling to itself", async ({ open, mock }) => {
    const { screen } = await openPeople(open, mock, 500);
    const kept = await screen.element.evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll("*") ?? [])]
        .filter((node) => getComputedStyle(node).overscrollBehavior !== "auto")
        .map((node) => node.className),
    );
    expect(kept).toEqual([]);
  });
});

test.describe("a table that a person asks for", () => {
  const WAYS: Record<string, (screen: Screen) => Promise<void>> = {
    "a search": (screen) => screen.search.pressSequentially("a"),
    "an order": (screen) => screen.sort("name").click(),
    "a filter": (screen) => screen.chip("pending").click(),
  };

  for (const [what, ask] of Object.entries(WAYS)) {
    test(`${what} begins at the top, and a refresh holds the place`, async ({ open, mock, page }) => {
      const { screen, start } = await openPeople(open, mock, 500);
      const top = () => screen.scroller.evaluate((scroller) => scroller.scrollTop);
      await screen.scroller.evaluate((scroller) => (scroller.scrollTop = 4000));
      await expect(screen.row("r100")).toBeVisible();
      await mock.put(start.batch.id, changed(start, { r101: { status: "busy" } }));
      await refreshed(page);
      expect(await top()).toBe(4000);
      await ask(screen);
      await expect.poll(top).toBe(0);
      await expect(screen.rows.first()).toHaveAttribute("aria-rowindex", "2");
      await expect(screen.rows.first()).toBeInViewport();
    });
  }
});

test.describe("keys in the element", () => {
  async function overheard(page: Page): Promise<(target: Locator, ...keys: string[]) => Promise<string[]>> {
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const type of ["keydown", "keypress", "keyup"]) {
        document.addEventListener(type, (event) => heard.push((event as KeyboardEvent).key));
      }
    });
    return async (target, ...keys) => {
      for (const key of keys) {
        await target.focus();
        await page.keyboard.press(key);
      }
      return page.evaluate(() => [...new Set((window as unknown as { heard: string[] }).heard.splice(0))]);
    };
  }

  test("what is typed into the search reaches no shortcut of the page", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 20);
    const press = await overheard(page);
    expect(await press(screen.search, "k", "j", "?", "/", "Space", "Backspace", "ArrowLeft", "ArrowDown", "Home", "Enter")).toEqual([]);
    expect(await press(screen.search, "a", "Control+a")).toEqual(["Control"]);
    expect(await press(screen.search, "Escape", "F8")).toEqual(["Escape", "F8"]);
    expect(await press(screen.search, "Control+k", "Alt+x")).toEqual(["Control", "k", "Alt", "x"]);
    expect(await press(screen.search, "Tab")).toEqual(["Tab"]);
  });

  test("the table and the buttons keep the keys that work them, and no others", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 20);
    const press = await overheard(page);
    expect(await press(screen.scroller, "ArrowDown", "PageDown", "End", "Enter")).toEqual([]);
    expect(await press(screen.scroller, "k")).toEqual(["k"]);
    expect(await press(screen.chip("pending"), "Space", "Enter")).toEqual([]);
    expect(await press(screen.chip("pending"), "k")).toEqual(["k"]);
  });

  test("keys in what the page puts into a slot are the page's", async ({ open, page }) => {
    const screen = await open({ batch: SEED, at: SEED_TIME });
    await screen.expectState("ready");
    await screen.element.evaluate((element) => {
      const field = document.createElement("input");
      field.slot = "header";
      element.append(field);
    });
    const press = await overheard(page);
    expect(await press(page.locator("batch-status > input"), "k")).toEqual(["k"]);
  });
});

test.describe("gestures of texts and links", () => {
  const LINKS = { attributes: { "call-url": "#{call_record_id}", columns: "name number status call" } };

  async function clicks(page: Page): Promise<() => Promise<number>> {
    await page.evaluate(() => {
      Object.assign(window, { clicks: 0 });
      document.addEventListener("batch-status-recipient-click", () => (window as unknown as { clicks: number }).clicks++);
    });
    return async () => {
      await painted(page);
      return page.evaluate(() => (window as unknown as { clicks: number }).clicks);
    };
  }

  const box = async (cell: Locator) => {
    const { x, y, height } = (await cell.boundingBox()) ?? { x: 0, y: 0, height: 0 };
    return { left: x + 1, middle: y + height / 2 };
  };

  test("a drag over a number selects it and chooses nobody", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 5);
    const count = await clicks(page);
    const { left, middle } = await box(screen.cell("r1", "number"));
    await page.mouse.move(left, middle);
    await page.mouse.down();
    await page.mouse.move(left + 60, middle, { steps: 4 });
    await page.mouse.up();
    expect(await count()).toBe(0);
    await screen.cell("r3", "name").click();
    expect(await count()).toBe(1);
  });

  test("a double click chooses once", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 5);
    const count = await clicks(page);
    await screen.cell("r1", "name").dblclick();
    expect(await count()).toBe(1);
  });

  test("the call link follows its address and chooses nobody", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 5, LINKS);
    const count = await clicks(page);
    const link = screen.cell("r1", "call").getByRole("link");
    for (const follow of [() => link.click(), () => link.press("Enter")]) {
      const [popup] = await Promise.all([page.waitForEvent("popup"), follow()]);
      await popup.close();
    }
    expect(await count()).toBe(0);
  });

  test("selected rows are copied as a table", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 5, { attributes: { columns: "name number status" } });
    await page.evaluate(() =>
      document.addEventListener("copy", (event) => Object.assign(window, { copied: event.clipboardData?.getData("text/plain") })),
    );
    const copied = async () => {
      await page.keyboard.press("Control+c");
      return page.evaluate(() => (window as unknown as { copied: string }).copied);
    };
    const from = await box(screen.cell("r1", "name"));
    const to = await box(screen.cell("r3", "status"));
    await page.mouse.move(from.left, from.middle);
    await page.mouse.down();
    await page.mouse.move(to.left + 130, to.middle, { steps: 8 });
    await page.mouse.up();
    const line = (index: number) => [`${["Ada", "Ben", "Cleo", "Dan"][index]} 000${index}`, `+1 415-555-000${index}`, `Waiting, no. ${index + 1}`].join("\t");
    expect((await copied()).replace(/\+1[ -]?\(?415\)?[ -]?555[ -]?/g, "+1 415-555-")).toBe([1, 2, 3].map(line).join("\n"));
    // Part of a number is the browser's: nothing is put on the clipboard in its place.
    const number = await box(screen.cell("r1", "number"));
    await page.mouse.dblclick(number.left + 4, number.middle);
    expect(await copied()).toBe("");
  });
});

test.describe("the page's own errors", () => {
  const CHANGES: Record<string, [name: string, value: string]> = {
    columns: ["columns", "name number"],
    "call-url": ["call-url", "https://example.org/{call_record_id}"],
    "time-zone": ["time-zone", "America/Vancouver"],
    lang: ["lang", "de"],
  };

  for (const [what, [name, value]] of Object.entries(CHANGES)) {
    test(`${what} may change while the table scrolls or a part of it unfolds`, async ({ open, mock, page }) => {
      const errors = await errorsOf(page);
      const { screen } = await openPeople(open, mock, 500);
      await screen.element.evaluate(
        (element, [name, value]) => {
          const scroller = element.shadowRoot?.querySelector(".scroller");
          if (scroller) scroller.scrollTop = 200;
          element.setAttribute(name, value);
        },
        [name, value] as const,
      );
      await painted(page);
      await expect(screen.row("r0")).toBeVisible();
      await screen.element.evaluate(
        (element, name) => {
          for (const tab of element.shadowRoot?.querySelectorAll<HTMLElement>("[role=tab]") ?? []) tab.click();
          element.removeAttribute(name);
        },
        name,
      );
      await painted(page);
      await screen.element.evaluate(
        (element, [name, value]) => {
          const tab = element.shadowRoot?.querySelector("[data-tab=activity]") as HTMLElement;
          tab.addEventListener("click", () => element.setAttribute(name, value), { once: true, capture: true });
          tab.click();
        },
        [name, value] as const,
      );
      await painted(page);
      await screen.element.evaluate((element) => {
        const scroller = element.shadowRoot?.querySelector(".scroller");
        if (scroller) scroller.scrollTop = 100;
        element.remove();
      });
      await painted(page);
      expect(await errors()).toEqual([]);
    });
  }

  test("no view, and no way between them, is an error of the page", async ({ open, mock, page }) => {
    const errors = await errorsOf(page);
    const { screen } = await openPeople(open, mock, 500);
    for (const view of ["badge", "full", "summary", "table", "wallboard", "table", "full"]) {
      await screen.set("view", view);
      await painted(page);
    }
    for (const hidden of [true, false, true, false]) {
      await screen.element.evaluate((element, hidden) => ((element as HTMLElement).hidden = hidden), hidden);
      await painted(page);
    }
    await expect(screen.row("r0")).toBeVisible();
    expect(await errors()).toEqual([]);
  });

  for (const view of ["badge", "summary", "wallboard", "table", "full"]) {
    test(`a new ${view} is none`, async ({ open, page }) => {
      const errors = await errorsOf(page);
      const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { view } });
      await screen.expectState("ready");
      await painted(page);
      expect(await errors()).toEqual([]);
    });
  }
});

test.describe("tools that rewrite texts", () => {
  /** As a translator does: each text goes into two elements in its place, then and whenever another one comes. */
  function translate(element: Element): void {
    const root = element.shadowRoot as ShadowRoot;
    const wrap = () => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (texts.nextNode()) found.push(texts.currentNode as Text);
      for (const text of found) {
        if (!text.data.trim() || text.parentElement?.localName === "font") continue;
        const outer = document.createElement("font");
        const inner = document.createElement("font");
        text.replaceWith(outer);
        outer.append(inner);
        inner.textContent = text.data;
      }
    };
    wrap();
    new MutationObserver(wrap).observe(root, { subtree: true, childList: true, characterData: true });
  }

  /** As a click-to-call tool does: a number becomes a link in its place. */
  function linkNumbers(element: Element): void {
    const root = element.shadowRoot as ShadowRoot;
    const link = () => {
      for (const cell of root.querySelectorAll("td[data-column=number]")) {
        if (cell.querySelector("a") || !cell.textContent) continue;
        const anchor = document.createElement("a");
        anchor.href = `tel:${cell.textContent}`;
        anchor.append(...cell.childNodes);
        cell.append(anchor);
      }
    };
    link();
    new MutationObserver(link).observe(root, { subtree: true, childList: true, characterData: true });
  }

  /** Every text of the element, line by line, without those that tell of the time. */
  const texts = (element: Element) => {
    const root = element.shadowRoot as ShadowRoot;
    const all = [...root.querySelectorAll("section.campaign *")].filter(
      (node) =>
        !["font", "a"].includes(node.localName) &&
        !node.querySelector(":scope > :not(font, a)") &&
        !node.closest(".freshness, .news, .aloud") &&
        // A chip stays where its status was, with nobody.
        node.closest(".chip")?.querySelector(".count")?.textContent !== "0",
    );
    return all.map((node) => `${node.className || node.getAttribute("data-column") || node.localName}: ${node.textContent}`);
  };

  for (const [what, tool] of Object.entries({ "a translator": translate, "a click-to-call tool": linkNumbers })) {
    test(`no figure freezes and no number strays under ${what}`, async ({ open, mock, page }) => {
      const all = people(60).map((person, index) => ({ ...person, status: index % 3 === 0 ? "busy" : "pending" }));
      const start = campaign(all);
      await mock.put(start.batch.id, start);
      const attributes = { "refresh-interval": "0" };
      const screen = await open({ batch: start.batch.id, at: NOW, attributes });
      await screen.expectState("ready");
      await expect(screen.row("r0")).toBeVisible();
      await screen.element.evaluate(tool);
      const changes = Object.fromEntries(
        all.map(({ id }, index) => [
          id,
          { status: ["completed", "failed", "no_answer", "transferred", "in_progress"][index % 5] as string, error_message: index % 5 === 1 ? "SIP 503" : null },
        ]),
      );
      await mock.put(start.batch.id, changed(start, changes, { name: "Renamed", status: "paused" }));
      await refreshed(page);
      await screen.sort("name").click();
      await expect(screen.column("name").first()).toHaveText("Ada 0000");
      await expect(screen.cell("r10", "number")).toContainText("0010");

      // The same, asked by an element that no tool has touched.
      await page.evaluate(() => {
        const other = document.createElement("batch-status");
        const first = document.querySelector("batch-status") as HTMLElement;
        for (const name of ["batch-id", "endpoint", "refresh-interval"]) other.setAttribute(name, first.getAttribute(name) ?? "");
        other.id = "other";
        document.body.append(other);
      });
      const other = page.locator("#other");
      await other.evaluate((element, key) => Object.assign(element, { apiKey: key }), await keyOf(mock, start.batch.id));
      await expect(other).toHaveAttribute("data-state", "ready");
      await other.locator("button[data-sort=name]").click();
      await expect(other.locator("[part~=row] [data-column=name]").first()).toHaveText("Ada 0000");
      await expect(async () => expect(await screen.element.evaluate(texts)).toEqual(await other.evaluate(texts))).toPass();
    });
  }

  test("names, numbers and figures are not to be translated, and words are", async ({ open, mock }) => {
    const { screen } = await openPeople(open, mock, 12, { attributes: { "call-url": "https://example.org/{call_record_id}" } });
    const kept = await screen.element.evaluate((element) => [
      ...new Set(
        [...(element.shadowRoot?.querySelectorAll("[translate=no]") ?? [])].map(
          (node) => node.getAttribute("data-column") ?? (node.className || node.id || node.localName),
        ),
      ),
    ]);
    expect(kept.toSorted()).toEqual(["attempted", "call", "card-value", "count", "dd", "duration", "ended", "name", "number", "p", "row-detail-name", "span"].toSorted());
    for (const words of [screen.headline, screen.cell("r1", "status"), screen.heading("name"), screen.chip("pending").locator("span").nth(1)]) {
      expect(await words.evaluate((node) => (node as HTMLElement).translate)).toBe(true);
    }
  });
});

/** The key that a campaign was asked for with. */
async function keyOf(mock: MockApi, batch: string): Promise<string> {
  const [asked] = await mock.questions(batch);
  return (asked?.headers["authorization"] ?? "").replace("Bearer ", "");
}

test.describe("on paper", () => {
  /** What stands when the browser turns to the paper's style, and how many sheets come of it. */
  async function printed(page: Page): Promise<{ rows: string[]; note: string; pages: number }> {
    await page.evaluate(() => {
      const take = () => {
        const root = document.querySelector("batch-status")?.shadowRoot;
        const rows = [...(root?.querySelectorAll("[part~=row]") ?? [])].map((row) => row.getAttribute("data-recipient"));
        Object.assign(window, { printed: { rows, note: root?.querySelector(".printed")?.textContent } });
      };
      matchMedia("print").addEventListener("change", take, { once: true });
    });
    const pdf = (await page.pdf()).toString("latin1");
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    const found = await page.evaluate(() => (window as unknown as { printed: { rows: string[]; note: string } }).printed);
    return { ...found, pages };
  }

  for (const count of [3, 30, 60, 300]) {
    test(`all of ${count} rows are printed, without an emulation before`, async ({ open, mock, page }) => {
      const { screen } = await openPeople(open, mock, count);
      const { rows, note, pages } = await printed(page);
      expect(rows).toEqual(Array.from({ length: count }, (_, index) => `r${index}`));
      expect(note).toBe("");
      // A sheet has room for some twenty-five rows.
      expect(pages).toBeGreaterThanOrEqual(Math.ceil(count / 30));
      // The screen is as it was, and so it is after another print.
      await expect.poll(() => screen.rows.count()).toBeLessThan(40);
      expect((await printed(page)).rows).toHaveLength(count);
    });
  }

  test("a view without a table prints no rows", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 300);
    await screen.set("view", "badge");
    await expect(screen.scroller).toBeHidden();
    const { rows, pages } = await printed(page);
    expect(rows.length).toBeLessThan(40);
    expect(pages).toBe(1);
  });

  test("what is too long for paper says how much of it is there", async ({ open, mock, page }) => {
    await openPeople(open, mock, 1200);
    const { rows, note } = await printed(page);
    expect(rows).toHaveLength(1000);
    expect(note).toBe("1,000 of 1,200 recipients printed");
  });

  test("the filter and the place hold on paper and after it", async ({ open, mock, page }) => {
    const { screen } = await openPeople(open, mock, 500);
    await screen.search.fill("ada");
    await expect(screen.part("toolbar")).toContainText("50 of 500");
    await screen.scroller.evaluate((scroller) => (scroller.scrollTop = 400));
    await expect(screen.row("r100")).toBeVisible();
    expect((await printed(page)).rows).toHaveLength(50);
    expect(await screen.scroller.evaluate((scroller) => scroller.scrollTop)).toBe(400);
    await expect(screen.row("r100")).toBeVisible();
  });
});
