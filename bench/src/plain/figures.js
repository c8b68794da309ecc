import { CARDS, PHASES, count, label } from "../campaign.js";
import { el, say } from "./dom.js";

/** Progress, cards and chips. */
export class Figures {
  progress = el("div", { class: "progress", role: "img", "aria-label": "Progress" });
  cards = el("div", { class: "cards" });
  chips = el("div", { class: "chips" });
  #segments = new Map();
  #values = new Map();
  #buttons = new Map();
  #onToggle;

  constructor(onToggle) {
    this.#onToggle = onToggle;
    for (const phase of PHASES) {
      const segment = el("span", { "data-phase": phase });
      this.#segments.set(phase, segment);
      this.progress.append(segment);
    }
    for (const [phase, title] of Object.entries(CARDS)) {
      const [value, note] = [el("span", { class: "card-value" }), el("span")];
      this.#values.set(phase, [value, note]);
      this.cards.append(el("div", { class: "card" }, el("span", {}, title), value, note));
    }
  }

  draw({ phases, statuses, total }, chosen) {
    for (const [phase, segment] of this.#segments) segment.style.flexGrow = phases[phase];
    for (const [phase, [value, note]] of this.#values) {
      say(value, count(phases[phase]));
      say(note, `of ${count(total)}`);
    }
    for (const status of statuses.keys()) if (!this.#buttons.has(status)) this.#addChip(status);
    for (const [status, button] of this.#buttons) say(button, `${label(status)} ${count(statuses.get(status) ?? 0)}`);
    this.press(chosen);
  }

  press(chosen) {
    for (const [status, button] of this.#buttons) button.setAttribute("aria-pressed", chosen.has(status));
  }

  #addChip(status) {
    const button = el("button", { type: "button", class: "chip" });
    button.addEventListener("click", () => this.#onToggle(status));
    this.#buttons.set(status, button);
    this.chips.append(button);
  }
}
