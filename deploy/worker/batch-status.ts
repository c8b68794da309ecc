/**
 * A proxy between the element and the batch-calls API, for platforms that run standard `fetch` handlers: Cloudflare
 * Workers, Deno, Bun, Supabase Edge Functions. It answers `POST /batch-status/<batch-id>` for the campaigns of BATCHES,
 * and `GET /batch-status/<batch-id>/token` once `maySee` says who may have a token.
 *
 * Settings are environment variables or secrets of the platform; docs/deploy.md says how each platform takes them.
 */
interface Settings {
  API_KEY: string;
  /** The IDs of the campaigns that may be seen, with commas between them. */
  BATCHES: string;
  /** What tokens are signed with. Without it, whoever reaches the worker sees the campaigns. */
  TOKEN_SECRET?: string;
  /** Other origins whose pages may ask, with commas between them. */
  ORIGINS?: string;
  API?: string;
}

/** What the platform gives: on Cloudflare, work may go on after the answer. */
interface Context {
  waitUntil?(work: Promise<unknown>): void;
}

/** For so many seconds an answer serves all viewers, and the API is not asked again. */
const FRESH = 10;
/** The oldest answer that stands while the API fails, in seconds. */
const OLDEST = 3600;
/** For the API, in milliseconds. */
const TIME_LIMIT = 20_000;
/** In bytes. */
const LONGEST_QUESTION = 1024;
const LONGEST_ANSWER = 16 * 1024 * 1024;
/** How long a token is good, in seconds. The element fetches the next one by itself. */
const LIFETIME = 600;

/** Who may have a token is yours to say: check the session's cookie, or the header of the sign-in in front. */
async function maySee(_request: Request, _batch: string): Promise<boolean> {
  return false;
}

export default {
  async fetch(request: Request, env?: unknown, context?: Context): Promise<Response> {
    const settings = settingsOf(env);
    const answer = await handle(request, settings, context).catch(toResponse);
    const response = new Response(answer.body, answer);
    for (const [name, value] of Object.entries(ALWAYS)) if (!response.headers.has(name)) response.headers.set(name, value);
    const origin = request.headers.get("origin");
    if (origin && listed(settings.ORIGINS).includes(origin)) response.headers.set("access-control-allow-origin", origin);
    return response;
  },
};

/** Cloudflare hands the settings over. Elsewhere they are in the environment, and other things are handed over. */
function settingsOf(env: unknown): Settings {
  const given = env as Partial<Settings> | undefined;
  const { process } = globalThis as { process?: { env: object } };
  const settings = { ...(given?.API_KEY ? given : process?.env) } as Partial<Settings>;
  if (!settings.API_KEY || !settings.BATCHES) throw new Error("Set API_KEY and BATCHES.");
  return settings as Settings;
}

const ALWAYS = {
  "access-control-expose-headers": "Age, ETag, Retry-After",
  "cache-control": "private, max-age=10",
  "content-type": "application/json",
  "x-content-type-options": "nosniff",
  vary: "Origin",
};
const PREFLIGHT = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "authorization, content-type, if-none-match",
};

class Failure extends Error {
  constructor(readonly status: number, message: string, readonly headers: Record<string, string> = {}) {
    super(message);
  }
}

function toResponse(error: unknown): Response {
  const { status, message, headers } = error instanceof Failure ? error : new Failure(500, "The worker failed");
  return Response.json({ error: message }, { status, headers });
}

async function handle(request: Request, settings: Settings, context?: Context): Promise<Response> {
  const [, batch, token] = /^\/batch-status\/([0-9a-f-]{36})(\/token)?$/.exec(new URL(request.url).pathname) ?? [];
  if (!batch || !listed(settings.BATCHES).includes(batch)) throw new Failure(404, "Batch not found");
  if (token) return tokenFor(request, batch, settings.TOKEN_SECRET);
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: PREFLIGHT });
  if (request.method !== "POST") throw new Failure(405, "Only POST is answered here", { allow: "POST, OPTIONS" });
  const { TOKEN_SECRET } = settings;
  if (TOKEN_SECRET && !(await isGood(request.headers.get("authorization"), batch, TOKEN_SECRET)))
    throw new Failure(401, "No valid token for this batch", { "www-authenticate": "Bearer" });
  if (!asksToGet(await read(request.body, LONGEST_QUESTION, 413).catch(brokenOff), batch))
    throw new Failure(400, 'Only {"action":"get"} with the batch ID of the address is answered here');
  return sent(await latest(batch, settings, context), request.headers.get("if-none-match"));
}

function listed(text = ""): string[] {
  return text.split(",").map((item) => item.trim());
}

function sent(campaign: Response, known: string | null): Response {
  const { headers } = campaign;
  const etag = headers.get("etag") ?? "";
  const age = Math.floor((Date.now() - Number(headers.get(GIVEN))) / 1000);
  const status = known?.includes(etag) ? 304 : 200;
  return new Response(status === 304 ? null : campaign.body, { status, headers: { etag, age: String(age) } });
}

/** When the API gave the answer, and until when it is not asked again, in milliseconds since 1970. */
const GIVEN = "x-given";
const NEXT = "x-next";

/**
 * The last answer, from the platform's cache, which all viewers of a place share. One request renews it: before it asks
 * the API, it puts the old answer back as good for a while, so that the others take that. While the API fails, the
 * last answer stands, with its true age.
 */
