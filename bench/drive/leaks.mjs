// Whether the element gives back what it takes: nodes, listeners and pages of wasm memory after many
// refreshes, and after it was often taken out of the page and put back.

import { Campaign } from "./campaigns.mjs";
import { Page } from "./page.mjs";

const SIZE = 500;
/** Until then the memory grows to what it needs. */
const WARM = 300;
const REFRESHES = 1000;
const ROUNDS = 200;
/** How many removed elements at most wait to be collected. A browser does so by itself, only less predictably. */
const COLLECT = 20;

/** Keeps hold of every memory that wasm code gets: no meter of the browser's counts it. */
function watchMemories() {
  const memories = (globalThis.memories = []);
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const made = await real.apply(WebAssembly, args);
      const { exports } = made.instance ?? made;
      memories.push(...Object.values(exports).filter((it) => it instanceof WebAssembly.Memory));
      return made;
    };
  }
  const Instance = WebAssembly.Instance;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, args) {
      const made = Reflect.construct(target, args);
      memories.push(...Object.values(made.exports).filter((it) => it instanceof WebAssembly.Memory));
      return made;
    },
  });
}

const BYTES = "memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)";

/** Out of the page, which takes a microtask, and back again. */
const OUT_AND_IN = `new Promise((resolve) => {
  const element = document.querySelector("batch-status");
  element.remove();
  setTimeout(() => {
    document.body.append(element);
    setTimeout(resolve, 20);
  }, 20);
})`;

/** Another element in its place, which has all to set up anew. */
const ANOTHER = `new Promise((resolve, reject) => {
  const old = document.querySelector("batch-status");
  const element = old.cloneNode();
  element.apiKey = "demo-key";
  element.addEventListener("batch-status-ready", resolve, { once: true });
  element.addEventListener("batch-status-error", ({ detail }) => reject(new Error(detail.kind)), { once: true });
  old.replaceWith(element);
})`;

export async function leaks({ origin, chromium }) {
  const campaign = await Campaign.prepare(origin, SIZE);
  const page = await Page.open(origin, chromium, "widget", campaign.id);
  try {
    await page.call("Page.addScriptToEvaluateOnNewDocument", { source: `(${watchMemories})()` });
    await page.load();
    await page.firstRow();
    await page.still();
    const refresh = async () => {
      await campaign.change();
      await page.refresh();
    };
    let count = 0;
    const another = async () => {
      await page.run(ANOTHER);
      count += 1;
      if (count % COLLECT === 0) await page.call("HeapProfiler.collectGarbage");
    };
    const checks = [
      [`${REFRESHES} refreshes`, REFRESHES, refresh],
      [`${ROUNDS} times out and in`, ROUNDS, () => page.run(OUT_AND_IN)],
      [`${ROUNDS} elements one after the other`, ROUNDS, another],
    ];
    let isFlat = true;
    for (const [title, times, act] of checks) isFlat = (await check(page, title, times, act)) && isFlat;
    process.exitCode = isFlat ? 0 : 1;
  } finally {
    await page.close();
  }
}

/** Whether nothing is left of `act`, however often. An even number, so that the same rows are on screen. */
async function check(page, title, times, act) {
  for (let done = 0; done < WARM; done += 1) await act();
  const before = await standing(page);
  for (let done = 0; done < times; done += 1) await act();
  const after = await standing(page);
  const grown = Object.keys(before).filter((name) => after[name] > before[name]);
  const figures = Object.keys(before).map((name) => `${name} ${before[name]} -> ${after[name]}`);
  console.log(`${grown.length ? "LEAKS" : "flat "}  ${title}: ${figures.join(", ")}`);
  return grown.length === 0;
}

/** After all is collected that can be; more than once, since what is freed may free more. */
async function standing(page) {
  await page.quiet();
  for (let round = 0; round < 4; round += 1) {
    await page.call("HeapProfiler.collectGarbage");
    await page.quiet();
  }
  const { Nodes, JSEventListeners, Documents } = await page.metrics();
  return { "wasm pages": (await page.run(BYTES)) / 65_536, nodes: Nodes, listeners: JSEventListeners, documents: Documents };
}
