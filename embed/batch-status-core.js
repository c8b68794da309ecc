// What an element needs once it shows: a widget in the wasm, what the page chose for it, its end. The class
// imports it and lends it the `Shell`; `Host` is what the widget calls.

import { FILES } from "./core/files.js";
import { Host } from "./core/host.js";
import { acquit, alone, blame, guarded, isRunning, shared, told } from "./core/instance.js";
import { bare } from "./core/own.js";
import { askAhead } from "./core/question.js";
import { ask } from "./core/tabs.js";
import { startWorker, workerOutcome } from "./core/worker.js";

/** @typedef {import("./core/types.js").Shell} Shell */

/** Events by which a person makes the widget work. */
const DEEDS = ["click", "input", "change", "keydown", "pointerdown", "focusin", "scroll"];
/** What the page gives besides attributes. */
const PROPERTIES = ["data", "fetcher", "tokenProvider", "apiKey", "keyAttribute"];

/** The first format in a process takes 10 ms and more, in whatever language; a worker makes its own. */
function warmUp() {
  setTimeout(() => new Intl.DateTimeFormat());
}

/** Lets the page do what waits. A timer would come later, and not at all while a page's clock stands still. */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });
}

export class Core {
  #shell;
  /**
   * What runs its widget, once `start` has it.
   * @type {import("./core/types.js").Instance}
   */
  instance;
  /** @type {any} the widget in the wasm, while there is one */
  widget;
  /** @type {(() => void) | undefined} leaves what it shares with other tabs */
  part;
  /**
   * What the page gave, out of its reach: another widget is told it again after a trap.
   * @type {Record<string, any>}
   */
  #properties = bare({});
  /**
   * What the widget was told last.
   * @type {Record<string, unknown>}
   */
  #known = bare({});
  #connected = false;
  #crashed = false;
  #paused = false;
  #toldReady = false;
  /** @type {((value?: unknown) => void) | undefined} called when the widget begins to work */
  #work;

  /** @param {Shell} shell */
  constructor(shell) {
    this.#shell = shell;
    for (const type of DEEDS) {
      shell.frame.addEventListener(type, () => blame(this), bare({ capture: true, passive: true }));
    }
  }

