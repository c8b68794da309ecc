import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { campaign, people, SEED, type Campaign } from "../support/campaigns.ts";
import { MockApi } from "../support/mock-api.ts";
import { good, OPEN_ATTACKS, token, TOKEN_ATTACKS, type Attack, type Target } from "./support/attacks.ts";
import { PROXIES, type Proxy } from "./support/proxies.ts";
import { raw, statuses } from "./support/raw.ts";

/** What the API may be sent, under which names. */
const SENT = ["accept", "accept-encoding", "accept-language", "authorization", "cf-worker", "connection", "content-length", "content-type", "host", "sec-fetch-mode", "user-agent"];

interface Scene extends Target {
  mock: MockApi;
  proxy: Proxy;
  viewer: { authorization?: string };
}

/** A name that only the hidden campaign holds. */
const HIDDEN_NAME = "The hidden campaign";

async function begin(kind: string, secret: string): Promise<Scene> {
  const mock = await MockApi.start("--no-limits");
  const key = `demo-key-${randomUUID()}`;
  const hidden: Campaign = campaign(people(2), { id: randomUUID(), name: HIDDEN_NAME });
  await mock.put(hidden.batch.id, hidden);
  const target = { shown: SEED, other: randomUUID(), hidden: hidden.batch.id, key, secret };
  const start = PROXIES[kind] as (typeof PROXIES)[string];
  const proxy = await start({ api: mock.origin, key, batches: [target.shown, target.other], secret, isUnlimited: true });
  return { ...target, mock, proxy, viewer: secret ? { authorization: `Bearer ${token(secret, good(SEED))}` } : {} };
}

/** What an ordinary viewer gets. */
async function look({ proxy, shown, viewer }: Scene): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  const headers = { "content-type": "application/json", ...viewer };
  const answer = await fetch(`${proxy.origin}/batch-status/${shown}`, { method: "POST", headers, body: JSON.stringify({ action: "get", batch_id: shown }) });
  const { date: _date, age: _age, ...lasting } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers: lasting, text: await answer.text() };
}

/** workerd answers so to what is no HTTP, before any worker sees it. Its customers have a web server in front. */
function isOfWorkerd(answer: string): boolean {
  return /^HTTP\/1.1 500 .*\r\n\r\nInternal Server Error$/s.test(answer);
}

async function holds(scene: Scene, attack: Attack): Promise<void> {
  const { mock, proxy, shown, key, secret } = scene;
  const before = await look(scene);
  expect(before.status).toBe(200);

  const answer = await raw(proxy.origin, attack.bytes(scene));
  if (!attack.mayBeSilent) expect(statuses(answer), answer.slice(0, 300)).not.toEqual([]);
  for (const status of statuses(answer)) if (!isOfWorkerd(answer)) expect(attack.statuses, answer.slice(0, 300)).toContain(status);
  expect(answer).not.toContain(HIDDEN_NAME);
  expect(answer).not.toContain(key);
  if (secret) expect(answer).not.toContain(secret);
  expect(answer).not.toMatch(/access-control-allow-origin|x-injected/i);

  // The next viewer sees the same as the one before.
  expect(await look(scene)).toEqual(before);
  for (const seen of await mock.everything()) {
    expect(seen).toMatchObject({ method: "POST", path: "/functions/v1/batch-calls", body: JSON.stringify({ action: "get", batch_id: shown }) });
    expect(seen.headers).toMatchObject({ authorization: `Bearer ${key}`, "content-type": "application/json" });
    expect(SENT).toEqual(expect.arrayContaining(Object.keys(seen.headers)));
  }
  for (const text of [key, secret, "client:"].filter(Boolean)) expect(proxy.logs()).not.toContain(text);
}

for (const kind of Object.keys(PROXIES)) {
  for (const [name, secret, attacks] of [
    ["open to all", "", OPEN_ATTACKS],
    ["with tokens", randomBytes(32).toString("hex"), TOKEN_ATTACKS],
  ] as const) {
    test.describe(`${kind}, ${name}, stands`, () => {
      let scene: Scene;
      test.beforeAll(async () => {
        scene = await begin(kind, secret);
      });
      test.afterAll(async () => {
        await scene.proxy.stop();
        await scene.mock.stop();
      });
      for (const attack of attacks) test(attack.name, () => holds(scene, attack));
    });
  }
}
