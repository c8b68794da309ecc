// What the widget is told: attributes as they are, addresses made absolute, and of the credentials
// and sources those that the contract puts first.

import { lazily } from "./lazy.js";
import { warn } from "./warn.js";

const CHOICES = {
  view: ["full", "summary", "table", "badge", "wallboard"],
  theme: ["auto", "light", "dark"],
  density: ["comfortable", "compact"],
  mask: ["none", "numbers", "all"],
  loading: ["lazy", "eager"],
};
/** Whether a value is valid, and what the attribute takes. Without a valid value its default stands. */
const CHECKS = {
  refreshInterval: [
    (text) => text === "auto" || +text === 0 || isWhole(text, 5, 86400),
    "auto, 0 for manual, or seconds from 5 to 86400",
  ],
  hourlyBudget: [(text) => isWhole(text, 1, 1e9), "the most requests in an hour, such as 900"],
  callUrl: [isTemplate, "a web address with {call_record_id} in it"],
  timeZone: [isZone, "an IANA name such as Europe/Berlin"],
  windowTimeZone: [isZone, "an IANA name such as Europe/Berlin"],
  dialFee: [isFee, "an amount and a currency, such as 0.005 USD"],
};
/** Handed on as they are: the widget or the playback says what is wrong with them. */
const PLAIN = ["batchId", "columns", "replay"];
const LOOPBACK = /^(|localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** The attributes' part, the same for the same attributes. */
export function settings(element) {
  const chosen = {};
  for (const name in CHOICES) chosen[name] = choice(name, element[name]);
  const { view, density, mask } = chosen;
  const config = { view, density, mask };
  for (const name of PLAIN) config[name] = element[name];
  for (const name in CHECKS) config[name] = checked(name, element[name]?.trim() || null);
  for (const name of ["endpoint", "src"]) config[name] = absolute(element[name]) ?? element[name];
  if (element.assetBase && !absolute(element.assetBase)) {
    warn(`asset-base="${element.assetBase}" is no address: the script's folder it is.`);
  }
  return config;
}

function choice(name, value) {
  const allowed = CHOICES[name];
  if (value === null || allowed.includes(value)) return value;
  warn(`${name}="${value}" is none of ${allowed.join(", ")}: ${allowed[0]} it is.`);
  return null;
}

function checked(name, value) {
  const [isValid, takes] = CHECKS[name];
  if (value === null || isValid(value)) return value;
  const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  warn(`${attribute}="${value}" is not valid, so its default stands; it takes ${takes}.`);
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

  /** Takes over what the page gave since the last time; of the key, this is the only copy. */
  take(given) {
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
    if ("attributeKey" in taken) this.#takeAttribute(taken.attributeKey);
  }

  #takeAttribute(key) {
    if (!this.#keyIsProperty) this.#key = key || null;
    if (!LOOPBACK.test(location.hostname)) {
      warn(
        "an API key in a page is open to all its visitors and can place calls. " +
          "Use a proxy of your own that adds it.",
      );
    }
  }

  /** Data at hand, which come before the `src`. */
  get data() {
    return this.#data;
  }

  /** Where the data comes from, and on whose authority. */
  given({ src }, tokenEndpoint) {
    const load = this.#ofData ?? (src || !this.#fetcher ? null : this.#ofFetcher);
    const token = this.#ofProvider ?? this.#ofToken(ofEndpoints, tokenEndpoint && ownAddress(tokenEndpoint));
    return { load, token, apiKey: this.#key ?? null };
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

function ownAddress(address) {
  const href = absolute(address);
  if (href && new URL(href).origin === location.origin) return href;
  warn(`token-endpoint="${address}" is not of this page's origin: it is not asked.`);
}

/** Apart from whatever else was given, a key perhaps, which it would keep. */
const ofData = (data) => async () => json(data);

function json(value) {
  const text = JSON.stringify(value);
  if (typeof text !== "string") throw new TypeError("no object came");
  return text;
}
