// One poller for all tabs of this browser. Those that ask the same on the same authority take turns by
// a lock, and pass each answer on by a channel: answers and nothing else. Where the browser has no locks,
// digests or joint signals, or refuses them (no secure context, no origin), each tab asks for itself. The core imports
// this once there is another tab (core/tabs.js).

import { bare, listenTo, ofDocument } from "./core/own.js";
import { nameOf } from "./core/question.js";

/** @typedef {import("./core/types.js").Core} Core */
/**
 * What tabs that ask the same have in common.
 * @typedef {{ name: string, cores: Set<Core>, news: AbortController, channel?: BroadcastChannel | undefined,
 *   answer?: Response | undefined, etag?: string | null, hasCompany?: boolean }} Share
 * What one tab passes on to the others: an answer with the headers that can be read, and without a body where it is the
 * one that they have.
 * @typedef {{ status: number, headers: [string, string][], body: ArrayBuffer | null }} Passed
 */

/** So long the tab whose turn it is is waited for. Then it may hang, and loses its turn. */
const PATIENCE_MS = 5000;
/** So long an answer may be on its way to the others: only then comes the next turn. */
const LINGER_MS = 100;
/** So long an answer is at hand for those who are told of it. */
const FRESH_MS = 500;
/** What a tab says when it comes, and what to whoever speaks; all else is an answer. */
const COMING = 0;
const LISTENING = 1;

/**
 * By name: what the tabs share, and this page's cores that ask there.
 * @type {Map<string, Share>}
 */
const shares = new Map();

/**
 * The answer to a question: another tab's, if one comes before it is this one's turn, or its own.
 * @param {Core} core
 * @param {Request} request
 * @param {boolean} isNew
 * @param {() => Promise<Response>} send has the request go out
 */
export async function ask(core, request, isNew, send) {
  const share = await join(core, request).catch(() => {});
  if (!share) return send();
  const etag = (share.etag = request.headers.get("if-none-match"));
  if (isNew) return go(share, etag, send);
  const atHand = () => (share.answer && serves(etag, share.answer) ? share.answer : undefined);
  const release = atHand() ? undefined : await turn(share, request.signal);
  const answer = atHand();
  if (!answer) return go(share, etag, send, release);
  release?.();
  return answer.clone();
}

/**
 * Whether an answer is one to who has the answer by that ETag: that nothing is new says nothing to those who have
 * something else.
 * @param {string | null | undefined} etag
 * @param {Response} answer
 */
const serves = (etag, { status, headers }) => status !== 304 || (!!etag && etag === headers.get("etag"));

/**
 * What the same question with the same key has in common. The name gives away neither.
 * @param {Core} core
 * @param {Request} request
 */
async function join(core, request) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(await nameOf(request)));
  const name = `batch-status ${new Uint8Array(hash)}`;
  // A file is fetched by whoever wants it, and who left meanwhile does not come back.
  if (request.method === "GET" || !AbortSignal.any || !core.instance.members.has(core)) return undefined;
  /** @type {Share} */
  const share = shares.get(name) ?? bare({ name, cores: new Set(), news: new AbortController() });
  if (!share.cores.has(core)) core.part?.();
  shares.set(name, share);
  share.cores.add(core);
  core.part = () => part(share, core);
  listen(share);
  return share;
}

/**
 * This core asks no more, or something else.
 * @param {Share} share
 * @param {Core} core
 */
function part(share, core) {
  share.cores.delete(core);
  if (share.cores.size > 0) return;
  shares.delete(share.name);
  hush(share);
}

/** Nobody looks at a hidden tab, and a channel could keep it from the back-forward cache. */
listenTo("visibilitychange", () => shares.forEach(ofDocument("hidden") ? hush : listen));

/** @param {Share} share */
function hush(share) {
  share.channel?.close();
  share.channel = undefined;
}

/** @param {Share} share */
function listen(share) {
  if (share.channel || ofDocument("hidden")) return;
  const channel = (share.channel = new BroadcastChannel(share.name));
  channel.onmessage = ({ data }) => {
    share.hasCompany = true;
    if (data !== LISTENING) channel.postMessage(LISTENING);
    const answer = isAnswer(data) && answerFrom(data);
    if (answer && serves(share.etag, answer)) hear(share, answer);
  };
  channel.postMessage(COMING);
}

/** @param {any} data @returns {data is Passed} */
const isAnswer = (data) => Array.isArray(data?.headers);

/**
 * The answer that another tab passed on; nothing where somebody else speaks on the channel, and says what is none.
 * @param {Passed} passed
 */
function answerFrom({ status, headers, body }) {
  try {
    return new Response(body, bare({ status, headers }));
  } catch {
    return undefined;
  }
}

/**
 * As little trusted as the network's: it goes the same way from here.
 * @param {Share} share
 * @param {Response} answer
 */
function hear(share, answer) {
  share.answer = answer;
  setTimeout(() => {
    // A later one has its own time.
    if (share.answer === answer) share.answer = undefined;
  }, FRESH_MS);
  share.news.abort();
  share.news = new AbortController();
  for (const core of share.cores) core.call("answerElsewhere");
}

/**
 * Waits for one's turn, but no longer than until an answer comes; gives the way to end it.
 * @param {Share} share
 * @param {AbortSignal} signal
 * @returns {Promise<(() => void) | undefined>}
 */
function turn({ name, news }, signal) {
  /** @param {LockOptions} options @returns {Promise<() => void>} */
  const lock = (options) =>
    new Promise((granted, refused) => {
      const held = () => new Promise((release) => granted(() => release(undefined)));
      navigator.locks.request(name, options, held).catch(refused);
    });
  const end = AbortSignal.any([news.signal, signal, AbortSignal.timeout(PATIENCE_MS)]);
  return lock(bare({ signal: end })).catch(({ name }) => (name === "TimeoutError" ? lock(bare({ steal: true })) : undefined));
}

/**
 * Asks, and passes a good answer on where somebody listens. A failure is one's own.
 * @param {Share} share
 * @param {string | null} etag
 * @param {() => Promise<Response>} send
 * @param {() => void} [release]
 */
async function go(share, etag, send, release) {
  try {
    const response = await send();
    if (share.hasCompany && (response.ok || response.status === 304)) pass(share, response.clone(), etag).finally(release);
    else release?.();
    return response;
  } catch (error) {
    release?.();
    throw error;
  }
}

/** @param {Share} share @param {Response} answer @param {string | null} etag */
async function pass(share, answer, etag) {
  share.hasCompany = false;
  try {
    const { status } = answer;
    const isKnown = status === 304;
    const body = isKnown ? null : await answer.arrayBuffer();
    const headers = new Headers(answer.headers);
    // What was asked with, since servers on the way may have made another one of it, or none.
    if (isKnown) headers.set("etag", etag ?? "");
    share.channel?.postMessage({ status, headers: [...headers], body });
    await new Promise((resolve) => setTimeout(resolve, LINGER_MS));
  } catch {
    // Given up on its way, or nobody is here any more to pass it on.
  }
}