  /** Loads what is not there yet, and makes the widget. */
  async start() {
    const coming = (this.#crashed ? alone : shared)(this.#shell);
    // Where it fails, the widget asks by itself, or says what is wrong.
    if (!isRunning()) this.#hurry().catch(() => {});
    const instance = await coming;
    // To begin, to take the answer in, and to draw it in one go would keep the page from anything else for long.
    await nextTask();
    this.instance = instance;
    instance.members.add(this);
    this.#shell.phase = "mounted";
    guarded(this, () => (this.widget = new instance.module.Widget(new Host(this, instance))));
  }

  /** Asks ahead of the widget that is to come, and has ready what it will need for the answer. */
  async #hurry() {
    this.#take();
    const { element, given } = this.#shell;
    const { data, fetcher, tokenProvider, apiKey, keyAttribute } = this.#properties;
    const isAnothers = data || fetcher || tokenProvider || element.src || element.tokenEndpoint;
    const mayAsk = !isAnothers && !given.paused && element.isConnected;
    const isLarge = mayAsk && (await askAhead(element.batchId, element.endpoint?.trim() || this.#shell.vendorEndpoint, apiKey ?? keyAttribute));
    // Not awaited: stacks of what the worker's start leaves behind would keep a removed element.
    if (isLarge) startWorker(this.#shell.base()).catch(warmUp);
    else warmUp();
  }

  /** Takes over what the page gave since the last time. */
  #take() {
    const { given } = this.#shell;
    // Once the page sets the property, a key that the attribute brought before is gone.
    if ("apiKey" in given) this.#properties.keyAttribute = null;
    for (const name of PROPERTIES) {
      if (name in given) this.#properties[name] = given[name];
      delete given[name];
    }
    const { apiKey } = this.#properties;
    this.#properties.apiKey = apiKey ? String(apiKey) : null;
  }

  /** Brings the widget up to what the page says now. The element is in the page. */
  attend() {
    if (this.instance.dead) return this.restart();
    if (!this.widget) return;
    const { given } = this.#shell;
    this.instance.members.add(this);
    this.#take();
    this.call("place", this.#shell.mount);
    this.#configure();
    if ("viewState" in given) this.call("setViewState", given.viewState);
    if ("paused" in given) this.call((this.#paused = given.paused) ? "pause" : "resume");
    if (!this.#connected) {
      this.#connected = true;
      this.call("connect");
      this.#draw().catch((error) => this.crash(error));
    } else if (given.refresh) this.call("refresh");
    delete given.viewState;
    delete given.paused;
    delete given.refresh;
  }

  /** In place of the skeleton: with an answer that comes at once, or ahead of one that takes a frame and more. */
  async #draw() {
    if (this.#shell.state === "loading") {
      await new Promise((resolve) => setTimeout((this.#work = resolve), 16));
      await nextTask();
    }
    if (!this.#connected) return;
    // The style of the wasm comes with what it draws: by itself it would cost a frame, and the request waits.
    this.#shell.dress(this.instance.style);
    this.call("draw");
  }

  #configure() {
    const attributes = this.#shell.attributes();
    /** @type {Record<string, unknown>} */
    const known = bare({ ...attributes, ...this.#properties });
    const isSame = Object.keys({ ...known, ...this.#known }).every((name) => known[name] === this.#known[name]);
    this.#known = known;
    if (!isSame) this.call("configure", bare(attributes), bare({ ...this.#properties }));
  }

  /** Whether it has drawn nothing yet. */
  get isLoading() {
    return this.#shell.state === "loading";
  }

  /** The element is out of the page. */
  leave() {
    this.part?.();
    if (this.#connected) this.call("disconnect");
    this.#connected = false;
    this.instance?.members.delete(this);
    acquit(this);
  }

  /** @param {string} method @param {unknown[]} args */
  call(method, ...args) {
    return this.widget && guarded(this, () => this.widget?.[method]?.(...args));
  }

  /** @returns {object | undefined} */
  insights() {
    return this.call("insights");
  }

  /** @returns {object | undefined} */
  viewState() {
    return this.call("viewState");
  }

  async snapshot() {
    const text = await this.call("snapshot");
    return text && JSON.parse(text);
  }

  /**
   * Recipients as CSV text.
   * @param {{ separator?: string, rows?: string }} [options]
   */
  exportCsv(options) {
    return this.call("exportCsv", options?.separator, options?.rows);
  }

  /** For a report: what is used, never the secret itself. */
  about() {
    const { glue, wasm } = FILES;
    return { credential: this.call("credential"), lang: this.call("language"), worker: workerOutcome(), files: { glue, wasm } };
  }

  base() {
    return this.#shell.base();
  }

  // What the widget says, by way of its host.

  working() {
    if (this.#connected) blame(this);
    this.#work?.();
  }

  ready() {
    // A new start after a fault is no news to the page.
    if (this.#toldReady) return;
    this.#toldReady = true;
    this.#shell.announceReady();
    this.emit("ready", {});
  }

  /** @param {string} state */
  enter(state) {
    this.working();
    this.#shell.enter(state);
  }

  /** @param {string} name @param {unknown} detail */
  emit(name, detail) {
    if (this.#connected) blame(this);
    this.#shell.emit(name, detail);
  }

  /** @param {{ kind: string }} detail */
  failed(detail) {
    if (detail.kind === "crash") told(this);
    else this.emit("error", detail);
  }

  /** @param {Request} request @param {boolean} mustBeNew @param {() => void} goesOut */
  send(request, mustBeNew, goesOut) {
    return ask(this, this.#shell, request, mustBeNew, goesOut);
  }

  /**
   * A fault of this element's own.
   * @param {unknown} error
   */
  crash(error) {
    this.#drop();
    this.#crashed = true;
    this.#shell.fail(
      "crash",
      "The campaign view stopped by a fault of its own; the calls go on. Try again, or reload the page.",
      error,
    );
  }

  /** A fault of another element's: the same again in a new instance. */
  restart() {
    this.#drop();
    this.#shell.phase = "waiting";
    this.#shell.begin();
  }

  #drop() {
    this.instance.members.delete(this);
    this.widget = undefined;
    this.#connected = false;
    this.#known = bare({});
    if (this.#paused) this.#shell.given.paused ??= true;
    // What the dead wasm drew is nobody's now.
    const mount = this.#shell.node("div", { class: "mount" });
    this.#shell.mount.replaceWith(mount);
    this.#shell.mount = mount;
  }
}
