// Language and direction, of the nearest ancestor that names one, through shadow roots.

import { FILES } from "./files.js";
import { fetched } from "./lazy.js";
import { wrong } from "./warn.js";

function nearest(element, attribute) {
  for (let at = element; at; at = at.getRootNode().host) {
    const named = at.closest(`[${attribute}]`);
    if (named) return named;
  }
}

/** As `Intl` takes it: it throws for `english (US)`, `en_US` stands on many pages, and browsers say `C`. */
export function languageAt(shell) {
  const tag = nearest(shell.element, "lang")?.getAttribute("lang") || navigator.language;
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0];
  } catch {
    wrong(shell, "lang", tag);
    return new Intl.NumberFormat().resolvedOptions().locale;
  }
}

/** `ltr`, `rtl`, or null where nothing says so: then it is inherited. */
export function directionAt(element) {
  const named = nearest(element, "dir");
  const dir = named?.getAttribute("dir").toLowerCase();
  if (dir !== "auto") return /^(ltr|rtl)$/.test(dir) ? dir : null;
  return getComputedStyle(named).direction;
}

const listeners = new Set();
const changes = new MutationObserver(() => listeners.forEach((listener) => listener()));

/** Calls `listener` when language or direction may have changed, until `unwatch`. */
export function watch(element, listener) {
  listeners.add(listener);
  for (let root = element.getRootNode(); root; root = root.host?.getRootNode()) {
    changes.observe(root, { subtree: true, attributeFilter: ["lang", "dir"] });
  }
}

export function unwatch(listener) {
  listeners.delete(listener);
}

/** The file of a language, `de` for `de-AT`: its text, null for English, undefined until it came. */
export function messages(lang, base, whenThere) {
  const file = best(lang.toLowerCase());
  return file ? fetched(file, base, whenThere) : null;
}

function best(tag) {
  const known = FILES.lang;
  const name = Object.keys(known).find((code) => code.toLowerCase() === tag);
  if (name || !tag.includes("-")) return known[name];
  return best(tag.slice(0, tag.lastIndexOf("-")));
}
