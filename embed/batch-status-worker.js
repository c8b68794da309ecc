// What runs in the worker of a page with a large campaign: it fetches, and keeps everybody, so that
// neither costs the page. `batch-status-large.js` starts it and calls its methods by messages.
// GLUE.md has the list.

import start, { Engines } from "./core/engine.js";
import { pieces } from "./core/pieces.js";

let engines;
/** The memory of the body before, unless it is in use. */
let spare;
/** The requests under way, by the number of the body that they bring. */
const requests = new Map();

const methods = {
  async start(wasm, integrity) {
    const coming = fetch(wasm, { integrity });
    // The first in a process takes 10 ms and more: here it holds up nobody's screen.
    new Intl.DateTimeFormat();
    const response = await coming;
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    await start({ module_or_path: await WebAssembly.compile(await response.arrayBuffer()) });
    engines = new Engines();
  },

  ping: () => {},
  open: (body, element) => engines.open(body, element),
  /** Gives the piece's memory back, for the next one. */
  push: (body, piece) => ({ isRoom: engines.push(body, piece), buffer: piece.buffer }),
  free: (body) => engines.free(body),
  leave: (element) => engines.leave(element),

  abort(body) {
    requests.get(body)?.abort();
    engines.free(body);
  },

  ask: (...args) => engines.ask(...args),
  snapshot: (element) => engines.snapshot(element),
  export: (...args) => engines.export(...args),

  /** Asks for an element's campaign. Of an answer that is none, the text. */
  async fetch(body, element, address, init) {
    const controller = new AbortController();
    requests.set(body, controller);
    let status;
    try {
      const response = await fetch(address, { ...init, signal: controller.signal });
      ({ status } = response);
      const retryAfter = response.headers.get("retry-after");
      if (status !== 200) return { status, retryAfter, text: await response.text() };
      engines.open(body, element);
      return { status, isKept: await receive(body, response) };
    } catch {
      // Without a status it did not come at all; with one it broke off.
      engines.free(body);
      return { status };
    } finally {
      requests.delete(body);
    }
  },
};

/** Whether all of it came, and was not too much. */
async function receive(body, { body: stream }) {
  if (!stream) return true;
  const reader = pieces(stream, spare);
  spare = undefined;
  for (let piece = await reader.next(); piece; piece = await reader.next()) {
    if (!engines.push(body, piece)) {
      await reader.cancel();
      engines.free(body);
      return false;
    }
  }
  spare = reader.room();
  return true;
}

addEventListener("message", async ({ data: [id, method, args] }) => {
  try {
    const value = await methods[method](...args);
    if (id) postMessage([id, value], value?.buffer ? [value.buffer] : []);
  } catch {
    if (id) postMessage([id, undefined, true]);
  }
});
