// What the widget is told: attributes as they are, addresses made absolute, and of the credentials
// and sources those that the contract puts first.

import { lazily } from "./lazy.js";
import { wrong } from "./warn.js";

const CHOICES = {
  view: ["full", "summary", "table", "badge", "wallboard"],
  theme: ["auto", "light", "dark"],
  density: ["comfortable", "compact"],
  mask: ["none", "numbers", "all"],
  loading: ["lazy", "eager"],
};
/** Whether a value is valid. Without a valid one the default stands. */
const CHECKS = {
  refreshInterval: (text) => text === "auto" || +text === 0 || isWhole(text, 5, 86400),
  hourlyBudget: (text) => isWhole(text, 1, 999999999),
  callUrl: isTemplate,
  timeZone: isZone,
  windowTimeZone: isZone,
  dialFee: isFee,
};
/** Handed on as they are: the widget or the playback says what is wrong with them. */
const PLAIN = ["batchId", "columns", "replay"];
export const LOOPBACK = /^(|localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** The attributes' part, the same for the same attributes. */
export function settings(shell) {
  const { element } = shell;
  const chosen = {};
  for (const name in CHOICES) chosen[name] = choice(shell, name, element[name]);
  const { view, density, mask } = chosen;
  const config = { view, density, mask };
  for (const name of PLAIN) config[name] = element[name];
  for (const name in CHECKS) config[name] = checked(shell, name, element[name]?.trim() || null);
  for (const name of ["endpoint", "src"]) config[name] = absolute(element[name]) ?? element[name];
  const { assetBase } = element;
  if (assetBase && !absolute(assetBase)) wrong(shell, "assetBase", assetBase);
  return config;
}

function choice(shell, name, value) {
  const allowed = CHOICES[name];
  if (value === null || allowed.includes(value)) return value;
  wrong(shell, name, value, allowed);
  return null;
}

function checked(shell, name, value) {
  if (value === null || CHECKS[name](value)) return value;
  wrong(shell, name, value);
  return null;
}

function isWhole(text, least, most) {
  return /^\d+$/.test(text) && text >= least && text <= most;
}

function isTemplate(text) {
  return text.includes("{call_record_id}") && /^https?:/.test(absolute(text) ?? "");
}

function isFee(text) {
  return /^\d+(\.\d+)? [A-Z]{3}$/.test(text) && Intl.supportedValuesOf("currency").includes(text.slice(-3));
}

function isZone(timeZone) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) && true;
  } catch {
    return false;
  }
}

function absolute(address) {
  try {
    return address && new URL(address, document.baseURI).href;
  } catch {
    return undefined;
  }
}

/** Data at hand come before a `src`, and nothing is asked for them. */
const AT_HAND = { src: null, hourlyBudget: "0" };

/** Where one element's data comes from and on whose authority. Nothing here is in the page's reach. */
export class Sources {
  #data = null;
  #tokens;
  #fetcher = null;
  #key;
  #keyIsProperty = false;
  #ofData = null;
  #ofFetcher;
  #ofProvider = null;

  constructor(shell) {
    this.#tokens = lazily(shell, "token");
    // The wasm keeps the function; it must not keep a removed element with it.
    const weakly = new WeakRef(shell.element);
    this.#ofFetcher = async (signal) => json(await this.#fetcher({ batchId: weakly.deref()?.batchId, signal }));
  }

  /** Takes over what the page gave since the last time; what is left is out of the page's reach. */
  take(shell) {
    const { given } = shell;
    const taken = { ...given };
    for (const name of ["data", "fetcher", "tokenProvider", "apiKey", "attributeKey"]) delete given[name];
    if ("data" in taken && taken.data !== this.#data) {
      this.#data = taken.data;
      this.#ofData = taken.data && ofData(taken.data);
    }
    if ("fetcher" in taken) this.#fetcher = taken.fetcher;
    if ("tokenProvider" in taken) this.#ofProvider = this.#ofToken(ofProviders, taken.tokenProvider);
    if ("apiKey" in taken) {
      this.#key = taken.apiKey ? String(taken.apiKey) : null;
      this.#keyIsProperty = this.#key !== null;
    }
    if ("attributeKey" in taken) this.#takeAttribute(shell, taken.attributeKey);
  }

  #takeAttribute(shell, key) {
    if (!this.#keyIsProperty) this.#key = key || null;
    if (!LOOPBACK.test(location.hostname)) wrong(shell, "apiKey");
  }

  /** Data at hand, which come before the `src`. */
  get data() {
    return this.#data;
  }

  /** Where the data comes from, and on whose authority. */
  given(shell, { src }) {
    const { tokenEndpoint } = shell.element;
    const load = this.#ofData ?? (src || !this.#fetcher ? null : this.#ofFetcher);
    const token = this.#ofProvider ?? this.#ofToken(ofEndpoints, tokenEndpoint && ownAddress(shell, tokenEndpoint));
    return { ...(this.#ofData && AT_HAND), load, token, apiKey: this.#key ?? null };
  }

  /** The same function for the same source: elements that ask on the same authority ask as one. */
  #ofToken(known, source) {
    if (!source) return null;
    if (!known.has(source)) known.set(source, ofToken(this.#tokens, source));
    return known.get(source);
  }

  /** The contract's name of what is used, for a report. */
  kind(element, token) {
    if (this.#data) return "data";
    if (element.src) return "src";
    if (this.#fetcher) return "fetcher";
    if (this.#ofProvider) return "tokenProvider";
    if (token) return "token-endpoint";
    if (this.#key) return this.#keyIsProperty ? "apiKey" : "api-key";
    return "none";
  }
}

const ofEndpoints = new Map();
const ofProviders = new WeakMap();

function ofToken(tokens, source) {
  let kept;
  return async (isFresh) => {
    const { keeping } = await tokens();
    return (kept ??= keeping(source))(isFresh);
  };
}

function ownAddress(shell, address) {
  const href = absolute(address);
  if (href && new URL(href).origin === location.origin) return href;
  wrong(shell, "tokenEndpoint", address);
}

/** Apart from whatever else was given, a key perhaps, which it would keep. */
const ofData = (data) => async () => json(data);

function json(value) {
  const text = JSON.stringify(value);
  if (typeof text !== "string") throw new TypeError("no object came");
  return text;
}
