// Questions for a campaign, exactly as contract.md's Requests has them; the first one before there is
// a widget to ask it.

import { LOOPBACK } from "./config.js";

/** Whom an element asks that names nobody. */
const VENDOR = "https://api.magpipe.ai/functions/v1/batch-calls";
/** So long after it was asked, in ms, an answer may be taken: as the shortest refresh-interval, since it is shown for news. */
const PATIENCE = 5000;
/** As the widget has it (src/shell/http.rs), in bytes. Packed a body is shorter than what comes of it. */
const LARGE = 1024 * 1024;

/** What was asked ahead, by name. */
const ahead = new Map();

/** How a question is fetched; without a `batch`, which is a UUID, a file. The key goes into the Authorization header and nowhere else. */
export function initFor({ batch, key }) {
  const headers = { "Content-Type": "application/json" };
  if (key) headers.Authorization = `Bearer ${key}`;
  const post = batch && { method: "POST", headers, body: `{"action":"get","batch_id":"${batch}"}` };
  return { ...post, redirect: "error", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
}

export function requestFor(question) {
  const { url, signal } = question;
  return new Request(url, { ...initFor(question), signal });
}

/**
 * Asks what a widget is going to ask, so that the answer comes while the wasm does. Only with a key, which
 * a page may set late, and only what the widget would not refuse. Promises whether the
 * answer says to be large; rejects where there is none, and for an address that is none.
 */
export async function askAhead({ batchId, endpoint, apiKey: key }) {
  const url = endpoint || VENDOR;
  const isSound = key && /^[!-~]+$/.test(key) && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(batchId);
  if (!isSound || !isSafe(new URL(url)) || document.hidden || !navigator.onLine) return;
  const control = new AbortController();
  const question = { url, batch: batchId.toLowerCase(), key, signal: control.signal };
  const name = nameOf(question);
  if (ahead.has(name)) return;
  const answer = (async () => fetch(requestFor(question)))();
  const giveUp = () => {
    ahead.delete(name);
    control.abort();
  };
  ahead.set(name, { answer, control, timer: setTimeout(giveUp, PATIENCE) });
  return +(await answer).headers.get("content-length") > LARGE;
}

/** The answer to a question that was asked ahead, once. */
export function takeAnswer(question) {
  const name = nameOf(question);
  const { answer, control, timer } = ahead.get(name) ?? {};
  ahead.delete(name);
  clearTimeout(timer);
  question.signal?.addEventListener("abort", () => control?.abort());
  return answer;
}

const nameOf = ({ url, batch, key }) => [url, batch, key].join(" ");

/** Whether a key may go there; no request goes out but by HTTP. */
function isSafe({ protocol, hostname, username, password }) {
  return !username && !password && (protocol === "https:" || LOOPBACK.test(hostname));
}
