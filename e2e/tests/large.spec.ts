// Ten thousand recipients: in a worker where the files are of the page's origin, else in slices on the page.
import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { campaign, changed, people, type Campaign } from "../support/campaigns.ts";
import { expect, strictPolicy, tag, test, type EmbedOptions, type OpenOptions } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import type { Screen } from "../support/screen.ts";
import { answered, forgotten } from "../support/waiting.ts";

// The recipients are known by their places.
test.use({ order: "list" });

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

/** Every fifth has answered, and the others wait. */
function crowd(): Campaign {
  const all = people(10_000).map((person, index) => {
    const ended = { status: "completed", attempted_at: "2024-02-15T09:00:10Z", completed_at: "2024-02-15T09:01:00Z" };
    return { ...person, call_record_id: `00000000-0000-4000-8000-${index}`, ...(index % 5 === 0 ? ended : {}) };
  });
  return campaign(all, { name: "Ten thousand" });
}

const PLACES = { "in a worker": { isOnHost: true }, "on the page": {} };

/** Each with the `kind` of its error event. */
const FAULTS = [
  ["500", "server"],
  ["truncated", "interrupted"],
  ["truncated-json", "bad-response"],
  ["endless", "too-large"],
  ["429", "rate-limited"],
] as const;

type Open = (options: OpenOptions) => Promise<Screen>;

async function openCrowd(
  open: Open,
  mock: MockApi,
  place: EmbedOptions,
  { fault, isStill = false }: { fault?: string; isStill?: boolean } = {},
): Promise<{ screen: Screen; start: Campaign }> {
  const start = crowd();
  await mock.put(start.batch.id, start);
  if (fault) await mock.spoil(start.batch.id, fault);
  const screen = await open({ batch: start.batch.id, at: NOW, isStill, ...place });
  await screen.expectState("ready");
  await expect(screen.legend("waiting")).toHaveText("8,000");
  return { screen, start };
}

test("its worker comes with the head of the answer, and makes what is slow to make first", async ({ open, mock, host, page }) => {
  await page.addInitScript(() => {
    const made: string[] = [];
    Object.assign(window, { made });
    for (const name of ["NumberFormat", "DateTimeFormat"] as const) {
      const construct = (real: object, args: unknown[]): object => (made.push(name), Reflect.construct(real as () => void, args) as object);
      Object.assign(Intl, { [name]: new Proxy(Intl[name], { construct }) });
    }
  });
  const made = () => page.evaluate(() => (window as unknown as { made: string[] }).made);
  const [releaseWasm, releaseWorker] = [host.hold(/app\.\w+\.wasm$/), host.hold(/worker\.\w+\.js$/)];
  const start = crowd();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, isOnHost: true });
  await expect.poll(() => host.asked.some((path) => /worker\.\w+\.js$/.test(path))).toBe(true);
  await expect(screen.skeleton).toBeVisible();
  releaseWasm();
  // It is drawn behind the skeleton, whose clock ticks.
  await expect(screen.element.locator(".campaign")).toBeAttached();
  await page.clock.fastForward(2 * SECOND);
  expect(await made()).toEqual([]);
  releaseWorker();
  await screen.expectState("ready");
  await expect(screen.rows).not.toHaveCount(0);
  expect(await made()).toContain("NumberFormat");
});

type Exporting = HTMLElement & { snapshot(): Promise<Campaign | undefined>; exportCsv(): Promise<string> };

