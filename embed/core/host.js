// What the wasm tells an element and asks of it: `src/shell/host.rs` has the same methods.

import { FILES } from "./files.js";
import { bringText } from "./parts.js";
import { warn } from "./warn.js";
import { forgetWorker, startWorker } from "./worker.js";

/** @typedef {import("../batch-status-core.js").Core} Core */

export class Host {
  #core;
  #instance;

  /**
   * The wasm holds its host strongly. It must not keep a removed element with it.
   * @param {Core} core
   * @param {import("./types.js").Instance} instance of the wasm; once it is dead, what it says reaches nobody
   */
  constructor(core, instance) {
    this.#core = new WeakRef(core);
    this.#instance = instance;
  }

  get #living() {
    const core = this.#core.deref();
    return core?.instance === this.#instance && !core.instance.dead ? core : undefined;
  }

  working() {
    this.#living?.working();
  }
  ready() {
    this.#living?.ready();
  }
  /** @param {object} detail */
  update(detail) {
    this.#living?.emit("update", detail);
  }
  /** @param {string} _from @param {string} to */
  stateChange(_from, to) {
    this.#living?.enter(to);
  }
  /** @param {object} detail */
  complete(detail) {
    this.#living?.emit("complete", detail);
  }
  /** @param {{ kind: string }} detail */
  error(detail) {
    this.#living?.failed(detail);
  }
  /** @param {object} detail */
  attention(detail) {
    this.#living?.emit("attention", detail);
  }
  /** @param {object} detail */
  viewChange(detail) {
    this.#living?.emit("viewchange", detail);
  }
  /** @param {object} detail */
  recipientClick(detail) {
    this.#living?.emit("recipient-click", detail);
  }

  #base() {
    const core = this.#living;
    if (!core) throw new Error("the element is gone");
    return core.base();
  }

  /** @param {string} text */
  warn(text) {
    warn(text);
  }

  /** The codes of the languages besides English. */
  languages() {
    return Object.keys(FILES.lang);
  }

  /**
   * The texts of one of them.
   * @param {string} code
   * @returns {Promise<string>}
   */
  async texts(code) {
    const file = FILES.lang[code];
    if (!file) throw new Error(`no texts for ${code}`);
    return bringText(file, this.#base());
  }

  /** @param {Request} request @param {boolean} mustBeNew @param {() => void} goesOut */
  async send(request, mustBeNew, goesOut) {
    return this.#living?.send(request, mustBeNew, goesOut);
  }

  /** @returns {Promise<Worker>} */
  async startWorker() {
    const worker = await startWorker(this.#base());
    // It ends with the wasm that it works for.
    forgetWorker();
    this.#instance.worker = worker;
    return worker;
  }
}
