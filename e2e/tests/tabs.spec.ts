// Several tabs of one browser show the same campaign, and one asks for all. The server counts the requests.
import type { BrowserContext, Page } from "@playwright/test";
import { campaign, people, type Campaign } from "../support/campaigns.ts";
import { expect, tag, test as base } from "../support/fixtures.ts";
import { LeakHunt } from "../support/leaks.ts";
import type { MockApi } from "../support/mock-api.ts";
import { controlVisibility, setShown } from "../support/presence.ts";
import { Screen } from "../support/screen.ts";
import { forgotten } from "../support/waiting.ts";

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

/** The same page in another tab, with the same clock. */
async function another(context: BrowserContext, page: Page, setUp?: () => void): Promise<Screen> {
  const tab = await context.newPage();
  if (setUp) await tab.addInitScript(setUp);
  await tab.goto(page.url());
  const screen = new Screen(tab);
  await screen.expectState("ready");
  return screen;
}

/** Moves the time on to the next refresh, and waits until all tabs show its answer. */
async function round(mock: MockApi, start: Campaign, size: number, ...tabs: Screen[]): Promise<void> {
  await settled(...tabs);
  await mock.put(start.batch.id, campaign(people(size), { id: start.batch.id }));
  const context = (tabs[0] as Screen).page.context();
  // The clocks move one after the other, and the answer to the first must not overtake the second.
  let moved = () => {};
  const moving = new Promise<void>((resolve) => (moved = resolve));
  await context.route(mock.endpoint, async (route) => {
    await moving;
    await route.continue();
  });
  await tabs[0]?.page.clock.fastForward(10 * SECOND);
  moved();
  for (const tab of tabs) await expect(tab.rows).toHaveCount(size);
  await settled(...tabs);
  await context.unroute(mock.endpoint);
}

async function settled(...tabs: Screen[]): Promise<void> {
  for (const tab of tabs) await expect(tab.element.locator("[data-busy]")).toHaveCount(0);
}

async function stored(mock: MockApi): Promise<Campaign> {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  return start;
}

type SetUp = () => void;

interface Pair {
  start: Campaign;
  id: string;
  one: Screen;
  two: Screen;
}

const test = base.extend<{ pair: (setUp?: SetUp, ofTheOther?: SetUp) => Promise<Pair> }>({
  /** A campaign of three recipients in two tabs. Each tab has a script that runs first. */
  pair: async ({ open, mock, page, context }, use) =>
    use(async (setUp, ofTheOther) => {
      const start = await stored(mock);
      const { id } = start.batch;
      const one = await open({ batch: id, at: NOW, ...(setUp && { setUp }) });
      await one.expectState("ready");
      return { start, id, one, two: await another(context, page, ofTheOther) };
    }),
});

test("two tabs ask once a round, and one goes on when the other is closed", async ({ pair, mock, page }) => {
  const { start, id, one, two } = await pair();
  await settled(one, two);
  expect(await mock.questions(id)).toHaveLength(2);
  // At the first refresh the tabs find each other.
  await round(mock, start, 4, one, two);
  const before = (await mock.questions(id)).length;
  for (let n = 1; n <= 5; n += 1) {
    await round(mock, start, 4 + n, one, two);
    expect(await mock.questions(id)).toHaveLength(before + n);
  }
  await page.close();
  await round(mock, start, 10, two);
  expect(await mock.questions(id)).toHaveLength(before + 6);
  expect((await mock.inFlight(id)).max_in_flight).toBe(1);
});