for (const [where, place] of Object.entries(PLACES)) {
  test.describe(where, () => {
    test("all of it can be taken away, as it came and as the table shows it", async ({ open, mock }) => {
      const { screen, start } = await openCrowd(open, mock, place);
      const snapshot = await screen.element.evaluate((element) => (element as Exporting).snapshot());
      expect(snapshot).toEqual(start);

      await screen.chip("completed").click();
      await expect(screen.scroller).toHaveAttribute("aria-rowcount", "2001");
      const csv = await screen.element.evaluate((element) => (element as Exporting).exportCsv());
      const lines = csv.split("\r\n");
      expect(lines).toHaveLength(2002);
      expect([lines[1], lines[2000]].map((line) => line?.split(",").at(-1))).toEqual(
        ["0", "9995"].map((index) => `"00000000-0000-4000-8000-${index}"`),
      );

      await screen.set("mask", "numbers");
      expect(await screen.element.evaluate((element) => (element as Exporting).snapshot())).toBeUndefined();
      expect(await screen.element.evaluate((element) => (element as Exporting).exportCsv())).toContain("•••");
    });

    test("a person scrolls, sorts, searches and stays in a row while it refreshes", async ({ open, mock, page }) => {
      const { screen, start } = await openCrowd(open, mock, place);
      const id = start.batch.id;
      expect(page.workers()).toHaveLength(where === "in a worker" ? 1 : 0);

      await screen.scroller.evaluate((element) => (element.scrollTop = 200_000));
      const reading = await topRow(screen);
      await mock.put(id, changed(start, { r3: { status: "busy" }, r9000: { status: "failed" } }));
      await page.clock.fastForward(10 * SECOND);
      await answered(page, mock, id, 2);
      await expect(screen.chip("busy")).toBeVisible();
      expect(await topRow(screen)).toEqual(reading);

      await screen.sort("name").click();
      await screen.sort("name").click();
      await screen.scroller.evaluate((element) => (element.scrollTop = 0));
      await expect(screen.column("name").first()).toHaveText("Jon 9999");

      await screen.search.fill("9000");
      await expect(screen.rows).toHaveCount(1);
      await expect(screen.cell("r9000", "status")).toHaveText("Failed");
      await mock.put(id, changed(start, { r3: { status: "busy" }, r9000: { status: "completed" } }));
      await page.clock.fastForward(10 * SECOND);
      await answered(page, mock, id, 3);
      await expect(screen.cell("r9000", "status")).toHaveText("Answered");
      await expect(screen.search).toBeFocused();

      await screen.search.fill("");
      await screen.chip("busy").click();
      await expect(screen.rows).toHaveCount(1);
      await expect(screen.row("r3")).toBeVisible();
      await mock.put(id, changed(start, { r3: { status: "busy" }, r4: { status: "busy" } }));
      await page.clock.fastForward(10 * SECOND);
      await answered(page, mock, id, 4);
      await expect(screen.rows).toHaveCount(2);
      await expect(screen.chip("busy")).toBeFocused();
    });

    test("a person is in a row by key, wherever the others go", async ({ open, mock, page }) => {
      const { screen, start } = await openCrowd(open, mock, place);
      const id = start.batch.id;
      let count = 1;
      const refresh = async (next: Campaign) => {
        await mock.put(id, next);
        await page.clock.fastForward(10 * SECOND);
        await answered(page, mock, id, (count += 1));
      };
      await screen.scroller.focus();
      await page.keyboard.press("End");
      await screen.expectActive("r9999");
      for (const key of ["PageUp", "ArrowUp", "ArrowDown", "PageUp"]) {
        const before = (await screen.active())?.id;
        await page.keyboard.press(key);
        // The rows may come from a worker. Until it answers, the previous row is active and in sight.
        await expect.poll(async () => (await screen.active())?.id ?? before).not.toBe(before);
      }
      await expect.poll(async () => (await screen.active())?.isSeen).toBe(true);
      const { id: mine = "" } = (await screen.active()) ?? {};
      expect(Number(mine.slice(1))).toBeLessThan(9990);
      const scrollTop = () => screen.scroller.evaluate((one) => one.scrollTop);

      // Recipients in sight and far away change, and nothing moves.
      const before = await scrollTop();
      const status = { [mine]: { status: "ringing" }, r7: { status: "busy" } };
      await refresh(changed(start, status));
      await expect(screen.cell(mine, "status")).toHaveText("Ringing");
      await screen.expectActive(mine);
      expect(await scrollTop()).toBe(before);
      await expect(screen.scroller).toBeFocused();

      // New rows come before all others, and the scroll position follows its row.
      const first = people(40).map((one) => ({ ...one, id: `new-${one.id}`, name: `New ${one.name}` }));
      const more = changed(start, status);
      await refresh({ ...more, recipients: [...first, ...more.recipients] });
      await expect(screen.scroller).toHaveAttribute("aria-rowcount", "10041");
      await screen.expectActive(mine);
      await expect.poll(scrollTop).toBe(before + 40 * 40);
      await expect(screen.scroller).toBeFocused();

      // Through search, sort and filter the same recipient stays active, and keys go on from there.
      await screen.sort("name").click();
      await screen.search.fill(mine.slice(1));
      await expect(screen.row(mine)).toHaveAttribute("data-active", "");
      await refresh(changed({ ...more, recipients: [...first, ...more.recipients] }, { r8: { status: "failed" } }));
      await expect(screen.search).toBeFocused();
      await expect(screen.search).toHaveValue(mine.slice(1));
      await expect(screen.row(mine)).toHaveAttribute("data-active", "");
      await screen.search.fill("");
      await expect(screen.scroller).toHaveAttribute("aria-rowcount", "10041");
      await screen.scroller.focus();
      await page.keyboard.press("ArrowDown");
      await expect.poll(async () => (await screen.active())?.isSeen).toBe(true);
      await page.keyboard.press("ArrowUp");
      await screen.expectActive(mine);
      await screen.chip("ringing").click();
      await expect(screen.rows).toHaveCount(1);
      await expect(screen.row(mine)).toHaveAttribute("data-active", "");
    });

    test("rows that changed are marked, and no others", async ({ open, mock, page }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      const { screen, start } = await openCrowd(open, mock, place);
      expect(await screen.marked()).toEqual([]);
      await mock.put(start.batch.id, changed(start, { r2: { status: "busy" }, r4: { status: "busy" }, r5000: { status: "busy" } }));
      await page.clock.fastForward(10 * SECOND);
      await expect.poll(() => screen.marked()).toEqual(["r2", "r4"]);
      await expect(screen.news).toContainText("3 Busy");
      await page.clock.fastForward(3 * SECOND);
      await expect.poll(() => screen.marked()).toEqual([]);
    });

    test("Enter and a click tell of a row as it is masked", async ({ open, mock, page }) => {
      const { screen } = await openCrowd(open, mock, place);
      await page.evaluate(() => {
        document.addEventListener("batch-status-recipient-click", (event) => {
          window.recorded.push({ name: event.type, detail: (event as CustomEvent).detail });
        });
      });
      const told = () =>
        page.evaluate(() => window.recorded.filter(({ name }) => name.endsWith("recipient-click")).map(({ detail }) => detail));
      await screen.set("mask", "all");
      await expect(screen.cell("r1", "number")).toHaveText("•••001");
      await screen.row("r1").click();
      await screen.expectActive("r1");
      await page.keyboard.press("Enter");
      await expect.poll(async () => (await told()).length).toBe(2);
      const masked = { id: "r1", name: "B. 0.", phoneNumber: "•••001", status: "pending", callRecordId: "••••••••-••••-••••-••••-•" };
      expect(await told()).toEqual([{ recipient: masked }, { recipient: masked }]);
    });

    test("fails and recovers like any other", async ({ open, mock }) => {
      const { screen, start } = await openCrowd(open, mock, place);
      for (const [fault, kind] of FAULTS) {
        await mock.spoil(start.batch.id, fault);
        await screen.refreshButton.click();
        await expect(screen.banner, fault).toHaveAttribute("data-kind", kind);
        await expect(screen.legend("waiting")).toHaveText("8,000");
      }
      await mock.heal(start.batch.id);
      await screen.refreshButton.click();
      await screen.expectState("ready");
    });
  });
}

