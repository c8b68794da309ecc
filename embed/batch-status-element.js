// The class of `<batch-status>`, without side effects: nothing is defined, fetched or drawn until
// somebody asks. It draws the skeleton and a short failure text, so both stand before any other
// file is there; all else is the core's (batch-status-core.js) and the widget's (docs/element-and-wasm.md).

import { bare, make, ofDocument } from "./core/own.js";
import { areFiles, bringModule } from "./core/parts.js";

// Name and SRI hash of each file. `cargo xtask dist` writes this line; the core has the rest.
/** @type {Record<"core" | "diagnose", File>} */
const FILES = { core: ["batch-status-core.js", ""], diagnose: ["batch-status-diagnose.js", ""] };

/** @typedef {import("./core/types.js").File} File */
/** @typedef {import("./core/types.js").Brought} Brought */
/** @typedef {import("./batch-status-core.js").Core} Core */
/** @typedef {Shell} ElementShell what the other modules know of one */

const TAG = "batch-status";
const HOME = import.meta.url;
/** Properties that mirror the attribute of the same name with dashes. */
const MIRRORED =
  "batchId endpoint tokenEndpoint src refreshInterval hourlyBudget view columns theme density mask timeZone windowTimeZone callUrl dialFee finishBy replay loading assetBase".split(" ");
/** Properties that no attribute mirrors: kept here until the core takes them over. */
const GIVEN = ["apiKey", "tokenProvider", "fetcher", "data"];
/** @param {string} name */
const dashed = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

// Every tone is a share of the page's own ink: the skeleton suits any background and theme. A
// container has no width of its own, so in a flex row or a float it would vanish: the empty grid
// before it wants 720 px and makes do with less.
const SKELETON_CSS = `
:host{display:block}
:host:before{content:"";display:grid;grid-template-columns:minmax(0,720px)}
:host([hidden]),[hidden]{display:none!important}
.frame{container-type:inline-size;position:relative;font-size:14px;padding:var(--batch-status-padding,0px)}
.skeleton,.skeleton>*{display:grid;gap:16px}
.skeleton i{height:24px;border-radius:4px;background:currentColor;opacity:.08}
.sk-head{gap:4px}
.sk-head i{height:28px;width:40%}
.sk-head :first-child{height:20px;width:20%}
.sk-head :nth-child(2){height:24px;width:80%}
.sk-bar{gap:8px}
.sk-bar i{height:68px;width:80%}
.sk-bar :first-child{height:12px;width:auto}
.sk-cards i{height:153px;border-radius:8px}
.sk-tools{gap:8px;margin-bottom:-12px}
.sk-tools i{height:37px}
.sk-tools :nth-child(2){height:28px}
.sk-tools :last-child{height:85px}
.sk-rows{gap:1px}
.sk-rows i{height:55px}
.sk-rows :first-child{height:33px}
.skeleton span{position:absolute;opacity:0}
@container (min-width:480px){.sk-cards i{height:251px}}
@container (min-width:640px){.sk-bar i{height:20px}.sk-tools :nth-child(2){display:none}}
@container (min-width:720px){
.sk-head :last-child{display:none}
.sk-cards i{height:126px}
.sk-tools :last-child{height:52px}
.sk-rows i{height:39px}
}
@container (min-width:1160px){.sk-cards i{height:110px}}
@media (pointer:coarse){
.sk-head :nth-child(3){height:40px}
.sk-tools i{height:40px}
.sk-tools :nth-child(2){height:40px}
.sk-tools :last-child{height:108px}
.sk-rows :first-child{height:41px}
}
:host([view=badge]) .frame{padding:6px 0}:host([view=badge]) .skeleton :not(.sk-head,.sk-head :first-child,span),:host(:is([view=summary],[view=wallboard])) :is(.sk-tools,.sk-rows),:host([view=table]) :is(.sk-bar,.sk-cards),:host([view=table]) .sk-tools :first-child{display:none}
@container (min-width:480px){:host([view=table]) .sk-head :first-child{height:32px}:host([view=table]) .sk-head :nth-child(n+2){display:none}}
.failure{padding:12px 16px;border:1px solid;border-radius:8px;font-size:14px;line-height:20px}
.failure p{margin:0 0 8px;overflow-wrap:anywhere}
.failure button{padding:3px 11px;border:1px solid;border-radius:4px;background:none;color:inherit;font:inherit}`;

/**
 * @param {string} tag
 * @param {Record<string, unknown> | ""} [attributes]
 * @param {(Node | string)[]} children
 */
