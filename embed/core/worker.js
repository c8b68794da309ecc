// Starts the worker of large campaigns, once an answer turns out to be large.

import { FILES } from "./files.js";
import { bare } from "./own.js";

/** @type {Promise<Worker> | undefined} */
let starting;

/**
 * Promises a worker whose engine runs. Rejects where the page's policy refuses workers: then all stays on
 * the page.
 * @param {URL} base
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

/** @param {URL} base */
async function start(base) {
  // Only the files for customers have one.
  if (!FILES.worker[0]) throw new Error("no worker");
  const [wasm, integrity] = FILES.engine;
  const worker = await run(new URL(FILES.worker[0], base).href, FILES.worker[1]);
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(worker);
    worker.onerror = (event) => {
      // Whoever waits is told, not the page's console.
      event.preventDefault();
      reject(new Error("the worker did not start"));
    };
    worker.postMessage([new URL(wasm, base).href, integrity]);
  });
}

/**
 * The program comes checked. From another origin a worker may only be started from a copy of it,
 * which a page's policy may refuse; from the same, by its address, which is in the cache by now.
 * @param {string} address
 * @param {string} integrity
 */
async function run(address, integrity) {
  const response = await fetch(address, bare({ integrity }));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const text = await response.text();
  if (new URL(address).origin === location.origin) return new Worker(address);
  const copy = URL.createObjectURL(new Blob([text], bare({ type: "text/javascript" })));
  try {
    return new Worker(copy);
  } finally {
    // The worker has it once it runs.
    setTimeout(() => URL.revokeObjectURL(copy), 10_000);
  }
}