test("twelve tabs ask as often as one, and when the one that asks is closed another one does", async ({ pair, mock, page, context }) => {
  test.setTimeout(90_000);
  const { start, id, one, two } = await pair();
  const tabs = [one, two];
  while (tabs.length < 12) tabs.push(await another(context, page));
  await round(mock, start, 4, ...tabs);
  await round(mock, start, 5, ...tabs);
  const before = (await mock.questions(id)).length;
  for (let n = 1; n <= 3; n += 1) {
    await round(mock, start, 5 + n, ...tabs);
    expect(await mock.questions(id)).toHaveLength(before + n);
  }
  await mock.spoil(id, "never", 1);
  await mock.put(id, campaign(people(9), { id }));
  const asks = context.waitForEvent("request", (request) => request.url() === mock.endpoint);
  await page.clock.fastForward(10 * SECOND);
  const asking = (await asks).frame().page();
  await expect.poll(async () => (await mock.inFlight(id)).in_flight).toBe(1);
  await asking.close();
  const left = tabs.filter((tab) => tab.page !== asking);
  expect(left).toHaveLength(11);
  for (const tab of left) await expect(tab.rows).toHaveCount(9);
  await settled(...left);
  expect(await mock.questions(id)).toHaveLength(before + 5);
  await round(mock, start, 10, ...left);
  expect(await mock.questions(id)).toHaveLength(before + 6);
});

test("a tab that is loaded anew asks with the others again", async ({ pair, mock }) => {
  const { start, id, one, two } = await pair();
  await round(mock, start, 4, one, two);
  await two.page.reload();
  await two.expectState("ready");
  await round(mock, start, 5, one, two);
  const before = (await mock.questions(id)).length;
  for (let n = 1; n <= 2; n += 1) {
    await round(mock, start, 5 + n, one, two);
    expect(await mock.questions(id)).toHaveLength(before + n);
  }
});

test("how tabs ask as one is fetched when there is another", async ({ open, mock, host, page, context }) => {
  const start = await stored(mock);
  const one = await open({ batch: start.batch.id, at: NOW });
  await one.expectState("ready");
  await round(mock, start, 4, one);
  const fetched = () => host.asked.filter((path) => /-tabs\.\w+\.js$/.test(path)).length;
  expect(fetched()).toBe(0);
  const two = await another(context, page);
  await round(mock, start, 5, one, two);
  expect(fetched()).toBe(2);
});

test("a person's refresh asks in any case, and the other tab takes its answer", async ({ pair, mock, page }) => {
  const { start, id, one, two } = await pair();
  await round(mock, start, 4, one, two);
  await round(mock, start, 3, one, two);
  const before = (await mock.questions(id)).length;
  await page.clock.fastForward(7 * SECOND);
  for (let press = 1; press <= 2; press += 1) {
    await mock.put(id, campaign(people(4 + press), { id }));
    await two.refreshButton.click();
    for (const tab of [one, two]) await expect(tab.rows).toHaveCount(4 + press);
    expect(await mock.questions(id)).toHaveLength(before + press);
  }
  // A tab that got the answer waits as long as the tab that asked.
  await settled(one, two);
  await page.clock.fastForward(7 * SECOND);
  for (const tab of [one, two]) await expect(tab.freshness).toContainText(/Refreshes in [123] s/);
  expect(await mock.questions(id)).toHaveLength(before + 2);
});

declare global {
  interface Window {
    /** Digests that are held. A tab makes one of a request before it looks for an answer. */
    held?: (() => void)[];
  }
}

/** For `setUp`: digests wait while there is a list for them. */
function holdDigests(): void {
  const { digest } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.digest = async function (this: SubtleCrypto, ...given: Parameters<typeof digest>) {
    await new Promise<void>((goOn) => (window.held ? window.held.push(goOn) : goOn()));
    return digest.apply(this, given);
  } as typeof digest;
}

