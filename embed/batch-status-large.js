// Where large campaigns go: a worker that fetches them and keeps everybody. Loaded once an answer
// turns out to be large; where the page's policy refuses workers, all stays on the page.

import { pieces } from "./core/pieces.js";
import { FILES } from "./core/there.js";

let last = 0;

/** A worker that says nothing for so long, in ms, is taken for dead: one that ran out of memory says nothing at all. */
const PATIENCE = 5000;
/** It is asked whether it lives where it has not done after so long, in ms, what needs no network. */
const LONGEST = 30_000;
/** Nobody waits for what comes of these, so nothing comes back: each message costs the page a task. */
const ORDERS = ["open", "free", "abort", "leave"];

/**
 * Promises what a page does with a worker. Rejects where there can be none.
 */
export async function hire(base) {
  // Only the files for customers have one.
  if (!FILES.worker[0]) throw new Error("no worker");
  const at = ([file, integrity]) => [new URL(file, base).href, integrity];
  const { tell, isDead, check } = await employ(at(FILES.worker), at(FILES.engine));
  // The widget of an element that is collected has nobody left to pass on that it leaves.
  const collected = new FinalizationRegistry((element) => tell("leave", element));
  const known = new WeakSet();
  const elementOf = (core) => {
    if (!known.has(core)) collected.register(core, core.number);
    known.add(core);
    return core.number;
  };
  return {
    tell,
    isDead,

    /** Tells the worker something of an element's. */
    say: (core, method, ...args) => tell(method, elementOf(core), ...args),

    /** Takes over a body: what came of it, and the rest as it comes. Its number, 0 if it was too much, null if it broke off. */
    async take(core, first, stream) {
      const body = (last += 1);
      tell("open", body, elementOf(core));
      const reader = pieces(stream);
      try {
        for (let piece = first.length > 0 ? first : await reader.next(); piece; piece = await reader.next()) {
          const { isRoom, buffer } = await tell("push", body, piece);
          if (!isRoom) {
            tell("free", body);
            return 0;
          }
          if (piece !== first) reader.reuse(buffer);
        }
        return body;
      } catch {
        tell("free", body);
        return null;
      }
    },

    /** The answer to a question; the body of a campaign stays with the worker, and the response says under which number. */
    async fetch(core, url, init, signal) {
      const body = (last += 1);
      const abort = () => {
        tell("abort", body);
        check();
      };
      signal.addEventListener("abort", abort);
      // The widget gives up every request in the end, answered ones too.
      const answered = () => signal.removeEventListener("abort", abort);
      const answer = await tell("fetch", body, elementOf(core), url, init).finally(answered);
      if (!answer.status) throw new TypeError("No answer");
      if (answer.isKept !== undefined) return new Response(null, { headers: { "x-kept": answer.isKept ? body : 0 } });
      const { status, retryAfter } = answer;
      return new Response(answer.text ?? broken(), { status, headers: retryAfter ? { "retry-after": retryAfter } : {} });
    },
  };
}

/** A body that breaks off. */
function broken() {
  return new ReadableStream({ start: (stream) => stream.error() });
}

/** Starts the worker, and promises `tell(method, ...args)`, which promises what the method gives unless it is an order, with ways to learn whether it lives. */
async function employ(worker, wasm) {
  const program = await run(worker);
  const calls = new Map();
  let count = 0;
  let isDead = false;
  const bury = () => {
    isDead = true;
    program.terminate();
    for (const { reject } of calls.values()) reject(new Error("The worker stopped"));
    calls.clear();
  };
  program.onerror = (event) => {
    // Told to whoever waits, not to the page's console.
    event.preventDefault();
    bury();
  };
  program.onmessage = ({ data: [id, value, hasFailed] }) => {
    // An engine that trapped once does nothing any more.
    if (hasFailed) return bury();
    calls.get(id)?.resolve(value);
    calls.delete(id);
  };
  /** For when it should have answered long since. */
  const check = () => {
    const silence = setTimeout(bury, PATIENCE);
    tell("ping").then(() => clearTimeout(silence), () => {});
  };
  const tell = (method, ...args) => {
    if (ORDERS.includes(method)) return void program.postMessage([0, method, args]);
    const given = new Promise((resolve, reject) => {
      if (isDead) throw new Error("The worker stopped");
      calls.set((count += 1), { resolve, reject });
      // Pieces of a body go over instead of being copied.
      const pieces = method === "push" ? [args[1].buffer] : [];
      program.postMessage([count, method, args], pieces);
    });
    const silence = method === "fetch" ? undefined : setTimeout(check, LONGEST);
    // Not all are waited for.
    given.catch(() => {}).finally(() => clearTimeout(silence));
    return given;
  };
  await tell("start", ...wasm);
  return { tell, isDead: () => isDead, check };
}

/**
 * The program comes checked. From another origin a worker may only be started from a copy of it,
 * which a page's policy may refuse; from the same, by its address, which is in the cache by now.
 */
async function run([address, integrity]) {
  const response = await fetch(address, { integrity });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const text = await response.text();
  if (new URL(address).origin === origin) return new Worker(address);
  const copy = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return new Worker(copy);
  } finally {
    // The worker has it once it runs.
    setTimeout(() => URL.revokeObjectURL(copy), 10_000);
  }
}
