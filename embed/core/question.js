// The first question for a campaign, asked while the wasm is still on its way.

import { bare, ofDocument } from "./own.js";

/** How long after it was asked, in ms, an answer may be used: as the shortest refresh-interval, since it is shown as new. */
const PATIENCE = 5000;
/** Of this many bytes on a campaign is a worker's (src/shell/http.rs). Compressed, a body is shorter than what comes of it. */
const LARGE = 1024 * 1024;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** @type {Map<string, { answer: Promise<Response>, control: AbortController, timer: number }>} */
const ahead = new Map();

/**
 * Asks what a widget is going to ask, in the same words (src/shell/request.rs). Only with a key, which a page
 * may set late, and only what the widget would not refuse.
 * @param {string | null} batchId @param {string} endpoint @param {string | null} key
 * @returns {Promise<boolean | undefined>} whether the answer says to be large
 */
export async function askAhead(batchId, endpoint, key) {
  const url = new URL(endpoint, ofDocument("baseURI"));
  const batch = batchId?.trim() ?? "";
  const secret = key?.trim() ?? "";
  const isSound = /^[!-~]+$/.test(secret) && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(batch);
  if (!isSound || !isSafe(url) || ofDocument("hidden") || !navigator.onLine || isSpent()) return;
  const authorization = `Bearer ${secret}`;
  const body = JSON.stringify({ action: "get", batch_id: batch.toLowerCase() });
  // Known at once: a widget that is there soon must not ask beside it.
  const name = nameFrom(url.href, authorization, body);
  if (ahead.has(name)) return;
  const control = new AbortController();
  /** @type {RequestInit} */
  const options = {
    method: "POST",
    headers: bare({ "Content-Type": "application/json", Authorization: authorization }),
    body,
    redirect: "error",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    signal: control.signal,
  };
  const request = new Request(url, bare(options));
  const answer = (async () => fetch(request))();
  const giveUp = () => {
    ahead.delete(name);
    control.abort();
  };
  ahead.set(name, { answer, control, timer: setTimeout(giveUp, PATIENCE) });
  return Number((await answer).headers.get("content-length")) > LARGE;
}

/**
 * The answer to a request that was asked ahead, once.
 * @param {Request} request
 * @param {() => void} take called if there was one
 */
export async function takeAnswer(request, take) {
  if (ahead.size === 0) return undefined;
  const name = await nameOf(request);
  const taken = ahead.get(name);
  if (taken) take();
  ahead.delete(name);
  clearTimeout(taken?.timer);
  const giveUp = () => taken?.control.abort();
  if (request.signal.aborted) giveUp();
  else request.signal.addEventListener("abort", giveUp);
  return taken?.answer;
}

/**
 * What makes two requests the same.
 * @param {Request} request
 */
export async function nameOf(request) {
  return nameFrom(request.url, request.headers.get("authorization"), await request.clone().text());
}

/** @param {(string | null)[]} parts */
const nameFrom = (...parts) => parts.join("\n");

/** Whether the hour's budget of some campaign is spent (src/shell/budget.rs): the widget knows of which. */
function isSpent() {
  try {
    /** @type {{ until: number }[]} */
    const kept = JSON.parse(localStorage.getItem("batch-status") ?? "[]");
    return kept.some(({ until }) => Date.now() < until);
  } catch {
    // The browser keeps nothing for this page, or what others wrote.
    return false;
  }
}

/**
 * Whether a key may go there; no request goes out but by HTTP.
 * @param {URL} url
 */
function isSafe({ protocol, hostname, username, password }) {
  return !username && !password && (protocol === "https:" || LOOPBACK.test(hostname));
}
