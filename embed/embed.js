// The page for frames, where a host allows no scripts (docs/frameworks.md#a-frame). Its address holds the settings, and it
// tells the page around it how high it is.

const KEY_REFUSED =
  "This address holds a key. Whoever sees the address has the key, and histories and logs keep it: have the key replaced. A campaign in a frame needs an endpoint that adds the key on a server.";

/** What an address may not set: where scripts come from. Keys are refused with words. */
const NOT_TAKEN = ["asset-base"];
const isKey = (/** @type {string} */ name) => /^(api[-_]?)?key$|^(access[-_]?)?token$/i.test(name);

const settings = [...new URLSearchParams(location.search)];
const known = /** @type {any} */ (customElements.get("batch-status")).observedAttributes;

/** @param {string} text */
function say(text) {
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.textContent = text;
  document.body.replaceChildren(words);
}

function show() {
  const element = document.createElement("batch-status");
  for (const [name, value] of settings) {
    if (known.includes(name) && !NOT_TAKEN.includes(name)) element.setAttribute(name, value);
    else console.warn(`embed.html takes no setting "${name}" from its address.`);
  }
  // A frame of another scheme than the page around it has a background of its own.
  const theme = element.getAttribute("theme");
  if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;
  document.body.style.margin = "0";
  document.body.replaceChildren(element);
}

function tellHeight() {
  const { height } = document.documentElement.getBoundingClientRect();
  // Any page may frame this one, and a height is no secret.
  parent.postMessage({ type: "batch-status-height", height: Math.ceil(height) }, "*");
}

if (settings.some(([name]) => isKey(name))) {
  history.replaceState(null, "", location.pathname);
  say(KEY_REFUSED);
} else show();

if (parent !== window) new ResizeObserver(tellHeight).observe(document.documentElement);
