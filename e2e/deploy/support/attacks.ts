import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { question, type Question } from "./raw.ts";

/** What attacks are made of. */
export interface Target {
  /** A campaign that may be seen. */
  shown: string;
  /** Another one that may be seen. */
  other: string;
  /** A campaign that the key may read, and nobody may see. */
  hidden: string;
  key: string;
  secret: string;
}

export interface Attack {
  name: string;
  bytes: (target: Target) => string | Buffer;
  /** The statuses that are right. */
  statuses: number[];
  /** It is right, too, to close the connection without an answer. */
  mayBeSilent?: boolean;
}

/** Answers with what everybody may see do no harm either. */
const SEEN = [200, 304];
const REFUSED = [400, 401, 403, 404, 405, 411, 412, 413, 414, 417, 421, 431, 501, 505];

const get = (batch: string) => JSON.stringify({ action: "get", batch_id: batch });
const to = (batch: string) => `/batch-status/${batch}`;

/** A whole question whose path or else is not as it should be. */
function asked(name: string, statuses: number[], change: (target: Target) => Question): Attack {
  return { name, statuses, bytes: (target) => question({ path: to(target.shown), body: get(target.shown), ...change(target) }) };
}

const PATHS: Attack[] = [
  asked("a campaign that is not listed", [404], ({ hidden }) => ({ path: to(hidden), body: get(hidden) })),
  asked("a hidden path with a shown body", [404], ({ hidden }) => ({ path: to(hidden) })),
  asked("an ID in capital letters", [404], ({ shown }) => ({ path: to(shown.toUpperCase()) })),
  asked("no ID", [404], () => ({ path: "/batch-status/" })),
  asked("a slash behind the ID", [404], ({ shown }) => ({ path: `${to(shown)}/` })),
  asked("two IDs", [404], ({ shown, hidden }) => ({ path: `${to(shown)}/${hidden}` })),
  asked("two IDs with a comma", [404], ({ shown, hidden }) => ({ path: `${to(shown)},${hidden}` })),
  asked("two dots", [404], ({ shown, hidden }) => ({ path: `${to(shown)}/../${hidden}` })),
  asked("two encoded dots", [404], ({ shown, hidden }) => ({ path: `${to(shown)}/%2e%2e/${hidden}` })),
  asked("encoded slashes", [404], ({ shown, hidden }) => ({ path: `${to(shown)}%2f..%2f${hidden}` })),
  asked("overlong UTF-8 dots", [400, 404], ({ shown, hidden }) => ({ path: `${to(shown)}/%c0%ae%c0%ae/${hidden}` })),
  asked("backslashes", [400, 404], ({ hidden }) => ({ path: `\\batch-status\\${hidden}` })),
  asked("a NUL in the path", [400, 404], ({ shown, hidden }) => ({ path: `${to(hidden)}%00${shown}` })),
  asked("a line break in the path", [400, 404], ({ shown }) => ({ path: `${to(shown)}%0d%0aX-Injected:%20yes` })),
  asked("a parameter behind a semicolon", [404], ({ shown, hidden }) => ({ path: `${to(shown)};batch_id=${hidden}` })),
  asked("another ID in the query", [...SEEN, 404], ({ shown, hidden }) => ({ path: `${to(shown)}?batch_id=${hidden}&action=cancel` })),
  asked("a fragment in the path", [...SEEN, 400, 404], ({ shown, hidden }) => ({ path: `${to(shown)}#/../${hidden}` })),
  asked("an encoded letter of the hidden ID", [404], ({ hidden }) => ({ path: to(hidden).replace(/-(.)/g, (_, letter: string) => `-%${letter.charCodeAt(0).toString(16)}`) })),
  asked("an encoded letter of the shown ID", [...SEEN, 404], ({ shown }) => ({ path: to(shown).replace("batch-status/f", "batch-status/%66") })),
  asked("a twice encoded letter", [404], ({ hidden }) => ({ path: `/batch-status/%25${hidden.charCodeAt(0).toString(16)}${hidden.slice(1)}` })),
  asked("the API's own path", [404], ({ hidden }) => ({ path: "/functions/v1/batch-calls", body: get(hidden) })),
  asked("the inner location", [404], ({ hidden }) => ({ path: "/api", body: get(hidden) })),
  asked("the name of an inner location", [400, 404], () => ({ path: "@batch_status_kept" })),
  asked("the file of the key", [404], () => ({ method: "GET", path: "/batch-status/secrets.conf" })),
  asked("the file of the key by dots", [400, 404], () => ({ method: "GET", path: "/batch-status/..%2f..%2fetc/nginx/batch-status/secrets.conf" })),
  asked("a token without sign-in", [403, 404], ({ shown }) => ({ method: "GET", path: `${to(shown)}/token` })),
  asked("two slashes at the start", [404], ({ hidden }) => ({ path: `//batch-status//${hidden}` })),
  asked("another host as an absolute address", REFUSED, ({ hidden }) => ({ path: "http://api.magpipe.ai/functions/v1/batch-calls", body: get(hidden) })),
  asked("a hidden campaign as an absolute address", [404], ({ hidden }) => ({ path: `http://proxy.example${to(hidden)}`, body: get(hidden) })),
  asked("another scheme", [...SEEN, ...REFUSED], ({ shown }) => ({ path: `ftp://proxy.example${to(shown)}` })),
  asked("a path of 100 kB", REFUSED, ({ shown }) => ({ path: `${to(shown)}/${"a".repeat(100_000)}` })),
];

