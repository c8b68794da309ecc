// What runs in the worker of a page with a large campaign. The page says first where the engine's wasm is;
// all that it says from then on is the engine's (engine/src/main.rs).

import start, { receive } from "./core/engine.js";

/** @param {{ data: [wasm: string, integrity: string] }} message */
async function begin({ data: [wasm, integrity] }) {
  try {
    const coming = fetch(wasm, { integrity });
    // The first in a process takes 10 ms and more: here it holds up nobody's screen.
    new Intl.DateTimeFormat();
    const response = await coming;
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    await start({ module_or_path: await WebAssembly.compile(await response.arrayBuffer()) });
    addEventListener("message", ({ data: [text, piece] }) => receive(text, piece));
    postMessage("ready");
  } catch (error) {
    // The page hears of it as of any error in here.
    reportError(error);
  }
}

addEventListener("message", begin, { once: true });