test("an answer that does not say how long it is goes to the worker once it turns out to be large", async ({ open, mock, page }) => {
  await openCrowd(open, mock, PLACES["in a worker"], { fault: "slow-drip" });
  expect(page.workers()).toHaveLength(1);
});

test("a mask covers what comes from the worker", async ({ open, mock }) => {
  const { screen } = await openCrowd(open, mock, PLACES["in a worker"]);
  await expect(screen.cell("r1", "number")).toHaveText("+14155550001");
  await screen.set("mask", "all");
  await expect(screen.cell("r1", "number")).toHaveText("•••001");
  await expect(screen.cell("r1", "name")).toHaveText("B. 0.");
});

test("once its worker died, the page does the work", async ({ open, mock, page }) => {
  const { screen, start } = await openCrowd(open, mock, PLACES["in a worker"]);
  await page.workers()[0]?.evaluate(() => close());
  await page.clock.fastForward(10 * SECOND);
  await page.clock.fastForward(40 * SECOND);
  await page.clock.fastForward(10 * SECOND);
  await expect.poll(() => state(page)).toBe("stale");
  await mock.put(start.batch.id, changed(start, { r3: { status: "busy" } }));
  await screen.refreshButton.click();
  await expect(screen.chip("busy")).toBeVisible();
  await screen.expectState("ready");
});

