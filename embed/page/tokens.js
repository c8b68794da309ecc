// The element's theme: the page has a field for every custom property of style/tokens.css.

/**
 * What the element itself calls a colour where the names differ.
 * @type {Record<string, string>}
 */
const INNER = { "ink-secondary": "ink-2" };

/** @param {string} name */
const property = (name) => `--batch-status-${name}`;
/** @type {Record<string, string>} */
const edited = {};

/**
 * Sets the properties of the box's fields on the element at once.
 * @param {HTMLElement} box
 * @param {HTMLElement} view
 * @param {() => void} changed hears of it
 */
export function tokens(box, view, changed) {
  box.addEventListener("input", ({ target }) => {
    const { dataset, type, value } = /** @type {HTMLInputElement} */ (target);
    const { token } = dataset;
    if (!token || value === "") return;
    edited[token] = type === "number" ? `${value}px` : value;
    view.style.setProperty(property(token), edited[token]);
    changed();
  });
}

/**
 * Back to the sheet's own.
 * @param {HTMLElement} box
 * @param {HTMLElement} view
 */
export function forget(box, view) {
  for (const name of Object.keys(edited)) {
    view.style.removeProperty(property(name));
    delete edited[name];
  }
  showDefaults(box, view);
}

/**
 * Puts into each colour field that nobody has touched what the element shows in this theme.
 * @param {HTMLElement} box
 * @param {HTMLElement} view
 */
export function showDefaults(box, view) {
  const probe = document.createElement("span");
  box.append(probe);
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  // Where the element's tokens have the values of its place.
  const mount = view.shadowRoot?.querySelector(".mount") ?? view;
  /** @param {string} name */
  const shown = (name) => {
    probe.style.color = getComputedStyle(mount).getPropertyValue(`--${INNER[name] ?? name}`);
    return getComputedStyle(probe).color;
  };
  const ground = shown("surface");
  /** @type {NodeListOf<HTMLInputElement>} */
  const colours = box.querySelectorAll("[type=color]");
  for (const input of colours) {
    const name = input.dataset.token ?? "";
    if (pen && !edited[name]) input.value = hex(pen, ground, shown(name));
  }
  probe.remove();
}

/**
 * As a colour field takes it: a hairline lets the ground through, and a field does not.
 * @param {OffscreenCanvasRenderingContext2D} pen
 * @param {string[]} layers
 */
function hex(pen, ...layers) {
  for (const colour of layers) {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
  }
  const channels = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  return `#${channels.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The changed properties as CSS; empty when there are none. */
export function css() {
  const lines = Object.entries(edited).map(([name, value]) => `  ${property(name)}: ${value};`);
  return lines.length > 0 ? `batch-status {\n${lines.join("\n")}\n}` : "";
}
