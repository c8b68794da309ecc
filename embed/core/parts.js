// How the parts of the element come: as files by their addresses, each checked by its hash. In the npm package they
// are modules of a bundle, and package/parts.js stands in the place of this file.

import { bare, make } from "./own.js";

/** @typedef {import("./types.js").File} File */

/** Whether they are files, which have addresses. */
export const areFiles = true;

/** @type {Record<string, number>} */
const turns = bare({});

/**
 * A module and its address; run anew under a fragment, since no URL is run twice.
 * @param {File} file
 * @param {URL | undefined} base
 * @param {Node} place in the document whose script this is; else the check there is for nothing
 * @returns {Promise<import("./types.js").Brought>}
 */
export async function bringModule([file, integrity], base, place) {
  const url = new URL(file, base);
  const turn = (turns[file] = (turns[file] ?? 0) + 1);
  if (turn > 1) url.hash = String(turn);
  const { href } = url;
  // `import()` takes no hash: the link before it makes the browser check one.
  const link = make("link");
  const attributes = integrity ? { href, integrity, rel: "modulepreload" } : {};
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
  place.appendChild(link);
  try {
    return { href, module: await import(href) };
  } catch (cause) {
    throw Object.assign(new Error(`${href} did not load`, { cause }), { href, integrity });
  } finally {
    link.remove();
  }
}

/**
 * A compiled wasm. From a host that names its type wrongly it is taken as well.
 * @param {File} file
 * @param {URL | undefined} base
 */
export async function bringWasm([file, integrity], base) {
  const { href } = new URL(file, base);
  try {
    const response = await answer(href, integrity);
    return await (response.headers.get("content-type") === "application/wasm"
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch (cause) {
    throw Object.assign(new Error(`${href} did not load`, { cause }), { href, integrity });
  }
}

/**
 * @param {File} file
 * @param {URL | undefined} base
 */
export async function bringText([file, integrity], base) {
  const response = await answer(new URL(file, base).href, integrity);
  return response.text();
}

/** @param {string} href @param {string} integrity */
async function answer(href, integrity) {
  const response = await fetch(href, bare({ integrity }));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

/**
 * Where the worker's program lies, and its hash. Only the files for customers have one.
 * @param {File} file
 * @param {URL | undefined} base
 * @returns {File}
 */
export function placeOfWorker([file, integrity], base) {
  if (!file) throw new Error("no worker");
  return [new URL(file, base).href, integrity];
}