/** Nothing is asked by itself, so that no failure is over before the test has looked. */
const STILL = { isStill: true };

/** The page's worker traps. */
async function trap(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => {
    // A throw in the middle of a call leaves the wasm as a trap does: it takes no more calls.
    const trap = Object.defineProperty({}, "length", {
      get() {
        throw new Error("a trap");
      },
    });
    const say = (order: object, piece?: object) => dispatchEvent(new MessageEvent("message", { data: [JSON.stringify({ Order: order }), piece] }));
    say({ Open: { body: 999, element: 1 } });
    say({ Push: { body: 999 } }, trap);
  });
  await expect.poll(() => page.workers().length).toBe(0);
}

test("once its engine trapped, the page does the work", async ({ open, mock, page }) => {
  const { screen, start } = await openCrowd(open, mock, PLACES["in a worker"], STILL);
  await trap(page);
  await mock.put(start.batch.id, changed(start, { r3: { status: "busy" } }));
  await screen.refreshButton.click();
  await expect(screen.chip("busy")).toBeVisible();
  await screen.expectState("ready");
});

test("what a worker had at hand comes again once it died, though nothing is new", async ({ open, mock, page }) => {
  const known: (string | null)[] = [];
  await page.route(mock.endpoint, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
    const headers = { ...response.headers(), etag, "access-control-expose-headers": "ETag" };
    known.push(await route.request().headerValue("if-none-match"));
    await route.fulfill(known.at(-1) === etag ? { status: 304, headers } : { response, headers, body });
  });
  const { screen } = await openCrowd(open, mock, PLACES["in a worker"], STILL);
  await screen.refreshButton.click();
  await expect.poll(() => known.length).toBe(2);
  await expect(screen.element.locator("[data-busy]")).toHaveCount(0);
  await trap(page);
  await screen.refreshButton.click();
  await expect.poll(() => known.length).toBe(3);
  expect(known).toEqual([null, expect.stringContaining('"'), null]);
  await screen.search.fill("+14155550007");
  await expect(screen.rows).toHaveCount(1);
});

