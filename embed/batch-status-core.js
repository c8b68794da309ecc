// What an element needs once it shows: a widget in the wasm, its configuration, its end. The class
// imports it and lends it the `Shell`; GLUE.md is the line to the widget.

import { Sources, settings } from "./core/config.js";
import { fetchThere, hire, pass } from "./core/crew.js";
import { FILES } from "./core/files.js";
import { acquit, alone, blame, guarded, isRunning, shared, told } from "./core/instance.js";
import { directionAt, languageAt, messages, unwatch, watch } from "./core/language.js";
import { fetched, lazily } from "./core/lazy.js";
import { askAhead } from "./core/question.js";
import { ask } from "./core/tabs.js";

/** Events by which a person makes the widget work. */
const DEEDS = ["click", "input", "change", "keydown", "pointerdown", "focusin", "scroll"];

/** What all elements are dressed in. */
let worn = "";

/** The module of `replay`, once it is asked for; null where it did not come. */
let playback;

export class Core {
  #shell;
  #sources;
  #settings = {};
  #connected = false;
  #crashed = false;
  #paused = false;
  #toldReady = false;
  /** Called when the widget begins to work. */
  #work;
  #changed = () => this.#shell.settle();

  constructor(shell) {
    this.#shell = shell;
    this.#sources = new Sources(shell);
    for (const type of DEEDS) {
      shell.frame.addEventListener(type, () => blame(this), { capture: true, passive: true });
    }
  }

