// Sources of data and credentials: what the wasm gets of them. A stub takes the wasm's place.
import type { Page } from "@playwright/test";
import { callsOf } from "../support/entry.ts";
import { expect, test } from "../support/fixtures.ts";
import { collected, told } from "../support/waiting.ts";

test.use({ assets: "stub" });

/** Sets properties of the element, as a page's script does. Functions are given by their source. */
async function give(page: Page, properties: Record<string, unknown>): Promise<void> {
  await page.evaluate(async (given) => {
    await customElements.whenDefined("batch-status");
    for (const [name, value] of Object.entries(given)) {
      Object.assign(document.querySelector("batch-status") as Element, { [name]: value });
    }
  }, properties);
}

/** What the widget holds, with a word for each function. */
async function held(page: Page): Promise<Record<string, unknown>> {
  await expect(page.getByText("Drawn").first()).toBeVisible();
  return page.evaluate(() => {
    const { load, token, apiKey, src } = window.stub.widgets[0]?.config ?? {};
    return Object.fromEntries(Object.entries({ load, token, apiKey, src }).map(([k, v]) => [k, typeof v === "function" ? "a function" : (v ?? null)]));
  });
}

type Callable = "load" | "token";

/** Calls what the widget was handed, as the wasm does. */
function ask(page: Page, what: Callable, argument?: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, given]) => Promise.resolve(window.stub.widgets[0]?.config[name]?.(given)).catch((error: Error) => `rejected: ${error.message}`),
    [what, argument] as const,
  );
}

test("none at all: nothing is handed over", async ({ embed, page }) => {
  await embed("<batch-status></batch-status>");
  expect(await held(page)).toEqual({ load: null, token: null, apiKey: null, src: null });
});

test("the first found wins: data, src, fetcher, tokenProvider, token-endpoint, apiKey, api-key", async ({ embed, page, site, key }) => {
  await embed(`<batch-status api-key="${key}-attribute" token-endpoint="/token" src="/snapshot.json"></batch-status>`, {
    key,
    csp: "",
    early: () =>
      Object.assign(document.querySelector("batch-status") as Element, {
        apiKey: undefined,
        data: { from: "data" },
        fetcher: async () => ({ from: "fetcher" }),
        tokenProvider: async () => "from-provider",
      }),
  });
  const answers = async () => {
    const { load, token, src } = await held(page);
    return [load && (await ask(page, "load")), src, token && (await ask(page, "token"))];
  };
  expect(await answers()).toEqual(['{"from":"data"}', null, "from-provider"]);
  await give(page, { data: null });
  expect(await answers()).toEqual([null, `${site.origin}/snapshot.json`, "from-provider"]);
  await give(page, { src: null });
  expect(await answers()).toEqual(['{"from":"fetcher"}', null, "from-provider"]);
  await give(page, { fetcher: null });
  expect(await answers()).toEqual([null, null, "from-provider"]);
  await give(page, { tokenProvider: null });
  expect(await answers()).toEqual([null, null, "rejected: the token endpoint answered 404"]);
  await give(page, { tokenEndpoint: null });
  expect(await held(page)).toEqual({ load: null, token: null, apiKey: `${key}-attribute`, src: null });
  await give(page, { apiKey: `${key}-property` });
  expect(await held(page)).toMatchObject({ apiKey: `${key}-property` });
  // The property counts before the attribute, until it is removed.
  await page.evaluate((k) => document.querySelector("batch-status")?.setAttribute("api-key", k), `${key}-late`);
  expect(await held(page)).toMatchObject({ apiKey: `${key}-property` });
  await expect(page.locator("batch-status")).not.toHaveAttribute("api-key");
  await give(page, { apiKey: null });
  expect(await held(page)).toMatchObject({ apiKey: null });
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
  await embed("<batch-status></batch-status>");
  await expect(page.getByText("Drawn")).toBeVisible();
  const configured = async () => (await callsOf(page, "configure")).length;
  const before = await configured();
  await page.evaluate(async () => {
    const element = document.querySelector("batch-status") as HTMLElement & { data: unknown };
    const one = { one: 1 };
    element.data = one;
    await Promise.resolve();
    element.data = one;
    await Promise.resolve();
    element.data = { two: 2 };
  });
  expect(await configured()).toBe(before + 2);
  expect(await ask(page, "load")).toBe('{"two":2}');
});

