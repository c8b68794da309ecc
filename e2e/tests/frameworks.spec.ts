// In components of React 18 and 19 with StrictMode, and of Vue: what the stub gets, and how often.
import type { Page } from "@playwright/test";
import { callsOf } from "../support/entry.ts";
import { expect, test } from "../support/fixtures.ts";
import { scriptOf } from "../support/frameworks.ts";

test.use({ assets: "stub" });

/** The parts of a framework that a test uses, by their names there. */
interface React {
  createElement(type: unknown, props: object | null, ...children: unknown[]): unknown;
  StrictMode: unknown;
}
interface Client {
  createRoot(node: Element): { render(node: unknown): void };
}
interface Vue {
  createApp(component: object): { mount(node: Element): void };
  h(type: string, props: object): unknown;
  reactive<T extends object>(state: T): T;
}

/** Controls a mounted component: renders it with these props, or renders nothing for null. */
declare global {
  interface Window {
    show(props: Record<string, unknown> | null): void;
  }
}

const MOUNTS: Record<string, { packages: Record<string, string>; mount: () => void; setsProperties: boolean }> = {
  "React 18": {
    packages: { react: "react-18", client: "react-dom-18/client", "react-dom": "react-dom-18" },
    mount: mountReact,
    setsProperties: false,
  },
  "React 19": { packages: { react: "react", client: "react-dom/client" }, mount: mountReact, setsProperties: true },
  Vue: { packages: { vue: "@vue/runtime-dom" }, mount: mountVue, setsProperties: true },
};

function mountReact(): void {
  const { react, client } = window as unknown as { react: React; client: Client };
  const root = client.createRoot(document.getElementById("root") as Element);
  window.show = (props) => {
    const element = props && react.createElement("batch-status", props);
    root.render(react.createElement(react.StrictMode, null, element));
  };
}

function mountVue(): void {
  const { vue } = window as unknown as { vue: Vue };
  const state = vue.reactive<{ props: Record<string, unknown> | null }>({ props: null });
  vue.createApp({ render: () => state.props && vue.h("batch-status", state.props) }).mount(document.getElementById("root") as Element);
  window.show = (props) => Object.assign(state, { props });
}

async function show(page: Page, props: Record<string, unknown> | null): Promise<void> {
  await page.evaluate((given) => window.show(given), props);
}

for (const [name, { packages, mount, setsProperties }] of Object.entries(MOUNTS)) {
  test.describe(name, () => {
    test.beforeEach(async ({ embed, page }) => {
      await embed(`<div id="root"></div>`, { csp: "img-src 'none'" });
      await page.addScriptTag({ content: scriptOf(packages) });
      await page.evaluate(mount);
    });

    test("mounts one widget, told once, and follows what is rendered", async ({ page, consoleLines }) => {
      await show(page, { "batch-id": "one", "refresh-interval": 30, view: "table" });
      await expect(page.getByText("Drawn")).toBeVisible();
      expect(await callsOf(page, "configure")).toEqual([
        expect.objectContaining({ batchId: "one", refreshInterval: "30", view: "table" }),
      ]);
      await show(page, { "batch-id": "two", view: "summary" });
      await expect.poll(() => callsOf(page, "configure")).toHaveLength(2);
      expect((await callsOf(page, "configure"))[1]).toMatchObject({ batchId: "two", refreshInterval: null, view: "summary" });
      // Rendering again with the same props changes nothing: the next that comes is of other ones.
      await show(page, { "batch-id": "two", view: "summary" });
      await show(page, { "batch-id": "three", view: "summary" });
      await expect.poll(async () => (await callsOf(page, "configure"))[2]).toMatchObject({ batchId: "three" });
      expect(await callsOf(page, "configure")).toHaveLength(3);
      expect(await callsOf(page, "connect")).toHaveLength(1);
      expect(consoleLines().filter((line) => /^(error|uncaught|warning)/.test(line))).toEqual([]);
    });

    test("unmounts and mounts again without a trace", async ({ page }) => {
      for (let round = 1; round <= 3; round += 1) {
        await show(page, { "batch-id": `round-${round}` });
        await expect(page.getByText("Drawn")).toBeVisible();
        await show(page, null);
        await expect(page.locator("batch-status")).toHaveCount(0);
        await expect.poll(() => callsOf(page, "disconnect")).toHaveLength(round);
      }
      expect(await callsOf(page, "connect")).toHaveLength(3);
    });

    test("takes a key away from the page as soon as it is rendered", async ({ page, key, secrets }) => {
      secrets.add(key);
      await show(page, { "batch-id": "one", "api-key": key });
      await expect(page.getByText("Drawn")).toBeVisible();
      await expect(page.locator("batch-status")).not.toHaveAttribute("api-key");
      expect(await page.evaluate(() => window.stub.widgets[0]?.config["keyAttribute"])).toBe(key);
    });

    if (setsProperties) {
      test("hands over objects and functions", async ({ page }) => {
        await page.evaluate(() => {
          const render = (data: object | null) =>
            window.show({ batchId: "one", data, tokenProvider: async () => "token", fetcher: async () => ({ fetched: true }) });
          render({ by: "data" });
          Object.assign(window, { render });
        });
        await expect(page.getByText("Drawn")).toBeVisible();
        const held = () =>
          page.evaluate(async () => {
            const { data, fetcher, tokenProvider } = window.stub.widgets[0]?.config ?? {};
            return { data: data ?? null, fetched: await fetcher?.(), token: await tokenProvider?.() };
          });
        expect(await held()).toEqual({ data: { by: "data" }, fetched: { fetched: true }, token: "token" });
        await page.evaluate(() => (window as unknown as { render(data: null): void }).render(null));
        await expect.poll(async () => (await held()).data).toBeNull();
        await expect(page.locator("batch-status")).toHaveAttribute("batch-id", "one");
      });
    }
  });
}