async function latest(batch: string, settings: Settings, context?: Context): Promise<Response> {
  const cache = await globalThis.caches?.open("batch-status");
  const key = `https://batch-status.invalid/${batch}`;
  const keep = async (response: Response, seconds: number) => cache?.put(key, lasting(response.clone(), seconds));
  const kept = await cache?.match(key);
  const good = kept?.headers.has(GIVEN) ? kept : undefined;
  if (kept && Date.now() < Number(kept.headers.get(NEXT))) {
    if (good) return good;
    throw await failureIn(kept);
  }
  if (good) await keep(good, FRESH);
  try {
    const fresh = await ask(batch, settings);
    const work = keep(fresh, FRESH);
    if (context?.waitUntil) context.waitUntil(work);
    else await work;
    return fresh;
  } catch (error) {
    const failure = error instanceof Failure ? error : new Failure(504, "The API did not answer");
    const stands = failure.status === 404 ? undefined : good;
    const { status, message, headers } = failure;
    await keep(stands ?? Response.json({ status, message, headers }), Math.max(FRESH, Number(headers["retry-after"] ?? 0)));
    if (stands) return stands;
    throw failure;
  }
}

function lasting(response: Response, seconds: number): Response {
  const copy = new Response(response.body, response);
  copy.headers.set(NEXT, String(Date.now() + seconds * 1000));
  copy.headers.set("cache-control", `max-age=${OLDEST}`);
  return copy;
}

async function failureIn(kept: Response): Promise<Failure> {
  const { status, message, headers } = (await kept.json()) as Failure;
  return new Failure(status, message, headers);
}

/** The request is written anew: nothing that a viewer sent is in it, but the listed campaign. */
async function ask(batch: string, settings: Settings): Promise<Response> {
  const reply = await fetch(settings.API ?? "https://api.magpipe.ai/functions/v1/batch-calls", {
    method: "POST",
    headers: { authorization: `Bearer ${settings.API_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ action: "get", batch_id: batch }),
    redirect: "manual",
    signal: AbortSignal.timeout(TIME_LIMIT),
  });
  const text = await read(reply.body, LONGEST_ANSWER, 502);
  const wait = String(Number(reply.headers.get("retry-after")) || 60);
  if (reply.status === 401 || reply.status === 403) throw new Failure(502, "The API refused this server's key");
  if (reply.status === 404) throw new Failure(404, "Batch not found");
  if (reply.status === 429) throw new Failure(429, "Too many requests", { "retry-after": wait });
  const told = parsed(text);
  if (reply.status !== 200 || !((told.data ?? told) as { batch?: unknown }).batch) throw new Failure(502, "The API gave no campaign");
  const hash = await crypto.subtle.digest("SHA-256", bytes(text));
  return new Response(text, { headers: { etag: `"${base64url(hash)}"`, [GIVEN]: String(Date.now()) } });
}

async function read(stream: ReadableStream<Uint8Array> | null, limit: number, status: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of (stream ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw new Failure(status, "Too long");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** What a JSON text holds, or an empty object. */
function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

function brokenOff(error: unknown): never {
  throw error instanceof Failure ? error : new Failure(400, "The question broke off");
}

function asksToGet(text: string, batch: string): boolean {
  const { action, batch_id } = parsed(text);
  return action === "get" && batch_id === batch;
}

/** The answer of the element's `token-endpoint`. */
async function tokenFor(request: Request, batch: string, secret?: string): Promise<Response> {
  if (request.method !== "GET" || !secret) throw new Failure(404, "Not found");
  if (!(await maySee(request, batch))) throw new Failure(403, "Not for you");
  const expires = Math.floor(Date.now() / 1000) + LIFETIME;
  const answer = { token: await mint(batch, expires, secret), expires_at: expires };
  return Response.json(answer, { headers: { "cache-control": "no-store" } });
}

/** A token for a campaign that is good until a time in seconds since 1970: JWT, HS256. */
export async function mint(batch: string, expires: number, secret: string): Promise<string> {
  const parts = [{ alg: "HS256", typ: "JWT" }, { sub: batch, exp: expires }].map((part) => base64url(bytes(JSON.stringify(part))));
  const signed = parts.join(".");
  return `${signed}.${base64url(await crypto.subtle.sign("HMAC", await hmac(secret, "sign"), bytes(signed)))}`;
}

/** Whether an `Authorization` header has a token that was signed with the secret, for this campaign, and has not expired. */
async function isGood(header: string | null, batch: string, secret: string): Promise<boolean> {
  const [, head, claims, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]{43})$/.exec(header ?? "") ?? [];
  if (!head || !claims || !signature) return false;
  const key = await hmac(secret, "verify");
  if (!(await crypto.subtle.verify("HMAC", key, decoded(signature), bytes(`${head}.${claims}`)))) return false;
  const [{ alg }, { sub, exp }] = [head, claims].map((part) => parsed(new TextDecoder().decode(decoded(part)))) as [Record<string, unknown>, Record<string, unknown>];
  return alg === "HS256" && sub === batch && Number(exp) > Date.now() / 1000;
}

function hmac(secret: string, use: "sign" | "verify"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes(secret), { name: "HMAC", hash: "SHA-256" }, false, [use]);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64url(data: ArrayBuffer | Uint8Array): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(data)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decoded(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