  /** Loads what is not there yet, and makes the widget. */
  async start() {
    const coming = (this.#crashed ? alone : shared)(this.#shell);
    // Where it fails, the widget asks by itself, or says what is wrong.
    if (!this.isThere && !isRunning()) this.#hurry().catch(() => {});
    const instance = await coming;
    const emit = Core.#listener(this, instance);
    this.instance = instance;
    instance.members.add(this);
    this.#shell.phase = "mounted";
    guarded(this, () => (this.widget = new instance.module.Widget(emit)));
  }

  /** Asks ahead of the widget that is to come, and has ready what it will need for the answer. */
  async #hurry() {
    this.#sources.take(this.#shell);
    const attributes = settings(this.#shell);
    const { load, token, apiKey } = this.#sources.given(this.#shell, attributes);
    const { element, given } = this.#shell;
    const isAnothers = load || token || attributes.src;
    const mayAsk = !isAnothers && !given.paused && element.isConnected;
    const hasWorker = mayAsk && (await askAhead({ ...attributes, apiKey })) && (await hire(this.#shell));
    // The first in a process takes 10 ms and more, in whatever language; a worker makes its own.
    if (!hasWorker) setTimeout(() => new Intl.DateTimeFormat());
  }

  /**
   * What the wasm keeps must not keep a removed element: this function holds it weakly, and stands
   * apart, since all functions made in one scope hold what any of them uses.
   */
  static #listener(core, instance) {
    const weakly = new WeakRef(core);
    return (name, detail) => {
      const core = weakly.deref();
      return core && core.#hear(instance, name, detail);
    };
  }

  /** Brings the widget up to what the page says now. The element is in the page. */
  attend() {
    if (this.instance.dead) return this.restart();
    if (!this.widget) return;
    const { element, given } = this.#shell;
    this.instance.members.add(this);
    this.#sources.take(this.#shell);
    watch(element, this.#changed);
    if (!this.#configure()) return;
    if ("paused" in given) this.call((this.#paused = given.paused) ? "pause" : "resume");
    if (!this.#connected) {
      this.#connected = true;
      this.call("connect");
      this.#draw();
    } else if (given.refresh) this.call("refresh");
    delete given.paused;
    delete given.refresh;
  }

  /** In place of the skeleton: with an answer that comes at once, or ahead of one that takes a frame and more. */
  async #draw() {
    if (this.#shell.state === "loading") await new Promise((resolve) => setTimeout((this.#work = resolve), 16));
    if (!this.#connected) return;
    this.#wear(this.instance.style);
    this.call("draw", this.#shell.mount);
  }

  /**
   * The style of the wasm comes with what it draws: by itself it would cost a frame, and the request waits.
   * Another element's, which has more behind the same, stays.
   */
  #wear(style) {
    if (!worn.startsWith(style)) worn = style;
    this.#shell.dress(worn);
  }

  #configure() {
    const { element, frame } = this.#shell;
    const attributes = settings(this.#shell);
    const dir = directionAt(element);
    if (dir) frame.dir = dir;
    else frame.removeAttribute("dir");
    const lang = languageAt(this.#shell);
    let words = { lang, messages: messages(lang, this.#shell.base(), this.#changed) };
    if (words.messages === undefined) {
      // Until a language is there the one before stands; the first is waited for.
      if (!("lang" in this.#settings)) return false;
      words = { lang: this.#settings.lang, messages: this.#settings.messages };
    }
    if (!this.#dress(attributes) && !this.#connected) return false;
    if (attributes.replay && playback === undefined) {
      const settle = (module) => this.#changed((playback = module));
      lazily(this.#shell, "replay")().then(settle, () => settle(null));
      if (!this.#connected) return false;
    }
    const config = { ...attributes, ...words, ...this.#sources.given(this.#shell, attributes) };
    Object.assign(config, playback?.play(this.#shell, config, this.#sources.data, this.#changed));
    const isSame = Object.keys(config).every((name) => config[name] === this.#settings[name]);
    this.#settings = config;
    if (!isSame) this.call("configure", config);
    return true;
  }

  /** Whether the style of its view and density is there, which the first drawing waits for. */
  #dress({ view, density }) {
    if ((view ?? "full") === "full" && density !== "compact") return true;
    const more = fetched(FILES.views, this.#shell.base(), this.#changed);
    if (more) this.#wear(this.instance.style + more);
    return more !== undefined;
  }

  /** The element is out of the page. */
  leave() {
    unwatch(this.#changed);
    this.part?.();
    if (this.#connected) this.call("disconnect");
    this.#connected = false;
    this.instance?.members.delete(this);
    acquit(this);
  }

  call(method, argument) {
    return this.widget && guarded(this, () => this.widget?.[method]?.(argument));
  }

  async snapshot() {
    const text = await this.call("snapshot");
    return text && JSON.parse(text);
  }

  /** The table as CSV text; what makes it is fetched. */
  async exportCsv() {
    const { csv } = await lazily(this.#shell, "share")();
    return csv(this, this.isThere && (async (number) => pass(this, this.#shell, ["export", number])), this.#settings.timeZone);
  }

  /** For a report: what is used, never the secret itself. */
  about() {
    const { glue, wasm } = FILES;
    return { credential: this.#sources.kind(this.#shell.element, this.#settings.token), lang: this.#settings.lang, files: { glue, wasm } };
  }

  #hear(instance, name, detail) {
    if (instance.dead || instance !== this.instance) return;
    if (name === "share") return lazily(this.#shell, name)().then(({ toggle }) => toggle(this.#shell), () => {});
    if (name === "worker") return pass(this, this.#shell, detail);
    const isQuestion = name === "ask" || name === "insist";
    if (isQuestion && this.isThere) return fetchThere(this, detail);
    if (isQuestion) return ask(this, this.#shell, detail, name === "insist");
    if (name === "error" && detail.kind === "crash") return told(this);
    if (this.#connected) blame(this);
    if (name === "working") return this.#work?.();
    if (name === "statechange") return this.#shell.enter(detail.to);
    if (name === "ready") {
      // A new start after a fault is no news to the page.
      if (this.#toldReady) return;
      this.#toldReady = true;
      this.#shell.announceReady();
    }
    this.#shell.emit(name, detail);
  }

  /** A fault of this element's own. */
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
    // The next widget knows nothing of what the worker told this one.
    pass(this, this.#shell, ["leave"]);
    this.widget = undefined;
    this.#connected = false;
    this.#settings = {};
    if (this.#paused) this.#shell.given.paused ??= true;
    // What the dead wasm drew is nobody's now.
    const mount = this.#shell.node("div");
    this.#shell.mount.replaceWith(mount);
    this.#shell.mount = mount;
  }
}
