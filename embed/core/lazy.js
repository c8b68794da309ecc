// What only some elements need: brought when one does, once for all.

import { FILES } from "./files.js";
import { warn } from "./warn.js";

/**
 * @typedef {import("./types.js").File} File
 * @typedef {import("./types.js").Shell} Shell
 * @typedef {Exclude<keyof import("./types.js").Files, "lang">} Name
 */

/** @type {{ [name in Name]?: Promise<any> }} */
const modules = {};

/**
 * How to get a module of ours. Whoever keeps it, the wasm perhaps, keeps no element with it.
 * @param {Shell} shell
 * @param {Name} name
 */
export function lazily(shell, name) {
  const { bring } = shell;
  const base = shell.base();
  const place = /** @type {Shell} */ ({ base: () => base, element: {} });
  return () =>
    (modules[name] ??= bring.call(place, FILES[name]).then(
      ({ module }) => module,
      (error) => {
        delete modules[name];
        warn(error.message);
        throw error;
      },
    ));
}

/** @type {Map<File, { coming?: Promise<unknown>, text?: string | null }>} */
const texts = new Map();

/**
 * A file's text; undefined until it came, and null where it did not: then the page's author hears of it.
 * @param {File} file
 * @param {URL} base
 * @param {() => void} whenThere
 */
export function fetched(file, base, whenThere) {
  if (!texts.has(file)) {
    texts.set(file, { coming: fetchText(file, base).then((text) => texts.set(file, { text })) });
  }
  const { coming, text } = texts.get(file) ?? {};
  coming?.then(whenThere);
  return text;
}

/**
 * @param {File} file
 * @param {URL} base
 */
async function fetchText([name, integrity], base) {
  try {
    const response = await fetch(new URL(name, base), { integrity });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return await response.text();
  } catch (error) {
    warn(`${name} did not load (${/** @type {Error} */ (error).message}): what is built in stands.`);
    return null;
  }
}
