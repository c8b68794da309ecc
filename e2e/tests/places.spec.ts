// The places where the element is defined: servers, registries, copies, documents, editors.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { answerFor, callsOf, ENTRY, fileOf } from "../support/entry.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ assets: "stub" });

declare global {
  interface Window {
    BatchStatus: CustomElementConstructor & { define(tag?: string, registry?: CustomElementRegistry): boolean; version: string };
  }
}

/** A page without the entry. It has only the class, as `window.BatchStatus`. */
const CLASS_ALONE = async (url: string) => {
  const { BatchStatus } = (await import(url)) as { BatchStatus: typeof window.BatchStatus };
  Object.assign(window, { BatchStatus });
};

for (const file of ["batch-status.js", "batch-status-element.js"]) {
  test(`importing ${file} on a server does nothing and throws nothing`, async () => {
    const url = new URL(`../../embed/${file}`, import.meta.url);
    const script = `const before = Reflect.ownKeys(globalThis).length;
      const all = await import(${JSON.stringify(url.href)});
      all.BatchStatus?.define();
      console.log(String(Reflect.ownKeys(globalThis).length - before));`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      encoding: "utf8",
    });
    expect(printed).toBe("0\n");
  });
}

test("the class alone defines nothing, fetches nothing, and can be given any name", async ({ page, site, host }) => {
  await page.goto(site.publish({ body: "<batch-status></batch-status><x-campaign></x-campaign>" }));
  await page.evaluate(CLASS_ALONE, `${host.origin}/batch-status-element.js`);
  expect(await page.evaluate(() => [customElements.get("batch-status") ?? null, document.adoptedStyleSheets.length])).toEqual([null, 0]);
  expect(host.asked).toEqual(ENTRY.slice(1));
  const defined = await page.evaluate(() => [
    window.BatchStatus.define("x-campaign"),
    window.BatchStatus.define("x-campaign"),
    window.BatchStatus.define(),
    new window.BatchStatus().localName,
    document.createElement("batch-status") instanceof window.BatchStatus,
  ]);
  expect(defined).toEqual([true, false, true, "x-campaign", true]);
  await expect(page.getByText("Drawn")).toHaveCount(2);
});

test("a scoped registry has the element to itself", async ({ page, site, host }) => {
  await page.goto(site.publish({ body: `<div id="outer"></div>` }));
  await page.evaluate(CLASS_ALONE, `${host.origin}/batch-status-element.js`);
  const inside = await page.evaluate(() => {
    const registry = new CustomElementRegistry();
    window.BatchStatus.define("batch-status", registry);
    const outer = document.getElementById("outer") as HTMLElement;
    const root = outer.attachShadow({ mode: "open", customElementRegistry: registry } as ShadowRootInit);
    root.setHTMLUnsafe("<batch-status></batch-status>");
    return [root.firstElementChild instanceof window.BatchStatus, customElements.get("batch-status") ?? null];
  });
  expect(inside).toEqual([true, null]);
  await expect(page.getByText("Drawn")).toBeVisible();
});

test("further copies, of this and another version, warn once in all and change nothing", async ({ embed, page, host, consoleLines }) => {
  const other = fileOf("/batch-status-element.js").toString().replace('version = "0.1.0"', 'version = "9.9.9"');
  host.intercept = answerFor("/elsewhere/batch-status-element.js", { body: other, "content-type": "text/javascript" });
  await embed("<batch-status></batch-status>");
  await expect(page.getByText("Drawn")).toBeVisible();
  await page.evaluate(async (origin) => {
    await import(`${origin}/elsewhere/batch-status.js`);
    const third = (await import(`${origin}/batch-status-element.js?third`)) as { BatchStatus: { define(): void } };
    third.BatchStatus.define();
    await import(`${origin}/batch-status.js?again`);
  }, host.origin);
  const warnings = consoleLines().filter((line) => line.includes("already defined"));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("already defined, so 9.9.9 leaves 0.1.0 alone");
  expect(await page.evaluate(() => (customElements.get("batch-status") as unknown as { version: string }).version)).toBe("0.1.0");
  expect(await callsOf(page, "new")).toHaveLength(1);
});

test("an element that moves into an iframe and back is dressed in each document", async ({ embed, page }) => {
  await embed(`<iframe></iframe><batch-status></batch-status>`);
  await expect(page.getByText("Drawn")).toBeVisible();
  const dressed = await page.evaluate(async () => {
    const element = document.querySelector("batch-status") as HTMLElement;
    const inner = (document.querySelector("iframe") as HTMLIFrameElement).contentDocument as Document;
    const rules = () => (element.shadowRoot?.adoptedStyleSheets ?? []).map((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.startsWith(".stub")));
    const seen = [rules()];
    for (const body of [inner.body, document.body]) {
      body.append(element);
      await Promise.resolve();
      seen.push(rules());
    }
    return seen;
  });
  expect(dressed).toEqual([[true], [true], [true]]);
  expect(await callsOf(page, "new")).toHaveLength(1);
});

