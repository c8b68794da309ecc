// The element class alone, with a stub instead of the wasm: which methods of the wasm it calls and when, and
// what the page shows while there is no wasm.
import { answerFor, callsOf, emit, ENTRY, stubCalls } from "../support/entry.ts";
import { SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { told } from "../support/waiting.ts";

const ID = "f1e2d3c4-5678-9012-3456-789012345678";

const PROPERTIES = [
  ...["batchId", "endpoint", "tokenEndpoint", "src", "refreshInterval", "hourlyBudget", "view", "columns", "theme"],
  ...["density", "mask", "timeZone", "windowTimeZone", "callUrl", "dialFee", "finishBy", "replay", "loading", "assetBase"],
];

/** What is handed over where the page says nothing. */
const UNSET = { ...Object.fromEntries(PROPERTIES.map((name) => [name, null])), apiKey: null };

const camelCased = (attributes: Record<string, string>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name.replace(/-./g, (dash) => dash.slice(1).toUpperCase()), value]));

test.use({ assets: "stub" });

test("a property may be a number", async ({ embed, page }) => {
  await embed(`<batch-status></batch-status>`);
  const attributes = await page.locator("batch-status").evaluate((element) => {
    Object.assign(element, { refreshInterval: 5, hourlyBudget: 100 });
    return [element.getAttribute("refresh-interval"), element.getAttribute("hourly-budget")];
  });
  expect(attributes).toEqual(["5", "100"]);
});

test.describe("loading", () => {
  test("draws a skeleton at once and the wasm's content in its place", async ({ embed, page }) => {
    await embed(`<batch-status batch-id="${ID}"></batch-status>`);
    const skeleton = page.locator("[part=skeleton]");
    await expect(skeleton).toBeVisible();
    await expect(skeleton).toContainText("Loading campaign");
    await expect(page.locator("batch-status")).toHaveAttribute("data-state", "loading");

    await expect(page.getByText("Drawn")).toBeVisible();
    await emit(page, "statechange", { from: "loading", to: "ready" });
    await expect(skeleton).toBeHidden();
    await expect(page.locator("batch-status:state(ready)")).toHaveAttribute("data-state", "ready");
    await emit(page, "statechange", { from: "ready", to: "loading" });
    await expect(skeleton).toBeVisible();
  });

  test("reserves height before any wasm is there", async ({ embed, page, host }) => {
    host.intercept = (request) => !ENTRY.includes(request.url ?? "");
    await embed("<batch-status></batch-status><p>below</p>");
    const box = await page.locator("batch-status").boundingBox();
    expect(box?.height).toBeGreaterThan(300);
  });

  test("waits until the element is near the viewport", async ({ embed, page, host }) => {
    await embed(`<div id="tall"></div><batch-status></batch-status>`, {
      early: () => {
        const tall = document.getElementById("tall");
        if (tall) tall.style.height = "5000px";
      },
    });
    await expect(page.locator("batch-status")).toHaveAttribute("data-state", "loading");
    expect(host.asked.filter((path) => path.includes("app"))).toEqual([]);

    await page.locator("batch-status").scrollIntoViewIfNeeded();
    await expect(page.getByText("Drawn")).toBeVisible();
  });

  test("loading=eager does not wait", async ({ embed, page }) => {
    await embed(`<div id="tall"></div><batch-status loading="eager"></batch-status>`, {
      early: () => {
        const tall = document.getElementById("tall");
        if (tall) tall.style.height = "5000px";
      },
    });
    await expect.poll(() => callsOf(page, "connect")).toHaveLength(1);
  });

  test("refresh() does not wait either", async ({ embed, page }) => {
    await embed(`<div id="tall"></div><batch-status></batch-status>`, {
      early: () => {
        const tall = document.getElementById("tall");
        if (tall) tall.style.height = "5000px";
      },
    });
    await expect(page.locator("batch-status")).toHaveAttribute("data-state", "loading");
    await page.evaluate(() => (document.querySelector("batch-status") as HTMLElement & { refresh(): void }).refresh());
    await expect.poll(() => callsOf(page, "connect")).toHaveLength(1);
    // Each connect sends a request, and one is enough.
    expect(await callsOf(page, "refresh")).toEqual([]);
    await page.evaluate(() => (document.querySelector("batch-status") as HTMLElement & { refresh(): void }).refresh());
    expect(await callsOf(page, "refresh")).toHaveLength(1);
  });

  test("many elements share one wasm and one style sheet", async ({ embed, page }) => {
    await embed(`<batch-status loading="eager"></batch-status>`.repeat(3));
    await expect.poll(() => callsOf(page, "connect")).toHaveLength(3);
    expect(await callsOf(page, "init")).toHaveLength(1);
    expect(await callsOf(page, "stylesheet")).toHaveLength(1);
    const shared = await page.evaluate(() => {
      const sheets = [...document.querySelectorAll("batch-status")].map((e) => e.shadowRoot?.adoptedStyleSheets[0]);
      return sheets.every((sheet) => sheet !== undefined && sheet === sheets[0]);
    });
    expect(shared).toBe(true);
  });

  test("finds its files beside itself, or under asset-base", async ({ embed, page, host }) => {
    await embed(`<batch-status asset-base="${host.origin}/elsewhere"></batch-status>`);
    await expect(page.getByText("Drawn")).toBeVisible();
    const lazy = host.asked.slice(ENTRY.length);
    expect(host.asked.slice(0, ENTRY.length)).toEqual(ENTRY);
    expect(lazy).toContain("/elsewhere/batch-status-app_bg.wasm");
    expect(lazy.filter((path) => !path.startsWith("/elsewhere/"))).toEqual([]);
  });

  test("nothing but the entry is asked for where no element is near", async ({ embed, page, host }) => {
    await embed("<p>No campaign here</p>");
    await page.waitForLoadState("networkidle");
    expect(host.asked).toEqual(ENTRY);
  });

  test("a wasm under a wrong type is taken all the same", async ({ embed, page, host }) => {
    host.intercept = answerFor("_bg.wasm", { "content-type": "application/octet-stream" });
    await embed("<batch-status></batch-status>");
    await expect(page.getByText("Drawn")).toBeVisible();
  });
});

