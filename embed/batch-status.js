// `<batch-status>`: the element class. It draws the skeleton and its own failure text, so both
// stand before a byte of wasm is there; all else is the widget's (GLUE.md is the line between).

// `cargo xtask dist` puts hashed names here.
const GLUE = "batch-status-app.js";
const WASM = "batch-status-app_bg.wasm";

const TAG = "batch-status";
const MIRRORED = {
  batchId: "batch-id",
  endpoint: "endpoint",
  refreshInterval: "refresh-interval",
  theme: "theme",
  loading: "loading",
  assetBase: "asset-base",
};
const CHOICES = { theme: ["auto", "light", "dark"], loading: ["lazy", "eager"] };
const LOOPBACK = /^(|localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

// Every tone is a share of the page's own ink: the skeleton suits any background and theme. A
// container has no width of its own, so in a flex row or a float it would vanish: the empty grid
// before it wants 720 px and makes do with less.
const SKELETON_CSS = `
:host{display:block}
:host:before{content:"";display:grid;grid-template-columns:minmax(0,720px)}
:host([hidden]),[hidden]{display:none!important}
.frame{container-type:inline-size;position:relative;padding:var(--batch-status-padding,16px)}
.skeleton,.skeleton>*{display:grid;gap:16px}
.skeleton i{height:24px;border-radius:4px;background:color-mix(in srgb,currentColor 8%,transparent)}
.sk-head{gap:4px}
.sk-head i{height:28px;width:40%}
.sk-head :first-child{height:20px;width:20%}
.sk-head :nth-child(2){height:24px;width:80%}
.sk-bar{gap:8px}
.sk-bar i{height:68px;width:80%}
.sk-bar :first-child{height:12px;width:auto}
.sk-cards{gap:8px;grid-template-columns:1fr 1fr}
.sk-cards i{height:90px;border-radius:8px}
.sk-cards :last-child{grid-column:span 2}
.sk-tools i{height:92px}
.sk-rows{gap:1px}
.sk-rows i{height:55px}
.sk-rows :first-child{height:33px}
.skeleton span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@container (min-width:480px){.sk-tools i{height:60px}}
@container (min-width:640px){.sk-bar i{height:20px}}
@container (min-width:720px){
.sk-head i{width:40%}
.sk-head :last-child{display:none}
.sk-cards{gap:12px;grid-template-columns:repeat(4,1fr)}
.sk-rows i{height:39px}
}
.failure{padding:12px 16px;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:8px;font-size:14px;line-height:20px}
.failure p{margin:0;overflow-wrap:anywhere}
.failure button{margin-top:8px;padding:3px 11px;border:1px solid color-mix(in srgb,currentColor 50%,transparent);border-radius:4px;background:none;color:inherit;font:inherit}`;

let sheet;
let glue;
let attempts = 0;
const stranded = new Set();
const said = new Set();

function warn(text) {
  if (!said.has(text)) console.warn(`<${TAG}>: ${text}`);
  said.add(text);
}

function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
}

const boxes = (name, count) =>
  node("div", { class: name }, ...Array.from({ length: count }, () => node("i")));

function skeleton() {
  return node(
    "div",
    { class: "skeleton", part: "skeleton", role: "status", lang: "en" },
    node("span", {}, "Loading campaign"),
    boxes("sk-head", 3),
    boxes("sk-bar", 2),
    boxes("sk-cards", 7),
    boxes("sk-tools", 1),
    boxes("sk-rows", 6),
  );
}

function failure(kind, text, ...more) {
  const attributes = { class: "failure", part: "error", role: "alert", lang: "en", "data-kind": kind };
  return node("div", attributes, node("p", {}, text), ...more);
}

/** The glue, fetched and started once for all elements. A failure is forgotten, so one can retry. */
function load(base) {
  return (glue ??= start(base).catch((error) => {
    glue = undefined;
    throw error;
  }));
}

async function start(base) {
  // Some browsers never fetch a module again that once failed; under another fragment they do.
  const module = await import(new URL(attempts++ ? `${GLUE}#${attempts}` : GLUE, base));
  await module.default({ module_or_path: new URL(WASM, base) });
  sheet.replaceSync(SKELETON_CSS + module.stylesheet());
  return module;
}

/** The language of the nearest ancestor that names one, through shadow roots, else the reader's. */
function languageAt(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const named = at.closest("[lang]");
    if (named) return wellFormed(named.getAttribute("lang"));
  }
  return navigator.language;
}

