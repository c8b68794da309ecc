// What mints tokens beside the worker and beside the Node proxy. nginx has its own in nginx.spec.ts.
import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { SEED } from "../support/campaigns.ts";
import { MockApi } from "../support/mock-api.ts";
import { run, startNode } from "./support/node.ts";
import type { Proxy } from "./support/proxies.ts";
import { startWorker } from "./support/worker.ts";

const file = (name: string) => fileURLToPath(new URL(`../../deploy/node/${name}`, import.meta.url));
const secret = randomBytes(32).toString("hex");
const key = `demo-key-${randomUUID()}`;

let mock: MockApi;
test.beforeAll(async () => {
  mock = await MockApi.start("--no-limits");
});
test.afterAll(() => mock.stop());

async function opens(proxy: Proxy, token: string): Promise<number> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const body = JSON.stringify({ action: "get", batch_id: SEED });
  return (await fetch(`${proxy.origin}/batch-status/${SEED}`, { method: "POST", headers, body })).status;
}

async function minted(origin: string, headers: Record<string, string> = {}, batch = SEED): Promise<{ status: number; token: string; expires_at: number }> {
  const answer = await fetch(`${origin}/batch-status/${batch}/token`, { headers });
  expect(answer.headers.get("cache-control")).not.toContain("public");
  return { status: answer.status, ...((await answer.json()) as { token: string; expires_at: number }) };
}

test("node: whoever the web server signed in gets a token, and nobody else", async () => {
  const proxy = await startNode({ api: mock.origin, key, batches: [SEED], secret });
  const signIn = await run(file("sign-in.mjs"), { TOKEN_SECRET: secret, BATCHES: SEED });
  expect((await minted(signIn.origin)).status).toBe(403);
  expect((await minted(signIn.origin, { "x-user": "ada" }, randomUUID())).status).toBe(403);
  const { status, token, expires_at } = await minted(signIn.origin, { "x-user": "ada" });
  expect([status, await opens(proxy, token)]).toEqual([200, 200]);
  expect(expires_at - Date.now() / 1000).toBeCloseTo(600, -1);
  await signIn.stop();
  await proxy.stop();
});

test("worker: nobody gets a token before its owner says who may", async () => {
  const settings = { api: mock.origin, key, batches: [SEED], secret };
  const untouched = await startWorker(settings);
  expect((await minted(untouched.origin)).status).toBe(403);
  await untouched.stop();
  const worker = await startWorker(settings, { "_request: Request, _batch": "request: Request, _batch", "return false;": 'return request.headers.get("x-user") === "ada";' });
  expect((await minted(worker.origin, { "x-user": "eve" })).status).toBe(403);
  const { status, token } = await minted(worker.origin, { "x-user": "ada" });
  expect([status, await opens(worker, token)]).toEqual([200, 200]);
  await worker.stop();
});

for (const [program, settings] of [
  ["proxy.mjs", { BATCHES: SEED }],
  ["proxy.mjs", { API_KEY: key }],
  ["sign-in.mjs", { BATCHES: SEED }],
] as const) {
  test(`node: ${program} does not start with ${Object.keys(settings).join()} alone`, async () => {
    const started = promisify(execFile)(process.execPath, [file(program)], { env: { PATH: process.env.PATH, ...settings } });
    await expect(started).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("Set ") });
  });
}

test("worker: answers nothing without a key", async () => {
  const worker = await startWorker({ api: mock.origin, key: "", batches: [SEED] });
  expect(await opens(worker, "")).toBe(500);
  await worker.stop();
});