test("of two answers in half a second the second is not dropped with the first", async ({ pair, mock, page }) => {
  const { start, id, one, two } = await pair(holdDigests);
  await round(mock, start, 4, one, two);
  await round(mock, start, 5, one, two);
  const before = (await mock.questions(id)).length;
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 3 * SECOND);
  await mock.put(id, campaign(people(6), { id }));
  await two.refreshButton.click();
  for (const tab of [one, two]) await expect(tab.rows).toHaveCount(6);
  await page.clock.fastForward(0.3 * SECOND);
  await mock.put(id, campaign(people(7), { id }));
  await page.evaluate(() => void (window.held = []));
  await two.refreshButton.click();
  await expect(two.rows).toHaveCount(7);
  // The second answer is there, and the time of the first one is over when the tab looks for it.
  await expect.poll(() => page.evaluate(() => window.held?.length)).toBe(1);
  await page.clock.fastForward(0.3 * SECOND);
  await page.evaluate(() => window.held?.forEach((goOn) => goOn()));
  await expect(one.rows).toHaveCount(7);
  expect(await mock.questions(id)).toHaveLength(before + 2);
});

test("a tab that hangs holds up the other for some seconds only", async ({ pair, mock, page }) => {
  const { start, id, one, two } = await pair();
  await round(mock, start, 4, one, two);
  const before = (await mock.questions(id)).length;
  await mock.spoil(id, "never", 1);
  await mock.put(id, campaign(people(5), { id }));
  await page.clock.fastForward(10 * SECOND);
  await expect.poll(async () => (await mock.inFlight(id)).in_flight).toBe(1);
  const waiting = async () => (await page.evaluate(() => navigator.locks.query())).pending ?? [];
  await expect.poll(async () => (await waiting()).length).toBe(1);
  // The tab that had no success asks by itself now, and the other still waits.
  const rows = () => Promise.all([one, two].map((tab) => tab.rows.count()));
  await expect.poll(async () => (await rows()).sort(), { timeout: 9000 }).toEqual([4, 5]);
  expect(await mock.questions(id)).toHaveLength(before + 2);
  // From then on no tab waits for the one that hung.
  await page.clock.fastForward(31 * SECOND);
  await round(mock, start, 6, one, two);
});

test("a hidden tab neither asks nor listens, and catches up when it is shown", async ({ pair, mock }) => {
  const { start, id, one, two } = await pair(undefined, controlVisibility);
  await round(mock, start, 4, one, two);
  const before = (await mock.questions(id)).length;
  await setShown(two.page, false);
  await round(mock, start, 5, one);
  await expect(two.rows).toHaveCount(4);
  expect(await mock.questions(id)).toHaveLength(before + 1);
  await mock.put(id, campaign(people(6), { id }));
  await setShown(two.page, true);
  for (const tab of [one, two]) await expect(tab.rows).toHaveCount(6);
  expect(await mock.questions(id)).toHaveLength(before + 2);
  await round(mock, start, 7, one, two);
  expect(await mock.questions(id)).toHaveLength(before + 3);
});

test("other keys are other pollers", async ({ embed, mock, page, context, site, key }) => {
  const start = await stored(mock);
  const { id } = start.batch;
  await embed(tag({ "batch-id": id, endpoint: mock.endpoint, "api-key": `${key}-one` }), { key, at: NOW });
  const one = new Screen(page);
  await one.expectState("ready");
  const body = await (await fetch(page.url())).text();
  const tab = await context.newPage();
  await tab.goto(site.publish({ body: body.slice(body.indexOf("<script"), body.indexOf("</body>")).replace("-one", "-two") }));
  const two = new Screen(tab);
  await two.expectState("ready");
  const before = (await mock.questions(id)).length;
  await round(mock, start, 4, one, two);
  await round(mock, start, 5, one, two);
  const asked = (await mock.questions(id)).slice(before).map(({ headers }) => headers["authorization"]);
  expect(asked.sort()).toEqual([`Bearer ${key}-one`, `Bearer ${key}-one`, `Bearer ${key}-two`, `Bearer ${key}-two`]);
});

