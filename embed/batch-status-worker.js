// What runs in the worker of a page with a large campaign. The page first hands over the engine's wasm, compiled;
// all that it says from then on is the engine's (engine/src/main.rs).

import start, { receive } from "./core/engine.js";

// The first in a process takes 10 ms and more: here it holds up nobody's screen.
new Intl.DateTimeFormat();

/** @param {{ data: WebAssembly.Module }} message */
async function begin({ data: engine }) {
  try {
    await start({ module_or_path: engine });
    addEventListener("message", ({ data: [text, piece] }) => receive(text, piece));
    postMessage("ready");
  } catch (error) {
    // The page hears of it as of any error in here.
    reportError(error);
  }
}

addEventListener("message", begin, { once: true });
