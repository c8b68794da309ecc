// The page around the element: it chooses whose campaign is shown and how, and does to the element
// only what any customer's page can do.

import { SNIPPETS } from "./page/snippet.js";
import { css, forget, showDefaults, tokens } from "./page/tokens.js";

const SIMULATED_KEY = "demo-key";
const RECORDING = { src: "./page/recording.json", replay: "60x" };

/**
 * @typedef {import("./page/snippet.js").Attributes} Attributes
 * @typedef {HTMLElement & { apiKey: string | null, theme: string }} View
 */

/**
 * What finds this page's elements of one kind.
 * @template {HTMLElement} T
 * @param {new () => T} kind
 * @returns {(id: string) => T}
 */
const finder = (kind) => (id) => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}`);
  return found;
};
const byId = finder(HTMLElement);
const inputById = finder(HTMLInputElement);
const selectById = finder(HTMLSelectElement);
const formById = finder(HTMLFormElement);

const view = /** @type {View} */ (byId("campaign-view"));
/**
 * Whose campaign is shown, by attributes, before the settings have their say.
 * @type {Record<string, string | null>}
 */
let asked = {};

/**
 * The simulated campaigns, or none: a static host may answer any address with a page.
 * @returns {Promise<{ id: string, label: string }[]>}
 */
async function simulatedCampaigns() {
  try {
    const response = await fetch("./mock/campaigns", { headers: { accept: "application/json" } });
    const campaigns = response.ok ? await response.json() : [];
    return Array.isArray(campaigns) ? campaigns : [];
  } catch {
    return [];
  }
}

/** @param {{ id: string, label: string }[]} campaigns */
function listCampaigns(campaigns) {
  const asked = new URLSearchParams(location.search).get("batch");
  const select = selectById("campaign");
  select.replaceChildren(...campaigns.map(({ id, label }) => new Option(label, id)));
  if (!asked) return;
  if (!campaigns.some(({ id }) => id === asked)) select.add(new Option(asked, asked));
  select.value = asked;
}

/**
 * What the settings say now: only what differs from the defaults.
 * @returns {Record<string, string>}
 */
function chosen() {
  const said = [...new FormData(formById("settings"))].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(said.filter(([, value]) => value));
}

/**
 * All in one task, so that the element sees one change and no key meets another's endpoint.
 * @param {{ [name in "batchId" | "endpoint" | "src" | "replay" | "apiKey"]?: string | null }} source
 */
function watch({ batchId = null, endpoint = null, src = null, replay = null, apiKey }) {
  asked = { "batch-id": batchId, endpoint, src, replay };
  const said = chosen();
  for (const name of Object.keys(asked)) set(name, said[name]);
  if (apiKey !== undefined) view.apiKey = apiKey;
  showSnippet();
}

function watchSimulated() {
  const fault = selectById("fault").value;
  const batchId = selectById("campaign").value;
  const address = new URL(location.href);
  address.searchParams.set("batch", batchId);
  history.replaceState(null, "", address);
  watch({
    batchId,
    endpoint: fault ? `./fault/${fault}/functions/v1/batch-calls` : "./functions/v1/batch-calls",
    apiKey: SIMULATED_KEY,
  });
}

/** @param {SubmitEvent} event */
function watchVendor(event) {
  event.preventDefault();
  const key = inputById("key");
  watch({ batchId: inputById("batch").value.trim(), apiKey: key.value.trim() || undefined });
  // The element has it now: nothing else on the page needs to.
  key.value = "";
  key.required = false;
  key.placeholder = "In use until this page closes";
}

function showVendorForm() {
  const key = inputById("key");
  key.required = true;
  key.placeholder = "";
  watch({ apiKey: null });
}

/** @param {"recording" | "simulated" | "vendor"} source */
function use(source) {
  for (const name of ["recording", "simulated", "vendor"]) byId(name).hidden = source !== name;
  inputById(`use-${source}`).checked = true;
  // One's own key goes to the vendor alone, whatever was typed here before.
  inputById("set-endpoint").disabled = source === "vendor";
  if (source === "recording") watch({ ...RECORDING, apiKey: null });
  else if (source === "simulated") watchSimulated();
  else showVendorForm();
}

/** @param {string} theme */
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  view.theme = theme;
  // Once the element suits it.
  queueMicrotask(() => showDefaults(byId("tokens"), view));
  showSnippet();
}

/**
 * What the form says stands in for the source's own.
 * @param {string} name
 * @param {string | null} [value]
 */
function set(name, value) {
  const text = value ?? asked[name] ?? null;
  if (text === null) view.removeAttribute(name);
  else view.setAttribute(name, text);
}

/**
 * @param {string} name
 * @param {string | null} value
 */
function setAttribute(name, value) {
  set(name, value);
  showSnippet();
}

function resetSettings() {
  for (const field of formById("settings").elements) {
    const name = field.getAttribute("name");
    if (name) setAttribute(name, null);
  }
  forget(byId("tokens"), view);
  showSnippet();
}

function showSnippet() {
  const { value: theme } = selectById("theme");
  const { endpoint = "/batch-status", ...others } = chosen();
  const batchId = asked["batch-id"] || "00000000-0000-0000-0000-000000000000";
  const recording = asked.src && { src: "/recording.json", replay: RECORDING.replay };
  const file = (others.src || recording) && { ...recording, ...others };
  /** @type {Attributes} */
  const attributes = file || { "batch-id": batchId, endpoint, ...others };
  if (theme !== "auto") attributes.theme = theme;
  byId("snippet").textContent = SNIPPETS[selectById("kind").value]?.(attributes, css()) ?? "";
  byId("copied").textContent = "";
}

/** Where the clipboard is refused, the text is selected for the person to copy. */
async function copySnippet() {
  const text = byId("snippet");
  try {
    await navigator.clipboard.writeText(text.textContent ?? "");
    byId("copied").textContent = "Copied";
  } catch {
    getSelection()?.selectAllChildren(text);
    byId("copied").textContent = "Selected";
  }
}

byId("kind").append(...Object.keys(SNIPPETS).map((kind) => new Option(kind)));
// A text counts when it is finished: half a word would only earn warnings.
byId("settings").addEventListener("change", ({ target }) => {
  const { name, value } = /** @type {HTMLInputElement | HTMLSelectElement} */ (target);
  if (name) setAttribute(name, value.trim() || null);
});
byId("settings").addEventListener("submit", (event) => event.preventDefault());
tokens(byId("tokens"), view, showSnippet);
byId("settings").addEventListener("reset", () => setTimeout(resetSettings));
byId("kind").addEventListener("change", showSnippet);
byId("copy").addEventListener("click", copySnippet);
// Its colours are known once its sheet is there.
view.addEventListener("batch-status-statechange", () => showDefaults(byId("tokens"), view));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => showDefaults(byId("tokens"), view));

selectById("theme").addEventListener("change", () => setTheme(selectById("theme").value));
byId("use-recording").addEventListener("change", () => use("recording"));
byId("use-simulated").addEventListener("change", () => use("simulated"));
byId("use-vendor").addEventListener("change", () => use("vendor"));
byId("simulated").addEventListener("change", watchSimulated);
byId("simulated").addEventListener("submit", (event) => event.preventDefault());
formById("vendor").addEventListener("submit", watchVendor);

const campaigns = await simulatedCampaigns();
inputById("use-simulated").disabled = campaigns.length === 0;
byId("no-simulation").hidden = campaigns.length > 0;
listCampaigns(campaigns);
use(campaigns.length > 0 ? "simulated" : "recording");