test.describe("failing to load", () => {
  test("says so in place, and one retry heals every element", async ({ embed, page, host }) => {
    let broken = true;
    const refusal = answerFor("batch-status-app.js", { status: 503 });
    host.intercept = (request, response) => broken && refusal(request, response);
    await embed("<batch-status></batch-status><batch-status></batch-status>");
    const errors = page.getByRole("alert");
    await expect(errors).toHaveCount(2);
    await expect(errors.first()).toContainText(`${new URL(host.origin).host} answers 503`);
    await expect(errors.first()).toHaveAttribute("part", "error");
    await expect(page.locator("[part=skeleton]").first()).toBeHidden();
    await expect(page.locator("batch-status:state(failed)")).toHaveCount(2);
    expect(await page.evaluate(() => window.recorded.map((event) => event.name))).toEqual(
      expect.arrayContaining(["batch-status-statechange", "batch-status-error"]),
    );

    broken = false;
    await page.getByRole("button", { name: "Try again" }).first().click();
    await expect(page.getByText("Drawn")).toHaveCount(2);
    await expect(errors).toHaveCount(0);
  });

  test("a wasm that does not arrive is asked for again after a remount", async ({ embed, page, host }) => {
    let broken = true;
    host.intercept = (request, response) => {
      const refuse = broken && (request.url?.endsWith(".wasm") ?? false);
      if (refuse) response.writeHead(404).end();
      return refuse;
    };
    await embed("<batch-status></batch-status>");
    await expect(page.getByRole("alert")).toBeVisible();

    broken = false;
    await page.evaluate(async () => {
      const element = document.querySelector("batch-status") as HTMLElement;
      element.remove();
      await Promise.resolve();
      document.body.append(element);
    });
    await expect(page.getByText("Drawn")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("keeps the focus in the element while it tries again", async ({ embed, page, host }) => {
    host.intercept = (request, response) => {
      const refuse = request.url?.includes("batch-status-app") ?? false;
      if (refuse) response.writeHead(503).end();
      return refuse;
    };
    await embed("<batch-status></batch-status>");
    await page.getByRole("button", { name: "Try again" }).press("Enter");
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("batch-status");
  });
});

test.describe("a fault of the wasm", () => {
  for (const method of ["new", "configure", "connect", "refresh"]) {
    test(`in ${method} shows the failure and leaves the page alive`, async ({ embed, page }) => {
      await embed("<batch-status></batch-status>", {
        setUp: (throwOn) => {
          window.stub = { calls: [], widgets: [], throwOn: throwOn as string, halts: 0 };
        },
        given: method,
      });
      if (method === "refresh") {
        await expect(page.getByText("Drawn")).toBeVisible();
        await page.evaluate(() => (document.querySelector("batch-status") as HTMLElement & { refresh(): void }).refresh());
      }
      const alert = page.getByRole("alert");
      await expect(alert).toContainText("the calls go on");
      await expect(page.locator("batch-status:state(failed)")).toHaveCount(1);
      const kinds = await page.evaluate(() =>
        window.recorded.filter((event) => event.name === "batch-status-error").map((event) => event.detail),
      );
      expect(kinds).toEqual([{ kind: "crash", status: null, retryInMs: null }]);
    });
  }

  test("told from inside, by an event, ends the same way", async ({ embed, page }) => {
    await embed("<batch-status></batch-status>");
    await expect(page.getByText("Drawn")).toBeVisible();
    await emit(page, "error", { kind: "crash", status: null, retryInMs: null });
    await expect(page.getByRole("alert")).toContainText("reload the page");
    await expect(page.getByText("Drawn")).toBeHidden();
  });
});

test.describe("attributes and properties", () => {
  test("reach the wasm as one change, as the page wrote them", async ({ embed, page }) => {
    await embed(
      `<batch-status batch-id="${ID}" endpoint="./api/calls" api-key="sk-1" refresh-interval="30" lang="de"></batch-status>`,
    );
    await expect
      .poll(() => callsOf(page, "configure"))
      .toEqual([
        { ...UNSET, batchId: ID, endpoint: "./api/calls", refreshInterval: "30", keyAttribute: "sk-1" },
      ]);

    await page.evaluate(() => {
      const element = document.querySelector("batch-status") as HTMLElement & Record<string, unknown>;
      element.setAttribute("batch-id", "other");
      element["refreshInterval"] = 20;
      element["apiKey"] = "sk-2";
      element["endpoint"] = null;
    });
    expect((await callsOf(page, "configure")).slice(1)).toEqual([
      { ...UNSET, batchId: "other", endpoint: null, refreshInterval: "20", apiKey: "sk-2", keyAttribute: null },
    ]);
  });

  test("a key is handed over, taken off the page, and never read back", async ({ embed, page, expectNoLeak }) => {
    await embed(`<batch-status api-key="sk-1"></batch-status>`, { key: "sk-1" });
    await expect.poll(() => callsOf(page, "configure")).toHaveLength(1);
    await page.evaluate(() => document.querySelector("batch-status")?.setAttribute("batch-id", "x"));
    const handed = (await callsOf(page, "configure")) as { keyAttribute?: string }[];
    expect(handed.map((config) => config.keyAttribute)).toEqual(["sk-1", "sk-1"]);
    const read = await page.evaluate(() => {
      const element = document.querySelector("batch-status") as HTMLElement & { apiKey: unknown };
      return [element.getAttribute("api-key"), String(element.apiKey), JSON.stringify({ ...element })];
    });
    expect(read).toEqual([null, "undefined", "{}"]);
    await expectNoLeak();
  });

  test("properties set before the definition are honoured", async ({ embed, page }) => {
    await embed("<batch-status></batch-status>", {
      early: () => {
        const element = document.querySelector("batch-status") as unknown as Record<string, unknown>;
        Object.assign(element, { batchId: "early", apiKey: "sk-early", refreshInterval: 45, theme: "dark" });
        Object.assign(element, { data: { early: true } });
      },
    });
    await expect
      .poll(() => callsOf(page, "configure"))
      .toEqual([expect.objectContaining({ batchId: "early", apiKey: "sk-early", refreshInterval: "45" })]);
    await expect(page.locator("batch-status")).toHaveAttribute("theme", "dark");
    expect(await page.evaluate(() => window.stub.widgets[0]?.config["data"])).toEqual({ early: true });
    const own = await page.evaluate(() => Object.keys(document.querySelector("batch-status") as Element));
    expect(own).toEqual([]);
  });

  test("an element made by script in one task is one change", async ({ embed, page }) => {
    await embed("");
    await page.evaluate(() => {
      const element = document.createElement("batch-status") as HTMLElement & Record<string, unknown>;
      document.body.append(element);
      element["batchId"] = "made";
      element["apiKey"] = "sk-made";
    });
    await expect.poll(() => callsOf(page, "connect")).toHaveLength(1);
    expect(await callsOf(page, "configure")).toEqual([expect.objectContaining({ batchId: "made", apiKey: "sk-made" })]);
  });

  test("every property mirrors its attribute, both ways", async ({ embed, page }) => {
    await embed("<batch-status></batch-status>");
    const wrong = await page.evaluate(async (names) => {
      await customElements.whenDefined("batch-status");
      const element = document.querySelector("batch-status") as HTMLElement & Record<string, unknown>;
      return names.filter((name) => {
        const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        const before = element[name];
        element[name] = "eager";
        const written = element.getAttribute(attribute);
        element.setAttribute(attribute, "lazy");
        const read = element[name];
        element[name] = null;
        return before !== null || written !== "eager" || read !== "lazy" || element.hasAttribute(attribute);
      });
    }, PROPERTIES);
    expect(wrong).toEqual([]);
  });

  test("every attribute is observed, and many are one change", async ({ embed, page }) => {
    await embed("<batch-status></batch-status>");
    await expect.poll(() => callsOf(page, "configure")).toHaveLength(1);
    const given = {
      "batch-id": ID,
      endpoint: "/api",
      src: "snapshot.json",
      "refresh-interval": "7",
      "hourly-budget": "90",
      view: "table",
      columns: "name,status",
      density: "compact",
      mask: "all",
      "time-zone": "Asia/Tokyo",
      "window-time-zone": "America/Vancouver",
      "call-url": "/calls/{call_record_id}",
      "dial-fee": "0.005 USD",
      "finish-by": "17:00",
      replay: "60x",
    };
    await page.evaluate((attributes) => {
      const element = document.querySelector("batch-status");
      for (const [name, value] of Object.entries(attributes)) element?.setAttribute(name, value);
    }, given);
    expect((await callsOf(page, "configure")).slice(1, 2)).toEqual([{ ...UNSET, ...camelCased(given) }]);
  });
});

test.describe("life", () => {
  test("removing disconnects, returning connects the same widget", async ({ embed, page }) => {
    await embed("<batch-status></batch-status>");
    await expect(page.getByText("Drawn")).toBeVisible();
    await page.evaluate(async () => {
      const element = document.querySelector("batch-status") as HTMLElement;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
      document.body.append(element);
    });
    await expect.poll(() => callsOf(page, "connect")).toHaveLength(2);
    expect(await callsOf(page, "disconnect")).toHaveLength(1);
    expect(await callsOf(page, "new")).toHaveLength(1);
  });

  for (const how of ["append", "moveBefore"] as const) {
    test(`moving by ${how} disturbs nothing`, async ({ embed, page }) => {
      await embed(`<batch-status></batch-status><div id="there"></div>`);
      await expect(page.getByText("Drawn")).toBeVisible();
      await page.evaluate((method) => {
        const there = document.getElementById("there") as HTMLElement & { moveBefore(node: Node, ref: null): void };
        const element = document.querySelector("batch-status") as HTMLElement;
        if (method === "append") there.append(element);
        else there.moveBefore(element, null);
      }, how);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
      const methods = (await stubCalls(page)).map(([method]) => method);
      expect(methods.filter((method) => method !== "configure")).toEqual(["init", "stylesheet", "new", "connect"]);
    });
  }

  test("an element removed before it loaded never connects", async ({ embed, page }) => {
    await embed("");
    await page.evaluate(() => {
      const element = document.createElement("batch-status");
      element.setAttribute("loading", "eager");
      document.body.append(element);
      queueMicrotask(() => queueMicrotask(() => element.remove()));
    });
    await expect.poll(() => callsOf(page, "new")).toHaveLength(1);
    expect(await callsOf(page, "connect")).toEqual([]);
  });

  test("pause before the wasm is there is remembered, resume takes it back", async ({ embed, page }) => {
    await embed(`<batch-status id="a"></batch-status><batch-status id="b"></batch-status>`, {
      early: () => {
        type Pausable = HTMLElement & { pause(): void; resume(): void };
        const [a, b] = [...document.querySelectorAll("batch-status")] as Pausable[];
        void customElements.whenDefined("batch-status").then(() => {
          a?.pause();
          b?.pause();
          b?.resume();
        });
      },
    });
    await expect.poll(() => callsOf(page, "connect")).toHaveLength(2);
    expect(await callsOf(page, "pause")).toHaveLength(1);
  });

  test("events bubble out composed, and ready is also a promise", async ({ embed, page }) => {
    await embed(`<div id="outer"></div>`);
    await page.evaluate(() => {
      const root = document.getElementById("outer")?.attachShadow({ mode: "open" });
      root?.append(document.createElement("batch-status"));
    });
    await expect.poll(() => callsOf(page, "connect")).toHaveLength(1);
    await emit(page, "ready", {});
    await emit(page, "update", { tallies: { total: 3 }, changed: [] });
    await page.evaluate(async () => {
      const element = document.getElementById("outer")?.shadowRoot?.querySelector("batch-status");
      await (element as unknown as { ready: Promise<void> }).ready;
    });
    expect(await page.evaluate(() => window.recorded)).toEqual([
      { name: "batch-status-ready", detail: {} },
      { name: "batch-status-update", detail: { tallies: { total: 3 }, changed: [] } },
    ]);
  });
});

test.describe("what the author is told", () => {
  test.use({ assets: "dist" });

  test("an asset-base that is no address is warned of, and the script's folder it is", async ({ embed, page, consoleLines }) => {
    await embed(`<batch-status asset-base="http://["></batch-status>`.repeat(2));
    await expect(page.locator("batch-status .campaign")).toHaveCount(2);
    expect(await told(page, consoleLines, 'asset-base="http://["')).toHaveLength(1);
  });

  test("a key attribute off loopback earns one warning, which does not name it", async ({ embed, consoleLines, page }) => {
    const element = `<batch-status api-key="sk-1"></batch-status>`;
    await embed(element + element, { hostname: "customer.test", key: "sk-1" });
    await expect(page.locator("batch-status .campaign")).toHaveCount(2);
    const warnings = await told(page, consoleLines, "API key");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("Use a proxy of your own");
    expect(consoleLines().join()).not.toContain("sk-1");
  });

  for (const name of ["view", "theme", "density", "mask", "loading"]) {
    test(`an unknown ${name} is warned of once and means the default`, async ({ open, page, consoleLines }) => {
      const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { [name]: "neon" } });
      await screen.expectState("ready");
      await page.evaluate(async (attribute) => {
        const element = document.querySelector("batch-status");
        element?.removeAttribute(attribute);
        await Promise.resolve();
        element?.setAttribute(attribute, "neon");
      }, name);
      expect(await told(page, consoleLines, `${name}="neon"`)).toHaveLength(1);
      await expect(screen.part("progress")).toBeVisible();
      await expect(screen.cell("r1-uuid", "number")).toHaveText("+14155551234");
    });
  }

  test("a theme that changes draws nothing anew", async ({ open, page }) => {
    const screen = await open({ batch: SEED, at: SEED_TIME });
    await screen.expectState("ready");
    const drawn = await screen.element.locator(".campaign").elementHandle();
    await page.evaluate(() => document.querySelector("batch-status")?.setAttribute("theme", "dark"));
    await expect(screen.element).toHaveAttribute("theme", "dark");
    expect(await drawn?.evaluate((node) => node.isConnected)).toBe(true);
  });
});
