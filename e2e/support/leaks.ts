import type { BrowserContext, Page } from "@playwright/test";
import type { MockApi } from "./mock-api.ts";

/** A place that a secret could have reached, and the text that was found there. */
export interface Trace {
  place: string;
  text: string;
}

/** Records everything that the page says or sends, from before its first request. */
export class LeakHunt {
  readonly lines: string[] = [];
  readonly #requests: Trace[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    page.on("console", (message) => this.lines.push(`${message.type()}: ${message.text()} ${message.location().url}`));
    page.on("pageerror", (error) => this.lines.push(`uncaught: ${error.message} ${error.stack}`));
    page.on("request", (request) => {
      const headers = Object.entries(request.headers()).filter(([name]) => name !== "authorization");
      this.#requests.push({
        place: `a request's address, body or other headers`,
        text: `${request.url()} ${request.postData() ?? ""} ${JSON.stringify(headers)}`,
      });
    });
  }

  /** Every place where the page, its storage or its traffic holds `secret`. */
  async find(secret: string): Promise<Trace[]> {
    const traces: Trace[] = [
      ...this.#requests,
      { place: "the console", text: this.lines.join("\n") },
      { place: "the address", text: this.#page.url() },
      { place: "the history", text: await visited(this.#page) },
      { place: "cookies", text: await cookiesOf(this.#page.context()) },
      ...(await Promise.all(this.#page.frames().map((frame) => frame.evaluate(insidePage)))).flat(),
    ];
    return traces.filter(({ text }) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
  }

  /** Every place of a request, other than its Authorization header, where the server saw `secret`. */
  async strayed(secret: string, mock: MockApi): Promise<Trace[]> {
    const seen = await mock.everything();
    return seen
      .map(({ headers: { authorization: _, ...headers }, ...request }) => JSON.stringify({ ...request, headers }))
      .filter((text) => text.includes(secret))
      .map((text) => ({ place: "the server's log", text }));
  }
}

async function visited(page: Page): Promise<string> {
  // Only this browser's protocol tells that much. In others the page reports its own entries.
  if (page.context().browser()?.browserType().name() !== "chromium") return page.evaluate(ownEntries);
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send("Page.getNavigationHistory");
  await session.detach();
  return JSON.stringify(entries);
}

/** TypeScript's description of the page does not have `navigation` yet. */
function ownEntries(): string {
  const { navigation } = window as unknown as { navigation: { entries(): { url: string }[] } };
  return JSON.stringify(navigation.entries().map(({ url }) => url));
}

async function cookiesOf(context: BrowserContext): Promise<string> {
  return JSON.stringify(await context.cookies());
}

/** Runs in the page, and collects everything that a script of the host could read. */
async function insidePage(): Promise<Trace[]> {
  const traces: Trace[] = [
    ...(await stored()),
    { place: "history.state", text: JSON.stringify(history.state) },
    { place: "events", text: JSON.stringify(window.recorded ?? []) },
    { place: "resource timings", text: performance.getEntries().map((entry) => entry.name).join("\n") },
    { place: "window", text: JSON.stringify(Object.keys(window)) + window.name + document.title },
  ];
  visit(document);
  return traces;

  /** A sandboxed page has no origin, and so no storage. */
  async function stored(): Promise<Trace[]> {
    if (origin === "null") return [];
    return [
      { place: "localStorage", text: JSON.stringify({ ...localStorage }) },
      { place: "sessionStorage", text: JSON.stringify({ ...sessionStorage }) },
      { place: "IndexedDB", text: await everyRecord() },
      { place: "caches", text: await everyCachedAddress() },
    ];
  }

  function visit(root: Document | ShadowRoot): void {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
      if (!(node instanceof Element)) {
        if (node.nodeValue) traces.push({ place: "text", text: node.nodeValue });
        continue;
      }
      for (const { name, value } of node.attributes) {
        traces.push({ place: `attribute ${name} of ${node.localName}`, text: value });
      }
      if (node instanceof HTMLInputElement) traces.push({ place: "a field", text: node.value });
      if (node.localName === "batch-status") traces.push({ place: "properties", text: readable(node) });
      if (node.shadowRoot) visit(node.shadowRoot);
    }
  }

  function readable(element: Element): string {
    const names = new Set<string>();
    for (let at: object = element; at !== HTMLElement.prototype; at = Object.getPrototypeOf(at) as object) {
      for (const name of Object.getOwnPropertyNames(at)) names.add(name);
    }
    return [...names].map((name) => `${name}=${String(Reflect.get(element, name))}`).join("\n");
  }

  async function everyRecord(): Promise<string> {
    const found: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ""));
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        found.push(name, store, await settled(records.getAllKeys()), await settled(records.getAll()));
      }
      database.close();
    }
    return JSON.stringify(found);
  }

  function settled<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function everyCachedAddress(): Promise<string> {
    // Caches exist only in secure contexts.
    if (!("caches" in window)) return "";
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      found.push(name, ...requests.map((request) => request.url));
    }
    return found.join("\n");
  }
}
