// The attributes that say how the element shows and asks, each with a field that sets it at once.

/** Name, then what it takes: a list of words, the first of which is the default, or an example. */
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
const REQUESTS = {
  "refresh-interval": "auto, or seconds",
  "hourly-budget": "900",
  endpoint: "/batch-status",
  "token-endpoint": "/token",
  src: "/campaign.json",
  loading: ["lazy", "eager"],
  "asset-base": "/any/path/",
};

/** Fills the form with fields; `changed(name, value)` hears of each change, null for the default. */
export function settings(form, changed) {
  for (const [group, attributes] of [["display", DISPLAY], ["requests", REQUESTS]]) {
    const fields = Object.entries(attributes).map(([name, takes]) => field(name, control(name, takes)));
    form.querySelector(`#${group}`).append(...fields);
  }
  // A text counts when it is finished: half a word would only earn warnings.
  form.addEventListener("change", ({ target }) => {
    if (target.name) changed(target.name, target.value.trim() || null);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** What the form says now: only what differs from the defaults. */
export function chosen(form) {
  const said = [...new FormData(form)].map(([name, value]) => [name, value.trim()]);
  return Object.fromEntries(said.filter(([, value]) => value));
}

export function field(name, input) {
  const row = document.createElement("div");
  const label = document.createElement("label");
  row.className = "field";
  label.htmlFor = input.id = `set-${name}`;
  label.textContent = name;
  row.append(label, input);
  return row;
}

function control(name, takes) {
  const isClosed = Array.isArray(takes);
  const input = document.createElement(isClosed ? "select" : "input");
  input.name = name;
  if (isClosed) input.append(...takes.map((word, at) => new Option(word, at === 0 ? "" : word)));
  else Object.assign(input, { type: "text", placeholder: takes, spellcheck: false, autocapitalize: "none", autocomplete: "off" });
  return input;
}
