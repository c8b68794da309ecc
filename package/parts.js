// Stands in the place of embed/core/parts.js in the npm package. Each part is a function there that imports a module, as
// every bundler understands it. No addresses and no hashes: a bundler may move, rename and change what it takes up.

export const areFiles = false;

export async function bringModule(load) {
  return { href: "", module: await load() };
}

export const bringWasm = (load) => load();

export const bringText = (load) => load();

/** A worker needs an address all the same, of which some bundlers leave out the page's origin. */
export const placeOfWorker = (address) => [new URL(address(), location.href).href, ""];
