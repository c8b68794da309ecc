// Why something does not work, and what to do about it: probes that ask the browser and the host
// again, and the words for what they find. Imported after a failure and for `diagnose()`.

import { bare, listenTo, make, ofDocument } from "./core/own.js";

/** @typedef {import("./core/types.js").Shell} Shell */
/** @typedef {import("./core/types.js").File} File */
/** @typedef {{ reason?: string | undefined, file?: string, host?: string, found?: string | number, wanted?: string }} Finding */

/** The smallest module there is. */
const TINY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const PROBE_MS = 10_000;

/**
 * By reason: what a person reads. `{file}` and `{host}` are filled in, and `{found}` where a probe says more.
 * @type {Record<string, string>}
 */
const WORDS = {
  offline: "You are offline. The campaign view loads when the connection is back.",
  "no-webassembly":
    "This browser cannot show the campaign: it has no WebAssembly, or it is switched off. Use another browser, or allow it.",
  "csp-wasm":
    "This page's Content-Security-Policy refuses WebAssembly. Its owner has to add 'wasm-unsafe-eval' to script-src.",
  "csp-script":
    "This page's Content-Security-Policy refuses {file}. Its owner has to add {host} to script-src.",
  "csp-connect":
    "This page's Content-Security-Policy refuses {file}. Its owner has to add {host} to connect-src.",
  missing: "{host} answers {found} for {file}. Whoever runs it has to put that file beside batch-status.js.",
  status: "{host} answers {found} for {file}. Try again later, or tell its owner.",
  "mime-type": "{host} serves {file} as {found}. Its owner has to serve it as {wanted}.",
  "not-the-file":
    "{host} answers with something else than {file}: {found}. Whoever runs it has to put that file there.",
  integrity:
    "{file} from {host} is not the file that belongs to this version. All files of one version have to be put there together.",
  // Without the header a missing file looks the same: the browser hides the answer.
  cors:
    "{host} does not let this page read {file}: it is not there, or lacks the header Access-Control-Allow-Origin. Whoever runs that host has to look.",
  redirect: "{host} redirects {file} elsewhere. Its owner has to serve it at its own address.",
  unreachable:
    "{host} cannot be reached. Check your connection and what blocks requests in this browser, then try again.",
  bundle: "A part of this page did not load. Reload the page, or tell its owner.",
  start: "{file} from {host} loaded but did not start. All files of one version have to be put there together.",
};

/**
 * Many elements fail of one error: one of them asks for all.
 * @type {WeakMap<Error, Promise<Finding>>}
 */
const found = new WeakMap();

/**
 * The words for a file that did not load. Marks the failure with the reason, and waits for the network.
 * @param {Shell} shell
 * @param {Error & { href?: string, integrity?: string }} error
 */
export async function explain(shell, error) {
  const finding = found.get(error) ?? whyNot(error);
  found.set(error, finding);
  const { reason = "start", ...details } = await finding;
  shell.failure?.setAttribute("data-reason", reason);
  if (reason === "offline") addEventListener("online", () => shell.begin(), bare({ once: true }));
  return fill(WORDS[reason] ?? "", details);
}

/** @param {string} text @param {Record<string, unknown>} details */
const fill = (text, details) => text.replace(/\{(\w+)\}/g, (_, name) => String(details[name] ?? ""));

/** @param {{ href?: string, integrity?: string }} file @returns {Promise<Finding>} */
async function whyNot({ href, integrity }) {
  const refusal = engineRefusal();
  if (!navigator.onLine) return { reason: "offline" };
  if (refusal === "no-webassembly") return { reason: refusal };
  // A bundler's import does not say what it asked for.
  if (!href) return { reason: refusal ?? "bundle" };
  const { host, pathname } = new URL(href);
  const file = pathname.split("/").pop() ?? "";
  const about = { file, host };
  const isWasm = file.endsWith(".wasm");
  if (isWasm && refusal) return { ...about, reason: refusal };
  const answer = await probe(href, isWasm, integrity);
  return { ...about, ...answer, reason: answer.reason ?? "start" };
}

/** Whether this browser, on this page, takes any wasm at all: null if so. */
function engineRefusal() {
  try {
    if (!WebAssembly.validate(TINY)) return "no-webassembly";
  } catch {
    return "no-webassembly";
  }
  try {
    new WebAssembly.Module(TINY);
    return null;
  } catch {
    return "csp-wasm";
  }
}

/**
 * Asks for a file again, by the plainest means, and says what is wrong with the answer.
 * @param {string} href
 * @param {boolean} isWasm
 * @param {string} [integrity]
 * @returns {Promise<Finding>}
 */
async function probe(href, isWasm, integrity) {
  if (!isWasm && (await refusalOf(() => preload(href)))) return { reason: "csp-script" };
  const { response, reason } = await ask(href);
  if (!response) return { reason };
  const { ok, status } = response;
  const type = response.headers.get("content-type") ?? "no type at all";
  if (!ok) return { reason: status === 404 || status === 410 ? "missing" : "status", found: status };
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (isWasm && TINY.some((byte, at) => bytes[at] !== byte)) return { reason: "not-the-file", found: type };
  if (!isWasm && /html|json/.test(type)) return { reason: "not-the-file", found: type };
  if (!isWasm && !/(java|ecma)script/.test(type)) return { reason: "mime-type", found: type, wanted: "text/javascript" };
  if (integrity && !(await ask(href, { integrity })).response) return { reason: "integrity" };
  return { found: type };
}