test("an element made for an iframe's document by its own script works there", async ({ embed, page, host }) => {
  await embed(`<iframe id="inner"></iframe>`, { csp: "" });
  await page.evaluate((src) => {
    const inner = (document.getElementById("inner") as HTMLIFrameElement).contentDocument as Document;
    const script = inner.createElement("script");
    inner.body.append(Object.assign(script, { type: "module", src }), inner.createElement("batch-status"));
  }, `${host.origin}/batch-status.js`);
  await expect(page.frameLocator("#inner").getByText("Drawn")).toBeVisible();
});

test.describe("a div in its place", () => {
  test("gets an element, its data as attributes, and the key leaves the page", async ({ embed, page, key, expectNoLeak }) => {
    await embed(
      `<div data-batch-status data-batch-id="one" data-refresh-interval="30" data-api-key="${key}">A placeholder</div>`,
      { key },
    );
    const element = page.locator("[data-batch-status] > batch-status");
    await expect(element).toHaveAttribute("batch-id", "one");
    await expect(page.getByText("placeholder")).toHaveCount(0);
    await expect.poll(() => callsOf(page, "configure")).toEqual([
      expect.objectContaining({ batchId: "one", refreshInterval: "30", keyAttribute: key }),
    ]);
    await expectNoLeak();
  });

  test("that comes late gets one too, and one only", async ({ embed, page }) => {
    await embed("<main></main>");
    const divs = page.locator("[data-batch-status]");
    const add = () =>
      page.evaluate(() => {
        const div = document.createElement("div");
        div.dataset["batchStatus"] = "";
        document.querySelector("main")?.append(div);
      });
    await add();
    await expect(divs.first().locator("batch-status")).toHaveCount(1);
    await divs.first().evaluate((div) => {
      div.append("more of the page");
      document.body.append("and more");
    });
    // When the next one has its element, the page has been looked through again.
    await add();
    await expect(divs.nth(1).locator("batch-status")).toHaveCount(1);
    await expect(page.getByText("Drawn")).toHaveCount(2);
    await expect(page.locator("batch-status")).toHaveCount(2);
    expect(await callsOf(page, "new")).toHaveLength(2);
  });
});

test("snapshot() and exportCsv() give what the wasm has, and nothing before", async ({ embed, page }) => {
  await embed("<batch-status></batch-status>");
  type Exporting = HTMLElement & { snapshot(): Promise<unknown>; exportCsv(): Promise<unknown> };
  const both = () =>
    page.evaluate(async () => {
      const element = document.querySelector("batch-status") as Exporting;
      return [(await element.snapshot()) ?? null, (await element.exportCsv()) ?? null];
    });
  expect(await page.evaluate(() => (document.createElement("batch-status") as Exporting).snapshot())).toBeUndefined();
  await expect(page.getByText("Drawn")).toBeVisible();
  expect(await both()).toEqual([null, null]);
  await page.evaluate(() => Object.assign(window.stub, { snapshot: '{"batch":{"id":"x"}}', csv: "Name" }));
  expect(await both()).toEqual([{ batch: { id: "x" } }, "Name"]);
});

test("every event of the contract reaches the page", async ({ embed, page }) => {
  await embed("<batch-status></batch-status>");
  await expect(page.getByText("Drawn")).toBeVisible();
  const events = await page.evaluate(() => {
    const told: unknown[] = [];
    const details: Record<string, unknown> = {
      ready: {},
      update: { tallies: {}, changed: 1 },
      complete: { status: "completed" },
      error: { kind: "network", status: null, retryInMs: 4000 },
      attention: { kind: "drained", raised: true, evidence: { quietMs: 120_000 } },
      viewchange: { viewState: { search: "ann" } },
      "recipient-click": { recipient: { id: "r1" } },
      working: undefined,
    };
    for (const name in details) {
      document.addEventListener(`batch-status-${name}`, (event) => told.push([name, (event as CustomEvent).detail, event.bubbles && event.composed]));
      window.stub.widgets[0]?.emit(name, details[name]);
    }
    return told;
  });
  expect(events).toEqual([
    ["ready", {}, true],
    ["update", { tallies: {}, changed: 1 }, true],
    ["complete", { status: "completed" }, true],
    ["error", { kind: "network", status: null, retryInMs: 4000 }, true],
    ["attention", { kind: "drained", raised: true, evidence: { quietMs: 120_000 } }, true],
    ["viewchange", { viewState: { search: "ann" } }, true],
    ["recipient-click", { recipient: { id: "r1" } }, true],
  ]);
});
