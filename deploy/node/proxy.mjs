// A proxy between the element and the batch-calls API. It has the key, and shows the campaigns of BATCHES and no other.
//
//   API_KEY=... BATCHES=f1e2d3c4-5678-9012-3456-789012345678 node proxy.mjs
//
// With TOKEN_SECRET it asks viewers for a token, as token.mjs makes it. ORIGINS are those of other sites whose pages
// may ask. Several batches or origins have commas between them.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { isGood, parsed } from "./token.mjs";

const { API_KEY, BATCHES, TOKEN_SECRET, ORIGINS = "", HOST = "127.0.0.1", PORT = "8090" } = process.env;
const { API = "https://api.magpipe.ai/functions/v1/batch-calls" } = process.env;
if (!API_KEY || !BATCHES) {
  console.error("Set API_KEY to the API's key and BATCHES to the IDs of the campaigns that may be seen.");
  process.exit(1);
}

const FRESH = 10_000; // For so many milliseconds an answer serves all viewers, and a failure is not tried again.
const TIME_LIMIT = 20_000; // for the API, in milliseconds.
const [LONGEST_QUESTION, LONGEST_ANSWER] = [1024, 16 * 1024 * 1024]; // in bytes.

/** What is known of each campaign: the last good answer, the failure since then, and when the API may be asked again. */
const KNOWN = new Map(BATCHES.split(",").map((batch) => [batch.trim(), { next: 0 }]));

const ALWAYS = {
  "access-control-allow-headers": "authorization, content-type, if-none-match",
  "access-control-expose-headers": "Age, ETag, Retry-After",
  "cache-control": "private, max-age=10",
  "content-type": "application/json",
  "x-content-type-options": "nosniff",
  vary: "Origin",
};

class Failure extends Error {
  constructor(status, message, headers = {}) {
    super(message);
    Object.assign(this, { status, headers });
  }
}

async function answer(request) {
  const batch = /^\/batch-status\/([0-9a-f-]{36})$/.exec(request.url)?.[1];
  const known = KNOWN.get(batch);
  if (!known) throw new Failure(404, "Batch not found");
  if (request.method === "OPTIONS") return { status: 204, headers: {} };
  if (request.method !== "POST") throw new Failure(405, "Only POST is answered here", { allow: "POST, OPTIONS" });
  if (TOKEN_SECRET && !isGood(request.headers.authorization, batch, TOKEN_SECRET))
    throw new Failure(401, "No valid token for this batch", { "www-authenticate": "Bearer" });
  const question = parsed(await read(request.iterator({ destroyOnReturn: false }), LONGEST_QUESTION, 413));
  if (question.action !== "get" || question.batch_id !== batch)
    throw new Failure(400, 'Only {"action":"get"} with the batch ID of the address is answered here');
  const { text, etag, at } = await latest(known, batch);
  const headers = { etag, age: Math.floor((Date.now() - at) / 1000) };
  const isKnown = request.headers["if-none-match"]?.includes(etag);
  return isKnown ? { status: 304, headers } : { status: 200, headers, body: text };
}

/** The API is asked once, however many wait for it. While it fails, its last answer stands, with its true age. */
async function latest(known, batch) {
  if (Date.now() >= known.next) {
    known.asking ??= renew(known, batch).finally(() => (known.asking = undefined));
    await known.asking;
  }
  if (known.good) return known.good;
  throw known.failure;
}

async function renew(known, batch) {
  known.failure = undefined;
  try {
    known.good = await ask(batch);
  } catch (error) {
    known.failure = error instanceof Failure ? error : new Failure(504, "The API did not answer");
    if (known.failure.status === 404) known.good = undefined;
  }
  const wished = (known.failure?.headers["retry-after"] ?? 0) * 1000;
  known.next = Date.now() + Math.max(FRESH, wished);
}

/** The request is written anew: nothing that a viewer sent is in it, but the listed campaign. */
async function ask(batch) {
  const headers = { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" };
  const body = JSON.stringify({ action: "get", batch_id: batch });
  const signal = AbortSignal.timeout(TIME_LIMIT);
  const reply = await fetch(API, { method: "POST", headers, body, redirect: "manual", signal });
  const text = await read(reply.body ?? [], LONGEST_ANSWER, 502);
  const told = parsed(text);
  const wait = Number(reply.headers.get("retry-after")) || 60;
  if (reply.status === 401 || reply.status === 403) throw new Failure(502, "The API refused this server's key");
  if (reply.status === 404) throw new Failure(404, "Batch not found");
  if (reply.status === 429) throw new Failure(429, "Too many requests", { "retry-after": wait });
  if (reply.status !== 200 || !(told.data ?? told).batch) throw new Failure(502, "The API gave no campaign");
  return { text, etag: `"${createHash("sha256").update(text).digest("base64url")}"`, at: Date.now() };
}

async function read(chunks, limit, status) {
  const all = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new Failure(status, "Too long", { connection: "close" });
    all.push(chunk);
  }
  return Buffer.concat(all).toString();
}

async function respond(request, response) {
  const { status, headers, body } = await answer(request).catch(({ status = 500, headers, message }) => {
    return { status, headers, body: JSON.stringify({ error: message }) };
  });
  const { origin } = request.headers;
  const allowed = origin && ORIGINS.split(",").includes(origin) ? { "access-control-allow-origin": origin } : {};
  response.writeHead(status, { ...ALWAYS, ...headers, ...allowed }).end(body);
}

const server = createServer({ requestTimeout: 10_000 }, respond);
server.listen(Number(PORT), HOST, () => console.log(`Listening on http://${HOST}:${PORT}`));

