import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { campaign, people, simulated, type Campaign } from "../support/campaigns.ts";
import { MockApi } from "../support/mock-api.ts";
import { good, token } from "./support/attacks.ts";
import { PROXIES, type Proxy, type Settings } from "./support/proxies.ts";

/** What an API may answer instead of a campaign, by the names of the simulated one. */
const FAULTS = ["200-error", "truncated-json", "truncated", "empty", "wrong-content-type", "redirect", "reset", "502-html", "401", "403"];

const ORIGIN = "https://www.customer.example";

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** One of the three before a simulated API, for a campaign of the test's own. */
class Scene {
  readonly key = `demo-key-${randomUUID()}`;
  readonly campaign: Campaign = campaign(people(200), { id: randomUUID() });
  readonly batch = this.campaign.batch.id;
  mock!: MockApi;
  proxy!: Proxy;

  static async begin(kind: string, settings: Partial<Settings> = {}): Promise<Scene> {
    const scene = new Scene();
    scene.mock = await MockApi.start("--no-limits");
    await scene.mock.put(scene.batch, scene.campaign);
    const start = PROXIES[kind] as (typeof PROXIES)[string];
    scene.proxy = await start({ api: scene.mock.origin, key: scene.key, batches: [scene.batch], isUnlimited: true, ...settings });
    return scene;
  }

