// Chromium and its DevTools protocol over a pipe. Nothing is switched on but what is asked for:
// test frameworks watch the network and the frames, and bodies of 20 MB are then kept for them.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  // One renderer, so that memory is that of the page.
  "--disable-features=SpareRendererForSitePerProcess,BackForwardCache,Translate,MediaRouter,OptimizationHints",
  "--window-size=1280,1000",
  "--remote-debugging-pipe",
];

/** Nothing takes as long: what does will never come. */
const PATIENCE_MS = 60_000;

export class Browser {
  #child;
  #folder;
  #calls = new Map();
  #listeners = new Set();
  #last = 0;
  #rest = [];

  static async launch(program) {
    const folder = await mkdtemp(join(tmpdir(), "batch-status-bench-"));
    const child = spawn(program, [...FLAGS, `--user-data-dir=${folder}`, "about:blank"], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    return new Browser(child, folder);
  }

  constructor(child, folder) {
    this.#child = child;
    this.#folder = folder;
    child.stdio[4].on("data", (chunk) => this.#hear(chunk));
    child.on("exit", () => this.#fail(new Error("Chromium ended")));
  }

  get pid() {
    return this.#child.pid;
  }

  /** A call of the protocol; `session` is a page's or a worker's. */
  call(method, params = {}, session) {
    const id = (this.#last += 1);
    const text = JSON.stringify({ id, method, params, sessionId: session });
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`${method} ${params.expression ?? ""}: no answer`));
      const timer = setTimeout(late, PATIENCE_MS);
      this.#calls.set(id, { resolve, reject, method, timer });
      this.#child.stdio[3].write(`${text}\0`);
    });
  }

  /** Hears all events of the protocol, until the function that it gives is called. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close() {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.call("Browser.close").catch(() => {});
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(timer);
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Messages end with a zero byte and come in pieces. */
  #hear(chunk) {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const message = Buffer.concat([...this.#rest, chunk.subarray(start, end)]);
      this.#rest = [];
      start = end + 1;
      this.#take(JSON.parse(message.toString()));
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
  }

  #take({ id, result, error, ...event }) {
    if (id === undefined) {
      for (const listener of this.#listeners) listener(event);
      return;
    }
    const { resolve, reject, method, timer } = this.#calls.get(id);
    this.#calls.delete(id);
    clearTimeout(timer);
    if (error) reject(new Error(`${method}: ${error.message}`));
    else resolve(result);
  }

  #fail(error) {
    for (const { reject, timer } of this.#calls.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#calls.clear();
  }
}
