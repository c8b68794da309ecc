import { COLUMNS, ROW_HEIGHT } from "../campaign.js";
import { el, say } from "./dom.js";

/** A row that stands for one recipient after the other. */
export class Slot {
  row = el("tr");
  index = -1;
  #cells = COLUMNS.map(() => el("td"));

  constructor() {
    this.row.append(...this.#cells);
  }

  show(recipient, index) {
    if (this.index === -1) this.row.hidden = false;
    if (this.index !== index) {
      this.index = index;
      this.row.style.transform = `translateY(${index * ROW_HEIGHT}px)`;
      this.row.setAttribute("aria-rowindex", index + 2);
    }
    for (const [at, { text }] of COLUMNS.entries()) say(this.#cells[at], text(recipient));
  }

  hide() {
    if (this.index === -1) return;
    this.index = -1;
    this.row.hidden = true;
  }
}
