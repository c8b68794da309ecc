import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { test as base, expect, type Page } from "@playwright/test";
import { spareUnknownCommand } from "./firefox.ts";
import { LeakHunt } from "./leaks.ts";
import { MockApi } from "./mock-api.ts";
import { Screen } from "./screen.ts";
import { CustomerSite, StaticHost, type CustomerPage } from "./servers.ts";

export { expect };

/** An event of the element, heard by a listener that was there from the start. */
export interface RecordedEvent {
  name: string;
  detail: unknown;
}

declare global {
  interface Window {
    recorded: RecordedEvent[];
  }
}

export interface EmbedOptions extends Partial<Omit<CustomerPage, "body">> {
  /** The secret of this page. Every test ends with a search for it everywhere. */
  key?: string;
  /** The host name of the page; loopback by default. */
  hostname?: string;
  /** The page is of the origin that the element's files lie on, so that large campaigns get a worker. */
  isOnHost?: boolean;
  /** The folder of the script on its host. */
  folder?: string;
  /** The page's clock starts at this time. It moves on by itself, or by `page.clock`. */
  at?: string;
  /** The clock stands still from the start, so nothing is asked by itself before the test moves it. */
  isStill?: boolean;
  /** Runs in the page before its own scripts. */
  setUp?: (given: unknown) => void;
  /** Handed to `setUp`. */
  given?: unknown;
  /** Runs in the page when its elements are parsed and no script has run. */
  early?: () => void;
}

export interface OpenOptions extends EmbedOptions {
  batch: string;
  /** Further attributes of the element. */
  attributes?: Record<string, string>;
  /** The element's endpoint; the simulated API by default. */
  endpoint?: string;
  /** Markup of the body before and after the element. */
  before?: string;
  after?: string;
}

interface Fixtures {
  /**
   * In which order tables begin: as people find them, or as the list came, for tests that look at something else and
   * know their recipients by the place.
   */
  order: "default" | "list";
  /** The files on the host: the built `dist`, or the entry over a stub instead of the wasm. */
  assets: "dist" | "stub";
  host: StaticHost;
  site: CustomerSite;
  hunt: LeakHunt;
  /** A key that no other test uses, so that the simulated API counts its requests separately. */
  key: string;
  consoleLines: () => string[];
  /** Publishes a customer's page with the script and this body, and opens it. */
  embed: (body: string, options?: EmbedOptions) => Promise<void>;
  /** A customer's page with one element that has its key in the attribute. */
  open: (options: OpenOptions) => Promise<Screen>;
  expectNoLeak: () => Promise<void>;
  secrets: Set<string>;
  leakGuard: void;
}

interface WorkerFixtures {
  mock: MockApi;
}

const HOUR = 3_600_000;

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
export const DIST = process.env.DIST ?? folder("../../dist");
export const DIST_NPM = process.env.DIST_NPM ?? folder("../../dist-npm");

/** The element's files in the repository, under a path, with the stub instead of the wasm and its glue. */
function stubbed(path: string): Record<string, string> {
  const stub = ["batch-status-app.js", "batch-status-app_bg.wasm"].map((name) => [path + name, folder(`../stub/${name}`)]);
  return { [path]: folder("../../embed"), [`${path}style/`]: folder("../../style"), ...Object.fromEntries(stub) };
}

