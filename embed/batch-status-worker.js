// What runs in the worker of a page with a large campaign: it fetches, and keeps everybody, so that
// neither costs the page. `batch-status-large.js` starts it and calls its methods by messages.
// GLUE.md has the list.

import start, { Crew } from "./core/engine.js";

let crew;
/** The requests under way, by the number of the body that they bring. */
const requests = new Map();

const methods = {
  async start(wasm, integrity) {
    const response = await fetch(wasm, { integrity });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    await start({ module_or_path: await WebAssembly.compile(await response.arrayBuffer()) });
    crew = new Crew();
  },

  ping: () => {},
  push: (body, piece) => crew.push(body, piece),
  free: (body) => crew.free(body),
  leave: (element) => crew.leave(element),

  abort(body) {
    requests.get(body)?.abort();
    crew.free(body);
  },

  apply: (...args) => crew.apply(...args),
  query: (...args) => crew.query(...args),
  show: (...args) => crew.show(...args),
  forget: (element) => crew.forget(element),

  /** Asks for a campaign. Of an answer that is none, the text. */
  async fetch(body, address, init) {
    const controller = new AbortController();
    requests.set(body, controller);
    let status;
    try {
      const response = await fetch(address, { ...init, signal: controller.signal });
      ({ status } = response);
      const retryAfter = response.headers.get("retry-after");
      if (status !== 200) return { status, retryAfter, text: await response.text() };
      return { status, isKept: await receive(body, response) };
    } catch {
      // Without a status it did not come at all; with one it broke off.
      crew.free(body);
      return { status };
    } finally {
      requests.delete(body);
    }
  },
};

/** Whether all of it came, and was not too much. */
async function receive(body, response) {
  crew.push(body, new Uint8Array());
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!crew.push(body, value)) {
      await reader.cancel();
      crew.free(body);
      return false;
    }
  }
  return true;
}

addEventListener("message", async ({ data: [id, method, args] }) => {
  try {
    postMessage([id, await methods[method](...args)]);
  } catch (error) {
    postMessage([id, undefined, String(error)]);
  }
});
