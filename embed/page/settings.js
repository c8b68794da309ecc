// The attributes that say how the element shows and asks, each with a field that sets it at once.

/**
 * What an attribute takes: a list of words, the first of which is the default, or an example.
 * @typedef {string | string[]} Takes
 */

/** @type {Record<string, Takes>} */
const DISPLAY = {
  view: ["full", "summary", "table", "badge", "wallboard"],
  density: ["comfortable", "compact"],
  columns: "name status number",
  mask: ["none", "numbers", "all"],
  lang: "de",
  dir: ["nearest in the page", "ltr", "rtl", "auto"],
  "time-zone": "America/Vancouver",
  "window-time-zone": "UTC",
  "dial-fee": "0.005 USD",
  "call-url": "/calls/{call_record_id}",
  replay: "60x, with src",
};
/** @type {Record<string, Takes>} */
const REQUESTS = {
  "refresh-interval": "auto, or seconds",
  "hourly-budget": "900",
  endpoint: "/batch-status",
  "token-endpoint": "/token",
  src: "/campaign.json",
  loading: ["lazy", "eager"],
  "asset-base": "/any/path/",
};

/**
 * Fills the form with fields.
 * @param {HTMLFormElement} form
 * @param {(name: string, value: string | null) => void} changed hears of each change, null for the default
 */
export function settings(form, changed) {
  for (const [group, attributes] of Object.entries({ display: DISPLAY, requests: REQUESTS })) {
    const fields = Object.entries(attributes).map(([name, takes]) => field(name, control(name, takes)));
    form.querySelector(`#${group}`)?.append(...fields);
  }
  // A text counts when it is finished: half a word would only earn warnings.
  form.addEventListener("change", ({ target }) => {
    const { name, value } = /** @type {HTMLInputElement | HTMLSelectElement} */ (target);
    if (name) changed(name, value.trim() || null);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}

/**
 * What the form says now: only what differs from the defaults.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function chosen(form) {
  const said = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(said.filter(([, value]) => value));
}

/**
 * @param {string} name
 * @param {HTMLInputElement | HTMLSelectElement} input
 */
export function field(name, input) {
  const row = document.createElement("div");
  const label = document.createElement("label");
  row.className = "field";
  label.htmlFor = input.id = `set-${name}`;
  label.textContent = name;
  row.append(label, input);
  return row;
}

/**
 * @param {string} name
 * @param {Takes} takes
 */
function control(name, takes) {
  const input = typeof takes === "string" ? textField(takes) : choice(takes);
  input.name = name;
  return input;
}

/** @param {string} placeholder */
function textField(placeholder) {
  const input = document.createElement("input");
  return Object.assign(input, { type: "text", placeholder, spellcheck: false, autocapitalize: "none", autocomplete: "off" });
}

/** @param {string[]} words */
function choice(words) {
  const select = document.createElement("select");
  select.append(...words.map((word, at) => new Option(word, at === 0 ? "" : word)));
  return select;
}
