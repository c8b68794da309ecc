import { COLUMNS, ROW_HEIGHT } from "../campaign.js";
import { el } from "./dom.js";
import { Slot } from "./slot.js";
import { sorted } from "./sorted.js";

/** Rows beyond those in sight, on either side. */
const BEYOND = 5;
const ARIA = { 1: "ascending", [-1]: "descending" };

/** The table: as many rows as fit, filled anew as it moves. */
export class People {
  #everybody = [];
  #shown = [];
  #isWanted = null;
  /** Column and direction, or null for dialling order. */
  #sort = null;
  #slots = [];
  #table = el("table");
  #body = el("tbody");
  #headings = new Map();
  scroller = el("div", { class: "scroller", tabindex: "0" }, this.#table);

  constructor() {
    const row = el("tr");
    for (const column of COLUMNS) {
      const button = el("button", { type: "button", "data-sort": column.id }, column.title);
      button.addEventListener("click", () => this.#press(column));
      const heading = el("th", { "aria-sort": "none" }, button);
      this.#headings.set(column, heading);
      row.append(heading);
    }
    this.#table.append(el("thead", {}, row), this.#body);
    this.scroller.addEventListener("scroll", () => this.draw(), { passive: true });
  }

  take(recipients) {
    this.#everybody = recipients;
    this.#arrange();
  }

  filter(isWanted) {
    this.#isWanted = isWanted;
    this.#arrange();
  }

  /** Up, down, and back to dialling order. */
  #press(column) {
    const direction = this.#sort?.column === column ? this.#sort.direction : 0;
    this.#sort = direction === -1 ? null : { column, direction: direction === 1 ? -1 : 1 };
    for (const [other, heading] of this.#headings) {
      heading.setAttribute("aria-sort", (other === this.#sort?.column && ARIA[this.#sort.direction]) || "none");
    }
    this.#arrange();
  }

  #arrange() {
    const wanted = this.#isWanted ? this.#everybody.filter(this.#isWanted) : this.#everybody;
    this.#shown = this.#sort ? sorted(wanted, this.#sort) : wanted;
    const height = `${this.#shown.length * ROW_HEIGHT}px`;
    if (this.#body.style.height !== height) this.#body.style.height = height;
    this.#table.setAttribute("aria-rowcount", this.#shown.length + 1);
    this.draw();
  }

  draw() {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - BEYOND);
    const last = Math.min(this.#shown.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + BEYOND);
    if (this.#slots.length < last - first) this.#addSlots(last - first);
    // Whoever stays in sight keeps the slot, so that scrolling fills only rows that come in.
    for (let index = first; index < last; index += 1) this.#slots[index % this.#slots.length].show(this.#shown[index], index);
    for (const slot of this.#slots) if (slot.index < first || slot.index >= last) slot.hide();
  }

  #addSlots(count) {
    // With their number, who has which place changes.
    for (const slot of this.#slots) slot.hide();
    while (this.#slots.length < count) this.#slots.push(new Slot());
    this.#body.append(...this.#slots.map(({ row }) => row));
  }
}