const MOUNTS = {
  dist: { "/": DIST, "/some/where/": DIST },
  stub: { ...stubbed("/"), ...stubbed("/elsewhere/") },
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  mock: [
    async ({}, use) => {
      const mock = await MockApi.start();
      await use(mock);
      await mock.stop();
    },
    { scope: "worker" },
  ],

  browser: [
    async ({ browser, browserName }, use) => {
      if (browserName === "firefox") spareUnknownCommand(browser);
      await use(browser);
    },
    { scope: "worker" },
  ],

  order: ["default", { option: true }],

  assets: ["dist", { option: true }],

  host: async ({ assets }, use) => {
    const host = await StaticHost.start(MOUNTS[assets]);
    await use(host);
    await host.close();
  },

  site: async ({}, use) => {
    const site = await CustomerSite.start();
    await use(site);
    await site.close();
  },

  hunt: async ({ page }, use) => use(new LeakHunt(page)),

  key: async ({}, use) => use(`demo-key-${randomUUID()}`),

  secrets: async ({}, use) => use(new Set()),

  consoleLines: async ({ hunt }, use) => use(() => hunt.lines),

  embed: async ({ page, host, site, mock, hunt, secrets, order }, use) => {
    // The listeners are in place from now on.
    void hunt;
    await use(async (body, options = {}) => {
      const { key, hostname, isOnHost, folder = "/", at, isStill, setUp, given, early, ...rest } = options;
      if (key) secrets.add(key);
      if (at) await startClock(page, at, isStill);
      await page.addInitScript(recordEvents);
      if (order === "list") await page.addInitScript(orderAsListed);
      if (setUp) await page.addInitScript(setUp, given);
      if (early) await runEarly(page, early);
      const script = `<script type="module" src="${host.origin}${folder}batch-status.js"></script>`;
      const csp = strictPolicy(host.origin, mock.origin);
      const customerPage = { csp, ...rest, body: `${script}${body}` };
      const address = isOnHost ? host.origin + host.pages.add(customerPage) : site.publish(customerPage);
      await page.goto(hostname ? address.replace("127.0.0.1", hostname) : address);
    });
  },

  open: async ({ page, embed, mock, key }, use) =>
    use(async ({ batch, attributes = {}, endpoint = mock.endpoint, before = "", after = "", ...options }) => {
      const own = options.key ?? key;
      const all = { "batch-id": batch, endpoint, "api-key": own, ...attributes };
      await embed(`${before}${tag(all)}${after}`, { key: own, ...options });
      return new Screen(page);
    }),

  expectNoLeak: async ({ hunt, secrets, mock }, use) =>
    use(async () => {
      for (const secret of secrets) {
        expect(await hunt.find(secret)).toEqual([]);
        expect(await hunt.strayed(secret, mock)).toEqual([]);
      }
    }),

  leakGuard: [
    async ({ expectNoLeak, secrets, page, mock }, use) => {
      // What the tests before asked for is no news, and would be read again after each.
      await mock.forget();
      await use();
      if (secrets.size > 0 && !page.isClosed()) await expectNoLeak();
    },
    { auto: true },
  ],
});

/** With an API that answers however often a key asks. */
export const unlimited = test.extend<object, WorkerFixtures>({
  mock: [
    async ({}, use) => {
      const mock = await MockApi.start("--no-limits");
      await use(mock);
      await mock.stop();
    },
    { scope: "worker" },
  ],
});

/** Gives each element of the page the order of the list, as a page may before the element is defined. */
function orderAsListed(): void {
  const known = new WeakSet<Element>();
  new MutationObserver(() => {
    for (const element of document.querySelectorAll("batch-status")) {
      if (known.has(element)) continue;
      known.add(element);
      Object.assign(element, { viewState: { sort: "list" } });
    }
  }).observe(document, { subtree: true, childList: true });
}

/** The element's tag with these attributes. */
export function tag(attributes: Record<string, string>): string {
  const all = Object.entries(attributes).map(([name, value]) => ` ${name}="${value.replaceAll('"', "&quot;")}"`);
  return `<batch-status${all.join("")}></batch-status>`;
}

/** The strictest policy that the element promises to work under. */
export function strictPolicy(host: string, api: string): string {
  return [
    "default-src 'none'",
    `script-src ${host} 'wasm-unsafe-eval'`,
    `connect-src ${host} ${api}`,
    "require-trusted-types-for 'script'",
  ].join("; ");
}

/** The details of the events with one name that the page heard. */
export async function heard(page: Page, name: string): Promise<unknown[]> {
  const all = await page.evaluate(() => window.recorded);
  return all.filter((event) => event.name === `batch-status-${name}`).map((event) => event.detail);
}

async function startClock(page: Page, at: string, isStill?: boolean): Promise<void> {
  if (!isStill) return page.clock.install({ time: at });
  // A clock runs from the time of its installation on, and cannot be stopped at a time that has passed.
  await page.clock.install({ time: Date.parse(at) - HOUR });
  await page.clock.pauseAt(at);
}

function recordEvents(): void {
  window.recorded = [];
  for (const name of ["ready", "update", "statechange", "complete", "error", "attention", "viewchange"]) {
    document.addEventListener(`batch-status-${name}`, (event) => {
      window.recorded.push({ name: event.type, detail: (event as CustomEvent).detail });
    });
  }
}

/** At "interactive" the elements are parsed, and the module scripts have not run yet. */
async function runEarly(page: Page, early: () => void): Promise<void> {
  await page.addInitScript({
    content: `document.addEventListener("readystatechange", () => {
      if (document.readyState === "interactive") (${early.toString()})();
    });`,
  });
}