test("the fetcher is given the campaign and a signal, and may be replaced unnoticed", async ({ embed, page }) => {
  await embed(`<batch-status batch-id="one"></batch-status>`);
  await expect(page.getByText("Drawn")).toBeVisible();
  const answer = await page.evaluate(async () => {
    const element = document.querySelector("batch-status") as HTMLElement & Record<string, unknown>;
    const { signal } = new AbortController();
    const fetcher = async (asked: { batchId: string; signal: AbortSignal }) => ({ ...asked, isSignal: asked.signal === signal });
    element["fetcher"] = async () => ({ first: true });
    await Promise.resolve();
    element["fetcher"] = fetcher;
    await Promise.resolve();
    return window.stub.widgets[0]?.config["load"]?.(signal);
  });
  expect(JSON.parse(String(answer))).toEqual({ batchId: "one", signal: {}, isSignal: true });
  expect(await callsOf(page, "configure")).toHaveLength(2);
});

for (const [what, fetcher, message] of [
  ["throws", () => Promise.reject(new Error("mine")), "rejected: mine"],
  ["answers nothing", () => Promise.resolve(undefined), "rejected: no object came"],
] as const) {
  test(`a fetcher that ${what} is a rejected promise`, async ({ embed, page }) => {
    await embed("<batch-status></batch-status>", {
      setUp: new Function(`document.addEventListener("readystatechange", () => {
        const element = document.querySelector("batch-status");
        if (element) element.fetcher = ${fetcher.toString()};
      }, { once: true })`) as () => void,
    });
    expect(await held(page)).toMatchObject({ load: "a function" });
    expect(await ask(page, "load")).toBe(message);
  });
}