/** Everything that passes between tabs: names of channels and locks, and messages as text. */
function overhear(): void {
  const said: string[] = [];
  const Channel = window.BroadcastChannel;
  const { request } = LockManager.prototype;
  Object.assign(window, { said });
  window.BroadcastChannel = class extends Channel {
    constructor(name: string) {
      super(name);
      said.push(name);
      this.addEventListener("message", ({ data }) => {
        const body = data?.body instanceof ArrayBuffer ? new TextDecoder().decode(data.body) : "";
        said.push(`heard ${JSON.stringify(data)} ${body}`);
      });
    }
  };
  LockManager.prototype.request = function (this: LockManager, ...given: Parameters<typeof request>) {
    said.push(given[0]);
    return request.apply(this, given);
  } as typeof request;
}

test("between tabs goes the answer and no key", async ({ pair, mock, page, key }) => {
  const { start, one, two } = await pair(overhear, overhear);
  const hunt = new LeakHunt(two.page);
  await round(mock, start, 4, one, two);
  await round(mock, start, 5, one, two);
  await round(mock, start, 6, one, two);
  const said = (await Promise.all([page, two.page].map((tab) => tab.evaluate(() => (window as unknown as { said: string[] }).said)))).flat();
  expect(said.filter((text) => text.includes("Spring recall")).length).toBeGreaterThanOrEqual(2);
  expect(said.filter((text) => text.startsWith("batch-status ")).length).toBeGreaterThanOrEqual(4);
  for (const text of said) {
    expect(text).not.toContain(key);
    expect(text).not.toContain(btoa(key));
  }
  expect(await hunt.find(key)).toEqual([]);
});

test("what is said on the channel by others breaks nothing", async ({ pair, mock, page }) => {
  const { start, id, one, two } = await pair(overhear);
  await round(mock, start, 4, one, two);
  // Otherwise the failure would be over before the test has looked.
  await mock.spoil(id, "truncated-json");
  await page.evaluate(async () => {
    const { said } = window as unknown as { said: string[] };
    const name = said.find((name) => name.startsWith("batch-status ")) as string;
    const channel = new BroadcastChannel(name);
    const echo = new BroadcastChannel(name);
    const half = { status: 200, headers: [], body: new TextEncoder().encode('{"batch":').buffer };
    const wrong = { status: 7, headers: ["?"], body: null };
    // Whatever is sent first is heard first: after the last of these the others are there too.
    const isThere = new Promise<void>((resolve) => {
      echo.onmessage = ({ data }) => data?.body && resolve();
    });
    for (const message of [null, "?", {}, { headers: 7 }, wrong, half]) channel.postMessage(message);
    await isThere;
    channel.close();
    echo.close();
  });
  // Half a JSON text is a failure over good data, as it is from the network, and the next answer ends it.
  for (const tab of [one, two]) {
    await expect(tab.banner).toHaveAttribute("data-kind", "bad-response");
    await expect(tab.rows).toHaveCount(4);
  }
  await mock.put(id, campaign(people(6), { id }));
  await mock.heal(id);
  await page.clock.fastForward(300 * SECOND);
  for (const tab of [one, two]) {
    await expect(tab.rows).toHaveCount(6);
    await expect(tab.banner).toBeHidden();
  }
});

test("an element that left for good is forgotten, and its channel with it", async ({ pair, mock, page }) => {
  const { start, one, two } = await pair();
  await round(mock, start, 4, one, two);
  await round(mock, start, 5, one, two);
  await forgotten(page);
  await round(mock, start, 6, two);
});

for (const [what, without] of [
  ["locks and channels", () => ["LockManager", "BroadcastChannel"].forEach((name) => Reflect.deleteProperty(window, name))],
  ["joint signals", () => Reflect.deleteProperty(AbortSignal, "any")],
  ["a digest", () => Reflect.deleteProperty(Crypto.prototype, "subtle")],
] as const) {
  test(`without ${what} each tab asks for itself`, async ({ pair, mock }) => {
    const { start, one, two } = await pair(without, without);
    await round(mock, start, 4, one, two);
    await round(mock, start, 5, one, two);
    expect(await mock.questions(start.batch.id)).toHaveLength(6);
  });
}
