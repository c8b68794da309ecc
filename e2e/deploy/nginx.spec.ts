import { execFileSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { SEED } from "../support/campaigns.ts";
import { DIST } from "../support/fixtures.ts";
import { MockApi } from "../support/mock-api.ts";
import { startNginx, type Nginx, type NginxOptions } from "./support/nginx.ts";
import type { Settings } from "./support/proxies.ts";

let mock: MockApi;
let nginx: Nginx;

async function begin(settings: Partial<Settings> = {}, options: NginxOptions = {}): Promise<void> {
  mock = await MockApi.start("--no-limits");
  nginx = await startNginx({ api: mock.origin, key: `demo-key-${randomUUID()}`, batches: [SEED], ...settings }, options);
}

test.afterEach(async () => {
  await nginx.stop();
  await mock.stop();
});

const QUESTION = { method: "POST", body: JSON.stringify({ action: "get", batch_id: SEED }) };

function ask(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${nginx.origin}/batch-status/${SEED}`, { ...QUESTION, headers: { "content-type": "application/json", ...headers } });
}

/** The headers of a static file, for a browser that takes these encodings. */
function headersOf(path: string, encodings: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const asked = request(nginx.origin + path, { headers: { "accept-encoding": encodings } }, (answer) => {
      answer.resume();
      resolve({ ...answer.headers, status: answer.statusCode ?? 0 });
    });
    asked.on("error", reject).end();
  });
}

test("an address that asks too often is told when to come again, and the others are served", async () => {
  await begin();
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask()));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(100);
  expect(refused.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual(refused.map(() => [429, "10"]));
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(60);
});

test("the logs hold no address, no browser's name, no token and no key", async () => {
  const key = `demo-key-${randomUUID()}`;
  await begin({ key }, { files: DIST });
  await ask({ "user-agent": "A browser of Ada's", authorization: "Bearer a-token-of-ada", referer: "https://ada.example/" });
  await ask({ "content-length": "5000" }).catch(() => undefined);
  await fetch(`${nginx.origin}/missing?ada=1`);
  await fetch(`${nginx.origin}/batch-status/${SEED}?ada=1`, QUESTION);
  await expect.poll(() => nginx.logs()).toMatch(/POST .* 200 HIT/);
  for (const word of ["127.0.0.1", "Ada", "ada", key]) expect(nginx.logs()).not.toContain(word);
});

test("the files of the element are typed, packed, under the policy, and kept for ever where their name has a hash", async () => {
  await begin({}, { files: DIST });
  const names = readdirSync(DIST);
  const hashed = (end: string) => names.find((name) => new RegExp(`^batch-status-\\w+\\.[0-9a-f]{6}\\.${end}$`).test(name)) as string;
  for (const [name, type, cache] of [
    ["", "text/html", "no-cache"],
    ["batch-status.js", "text/javascript", "no-cache"],
    [hashed("js"), "text/javascript", "public, max-age=31536000, immutable"],
    [hashed("wasm"), "application/wasm", "public, max-age=31536000, immutable"],
    [hashed("txt"), "text/plain", "public, max-age=31536000, immutable"],
  ] as const) {
    const headers = await headersOf(`/${name}`, "gzip, br");
    expect(headers, name).toMatchObject({ status: 200, "content-type": type, "cache-control": cache, "content-encoding": "br" });
    expect(headers, name).toMatchObject({ "access-control-allow-origin": "*", "strict-transport-security": "max-age=31536000", "x-content-type-options": "nosniff" });
    expect(headers["content-security-policy"], name).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
    expect(await headersOf(`/${name}`, "gzip"), name).toMatchObject({ "content-encoding": "gzip" });
  }
  expect(await headersOf("/batch-status-core.000000.js", "gzip")).toMatchObject({ status: 404 });
});

test("an answer is packed once, and whole for who takes no gzip", async () => {
  await begin();
  const packed = await ask({ "accept-encoding": "gzip" });
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  const plain = await ask({ "accept-encoding": "identity" });
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await plain.text()).toBe(await packed.text());
  expect(await mock.questions(SEED)).toHaveLength(1);
});

test("a CDN may keep what is asked by GET, unless a token is wanted", async () => {
  await begin({}, { lines: "include batch-status/public.conf;" });
  const see = (batch: string, method = "GET") => fetch(`${nginx.origin}/batch-status/${batch}.json`, { method });
  const seen = await see(SEED);
  expect([seen.status, seen.headers.get("cache-control"), seen.headers.get("age")]).toEqual([200, "public, max-age=10", "0"]);
  expect(await seen.text()).toBe(await (await ask()).text());
  expect((await ask()).headers.get("cache-control")).toBe("private, max-age=10");
  expect(await mock.questions(SEED)).toHaveLength(1);
  const other = await see(randomUUID());
  expect([other.status, other.headers.get("cache-control")]).toEqual([404, "private, max-age=10"]);
  expect((await see(SEED, "POST")).status).toBe(405);
  await nginx.stop();
  nginx = await startNginx({ api: mock.origin, key: "demo-key-1", batches: [SEED], secret: "a-secret" }, { lines: "include batch-status/public.conf;" });
  expect((await see(SEED)).status).toBe(404);
});

test("no configuration without a key", async () => {
  await begin();
  const folder = nginx.folder;
  execFileSync("rm", [`${folder}/batch-status/secrets.conf`]);
  expect(() => execFileSync(nginx.program, ["-t", "-q", "-c", `${folder}/nginx.conf`, "-p", folder], { stdio: "pipe" })).toThrow(/secrets\.conf/);
});

test("whoever signs in by a password gets a token that opens the one campaign", async () => {
  const secret = randomBytes(32).toString("hex");
  const hash = execFileSync("openssl", ["passwd", "-apr1", "secret-of-ada"]).toString().trim();
  await begin({ secret }, { lines: "include batch-status/sign-in-basic.conf;", prepare: (folder) => writeFileSync(`${folder}/users`, `ada:${hash}\n`) });
  const token = (password: string, batch = SEED) => fetch(`${nginx.origin}/batch-status/${batch}/token`, { headers: { authorization: `Basic ${btoa(`ada:${password}`)}` } });
  expect((await fetch(`${nginx.origin}/batch-status/${SEED}/token`)).status).toBe(401);
  expect((await token("guess")).status).toBe(401);
  expect((await token("secret-of-ada", randomUUID())).status).toBe(404);
  const answer = await token("secret-of-ada");
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const minted = (await answer.json()) as { token: string; expires_at: number };
  expect(minted.expires_at - Date.now() / 1000).toBeCloseTo(600, -1);
  expect((await ask()).status).toBe(401);
  expect((await ask({ authorization: `Bearer ${minted.token}` })).status).toBe(200);
});

test("a service for sign-in, as oauth2-proxy is one, decides about page and token", async () => {
  const service = createServer(({ url, headers }, response) => {
    response.writeHead(url === "/oauth2/auth" && headers.cookie === "session=ada" ? 202 : 401).end();
  }).listen(0, "127.0.0.1");
  await once(service, "listening");
  const { port } = service.address() as AddressInfo;
  await begin({ secret: "a-secret" }, { files: DIST, lines: "include batch-status/sign-in-oauth2-proxy.conf;", places: { "127.0.0.1:4180": `127.0.0.1:${port}` } });
  const see = (path: string, cookie: string) => fetch(nginx.origin + path, { headers: { cookie }, redirect: "manual" });
  expect((await see(`/batch-status/${SEED}/token`, "session=eve")).status).toBe(401);
  expect((await see("/", "session=eve")).headers.get("location")).toMatch(/\/oauth2\/sign_in\?rd=\/$/);
  expect(await (await see("/", "session=ada")).text()).toContain("<batch-status");
  const { token } = (await (await see(`/batch-status/${SEED}/token`, "session=ada")).json()) as { token: string };
  expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200);
  service.close();
});
