import { expect, type Locator, type Page } from "@playwright/test";

export type State = "loading" | "ready" | "stale" | "failed" | "unconfigured" | "done";

/** The languages that it is told in. */
export const LANGUAGES = ["en", "de", "fr", "es", "pt", "ja", "ar"];

/** The parts of one `<batch-status>` that a person uses. Locators reach into its open shadow root. */
export class Screen {
  readonly page: Page;
  readonly element: Locator;

  constructor(page: Page, element: Locator = page.locator("batch-status").first()) {
    this.page = page;
    this.element = element;
  }

  part(name: string): Locator {
    return this.element.locator(`[part~="${name}"]`);
  }

  get headline(): Locator {
    return this.part("headline");
  }
  /** How many are in a phase. */
  legend(phase: string): Locator {
    return this.element.locator(`[data-phase="${phase}"] .count`);
  }
  get badge(): Locator {
    return this.part("status-badge");
  }
  get banner(): Locator {
    return this.part("banner");
  }
  get error(): Locator {
    return this.part("error");
  }
  get skeleton(): Locator {
    return this.part("skeleton");
  }
  get freshness(): Locator {
    return this.element.locator("[data-freshness]");
  }
  get refreshButton(): Locator {
    return this.element.locator("button[data-action=refresh]");
  }
  get pauseButton(): Locator {
    return this.element.locator("button[data-action=pause]");
  }
  get retryButton(): Locator {
    return this.element.locator("button[data-action=retry]");
  }
  get search(): Locator {
    return this.element.locator("input[type=search]");
  }
  get scroller(): Locator {
    return this.element.getByRole("grid", { name: "Recipients" });
  }
  get rows(): Locator {
    return this.part("row");
  }

  /** A tab: people, reasons, activity or details. */
  tab(name: string): Locator {
    return this.element.locator(`[role=tab][data-tab="${name}"]`);
  }
  async openTab(name: string): Promise<void> {
    await this.tab(name).click();
    await expect(this.panel(name)).toBeVisible();
  }
  panel(name: string): Locator {
    return this.element.locator(`[role=tabpanel][data-panel="${name}"]`);
  }

  /** A line of the details. */
  detail(name: string): Locator {
    return this.panel("details").locator(`[data-detail="${name}"]`);
  }
  detailValue(name: string): Locator {
    return this.detail(name).locator(".detail-value");
  }
  /** The notes on the data, among the details. */
  get notes(): Locator {
    return this.panel("details").locator(".notices");
  }

  card(name: string): Locator {
    return this.element.locator(`[part~=card][data-card="${name}"]`);
  }
  value(card: string): Locator {
    return this.card(card).locator("[part~=card-value]");
  }
  chip(status: string): Locator {
    return this.element.locator(`button[part~=chip][data-status="${status}"]`);
  }
  /** The chip of all statuses that have none of their own. */
  get others(): Locator {
    return this.element.locator("button[part~=chip][data-action=others]");
  }
  row(recipient: string): Locator {
    return this.element.locator(`[part~=row][data-recipient="${recipient}"]`);
  }
  cell(recipient: string, column: string): Locator {
    return this.row(recipient).locator(`[part~=cell][data-column="${column}"]`);
  }
  column(name: string): Locator {
    return this.rows.locator(`[part~=cell][data-column="${name}"]`);
  }
  sort(column: string): Locator {
    return this.element.locator(`button[data-sort="${column}"]`);
  }
  /** Orders by name with a key, or from the list that stands where there is no room for headers. */
  async orderByName(): Promise<void> {
    const header = this.sort("name");
    if (await header.isVisible()) await header.press("Enter");
    else await this.element.getByRole("combobox", { name: "Sort by" }).selectOption("Name, ascending");
  }
  heading(column: string): Locator {
    return this.element.locator("th", { has: this.page.locator(`button[data-sort="${column}"]`) });
  }

  /** The recipient whose row is active for assistive technology, and whether the whole row is in sight below the head. */
  active(): Promise<{ id: string; isSeen: boolean } | undefined> {
    return this.scroller.evaluate((grid) => {
      const row = (grid.getRootNode() as ShadowRoot).getElementById(grid.getAttribute("aria-activedescendant") ?? "");
      if (!row) return undefined;
      const { top, bottom } = row.getBoundingClientRect();
      const head = grid.querySelector("thead")?.getBoundingClientRect().bottom ?? 0;
      const isSeen = top >= head - 1 && bottom <= grid.getBoundingClientRect().bottom + 1;
      return { id: row.getAttribute("data-recipient") ?? "", isSeen };
    });
  }

  /** Expects that this row is active and in sight. */
  async expectActive(id: string): Promise<void> {
    await expect.poll(() => this.active()).toEqual({ id, isSeen: true });
    await expect(this.element.locator("[data-active]")).toHaveAttribute("data-recipient", id);
  }

  /** The recipients whose rows are marked as changed. */
  marked(): Promise<(string | null)[]> {
    return this.element.locator("[data-changed]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-recipient")));
  }

  get news(): Locator {
    return this.element.locator(".news");
  }
  get aloud(): Locator {
    return this.element.locator(".campaign > p[role=status].aloud");
  }

  async expectState(state: State): Promise<void> {
    await expect(this.element).toHaveAttribute("data-state", state);
  }

  /** Calls a method of the element. */
  async call(method: "refresh" | "pause" | "resume"): Promise<void> {
    await this.element.evaluate((element, name) => {
      (element as unknown as Record<string, () => void>)[name]?.();
    }, method);
  }

  /** Changes its language, and waits until it is told in that. */
  async speak(lang: string): Promise<void> {
    await this.set("lang", lang);
    await expect(this.element.locator("section.campaign")).toHaveAttribute("lang", lang);
  }

  /** Gives it a width of its own, in CSS pixels. */
  async widen(width: number): Promise<void> {
    await this.element.evaluate((element, width) => Object.assign(element.style, { display: "block", width: `${width}px` }), width);
  }

  async set(attribute: string, value: string): Promise<void> {
    await this.element.evaluate((element, [name, text]) => element.setAttribute(name, text), [attribute, value] as const);
  }
}