const METHODS: Attack[] = [
  ...["GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "PURGE"].map((method) => asked(`the method ${method}`, REFUSED, () => ({ method }))),
  { ...asked("the method CONNECT", REFUSED, () => ({ method: "CONNECT" })), mayBeSilent: true },
  asked("a method in small letters", REFUSED, () => ({ method: "post" })),
  asked("a method that does not exist", REFUSED, () => ({ method: "GETT" })),
  asked("OPTIONS for everything", [200, 204, ...REFUSED], () => ({ method: "OPTIONS", path: "*", body: "" })),
  asked("another method by header", SEEN, () => ({ headers: ["X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE"] })),
];

const chunked = (...chunks: string[]) => `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("")}0\r\n\r\n`;

const BODIES: Attack[] = [
  ...["cancel", "create", "start", "list", "GET", "get "].map((action) => asked(`the action "${action}"`, [400], ({ shown }) => ({ body: JSON.stringify({ action, batch_id: shown }) }))),
  asked("another campaign in the body", [400], ({ hidden }) => ({ body: get(hidden) })),
  asked("another shown campaign in the body", [400], ({ other }) => ({ body: get(other) })),
  asked("two actions, the worse one last", [400], ({ shown }) => ({ body: `{"action":"get","action":"cancel","batch_id":"${shown}"}` })),
  asked("two actions, the worse one first", SEEN, ({ shown }) => ({ body: `{"action":"cancel","action":"get","batch_id":"${shown}"}` })),
  asked("two campaigns, the hidden one last", [400], ({ shown, hidden }) => ({ body: `{"action":"get","batch_id":"${shown}","batch_id":"${hidden}"}` })),
  asked("two campaigns, the hidden one first", SEEN, ({ shown, hidden }) => ({ body: `{"action":"get","batch_id":"${hidden}","batch_id":"${shown}"}` })),
  asked("more than the API is asked for", SEEN, ({ shown }) => ({ body: `{"action":"get","batch_id":"${shown}","recipients":[],"status":"cancelled"}` })),
  asked("a list of actions", [400], ({ shown }) => ({ body: JSON.stringify({ action: ["get", "cancel"], batch_id: shown }) })),
  asked("a list of questions", [400], ({ shown, hidden }) => ({ body: `[${get(shown)},${get(hidden)}]` })),
  asked("two questions in a row", [400], ({ shown, hidden }) => ({ body: `${get(shown)}\n${get(hidden)}` })),
  asked("an action by __proto__", [400], ({ shown }) => ({ body: `{"__proto__":${get(shown)}}` })),
  asked("null", [400], () => ({ body: "null" })),
  asked("no body", [400], () => ({ body: "" })),
  asked("no JSON", [400], () => ({ body: "action=get" })),
  asked("a deep body", [400], () => ({ body: "[".repeat(1000) })),
  asked("a packed body", [400], ({ shown }) => ({ headers: ["Content-Encoding: gzip"], body: gzipSync(get(shown)).toString("hex") })),
  asked("a body of 2 kB", [413], ({ shown }) => ({ body: get(shown).padEnd(2000) })),
  asked("a body that says it has a gigabyte", [400, 413], ({ shown }) => ({ isBare: true, headers: ["Content-Length: 1000000000"], body: get(shown).padEnd(2000) })),
  asked("a body of chunks, 2 kB in all", [413], ({ shown }) => ({ isBare: true, headers: ["Transfer-Encoding: chunked"], body: chunked(get(shown), " ".repeat(2000)) })),
  asked("a body of a hundred thousand chunks", [413], () => ({ isBare: true, headers: ["Transfer-Encoding: chunked"], body: chunked(...Array<string>(100_000).fill("a")) })),
  asked("a chunk longer than any number", [400, 413], () => ({ isBare: true, headers: ["Transfer-Encoding: chunked"], body: "FFFFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n" })),
  asked("a length that is no number", [400], () => ({ isBare: true, headers: ["Content-Length: 1e3"] })),
  asked("a length below zero", [400], () => ({ isBare: true, headers: ["Content-Length: -1"] })),
];

/** A request for what is hidden, as it is put into the body of another. */
const smuggled = ({ hidden }: Target) => question({ path: to(hidden), body: get(hidden) });

const HEADERS: Attack[] = [
  asked("a smuggled request, length and chunks", [...SEEN, 400, 404], (target) => ({ isBare: true, headers: ["Content-Length: 6", "Transfer-Encoding: chunked"], body: `0\r\n\r\n${smuggled(target)}` })),
  asked("a smuggled request, chunks spelled oddly", [...SEEN, 400, 404, 501], (target) => ({ headers: ["Transfer-Encoding: xchunked"], body: `0\r\n\r\n${smuggled(target)}` })),
  asked("a smuggled request, a space before the colon", [...SEEN, 400, 404], (target) => ({ headers: ["Transfer-Encoding : chunked"], body: `0\r\n\r\n${smuggled(target)}` })),
  asked("a smuggled request, chunks twice", [...SEEN, 400, 404, 501], (target) => ({ isBare: true, headers: ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], body: `0\r\n\r\n${smuggled(target)}` })),
  asked("a smuggled request, two lengths", [400], (target) => ({ headers: ["Content-Length: 0"], body: smuggled(target) })),
  {
    name: "a second request on the same connection",
    statuses: [...SEEN, 404],
    bytes: (target) => question({ path: to(target.shown), body: get(target.shown) }).replace("Connection: close", "Connection: keep-alive") + smuggled(target),
  },
  asked("the key of another", SEEN, () => ({ headers: ["Authorization: Bearer demo-key-of-another"] })),
  asked("two keys", [...SEEN, 400], () => ({ headers: ["Authorization: Bearer demo-key-one", "Authorization: Bearer demo-key-two"] })),
  asked("a key by the API's other header", SEEN, () => ({ headers: ["apikey: demo-key-of-another", "x-client-info: me"] })),
  asked("the API's host", SEEN, () => ({ headers: ["Host: api.magpipe.ai"] })),
  asked("a host with a path", [...SEEN, 400], ({ hidden }) => ({ headers: [`Host: proxy.example${to(hidden)}?`] })),
  asked("two hosts", [...SEEN, 400], () => ({ headers: ["Host: proxy.example", "Host: evil.example"] })),
  asked("another host by a proxy's headers", SEEN, () => ({ headers: ["X-Forwarded-Host: evil.example", "X-Forwarded-Proto: gopher", "Forwarded: host=evil.example", "X-Host: evil.example"] })),
  asked("another path by a proxy's headers", SEEN, ({ hidden }) => ({ headers: [`X-Original-URL: ${to(hidden)}`, `X-Rewrite-URL: ${to(hidden)}`, `X-Accel-Redirect: ${to(hidden)}`] })),
  asked("an address by headers", SEEN, () => ({ headers: ["X-Forwarded-For: 127.0.0.1", "X-Real-IP: 127.0.0.1", "True-Client-IP: ::1"] })),
  asked("headers that the proxy shall drop", [...SEEN, 400], () => ({ headers: ["Connection: authorization, content-type"] })),
  asked("an upgrade to HTTP/2", [...SEEN, 400, 426], () => ({ headers: ["Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"] })),
  asked("an upgrade to a WebSocket", [...SEEN, 400, 405, 426], () => ({ headers: ["Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"] })),
  asked("a wait for 100", [...SEEN, 417], () => ({ headers: ["Expect: 100-continue"] })),
  asked("an expectation of something else", [...SEEN, 417], () => ({ headers: ["Expect: the-key"] })),
  asked("a part of the answer", SEEN, () => ({ headers: ["Range: bytes=0-9"] })),
  asked("any ETag", SEEN, () => ({ headers: ["If-None-Match: *"] })),
  asked("another ETag as a condition", [...SEEN, 412], () => ({ headers: ['If-Match: "other"'] })),
  asked("a poisoned cache by a long ETag", [...SEEN, 400], () => ({ headers: [`If-None-Match: ${'"x", '.repeat(500)}"y"`] })),
  asked("a poisoned cache by the encoding", SEEN, () => ({ headers: ["Accept-Encoding: br;q=1, evil"] })),
  asked("a poisoned cache by the type", SEEN, () => ({ headers: ["Accept: text/html", "Content-Type: text/html"] })),
  asked("a poisoned cache by the origin", SEEN, () => ({ headers: ["Origin: https://evil.example"] })),
  asked("a poisoned cache by the query", [...SEEN, 404], ({ shown }) => ({ path: `${to(shown)}?cb=<script>` })),
  asked("a cache that shall be passed by", SEEN, () => ({ headers: ["Cache-Control: no-cache, no-store, max-age=0", "Pragma: no-cache"] })),
  asked("a broken line in a header", [...SEEN, 400], () => ({ headers: ["X-One: a\r\n b"] })),
  asked("a bare line feed in a header", [...SEEN, 400], () => ({ headers: ["X-One: a\nX-Two: b"] })),
  asked("a NUL in a header", [...SEEN, 400], () => ({ headers: ["X-One: a\0b"] })),
  asked("a header without a name", [...SEEN, 400], () => ({ headers: [": nothing"] })),
  asked("headers of 200 kB", REFUSED, () => ({ headers: Array.from({ length: 50 }, (_, at) => `X-Header-${at}: ${"a".repeat(4000)}`) })),
  asked("no host", [400, ...SEEN], () => ({ version: "HTTP/1.0", headers: ["Host:"] })),
  asked("HTTP of the future", [...SEEN, ...REFUSED], () => ({ version: "HTTP/3.0" })),
  { name: "HTTP of the past", statuses: REFUSED, mayBeSilent: true, bytes: ({ hidden }) => `GET ${to(hidden)}\r\n` },
  { name: "no HTTP at all", statuses: REFUSED, mayBeSilent: true, bytes: () => Buffer.from("16030100a5010000a10303", "hex") },
];

