// Where the data comes from and on whose authority: what is used, and what becomes of tokens.
import type { Page } from "@playwright/test";
import { campaign, people } from "../support/campaigns.ts";
import { expect, heard, tag, test } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import { Screen } from "../support/screen.ts";
import { collected, told } from "../support/waiting.ts";

const NOW = "2026-01-01T00:00:00Z";
const NO_POLICY = { csp: "", at: NOW };
const SECOND = 1000;

/** Sets properties of the element, as a page's script does. */
async function give(page: Page, properties: Record<string, unknown>): Promise<void> {
  await page.evaluate(async (given) => {
    await customElements.whenDefined("batch-status");
    for (const [name, value] of Object.entries(given)) {
      Object.assign(document.querySelector("batch-status") as Element, { [name]: value });
    }
  }, properties);
}

/** The name of the source or credential in use. */
const used = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const element = document.querySelector("batch-status") as HTMLElement & { diagnose(): Promise<{ credential: string }> };
    return (await element.diagnose()).credential;
  });

/** The tag of an element that asks for a campaign of its own, and its id. */
async function fresh(mock: MockApi, attributes: Record<string, string> = {}): Promise<{ id: string; element: string }> {
  const start = campaign(people(2));
  await mock.put(start.batch.id, start);
  const { id } = start.batch;
  return { id, element: tag({ "batch-id": id, endpoint: mock.endpoint, loading: "eager", ...attributes }) };
}

const bearers = async (mock: MockApi, id: string) => (await mock.questions(id)).map(({ headers }) => headers["authorization"]);

test("none at all: nothing is asked", async ({ embed, page, mock, site }) => {
  await embed("<batch-status></batch-status>");
  await new Screen(page).expectState("unconfigured");
  expect(await used(page)).toBe("none");
  expect(await mock.from(site.origin)).toEqual([]);
});

test("the first found wins: data, src, fetcher, tokenProvider, token-endpoint, apiKey, api-key", async ({ embed, page, mock, key }) => {
  const { id, element } = await fresh(mock, { "api-key": `${key}-attribute`, "token-endpoint": "/token", src: "/snapshot.json" });
  const named = (name: string) => campaign(people(1), { id, name });
  await page.route("**/snapshot.json", (route) => route.fulfill({ json: named("of the file") }));
  await page.route("**/token", (route) => route.fulfill({ status: 404 }));
  await page.addInitScript((given) => Object.assign(window, { given }), { data: named("of the data"), fetched: named("of the fetcher"), key });
  await embed(element, {
    ...NO_POLICY,
    key,
    early: () => {
      const { given } = window as unknown as { given: { data: object; fetched: object; key: string } };
      Object.assign(document.querySelector("batch-status") as Element, {
        apiKey: undefined,
        data: given.data,
        fetcher: async () => given.fetched,
        tokenProvider: async () => `${given.key}-provided`,
      });
    },
  });
  const screen = new Screen(page);
  const last = async () => (await bearers(mock, id)).at(-1);
  await expect(screen.part("header")).toContainText("of the data");
  expect(await used(page)).toBe("data");
  await give(page, { data: null });
  await expect(screen.part("header")).toContainText("of the file");
  expect(await used(page)).toBe("src");
  await give(page, { src: null });
  await expect(screen.part("header")).toContainText("of the fetcher");
  expect(await used(page)).toBe("fetcher");
  expect(await last()).toBeUndefined();
  await give(page, { fetcher: null });
  await expect.poll(last).toBe(`Bearer ${key}-provided`);
  expect(await used(page)).toBe("tokenProvider");
  await screen.expectState("ready");
  await give(page, { tokenProvider: null });
  await expect(screen.banner).toHaveAttribute("data-kind", "token");
  expect(await used(page)).toBe("token-endpoint");
  await give(page, { tokenEndpoint: null });
  await expect.poll(last).toBe(`Bearer ${key}-attribute`);
  expect(await used(page)).toBe("api-key");
  await give(page, { apiKey: `${key}-property` });
  await expect.poll(last).toBe(`Bearer ${key}-property`);
  expect(await used(page)).toBe("apiKey");
  // The attribute comes after the property, until that is taken back.
  await page.evaluate((k) => document.querySelector("batch-status")?.setAttribute("api-key", k), `${key}-late`);
  expect(await used(page)).toBe("apiKey");
  await expect(page.locator("batch-status")).not.toHaveAttribute("api-key");
  await give(page, { apiKey: null });
  expect(await used(page)).toBe("none");
  await expect.poll(last).toBeUndefined();
});