test.describe("a token", () => {
  /** Counts its calls, and returns the number; at the first call also what `first` says. */
  const provide = (page: Page, answers: string) =>
    page.evaluate((source) => {
      const counter = { asked: 0 };
      Object.assign(window, { counter });
      const answer = new Function("n", `return (${source})`) as (n: number) => unknown;
      Object.assign(document.querySelector("batch-status") as Element, {
        tokenProvider: async () => {
          counter.asked += 1;
          const n = counter.asked;
          await new Promise((resolve) => setTimeout(resolve, 10));
          return answer(n);
        },
      });
    }, answers);
  const asked = (page: Page) => page.evaluate(() => (window as unknown as { counter: { asked: number } }).counter.asked);
  const NOW = "2026-01-01T00:00:00Z";
  const NO_POLICY = { csp: "", at: NOW };

  test("is asked for once by many at the same time, kept, and renewed when refused", async ({ embed, page }) => {
    await embed("<batch-status></batch-status>", NO_POLICY);
    await expect(page.getByText("Drawn")).toBeVisible();
    await provide(page, "`token-${n}`");
    const all = page.evaluate(() => Promise.all([1, 2, 3].map(() => window.stub.widgets[0]?.config["token"]?.(false))));
    expect(await all).toEqual(["token-1", "token-1", "token-1"]);
    await page.clock.fastForward(24 * 3_600_000);
    expect(await ask(page, "token", false)).toBe("token-1");
    expect(await ask(page, "token", true)).toBe("token-2");
    expect(await ask(page, "token", false)).toBe("token-2");
    expect(await asked(page)).toBe(2);
  });

  for (const [what, expiresAt] of [
    ["a date", `new Date("2026-01-01T01:00:00Z")`],
    ["a date's text", `"2026-01-01T01:00:00Z"`],
    ["milliseconds", String(Date.parse("2026-01-01T01:00:00Z"))],
    ["seconds", String(Date.parse("2026-01-01T01:00:00Z") / 1000)],
  ]) {
    test(`is asked for again a minute before it expires, which ${what} says`, async ({ embed, page }) => {
      await embed("<batch-status></batch-status>", NO_POLICY);
      await expect(page.getByText("Drawn")).toBeVisible();
      await provide(page, `{ token: "token-" + n, expiresAt: ${expiresAt} }`);
      expect(await ask(page, "token", false)).toBe("token-1");
      await page.clock.fastForward(58 * 60_000);
      expect(await ask(page, "token", false)).toBe("token-1");
      await page.clock.fastForward(70_000);
      expect(await ask(page, "token", false)).toBe("token-2");
    });
  }

  test("that does not come is a rejected promise, and is asked for again", async ({ embed, page }) => {
    await embed("<batch-status></batch-status>", NO_POLICY);
    await expect(page.getByText("Drawn")).toBeVisible();
    await provide(page, `n === 1 ? {} : "token"`);
    expect(await ask(page, "token", false)).toBe("rejected: no token came");
    expect(await ask(page, "token", false)).toBe("token");
  });

  test("that never comes is given up, and is asked for again", async ({ embed, page }) => {
    await embed("<batch-status></batch-status>", { ...NO_POLICY, at: "2024-02-15T09:05:00Z" });
    await expect(page.getByText("Drawn")).toBeVisible();
    await provide(page, `n === 1 ? new Promise(() => {}) : "token"`);
    const first = ask(page, "token", false);
    await expect.poll(() => asked(page)).toBe(1);
    await page.clock.fastForward(31_000);
    expect(await first).toBe("rejected: no token came in time");
    expect(await ask(page, "token", false)).toBe("token");
  });

  test("comes from an endpoint of the page's own origin: GET, no store, cookies, no redirect", async ({ page, embed, site }) => {
    const requests: Record<string, string>[] = [];
    await page.addInitScript(() => {
      const real = window.fetch;
      window.fetch = (input, init) => {
        if (String(input).endsWith("/token")) Object.assign(window, { asked: { ...init, signal: null } });
        return real.call(window, input, init);
      };
    });
    await page.route("**/token", async (route) => {
      requests.push({ method: route.request().method(), ...(await route.request().allHeaders()) });
      await route.fulfill({ json: { token: `token-${requests.length}`, expires_at: Date.parse(NOW) / 1000 + 3600 } });
    });
    await page.context().addCookies([{ name: "session", value: "mine", url: site.origin }]);
    const two = `<batch-status token-endpoint="./token" loading="eager"></batch-status>`.repeat(2);
    await embed(two, NO_POLICY);
    await expect(page.getByText("Drawn")).toHaveCount(2);
    const same = await page.evaluate(() => window.stub.widgets[0]?.config["token"] === window.stub.widgets[1]?.config["token"]);
    expect(same).toBe(true);
    expect(await ask(page, "token", false)).toBe("token-1");
    await page.clock.fastForward(59 * 60_000 + 1000);
    expect(await ask(page, "token", false)).toBe("token-2");
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatchObject({ method: "GET", cookie: "session=mine" });
    expect(await page.evaluate(() => (window as unknown as { asked: RequestInit }).asked)).toMatchObject({
      mode: "same-origin",
      credentials: "same-origin",
      redirect: "error",
      cache: "no-store",
    });
    await page.unroute("**/token");
    await page.route("**/token", (route) => route.fulfill({ status: 302, headers: { location: "/page-1" } }));
    expect(await ask(page, "token", true)).toBe("rejected: Failed to fetch");
  });

  test("of one provider is one function for all its elements", async ({ embed, page }) => {
    await embed("<batch-status loading='eager'></batch-status>".repeat(3), NO_POLICY);
    await expect(page.getByText("Drawn")).toHaveCount(3);
    const tokens = await page.evaluate(async () => {
      const [one, other] = [async () => "one", async () => "other"];
      const all = document.querySelectorAll("batch-status");
      for (const [at, tokenProvider] of [one, one, other].entries()) Object.assign(all[at] as Element, { tokenProvider });
      await Promise.resolve();
      const [a, b, c] = window.stub.widgets.map(({ config }) => config["token"]);
      return [a === b, a === c, typeof a];
    });
    expect(tokens).toEqual([true, false, "function"]);
  });

  test("is not asked for at another origin, with one warning", async ({ embed, page, consoleLines }) => {
    await embed(`<batch-status token-endpoint="https://elsewhere.example/token"></batch-status>`.repeat(2));
    expect(await held(page)).toMatchObject({ token: null });
    expect(await told(page, consoleLines, "not of this page's origin")).toHaveLength(1);
  });
});

test("an element with a fetcher and a provider that left for good is forgotten", async ({ embed, page }) => {
  await embed("<batch-status></batch-status>");
  await expect(page.getByText("Drawn")).toBeVisible();
  await give(page, { batchId: "x" });
  await page.evaluate(async () => {
    const element = document.querySelector("batch-status") as HTMLElement & Record<string, unknown>;
    element["fetcher"] = async () => ({});
    element["tokenProvider"] = async () => "token";
    await Promise.resolve();
    // The last to be at work, so the first to be blamed.
    window.stub.widgets[0]?.emit("working");
    Object.assign(window, { watched: new WeakRef(element) });
    // The stub keeps its root for good, which the wasm does not.
    for (const widget of window.stub.widgets) widget.disconnect = () => Reflect.deleteProperty(widget, "root");
    element.remove();
  });
  await collected(page);
});