test("once its worker is silent amid its work, the page does it", async ({ open, mock, page }) => {
  const { screen, start } = await openCrowd(open, mock, PLACES["in a worker"], STILL);
  await page.workers()[0]?.evaluate(() => {
    // It only says that an answer came.
    const say = postMessage.bind(globalThis);
    Object.assign(globalThis, { postMessage: (message: unknown) => (say(message), close()) });
  });
  await mock.put(start.batch.id, changed(start, { r3: { status: "busy" } }));
  await screen.refreshButton.click();
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await state(page)).toBe("ready");
  // The time stands for work that was not handed over yet.
  await expect(async () => {
    await page.clock.fastForward(30 * SECOND);
    expect(await state(page)).toBe("stale");
  }).toPass();
  await screen.refreshButton.click();
  await expect(screen.chip("busy")).toBeVisible();
  await screen.expectState("ready");
});

test("the worker lets go of the campaigns of elements that left for good, whichever of them asked", async ({ embed, mock, page, key }) => {
  const start = crowd();
  await mock.put(start.batch.id, start);
  const one = tag({ "batch-id": start.batch.id, endpoint: mock.endpoint, "api-key": key, loading: "eager" });
  await embed(one.repeat(2), { key, at: NOW, isOnHost: true });
  await expect(page.locator('batch-status[data-state="ready"]')).toHaveCount(2);
  expect(await mock.questions(start.batch.id)).toHaveLength(1);
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    addEventListener("message", ({ data }) => told.push(data[0]));
  });
  await forgotten(page);
  await forgotten(page);
  const told = () => worker?.evaluate(() => (globalThis as unknown as { told: string[] }).told.filter((what) => what.includes("Leave")));
  await expect.poll(told).toHaveLength(2);
});

const state = (page: Page) => page.locator("batch-status").getAttribute("data-state");

/** The first row that is completely in view. */
async function topRow(screen: Screen): Promise<string | null> {
  await expect.poll(() => firstInView(screen)).not.toBeNull();
  return firstInView(screen);
}

function firstInView(screen: Screen): Promise<string | null> {
  return screen.scroller.evaluate((scroller) => {
    const top = scroller.querySelector("thead")?.getBoundingClientRect().bottom ?? 0;
    const rows = [...scroller.querySelectorAll("[part~=row]")];
    return rows.find((row) => row.getBoundingClientRect().top >= top)?.getAttribute("data-recipient") ?? null;
  });
}

const NAMED = "; trusted-types batch-status";

for (const [where, isOnHost, more, worker] of [
  ["with the files on its origin", true, "", "running"],
  ["that lists who makes trusted types", true, NAMED, "running"],
  ["with the files elsewhere", false, "", "another-origin"],
  ["that takes no workers", true, "; worker-src 'none'", "refused"],
] as const) {
  test(`on a page with the documented policy, ${where}, the worker is ${worker}`, async ({ open, mock, host, page }) => {
    const violations: string[] = [];
    await page.exposeFunction("violated", (directive: string) => violations.push(directive));
    await page.addInitScript(() => {
      const { violated } = window as unknown as { violated(directive: string): void };
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) => violated(effectiveDirective));
    });
    const start = crowd();
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: NOW, isOnHost, csp: strictPolicy(host.origin, mock.origin) + more });
    await screen.expectState("ready");
    await expect(screen.legend("waiting")).toHaveText("8,000");
    expect(page.workers()).toHaveLength(worker === "running" ? 1 : 0);
    expect(await screen.element.evaluate((element) => (element as HTMLElement & { diagnose(): Promise<object> }).diagnose())).toMatchObject({ worker });
    // What a page refuses by name is refused aloud.
    expect(violations).toEqual(worker === "refused" ? ["worker-src"] : []);
  });
}

test("a worker that is refused is not waited for while its engine is on its way", async ({ open, mock, host, page }) => {
  // Never answered.
  await page.route("**/batch-status-engine.*.wasm", () => {});
  const start = crowd();
  await mock.put(start.batch.id, start);
  const csp = `${strictPolicy(host.origin, mock.origin)}; worker-src 'none'`;
  const screen = await open({ batch: start.batch.id, at: NOW, isOnHost: true, csp });
  await screen.expectState("ready");
});