test("properties that carry secrets or data cannot be read back", async ({ embed, page, key }) => {
  await embed("<batch-status></batch-status>", { key });
  await give(page, { apiKey: key, data: { secret: key } });
  const read = await page.evaluate(() => {
    const element = document.querySelector("batch-status") as unknown as Record<string, unknown>;
    return ["apiKey", "data", "fetcher", "tokenProvider"].map((name) => element[name] ?? null);
  });
  expect(read).toEqual([null, null, null, null]);
});

test("other data is a change, the same data is none", async ({ embed, page }) => {
  await embed("<batch-status refresh-interval='0' loading='eager'></batch-status>");
  await page.evaluate(async (data) => {
    const element = document.querySelector("batch-status") as HTMLElement & { data: unknown };
    const updated = () => new Promise((resolve) => element.addEventListener("batch-status-update", resolve, { once: true }));
    let next = updated();
    element.data = data;
    await next;
    element.data = data;
    await Promise.resolve();
    next = updated();
    element.data = { ...data };
    await next;
  }, campaign(people(2)));
  expect(await heard(page, "update")).toHaveLength(2);
});

test("the fetcher is given the campaign and a signal, and may be replaced unnoticed", async ({ embed, page }) => {
  await embed(`<batch-status batch-id="one" refresh-interval="0" loading="eager"></batch-status>`);
  const screen = new Screen(page);
  await page.evaluate((data) => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    const element = document.querySelector("batch-status") as HTMLElement & Record<string, unknown>;
    const fetcher = (name: string) => async (question: { batchId: string; signal: AbortSignal }) => {
      asked.push(`${name} ${question.batchId} ${question.signal instanceof AbortSignal}`);
      return data;
    };
    element["fetcher"] = fetcher("first");
    Object.assign(window, { replace: () => (element["fetcher"] = fetcher("second")) });
  }, campaign(people(2)));
  const asked = () => page.evaluate(() => (window as unknown as { asked: string[] }).asked);
  await screen.expectState("ready");
  expect(await asked()).toEqual(["first one true"]);
  await page.evaluate(async () => {
    (window as unknown as { replace(): void }).replace();
    await new Promise((resolve) => setTimeout(resolve));
  });
  expect(await asked()).toHaveLength(1);
  await screen.refreshButton.click();
  await expect.poll(asked).toEqual(["first one true", "second one true"]);
});

for (const [what, fetcher] of [
  ["throws", () => Promise.reject(new Error("mine"))],
  ["answers nothing", () => Promise.resolve(undefined)],
] as const) {
  test(`a fetcher that ${what} is a failure`, async ({ embed, page }) => {
    await embed("<batch-status></batch-status>", {
      setUp: new Function(`document.addEventListener("readystatechange", () => {
        const element = document.querySelector("batch-status");
        if (element) element.fetcher = ${fetcher.toString()};
      }, { once: true })`) as () => void,
    });
    const screen = new Screen(page);
    await expect(screen.error).toHaveAttribute("data-kind", "fetcher");
    await expect(screen.element).not.toContainText("mine");
  });
}

