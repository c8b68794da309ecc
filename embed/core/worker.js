// Starts the worker of large campaigns, once an answer turns out to be large.

import { FILES } from "./files.js";
import { bare } from "./own.js";
import { bringWasm, placeOfWorker } from "./parts.js";

/** @type {Promise<Worker> | undefined} */
let starting;

/** What `diagnose()` says of it. */
let outcome = "none needed so far";

/** @type {{ createScriptURL(address: string): string } | undefined} */
let policy;

export const workerOutcome = () => outcome;

/**
 * Promises a worker whose engine runs. Rejects where there can be none: then all stays on the page.
 * @param {URL | undefined} base
 * @returns {Promise<Worker>}
 */
export function startWorker(base) {
  starting ??= start(base);
  return starting;
}

/** For the one that takes it: the next who asks gets another. */
export function forgetWorker() {
  starting = undefined;
}

/** @param {URL | undefined} base */
async function start(base) {
  const [href, integrity] = place(base);
  const { origin } = new URL(href);
  // From another origin a worker may only be started from a copy of its program. Many policies refuse that, and
  // report it, and no page can ask its policy beforehand.
  if (origin !== location.origin) {
    outcome = "another-origin";
    throw new Error("the worker's file is of another origin");
  }
  try {
    const worker = await run(href, integrity);
    await begun(worker, bringWasm(FILES.engine, base));
    outcome = "running";
    return worker;
  } catch (error) {
    outcome = "refused";
    throw error;
  }
}

/**
 * Where its program lies. Development has none, and some bundlers leave it out.
 * @param {URL | undefined} base
 */
function place(base) {
  try {
    return placeOfWorker(FILES.worker, base);
  } catch (error) {
    outcome = "refused";
    throw error;
  }
}

/**
 * The program comes checked, and is in the cache by the time that the browser asks for it again.
 * @param {string} address
 * @param {string} integrity
 */
async function run(address, integrity) {
  const response = await fetch(address, bare({ integrity }));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  await response.arrayBuffer();
  return new Worker(trusted(address));
}

/**
 * An address that pages take which demand Trusted Types. Their policy may list who vouches for addresses, so this
 * one has a name.
 * @param {string} address
 */
function trusted(address) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  policy ??= trustedTypes?.createPolicy("batch-status", bare({ createScriptURL: (/** @type {string} */ it) => it }));
  return policy?.createScriptURL(address) ?? address;
}

/**
 * It may fail before its engine is there, so that is listened for from the start.
 * @param {Worker} worker
 * @param {Promise<WebAssembly.Module>} engine
 * @returns {Promise<void>}
 */
function begun(worker, engine) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {unknown} */ cause) => {
      worker.terminate();
      reject(cause);
    };
    worker.onmessage = () => resolve();
    worker.onerror = (event) => {
      // Whoever waits is told, not the page's console.
      event.preventDefault();
      fail(new Error("the worker did not start"));
    };
    engine.then((module) => worker.postMessage(module), fail);
  });
}