/** Against a proxy that asks for no token. */
export const OPEN_ATTACKS: Attack[] = [...PATHS, ...METHODS, ...BODIES, ...HEADERS];

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const NOW = () => Math.floor(Date.now() / 1000);

/** A token, as it is or not. */
export function token(secret: string, claims: unknown, { head = { alg: "HS256", typ: "JWT" } as unknown, hash = "sha256" } = {}): string {
  const signed = `${part(head)}.${part(claims)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest("base64url")}`;
}

/** The claims of a good one. */
export const good = (batch: string) => ({ sub: batch, exp: NOW() + 60 });

function carrying(name: string, statuses: number[], made: (target: Target) => string): Attack {
  return asked(name, statuses, (target) => ({ headers: [`Authorization: ${made(target)}`] }));
}

/** Against a proxy that asks for a token. */
export const TOKEN_ATTACKS: Attack[] = [
  asked("no token", [401], () => ({})),
  carrying("an empty token", [401], () => "Bearer "),
  carrying("the key as a token", [401], ({ key }) => `Bearer ${key}`),
  carrying("a token of another campaign", [401], ({ secret, other }) => `Bearer ${token(secret, good(other))}`),
  carrying("a token of a list of campaigns", [401], ({ secret, shown, other }) => `Bearer ${token(secret, { ...good(shown), sub: [shown, other] })}`),
  carrying("an expired token", [401], ({ secret, shown }) => `Bearer ${token(secret, { sub: shown, exp: NOW() - 1 })}`),
  carrying("a token that never expires", [401], ({ secret, shown }) => `Bearer ${token(secret, { sub: shown })}`),
  carrying("a token that expires at no time", [401], ({ secret, shown }) => `Bearer ${token(secret, { sub: shown, exp: "never" })}`),
  carrying("a token of another secret", [401], ({ shown }) => `Bearer ${token("another-secret", good(shown))}`),
  carrying("a token of an empty secret", [401], ({ shown }) => `Bearer ${token("", good(shown))}`),
  carrying("a token without a signature", [401], ({ shown }) => `Bearer ${part({ alg: "none" })}.${part(good(shown))}.`),
  carrying("a token of two parts", [401], ({ shown }) => `Bearer ${part({ alg: "none" })}.${part(good(shown))}`),
  carrying("a signed token that says it is not", [401], ({ secret, shown }) => `Bearer ${token(secret, good(shown), { head: { alg: "none" } })}`),
  carrying("a token of another algorithm", [401], ({ secret, shown }) => `Bearer ${token(secret, good(shown), { head: { alg: "HS512" }, hash: "sha512" })}`),
  carrying("a token that says RS256", [401], ({ secret, shown }) => `Bearer ${token(secret, good(shown), { head: { alg: "RS256" } })}`),
  carrying("a token with other claims under its signature", [401], ({ secret, shown, other }) => {
    const [head, , signature] = token(secret, good(other)).split(".");
    return `Bearer ${head}.${part(good(shown))}.${signature}`;
  }),
  carrying("a token with a letter changed", [401], ({ secret, shown }) => `Bearer ${token(secret, good(shown)).replace(/.{5}$/, "AAAAA")}`),
  carrying("a token whose claims are no object", [401], ({ secret }) => `Bearer ${token(secret, null)}`),
  carrying("a token by another scheme", [401], ({ secret, shown }) => `Basic ${token(secret, good(shown))}`),
  carrying("two tokens in one header", [401], ({ secret, shown }) => `Bearer ${token(secret, good(shown))}, Bearer x`),
  asked("a token in the query", [401, 404], ({ secret, shown }) => ({ path: `${to(shown)}?token=${token(secret, good(shown))}` })),
  asked("a token in a cookie", [401], ({ secret, shown }) => ({ headers: [`Cookie: token=${token(secret, good(shown))}`] })),
  asked("a good token for what is hidden", [404], ({ secret, hidden }) => ({ path: to(hidden), body: get(hidden), headers: [`Authorization: Bearer ${token(secret, good(hidden))}`] })),
  asked("a good token and another action", [400], ({ secret, shown }) => ({ headers: [`Authorization: Bearer ${token(secret, good(shown))}`], body: JSON.stringify({ action: "cancel", batch_id: shown }) })),
];