test.describe("a token", () => {
  /** A provider for all elements, which counts its calls and answers with what `answers` makes of the number. */
  const provide = (page: Page, key: string, answers: string) =>
    page.evaluate(
      ([source, secret]) => {
        const counter = { asked: 0 };
        Object.assign(window, { counter });
        const answer = new Function("n", "key", `return (${source})`) as (n: number, key: string) => unknown;
        const tokenProvider = async () => {
          counter.asked += 1;
          const n = counter.asked;
          await new Promise((resolve) => setTimeout(resolve, 10));
          return answer(n, secret);
        };
        for (const element of document.querySelectorAll("batch-status")) Object.assign(element, { tokenProvider });
      },
      [answers, key] as const,
    );
  const asked = (page: Page) => page.evaluate(() => (window as unknown as { counter: { asked: number } }).counter.asked);

  test("is asked for once by many at the same time, kept, and renewed when refused", async ({ embed, page, mock, key }) => {
    const all = [await fresh(mock), await fresh(mock), await fresh(mock)];
    await embed(all.map(({ element }) => element).join(""), { ...NO_POLICY, key });
    await expect(page.locator("batch-status [part~=error]")).toHaveCount(3);
    await provide(page, key, "`${key}-${n}`");
    for (const { id } of all) await expect.poll(async () => (await bearers(mock, id)).at(-1)).toBe(`Bearer ${key}-1`);
    await expect(page.locator("batch-status[data-state=ready]")).toHaveCount(3);
    const { id } = all[0] as { id: string };
    const count = (await bearers(mock, id)).length;
    await page.clock.fastForward(24 * 3_600_000);
    await expect.poll(async () => (await bearers(mock, id)).length).toBeGreaterThan(count);
    expect((await bearers(mock, id)).at(-1)).toBe(`Bearer ${key}-1`);
    await mock.spoil(id, "401", 1);
    await page.clock.fastForward(10 * SECOND);
    await expect.poll(async () => (await bearers(mock, id)).at(-1)).toBe(`Bearer ${key}-2`);
    await expect(page.locator("batch-status[data-state=ready]")).toHaveCount(3);
    await page.clock.fastForward(10 * SECOND);
    expect((await bearers(mock, id)).at(-1)).toBe(`Bearer ${key}-2`);
    expect(await asked(page)).toBe(2);
  });

  for (const [what, expiresAt] of [
    ["a date", `new Date("2026-01-01T01:00:00Z")`],
    ["a date's text", `"2026-01-01T01:00:00Z"`],
    ["milliseconds", String(Date.parse("2026-01-01T01:00:00Z"))],
    ["seconds", String(Date.parse("2026-01-01T01:00:00Z") / 1000)],
  ]) {
    test(`is asked for again a minute before it expires, which ${what} says`, async ({ embed, page, mock, key }) => {
      const { id, element } = await fresh(mock);
      await embed(element, { ...NO_POLICY, key });
      await expect(page.locator("batch-status [part~=error]")).toBeVisible();
      await provide(page, key, `{ token: key + "-" + n, expiresAt: ${expiresAt} }`);
      const screen = new Screen(page);
      const next = async (milliseconds: number) => {
        const count = (await bearers(mock, id)).length;
        await page.clock.fastForward(milliseconds);
        await expect.poll(async () => (await bearers(mock, id)).length).toBeGreaterThan(count);
        return (await bearers(mock, id)).at(-1);
      };
      await screen.expectState("ready");
      expect((await bearers(mock, id)).at(-1)).toBe(`Bearer ${key}-1`);
      expect(await next(58 * 60_000)).toBe(`Bearer ${key}-1`);
      await screen.expectState("ready");
      expect(await next(70_000)).toBe(`Bearer ${key}-2`);
    });
  }

  test("that does not come is a failure, and is asked for again", async ({ embed, page, mock, key }) => {
    const { id, element } = await fresh(mock);
    await embed(element, { ...NO_POLICY, key });
    const screen = new Screen(page);
    await expect(screen.error).toBeVisible();
    await provide(page, key, "n === 1 ? {} : key");
    await expect(screen.error).toHaveAttribute("data-kind", "token");
    await screen.retryButton.click();
    await screen.expectState("ready");
    expect((await bearers(mock, id)).at(-1)).toBe(`Bearer ${key}`);
  });

  test("that never comes is given up, and is asked for again", async ({ embed, page, mock, key }) => {
    const { id, element } = await fresh(mock);
    await embed(element, { ...NO_POLICY, key });
    const screen = new Screen(page);
    await expect(screen.error).toBeVisible();
    await provide(page, key, "n === 1 ? new Promise(() => {}) : key");
    await expect.poll(() => asked(page)).toBe(1);
    await page.clock.fastForward(31 * SECOND);
    await expect(screen.error).toHaveAttribute("data-kind", "timeout");
    await screen.retryButton.click();
    await screen.expectState("ready");
    expect((await bearers(mock, id)).at(-1)).toBe(`Bearer ${key}`);
  });

  test("comes from an endpoint of the page's own origin: GET, no store, cookies, no redirect", async ({ page, embed, site, mock, key }) => {
    const requests: Record<string, string>[] = [];
    await page.addInitScript(() => {
      const real = window.fetch;
      window.fetch = (input, init) => {
        if (input instanceof Request && input.url.endsWith("/token")) {
          const { mode, credentials, redirect, cache } = input;
          Object.assign(window, { asked: { mode, credentials, redirect, cache } });
        }
        return real.call(window, input, init);
      };
    });
    await page.route("**/token", async (route) => {
      requests.push({ method: route.request().method(), ...(await route.request().allHeaders()) });
      await route.fulfill({ json: { token: `${key}-${requests.length}`, expires_at: Date.parse(NOW) / 1000 + 3600 } });
    });
    await page.context().addCookies([{ name: "session", value: "mine", url: site.origin }]);
    const all = [await fresh(mock, { "token-endpoint": "./token" }), await fresh(mock, { "token-endpoint": "./token" })];
    await embed(all.map(({ element }) => element).join(""), { ...NO_POLICY, key });
    await expect(page.locator("batch-status[data-state=ready]")).toHaveCount(2);
    const { id } = all[0] as { id: string };
    for (const one of all) expect(await bearers(mock, one.id)).toEqual([`Bearer ${key}-1`]);
    await page.clock.fastForward(59 * 60_000 + SECOND);
    for (const one of all) await expect.poll(async () => (await bearers(mock, one.id)).at(-1)).toBe(`Bearer ${key}-2`);
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatchObject({ method: "GET", cookie: "session=mine" });
    expect(await page.evaluate(() => (window as unknown as { asked: RequestInit }).asked)).toEqual({
      mode: "same-origin",
      credentials: "same-origin",
      redirect: "error",
      cache: "no-store",
    });
    await expect(page.locator("batch-status[data-state=ready]")).toHaveCount(2);
    await page.unroute("**/token");
    await page.route("**/token", (route) => route.fulfill({ status: 302, headers: { location: "/page-1" } }));
    await mock.spoil(id, "401", 1);
    await page.clock.fastForward(10 * SECOND);
    await expect(new Screen(page).banner).toHaveAttribute("data-kind", "token");
  });

  test("of one provider is one for all its elements", async ({ embed, page, mock, key }) => {
    const all = [await fresh(mock), await fresh(mock), await fresh(mock)];
    await embed(all.map(({ element }) => element).join(""), { ...NO_POLICY, key });
    await expect(page.locator("batch-status [part~=error]")).toHaveCount(3);
    await page.evaluate((secret) => {
      const asked: string[] = [];
      Object.assign(window, { asked });
      const provider = (name: string) => async () => (asked.push(name), `${secret}-${name}`);
      const [one, other] = [provider("one"), provider("other")];
      const elements = document.querySelectorAll("batch-status");
      for (const [at, tokenProvider] of [one, one, other].entries()) Object.assign(elements[at] as Element, { tokenProvider });
    }, key);
    await expect(page.locator("batch-status[data-state=ready]")).toHaveCount(3);
    const last = await Promise.all(all.map(async ({ id }) => (await bearers(mock, id)).at(-1)));
    expect(last).toEqual([`Bearer ${key}-one`, `Bearer ${key}-one`, `Bearer ${key}-other`]);
    expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual(["one", "other"]);
  });

  test("is not asked for at another origin, with one warning", async ({ embed, page, mock, consoleLines }) => {
    const all = [await fresh(mock), await fresh(mock)];
    const address = "https://elsewhere.example/token";
    const elements = all.map(({ element }) => element.replace(">", ` token-endpoint="${address}">`)).join("");
    const requested: string[] = [];
    page.on("request", (request) => requested.push(request.url()));
    await embed(elements);
    expect(await told(page, consoleLines, "not of this page's origin")).toHaveLength(1);
    for (const { id } of all) await expect.poll(() => bearers(mock, id)).toEqual([undefined]);
    expect(requested).not.toContain(address);
  });
});

test("an element with a fetcher and a provider that left for good is forgotten", async ({ embed, page }) => {
  await embed("<batch-status></batch-status>");
  await new Screen(page).expectState("unconfigured");
  await give(page, { batchId: "x" });
  await page.evaluate(async () => {
    const element = document.querySelector("batch-status") as HTMLElement & Record<string, unknown>;
    element["fetcher"] = async () => ({});
    element["tokenProvider"] = async () => "token";
    await Promise.resolve();
    Object.assign(window, { watched: new WeakRef(element) });
    element.remove();
  });
  await collected(page);
});
