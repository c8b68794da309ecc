// The first request is sent while the wasm is loading. Where a page is still being set up, or must not ask,
// nothing is sent ahead.
import type { StaticHost } from "../support/servers.ts";
import { campaign, people, SEED } from "../support/campaigns.ts";
import { watchFetches } from "../support/fetches.ts";
import { expect, tag, test } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import { answered } from "../support/waiting.ts";

const holdWasm = (host: StaticHost) => host.hold(/app\.\w+\.wasm$/);

/** The id of a campaign that no other test uses. */
async function fresh(mock: MockApi): Promise<string> {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  return start.batch.id;
}

const isHeld = (host: StaticHost) => expect.poll(() => host.asked.some((path) => path.endsWith(".wasm"))).toBe(true);

test("the campaign is asked for while the wasm comes, once", async ({ open, mock, host, page, key }) => {
  const release = holdWasm(host);
  const batch = await fresh(mock);
  const screen = await open({ batch });
  await expect.poll(async () => (await mock.questions(batch)).length).toBe(1);
  await expect(screen.skeleton).toBeVisible();
  release();
  await screen.expectState("ready");
  await answered(page, mock, batch, 1);
  const [question] = await mock.questions(batch);
  expect(question?.headers["authorization"]).toBe(`Bearer ${key}`);
  expect(question?.body).toBe(`{"action":"get","batch_id":"${batch}"}`);
});

test("what is asked ahead is what the widget asks, to the letter", async ({ open, mock, host, page }) => {
  const release = holdWasm(host);
  const batch = await fresh(mock);
  const screen = await open({ batch: ` ${batch.toUpperCase()} ` });
  await expect.poll(async () => (await mock.questions(batch)).length).toBe(1);
  release();
  await screen.expectState("ready");
  await answered(page, mock, batch, 1);
  await screen.refreshButton.click();
  await answered(page, mock, batch, 2);
  const [ahead, own] = (await mock.questions(batch)).map(({ method, path, headers, body }) => ({ method, path, headers, body }));
  expect(ahead).toEqual(own);
});

test("elements that show the same campaign ask for it once", async ({ embed, mock, host, page, key }) => {
  const release = holdWasm(host);
  const batch = await fresh(mock);
  const one = tag({ "batch-id": batch, endpoint: mock.endpoint, "api-key": key });
  const another = tag({ "batch-id": batch.toUpperCase(), endpoint: mock.endpoint, "api-key": ` ${key} ` });
  await embed(one + another, { key });
  await expect.poll(async () => (await mock.questions(batch)).length).toBe(1);
  release();
  await expect(page.locator("batch-status[data-state=ready]")).toHaveCount(2);
  expect(await mock.questions(batch)).toHaveLength(1);
});

test("an answer that has waited for long is no news: it is asked anew", async ({ open, mock, host, page }) => {
  const release = holdWasm(host);
  const batch = await fresh(mock);
  const screen = await open({ batch, at: "2024-02-15T09:05:00Z" });
  await answered(page, mock, batch, 1);
  await page.clock.fastForward(5000);
  release();
  await screen.expectState("ready");
  expect(await mock.questions(batch)).toHaveLength(2);
});

test("what fails ahead is told as ever", async ({ open, mock, host }) => {
  const release = holdWasm(host);
  const batch = await fresh(mock);
  await mock.spoil(batch, "500");
  const screen = await open({ batch });
  await expect.poll(async () => (await mock.questions(batch)).length).toBe(1);
  release();
  await expect(screen.error).toHaveAttribute("data-kind", "server");
});

const HELD_BACK: Record<string, Record<string, string>> = {
  "without a key, which a page may set late": { "api-key": "" },
  "to an address that is not safe for a key": { endpoint: "http://example.org/batch-calls" },
  "with a batch-id that is none": { "batch-id": "42" },
  "with a key that no header can carry": { "api-key": "a b" },
  "where the data come from elsewhere": { src: "/campaign.json" },
  "where a token comes first": { "token-endpoint": "/token" },
};

for (const [why, attributes] of Object.entries(HELD_BACK)) {
  test(`nothing goes out ahead ${why}`, async ({ embed, mock, host, page, key }) => {
    holdWasm(host);
    const fetched = await watchFetches(page);
    await embed(tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key, ...attributes }), { key });
    await isHeld(host);
    await expect(page.locator("batch-status [part=skeleton]")).toBeVisible();
    expect(await fetched()).toEqual([expect.stringMatching(/^GET .*\.wasm$/)]);
  });
}

test("nothing goes out ahead of an element that has left", async ({ embed, mock, host, page, key }) => {
  const release = host.hold(/core\.\w+\.js$/);
  const fetched = await watchFetches(page);
  await embed(tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key }), { key });
  await expect.poll(() => host.asked.some((path) => /core\.\w+\.js$/.test(path))).toBe(true);
  await page.locator("batch-status").evaluate((element) => element.remove());
  release();
  await isHeld(host);
  expect(await fetched()).toEqual([expect.stringMatching(/^GET .*\.wasm$/)]);
});

test("nothing goes out ahead while it is paused", async ({ embed, mock, host, site, page, key }) => {
  const release = holdWasm(host);
  await embed("<main></main>");
  await page.evaluate(
    (attributes) => {
      const element = document.createElement("batch-status") as HTMLElement & { pause(): void };
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.pause();
      document.body.append(element);
    },
    { "batch-id": SEED, endpoint: mock.endpoint, "api-key": key },
  );
  await isHeld(host);
  expect(await mock.from(site.origin)).toEqual([]);
  release();
  await expect(page.locator("batch-status .campaign")).toBeAttached();
  expect(await mock.from(site.origin)).toEqual([]);
});