/**
 * Fetches a module as `import()` would, and runs nothing: it may not be what it should be.
 * @param {string} href
 */
function preload(href) {
  const link = /** @type {HTMLLinkElement} */ (make("link"));
  if (!link.relList.supports("modulepreload")) return undefined;
  const settled = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
  });
  link.rel = "modulepreload";
  // A module that once failed under an address is not asked for again.
  link.href = `${href.split("#")[0]}#probe-${Date.now()}`;
  ofDocument("head").append(link);
  return settled.finally(() => link.remove());
}

/**
 * An answer, or the reason why there is none to read.
 * @param {string} href
 * @param {RequestInit} options
 * @returns {Promise<{ response?: Response, reason?: string }>}
 */
async function ask(href, options = bare({})) {
  /** @type {Response | undefined} */
  let response;
  /** @param {RequestInit} more @returns {RequestInit} */
  const asked = (more) => ({
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(PROBE_MS),
    ...more,
  });
  /** @param {RequestInit} more */
  const request = (more) =>
    fetch(href, bare(asked(more)));
  const refused = await refusalOf(async () => (response = await request({ cache: "no-cache", ...options })));
  if (response) return { response };
  if (refused) return { reason: "csp-connect" };
  try {
    const { type } = await request({ cache: "no-store", redirect: "manual" });
    if (type === "opaqueredirect") return { reason: "redirect" };
  } catch {
    // No answer that can be read this way either.
  }
  if (!navigator.onLine) return { reason: "offline" };
  try {
    await request({ mode: "no-cors", cache: "no-store" });
    return { reason: new URL(href).origin === location.origin ? "unreachable" : "cors" };
  } catch {
    return { reason: "unreachable" };
  }
}

/**
 * What the page's policy refused while `act` ran: the violated directive.
 * @param {() => unknown} act
 */
async function refusalOf(act) {
  /** @type {string | undefined} */
  let directive;
  /** @param {SecurityPolicyViolationEvent} event */
  const note = (event) => {
    if (event.disposition === "enforce") directive ??= event.effectiveDirective;
  };
  listenTo("securitypolicyviolation", note);
  try {
    await act();
    return undefined;
  } catch {
    // The browser tells of it in a task of its own.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return directive;
  } finally {
    ofDocument("removeEventListener").call(document, "securitypolicyviolation", /** @type {EventListener} */ (note));
  }
}

/**
 * What stands between the page and its data. No key, no token, no query of an address is in it.
 * @param {Shell} shell
 * @param {string} version
 */
export async function report(shell, version) {
  const { element, core, state, phase, failure } = shell;
  // Far from the viewport nothing of the configuration has been looked at.
  const { credential, lang, worker, files } = core?.about() ?? { credential: "not read yet", files: {} };
  const isOwn = credential === "data" || credential === "fetcher";
  return {
    version,
    defined: /** @type {any} */ (customElements.get(element.localName))?.version ?? null,
    state,
    phase,
    failure: failure?.isConnected ? (failure.dataset.reason ?? failure.dataset.kind) : null,
    page: { origin: location.origin, secure: isSecureContext, online: navigator.onLine, lang: lang ?? null },
    webAssembly: engineRefusal() ?? "allowed",
    worker: worker ?? "none needed so far",
    files: shell.isBundled ? null : await fileReport(/** @type {URL} */ (shell.base()), files),
    credential,
    api: isOwn ? null : await apiReport(element.src ?? element.endpoint ?? shell.vendorEndpoint),
  };
}

/**
 * Of each file: under which type it comes, and what is wrong with it.
 * @param {URL} base
 * @param {Record<string, File>} files
 */
async function fileReport(base, files) {
  /** @type {[string, File][]} */
  const all = Object.entries({ entry: ["batch-status.js", ""], ...files });
  /** @param {[string, File]} file */
  const about = async ([name, [file, integrity]]) => {
    const { reason = null, found = null } = await probe(new URL(file, base).href, name === "wasm", integrity);
    return [name, { found, problem: reason }];
  };
  return { host: base.host, ...Object.fromEntries(await Promise.all(all.map(about))) };
}

/**
 * One question without a key: not for its answer, but whether one can be read.
 * @param {string} address
 */
async function apiReport(address) {
  let url;
  try {
    url = new URL(address, ofDocument("baseURI"));
  } catch {
    return { origin: null, status: null, type: null, problem: "not-an-address", clockSkewMs: null };
  }
  const { response, reason = null } = await ask(url.href, { redirect: "error", cache: "no-store" });
  return {
    origin: url.origin,
    status: response?.status ?? null,
    type: response?.headers.get("content-type") ?? null,
    problem: reason,
    clockSkewMs: response ? skew(response) : null,
  };
}

/**
 * By how much this clock is ahead; null where the answer does not say, or not to us.
 * @param {Response} response
 */
function skew(response) {
  const date = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(date) ? null : Date.now() - date;
}
