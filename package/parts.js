// Stands in the place of embed/core/parts.js in the npm package. Each part is a function there that imports a module, as
// every bundler understands it. No addresses and no hashes: a bundler may move, rename and change what it takes up.

export const areFiles = false;

export async function bringModule(load) {
  return { href: "", module: await load() };
}

export const bringWasm = (load) => load();

export const bringText = (load) => load();

/**
 * A worker needs an address all the same: that of the file in the folder of `asset-base`, or the one that the bundler gave it.
 * Bundlers that take the file up rename it, and servers for development serve it out of node_modules. Elsewhere its own name
 * says that it was left out: asking for it would write an error into the page's console.
 */
export function placeOfWorker({ file: [name, integrity], bundled }, base) {
  if (base) return [new URL(name, base).href, integrity];
  // Some bundlers leave out the page's origin.
  const { href, pathname } = new URL(bundled(), location.href);
  const isLeftOut = pathname.endsWith("/batch-status-worker.js") && !pathname.includes("/node_modules/");
  if (isLeftOut) throw new Error("the bundler left the worker's file out");
  return [href, ""];
}