  async ask(headers: Record<string, string> = {}, batch = this.batch): Promise<Answer> {
    const body = JSON.stringify({ action: "get", batch_id: batch });
    const answer = await fetch(`${this.proxy.origin}/batch-status/${batch}`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  /** How often the API was asked. */
  async asked(): Promise<number> {
    return (await this.mock.questions(this.batch)).length;
  }

  async end(): Promise<void> {
    await this.proxy.stop();
    await this.mock.stop();
  }
}

const age = ({ headers }: Answer) => Number(headers.get("age"));

for (const kind of Object.keys(PROXIES)) {
  test.describe(kind, () => {
    let scene: Scene;
    test.afterEach(() => scene.end());

    test("asks the API once for many viewers", async () => {
      scene = await Scene.begin(kind);
      await scene.ask();
      const answers = await Promise.all(Array.from({ length: 200 }, () => scene.ask()));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set([`200 ${JSON.stringify(scene.campaign)}`]));
      expect(await scene.asked()).toBe(1);
    });

    // The platform's cache holds no request back, so the first viewers of a worker may ask at the same time.
    if (kind !== "worker") test("has one answer for viewers who come at once, before there is any", async () => {
      scene = await Scene.begin(kind);
      const answers = await Promise.all(Array.from({ length: 100 }, () => scene.ask()));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(await scene.asked()).toBe(1);
    });

    test("sends no body to whoever has the answer", async () => {
      scene = await Scene.begin(kind);
      const first = await scene.ask();
      const etag = first.headers.get("etag") as string;
      expect(etag).toMatch(/^(W\/)?"[\w-]{43}"$/);
      const second = await scene.ask({ "if-none-match": etag });
      expect([second.status, second.text, second.headers.get("etag")]).toEqual([304, "", etag]);
      expect((await scene.ask({ "if-none-match": '"another"' })).status).toBe(200);
    });

    test("lets pages of a listed origin ask and read age, ETag and Retry-After", async () => {
      scene = await Scene.begin(kind, { origins: [ORIGIN] });
      const preflight = await fetch(`${scene.proxy.origin}/batch-status/${scene.batch}`, {
        method: "OPTIONS",
        headers: { origin: ORIGIN, "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type,if-none-match" },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get("access-control-allow-origin")).toBe(ORIGIN);
      expect(preflight.headers.get("access-control-allow-headers")).toBe("authorization, content-type, if-none-match");
      const { headers } = await scene.ask({ origin: ORIGIN });
      expect(headers.get("access-control-allow-origin")).toBe(ORIGIN);
      expect(headers.get("access-control-expose-headers")).toBe("Age, ETag, Retry-After");
      expect((await scene.ask({ origin: "https://evil.example" })).headers.get("access-control-allow-origin")).toBeNull();
    });

    test("keeps the last answer with its true age while the API fails, and recovers", async () => {
      scene = await Scene.begin(kind, { fresh: 2 });
      await scene.ask();
      const began = Date.now();
      await scene.mock.spoil(scene.batch, "500");
      let last = await scene.ask();
      while (age(last) < 6) {
        expect([last.status, last.text]).toEqual([200, JSON.stringify(scene.campaign)]);
        expect(Math.abs(age(last) - (Date.now() - began) / 1000)).toBeLessThan(2);
        last = await scene.ask();
      }
      // It did not hammer the API meanwhile: one request in two seconds, and the first.
      expect(await scene.asked()).toBeLessThan(8);
      await scene.mock.heal(scene.batch);
      await expect.poll(async () => age(await scene.ask()), { intervals: [50] }).toBeLessThan(2);
    });

    test("takes no bad answer for a good one, be it the first or a later one", async () => {
      const batches = new Map(FAULTS.map((fault) => [fault, campaign(people(200), { id: randomUUID() })]));
      scene = await Scene.begin(kind, { fresh: 2, batches: [...batches.values()].map(({ batch }) => batch.id) });
      const everyFault = (check: (fault: string, whole: Campaign) => Promise<void>) => Promise.all([...batches].map(([fault, whole]) => check(fault, whole)));
      await everyFault(async (fault, whole) => {
        await scene.mock.put(whole.batch.id, whole);
        await scene.mock.spoil(whole.batch.id, fault);
        const { status, text } = await scene.ask({}, whole.batch.id);
        expect([502, 504], fault).toContain(status);
        expect(JSON.parse(text), fault).toEqual({ error: expect.any(String) });
        expect(text, fault).not.toContain(scene.key);
        await scene.mock.heal(whole.batch.id);
      });
      await everyFault(async (fault, { batch: { id } }) => {
        await expect.poll(async () => (await scene.ask({}, id)).status, { intervals: [100] }).toBe(200);
        await scene.mock.spoil(id, fault);
      });
      await everyFault(async (fault, whole) => {
        // The one that came to nothing is over when the next one comes.
        const { id } = whole.batch;
        const failed = async () => (await scene.mock.questions(id)).filter(({ ended_at }) => ended_at !== null).length;
        const before = await failed();
        await expect.poll(async () => [(await scene.ask({}, id)).status, (await failed()) > before], { intervals: [100] }).toEqual([200, true]);
        expect((await scene.ask({}, id)).text, fault).toBe(JSON.stringify(whole));
      });
    });

    test("passes Retry-After on, and asks no sooner itself", async () => {
      scene = await Scene.begin(kind, { fresh: 1 });
      await scene.mock.spoil(scene.batch, "429-retry-after", 1);
      const began = Date.now();
      const refused = await scene.ask();
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3"]);
      while (Date.now() - began < 2500) expect((await scene.ask()).status).toBe(429);
      expect(await scene.asked()).toBe(1);
    });

    test("says that a campaign is gone, and does not show what it was", async () => {
      scene = await Scene.begin(kind, { fresh: 1 });
      expect((await scene.ask()).status).toBe(200);
      await scene.mock.spoil(scene.batch, "404");
      await expect.poll(async () => (await scene.ask()).status, { intervals: [50] }).toBe(404);
    });

    test("lets in a token that is good for the campaign", async () => {
      const secret = randomBytes(32).toString("hex");
      scene = await Scene.begin(kind, { secret });
      expect((await scene.ask()).status).toBe(401);
      expect((await scene.ask({ authorization: `Bearer ${token(secret, good(scene.batch))}` })).status).toBe(200);
    });

    test("answers with a campaign of ten thousand", async () => {
      const large = simulated("running", 10_000);
      scene = await Scene.begin(kind, { batches: [large] });
      const { status, text } = await scene.ask({}, large);
      expect(status).toBe(200);
      expect((JSON.parse(text) as Campaign).recipients).toHaveLength(10_000);
    });
  });
}
