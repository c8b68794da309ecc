// The element's theme: a field for every custom property of style/tokens.css.

import { field } from "./settings.js";

const COLOURS =
  "surface ink ink-secondary hairline focus answered live not-answered failed waiting unknown".split(" ");
/** In px; the padding is this page's own. */
const SIZES = { radius: 8, padding: 0, "table-height": 480 };
/** What the element itself calls a colour where the names differ. */
const INNER = { "ink-secondary": "ink-2" };

const property = (name) => `--batch-status-${name}`;
const edited = {};

/** Fills the box with fields that set the properties on the element at once; `changed` hears of it. */
export function tokens(box, view, changed) {
  const colours = COLOURS.map((name) => make(name, { type: "color", defaultValue: "#000000" }));
  const sizes = Object.entries(SIZES).map(([name, value]) => make(name, { type: "number", min: 0, max: 2000, defaultValue: value }));
  box.append(...[...colours, ...sizes].map((input) => field(input.dataset.token, input)));
  box.addEventListener("input", ({ target }) => {
    const { token } = target.dataset;
    if (target.value === "") return;
    edited[token] = target.type === "number" ? `${target.value}px` : target.value;
    view.style.setProperty(property(token), edited[token]);
    changed();
  });
}

const make = (name, properties) => {
  const input = Object.assign(document.createElement("input"), properties);
  input.dataset.token = name;
  return input;
};

/** Back to the sheet's own. */
export function forget(box, view) {
  for (const name of Object.keys(edited)) {
    view.style.removeProperty(property(name));
    delete edited[name];
  }
  showDefaults(box, view);
}

/** Puts into each colour field that nobody has touched what the element shows in this theme. */
export function showDefaults(box, view) {
  const probe = document.createElement("span");
  box.append(probe);
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const shown = (name) => {
    probe.style.color = getComputedStyle(view).getPropertyValue(`--${INNER[name] ?? name}`);
    return getComputedStyle(probe).color;
  };
  const ground = shown("surface");
  for (const name of COLOURS.filter((colour) => !edited[colour])) {
    box.querySelector(`[data-token="${name}"]`).value = hex(pen, ground, shown(name));
  }
  probe.remove();
}

/** As a colour field takes it: a hairline lets the ground through, and a field does not. */
function hex(pen, ...layers) {
  for (const colour of layers) {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The changed properties as CSS; empty when there are none. */
export function css() {
  const lines = Object.entries(edited).map(([name, value]) => `  ${property(name)}: ${value};`);
  return lines.length > 0 ? `batch-status {\n${lines.join("\n")}\n}` : "";
}