function node(tag, attributes, ...children) {
  const made = make(tag);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** @param {string} name @param {number} count */
const boxes = (name, count) =>
  node("div", { class: name }, ...Array.from({ length: count }, () => node("i")));

function skeleton() {
  return node(
    "div",
    { class: "skeleton", part: "skeleton", role: "status", lang: "en" },
    node("span", {}, "Loading campaign"),
    boxes("sk-head", 3),
    boxes("sk-bar", 2),
    boxes("sk-cards", 1),
    boxes("sk-tools", 3),
    boxes("sk-rows", 6),
  );
}

/**
 * The sheet that all elements of a document share: another document refuses it.
 * @type {WeakMap<Document, { sheet: CSSStyleSheet, style?: string }>}
 */
const sheets = new WeakMap();
/** @type {Record<string, Promise<Brought>>} */
const loads = bare({});
/** @type {Set<Shell>} */
const stranded = new Set();
let style = "";

/** What stands around one element's widget. The element keeps it private; the core works with it. */
class Shell {
  /**
   * Said and not yet taken by the core: GIVEN, `keyAttribute`, `viewState`, `paused` and `refresh`.
   * @type {Record<string, any>}
   */
  given = bare({});
  state = "loading";
  /** Where the widget asks when the page names no endpoint. */
  vendorEndpoint = "https://api.magpipe.ai/functions/v1/batch-calls";
  /** waiting (for the viewport), loading, stranded (a load failed), mounted or crashed. */
  phase = "waiting";
  skeleton = skeleton();
  mount = node("div", { class: "mount" });
  frame = node("div", { class: "frame" }, this.skeleton, this.mount);
  announceReady = () => {};
  /** @type {Promise<void>} */
  ready = new Promise((resolve) => (this.announceReady = resolve));
  node = node;
  /** @type {Core | undefined} */
  core;
  /** @type {IntersectionObserver | undefined} */
  nearby;
  /** @type {HTMLElement | undefined} what stands in the widget's place after a failure */
  failure;
  settling = false;
  /** @type {unknown} what went wrong while it was made, when nothing may be said yet */
  fault;

  /** @param {BatchStatus} element */
  constructor(element) {
    /** @type {BatchStatus & { [mirrored: string]: any }} */
    this.element = element;
    this.root = element.attachShadow(bare({ mode: /** @type {"open"} */ ("open") }));
    this.root.append(this.frame);
    this.states = element.attachInternals?.().states;
    try {
      this.dress();
    } catch (error) {
      this.fault = error;
    }
    this.enter("loading");
    // What makes the page's markup anew from a template takes off what it does not know.
    new MutationObserver(() => this.mark()).observe(element, bare({ attributeFilter: ["data-state"] }));
  }

  /** The shared sheet, made for this document. The wasm's part comes with the glue. */
  dress(more = style) {
    style = more;
    const { ownerDocument } = this.element;
    const Sheet = ofDocument("defaultView", ownerDocument)?.CSSStyleSheet;
    if (!Sheet) return;
    /** @type {{ sheet: CSSStyleSheet, style?: string }} */
    const shared = sheets.get(ownerDocument) ?? bare({ sheet: new Sheet() });
    sheets.set(ownerDocument, shared);
    if (shared.style !== style) shared.sheet.replaceSync(SKELETON_CSS + style);
    shared.style = style;
    this.root.adoptedStyleSheets = [shared.sheet];
  }

  /** What the page wrote, by the names of the properties. */
  attributes() {
    return Object.fromEntries(MIRRORED.map((name) => [name, this.element[name]]));
  }

  /** Whether a bundler made its files part of the page's own. */
  get isBundled() {
    return !areFiles;
  }

  /** The folder of its files. A bundle has none but the one that `asset-base` names. */
  base() {
    const { assetBase } = this.element;
    try {
      if (assetBase) return new URL(assetBase.replace(/\/?$/, "/"), ofDocument("baseURI"));
    } catch {}
    return areFiles ? new URL(HOME) : undefined;
  }

  /** Where its files are, in words; nothing for a disk, which has no host. */
  host() {
    try {
      return (areFiles ? this.base() : location)?.host;
    } catch {
      return HOME;
    }
  }

  /**
   * A module of ours, run once for all elements. A failure is forgotten, so that one can retry.
   * @param {"core" | "diagnose"} name
   */
  load(name) {
    return (loads[name] ??= this.bring(FILES[name]).catch((error) => {
      delete loads[name];
      throw error;
    }));
  }

  /**
   * A module and its address.
   * @param {File} file
   * @returns {Promise<Brought>}
   */
  bring(file) {
    const isHere = this.element.getRootNode(bare({ composed: true })) === document;
    return bringModule(file, this.base(), isHere ? this.root : ofDocument("head"));
  }

  /** @param {string} name @param {unknown} detail */
  emit(name, detail) {
    const told = new CustomEvent(`${TAG}-${name}`, bare({ detail, bubbles: true, composed: true }));
    this.element.dispatchEvent(told);
  }

  /** @param {string} to */
  enter(to) {
    const from = this.state;
    this.state = to;
    this.skeleton.hidden = to !== "loading";
    try {
      this.states.delete(from);
      this.states.add(to);
    } catch {
      // Browsers before `:state()` have `data-state` alone.
    }
    if (from === to) return;
    this.mark();
    this.emit("statechange", { from, to });
  }

  /** The state where style and scripts of the page find it in every browser. */
  mark() {
    const { element, state } = this;
    if (element.dataset.state !== state) element.dataset.state = state;
  }

  /** @param {string} name @param {unknown} value */
  give(name, value) {
    this.given[name] = value;
    this.settle();
  }

  /** Once per microtask: attributes set one by one are one change, and a re-append is none. */
  settle() {
    if (this.settling) return;
    this.settling = true;
    queueMicrotask(() => {
      this.settling = false;
      try {
        this.attend();
      } catch (error) {
        this.stop(error);
      }
    });
  }

  attend() {
    const { element, phase, fault } = this;
    this.fault = undefined;
    if (fault) throw fault;
    if (!element.isConnected) {
      stranded.delete(this);
      this.nearby?.disconnect();
      this.core?.leave();
    } else if (phase === "mounted") this.core?.attend();
    else if (this.given.refresh) this.begin();
    else if (phase === "waiting") {
      // Who is for certain within 632 px of the top of the screen waits for no frame.
      if (element.loading === "eager" || (element.checkVisibility?.() && element.getBoundingClientRect().top ** 2 < 4e5)) {
        return this.begin();
      }
      // The margin is about a second of scrolling.
      this.nearby ??= new IntersectionObserver(
        (entries) => entries.some((entry) => entry.isIntersecting) && this.begin(),
        bare({ rootMargin: "300px" }),
      );
      this.nearby.observe(element);
    }
  }

  /**
   * Whatever stops the element before its first drawing is said in the skeleton's place.
   * @param {unknown} error
   */
  stop(error) {
    if (this.state !== "loading" || this.phase === "crashed") throw error;
    this.fail(
      "crash",
      "The campaign view stopped by a fault of its own; the calls go on. Try again, or reload the page.",
      error,
    );
  }

  async begin() {
    this.nearby?.disconnect();
    if (this.phase === "loading" || this.phase === "mounted") return;
    this.phase = "loading";
    this.given.refresh = false;
    this.failure?.remove();
    stranded.delete(this);
    this.enter("loading");
    try {
      const { module } = await this.load("core");
      this.core ??= new module.Core(this);
      await this.core?.start();
    } catch (error) {
      return this.strand(error);
    }
    for (const other of stranded) other.begin();
    this.settle();
  }

  /** @param {unknown} error */
  async strand(error) {
    if (this.element.isConnected) stranded.add(this);
    const host = this.host();
    // From another host the reasons may not be read either.
    const other = host === location.host ? "" : " Another host than the page's has to send Access-Control-Allow-Origin with all files.";
    const words = this.fail(
      "load",
      host
        ? `The campaign view did not load from ${host}. Try again, or tell the page owner.${other}`
        : "The campaign view needs a web server: from a disk a browser does not load it. Open this page by http, from a server on this computer for instance.",
      error,
    );
    // Nothing else can be read from there, the reasons neither.
    if (!host) return;
    try {
      const { module } = await this.load("diagnose");
      words.textContent = await module.explain(this, error);
    } catch {
      // The short text stands.
    }
  }

  /**
   * Shows a failure with a way to try again, and gives the node of its words.
   * @param {"load" | "crash"} kind
   * @param {string} text
   * @param {unknown} [error]
   */
  fail(kind, text, error) {
    if (error) console.error(`<${TAG}>:`, error);
    this.phase = kind === "load" ? "stranded" : "crashed";
    const words = node("p", {}, text);
    const retry = node("button", { type: "button", "data-action": "retry" }, "Try again");
    retry.onclick = () => {
      // The button goes away under the person's focus; the element keeps it.
      this.frame.tabIndex = -1;
      this.frame.focus();
      this.begin();
    };
    const attributes = { class: "failure", part: "error", role: "alert", lang: "en", dir: "ltr", "data-kind": kind };
    this.frame.append((this.failure = node("div", attributes, words, retry)));
    this.enter("failed");
    this.emit("error", { kind, status: null, retryInMs: null });
    return words;
  }
}

export class BatchStatus extends (globalThis.HTMLElement ?? Object) {
  static version = "0.1.0";
  static observedAttributes = [...MIRRORED.map(dashed), "api-key", "lang", "dir"];

  /** Defines the element, by any name and in any registry. Says whether it did: not on a server. */
  static define(tag = TAG, registry = globalThis.customElements) {
    /** @type {any} another copy's class, maybe of another version */
    const there = registry?.get(tag);
    if (registry && !there) {
      try {
        registry.define(tag, this);
      } catch {
        // One registry takes no class twice.
        registry.define(tag, class extends this {});
      }
      return true;
    }
    if (there && there !== this && !this.isPrototypeOf(there) && !there.doubled) {
      // Noted on the class that stays, so that a third copy is silent.
      there.doubled = true;
      console.warn(`<${tag}>: already defined, so ${this.version} leaves ${there.version} alone.`);
    }
    return false;
  }

  #shell = new Shell(this);

  /** Resolves once the first campaign is on the screen. */
  get ready() {
    return this.#shell.ready;
  }

  /** What the screen shows, as data; undefined before the first answer. */
  get insights() {
    return this.#shell.core?.insights();
  }

  /** What a person has made of the view; undefined before there is one. */
  get viewState() {
    const { given, core } = this.#shell;
    return "viewState" in given ? given.viewState : core?.viewState();
  }
  set viewState(state) {
    this.#shell.give("viewState", state ?? null);
  }

  refresh() {
    this.#shell.give("refresh", true);
  }
  pause() {
    this.#shell.give("paused", true);
  }
  resume() {
    this.#shell.give("paused", false);
  }

  /** What was received last, as `data` and `src` take it; undefined before that. */
  async snapshot() {
    return this.#shell.core?.snapshot();
  }
  /**
   * The recipients as CSV text; undefined before there are any.
   * @param {{ separator?: "," | ";" | "\t", rows?: "view" | "call-back" }} [options]
   */
  async exportCsv(options) {
    return this.#shell.core?.exportCsv(options);
  }
  /** What stands between the page and its data, as an object without secrets. */
  async diagnose() {
    const { module } = await this.#shell.load("diagnose");
    return module.report(this.#shell, BatchStatus.version);
  }

  connectedCallback() {
    /** @type {{ [property: string]: any }} */
    const own = this;
    this.#shell.mark();
    // A property set before the definition hides its accessor: take it off and set it again.
    for (const name of [...MIRRORED, ...GIVEN, "viewState"]) {
      if (Object.hasOwn(own, name)) {
        const value = own[name];
        delete own[name];
        own[name] = value;
      }
    }
    this.#afresh();
  }

  /** What came between may have mended what did not load. */
  #afresh() {
    if (this.#shell.phase === "stranded") this.#shell.phase = "waiting";
    this.#shell.settle();
  }

  disconnectedCallback() {
    this.#shell.settle();
  }

  // Its presence lets `moveBefore` move the element without a disconnect.
  connectedMoveCallback() {
    this.#shell.settle();
  }

  adoptedCallback() {
    this.#shell.dress();
  }

  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    if (name === "api-key") {
      // Taking the attribute off calls here again.
      if (value === null) return;
      this.#shell.give("keyAttribute", value);
      this.removeAttribute(name);
    }
    if (name === "asset-base") this.#afresh();
    this.#shell.settle();
  }

  static {
    /** @param {string} name @param {ThisType<BatchStatus> & PropertyDescriptor} accessors */
    const define = (name, accessors) =>
      Object.defineProperty(this.prototype, name, bare({ configurable: true, enumerable: true, ...accessors }));
    for (const name of MIRRORED) {
      const attribute = dashed(name);
      define(name, {
        get() {
          return this.getAttribute(attribute);
        },
        /** @param {unknown} value */
        set(value) {
          if (value == null) this.removeAttribute(attribute);
          else this.setAttribute(attribute, String(value));
        },
      });
    }
    for (const name of GIVEN) {
      // Write-only, all of them: nothing that runs in the page later reads a key or a token back.
      define(name, {
        /** @param {unknown} value */
        set(value) {
          this.#shell.give(name, value ?? null);
        },
      });
    }
  }
}