/** What `Intl` takes: it throws for `english (US)`, and `en_US` stands on many pages. */
function wellFormed(tag) {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-") || [])[0] ?? navigator.language;
  } catch {
    warn(`lang="${tag}" is no language tag: the reader's it is.`);
    return navigator.language;
  }
}

class BatchStatus extends (globalThis.HTMLElement ?? Object) {
  static version = "0.1.0";
  static observedAttributes = [...Object.values(MIRRORED), "api-key", "lang"];

  // Elements that come near the viewport begin; the margin is about a second of scrolling.
  static #nearby;
  static #whenNear(element) {
    BatchStatus.#nearby ??= new IntersectionObserver(
      (entries) => entries.forEach((entry) => entry.isIntersecting && entry.target.#begin()),
      { rootMargin: "300px" },
    );
    BatchStatus.#nearby.observe(element);
  }

  #skeleton = skeleton();
  #mount = node("div");
  #frame = node("div", { class: "frame" }, this.#skeleton, this.#mount);
  #failure;
  #states;
  #state = "loading";
  /** waiting (for the viewport), loading, stranded (load failed), mounted or crashed. */
  #phase = "waiting";
  #widget;
  #connected = false;
  #changed = true;
  #settling = false;
  #paused = false;
  /** Only until it is handed over; undefined when nothing new is to be said. */
  #key;
  #announceReady;
  #ready = new Promise((resolve) => (this.#announceReady = resolve));

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(SKELETON_CSS);
    }
    root.adoptedStyleSheets = [sheet];
    root.append(this.#frame);
    this.#states = this.attachInternals?.().states;
    this.#enter("loading");
  }

  /** Resolves once the first campaign is on the screen. */
  get ready() {
    return this.#ready;
  }

  /** Write-only: nothing that runs in the page later reads a key back. */
  get apiKey() {}
  set apiKey(key) {
    this.#key = key ? String(key) : null;
    this.#change();
  }

  refresh() {
    if (this.#widget) this.#call("refresh");
    else if (this.isConnected) this.#begin();
  }
  pause() {
    this.#paused = true;
    this.#call("pause");
  }
  resume() {
    this.#paused = false;
    this.#call("resume");
  }

  connectedCallback() {
    this.dataset.state = this.#state;
    // A property set before the definition hides its accessor: take it off and set it again.
    for (const name of [...Object.keys(MIRRORED), "apiKey"]) {
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    if (this.#phase === "stranded") this.#phase = "waiting";
    this.#change();
  }

  disconnectedCallback() {
    this.#settle();
  }

  // Its presence lets `moveBefore` move the element without a disconnect.
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    if (name === "api-key") return this.#takeKey(value);
    if (value !== null && CHOICES[name]?.includes(value) === false) {
      warn(`${name}="${value}" is none of ${CHOICES[name].join(", ")}: ${CHOICES[name][0]} it is.`);
    }
    if (name === "asset-base" && this.#phase === "stranded") this.#phase = "waiting";
    // The theme is a matter of CSS alone.
    if (name !== "theme") this.#change();
  }

  #takeKey(key) {
    // Taking the attribute off calls here again.
    if (key === null) return;
    this.apiKey = key;
    this.removeAttribute("api-key");
    if (!LOOPBACK.test(location.hostname)) {
      warn(
        "an API key in a page is open to all its visitors and can place calls. " +
          "Use a proxy of your own that adds it.",
      );
    }
  }

  #change() {
    this.#changed = true;
    this.#settle();
  }

  /** Once per microtask: attributes set one by one are one change, and a re-append is none. */
  #settle() {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      if (this.isConnected) this.#attend();
      else this.#leave();
    });
  }

  #attend() {
    if (this.#phase === "waiting") {
      if (this.loading === "eager") this.#begin();
      else BatchStatus.#whenNear(this);
    }
    if (this.#widget && this.#changed) {
      this.#changed = false;
      this.#call("configure", this.#config());
    }
    if (this.#widget && !this.#connected) {
      this.#connected = true;
      this.#call("connect", this.#mount);
    }
  }

  #leave() {
    stranded.delete(this);
    BatchStatus.#nearby?.unobserve(this);
    if (!this.#connected) return;
    this.#connected = false;
    this.#call("disconnect");
  }

  async #begin() {
    BatchStatus.#nearby?.unobserve(this);
    if (this.#phase !== "waiting" && this.#phase !== "stranded") return;
    this.#phase = "loading";
    this.#failure?.remove();
    this.#enter("loading");
    stranded.delete(this);
    let kind = "load";
    try {
      const { Widget } = await load(this.#assets());
      kind = "crash";
      // Held weakly: the wasm keeps this function, and would keep a removed element with it.
      const self = new WeakRef(this);
      this.#widget = new Widget((name, detail) => self.deref()?.#hear(name, detail));
    } catch (error) {
      return this.#fail(kind, error);
    }
    this.#phase = "mounted";
    if (this.#paused) this.#call("pause");
    for (const other of stranded) other.#begin();
    this.#settle();
  }

  #assets() {
    try {
      if (this.assetBase) return new URL(this.assetBase.replace(/\/?$/, "/"), document.baseURI);
    } catch {
      warn(`asset-base="${this.assetBase}" is no address: the script's folder it is.`);
    }
    return new URL(import.meta.url);
  }

  #config() {
    const config = {
      batchId: this.batchId,
      endpoint: this.#absoluteEndpoint(),
      refreshInterval: this.refreshInterval,
      lang: languageAt(this),
    };
    if (this.#key !== undefined) config.apiKey = this.#key;
    this.#key = undefined;
    return config;
  }

  #absoluteEndpoint() {
    try {
      return this.endpoint && new URL(this.endpoint, document.baseURI).href;
    } catch {
      // The widget says what is wrong with it.
      return this.endpoint;
    }
  }

  /** A trap in the wasm must not reach the page's own code. */
  #call(method, argument) {
    try {
      this.#widget?.[method](argument);
    } catch (error) {
      this.#fail("crash", error);
    }
  }

  #hear(name, detail) {
    if (this.#phase === "crashed") return;
    if (name === "statechange") return this.#enter(detail.to);
    if (name === "error" && detail.kind === "crash") return this.#fail("crash");
    if (name === "ready") this.#announceReady();
    this.#emit(name, detail);
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`${TAG}-${name}`, { detail, bubbles: true, composed: true }));
  }

  #enter(to) {
    const from = this.#state;
    this.#state = to;
    this.#skeleton.hidden = to !== "loading";
    try {
      this.#states.delete(from);
      this.#states.add(to);
    } catch {
      // Browsers before `:state()` have `data-state` alone.
    }
    if (from === to) return;
    this.dataset.state = to;
    this.#emit("statechange", { from, to });
  }

  #fail(kind, error) {
    // A panic is told twice: by its hook, and by the call that it broke off.
    if (this.#phase === "crashed") return;
    if (error) console.error(`<${TAG}>:`, error);
    // Off the stack that broke: the others would go on asking behind their failure text.
    const widget = this.#widget;
    queueMicrotask(() => {
      try {
        widget?.disconnect();
      } catch {}
    });
    this.#widget = undefined;
    this.#connected = false;
    this.#failure?.remove();
    if (kind === "load") this.#strand();
    else this.#crash();
    this.#frame.append(this.#failure);
    this.#enter("failed");
    this.#emit("error", { kind, status: null, retryInMs: null });
  }

  #strand() {
    this.#phase = "stranded";
    if (this.isConnected) stranded.add(this);
    const retry = node("button", { type: "button", "data-action": "retry" }, "Try again");
    retry.onclick = () => {
      // The button goes away under the person's focus; the element keeps it.
      this.#frame.tabIndex = -1;
      this.#frame.focus();
      this.#begin();
    };
    this.#failure = failure(
      "load",
      `The campaign view did not load from ${this.#assets().host}. Check your connection, then try ` +
        "again. If that does not help, the page may not be allowed to load from there: tell its owner.",
      retry,
    );
  }

  #crash() {
    this.#phase = "crashed";
    this.#mount.hidden = true;
    this.#failure = failure(
      "crash",
      "The campaign view stopped because of a fault of its own. The calls are not affected. " +
        "Reload the page to watch them again.",
    );
  }
}

for (const [property, name] of Object.entries(MIRRORED)) {
  Object.defineProperty(BatchStatus.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

// On a server there is nothing to define; a second copy, of any version, leaves the first alone.
if (globalThis.window?.customElements) {
  if (customElements.get(TAG)) warn("already defined: this copy does nothing.");
  else customElements.define(TAG, BatchStatus);
}
