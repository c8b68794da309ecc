// Pages whose scripts or markup have spoilt what every script builds on: `Object.prototype` and the document. Only
// what the page gives to the element itself counts, and what stops the element is said in words.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, tag, test } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";

const EMBED = fileURLToPath(new URL("../../embed/", import.meta.url));

/** All that the element's own JavaScript is made of. */
const SOURCES = ["", "core/"]
  .flatMap((folder) => readdirSync(EMBED + folder).filter((file) => file.endsWith(".js")).map((file) => EMBED + folder + file))
  .filter((file) => !file.endsWith("embed/page.js"))
  .map((file) => readFileSync(file, "utf8").replace(/^\s*(\/?\*|\/\/).*$/gm, ""))
  .join("\n");

const POLLUTIONS: Record<string, () => void> = {
  "a number": () => Object.assign(Object.prototype, { x: 1 }),
  "a function": () => Object.assign(Object.prototype, { extend: () => "EVIL" }),
  "an accessor": () => Object.defineProperty(Object.prototype, "mine", { enumerable: true, configurable: true, get: () => 7 }),
  "an accessor that throws": () =>
    Object.defineProperty(Object.prototype, "mine", {
      configurable: true,
      get: () => {
        throw new Error("mine");
      },
    }),
  "a name with blanks": () => Object.assign(Object.prototype, { "two words": 1 }),
};

const settled = (screen: Screen) => expect(screen.value("progress")).toHaveText("2 of 3 dialled");

for (const [what, pollute] of Object.entries(POLLUTIONS)) {
  test(`${what} on Object.prototype before the load changes nothing`, async ({ open, page }) => {
    await page.addInitScript(pollute);
    const screen = await open({ batch: SEED, at: SEED_TIME });
    await settled(screen);
  });

  test(`${what} on Object.prototype after the load changes nothing`, async ({ open, page }) => {
    const screen = await open({ batch: SEED, at: SEED_TIME });
    await settled(screen);
    await page.evaluate(pollute);
    await screen.set("columns", "name status");
    await expect(screen.rows.first().locator("[part~=cell]")).toHaveCount(2);
    await screen.refreshButton.click();
    await settled(screen);
    expect(await page.evaluate(() => (document.querySelector("batch-status") as unknown as { exportCsv(): Promise<string> }).exportCsv())).toContain("John Doe");
  });
}

test("what Object.prototype has of the element's properties is no campaign, no key and no token", async ({ embed, page, mock, key }) => {
  const asked: string[] = [];
  await page.addInitScript(() => {
    const forged = { batch: { id: "x", name: "Forged", status: "running" }, recipients: [] };
    Object.assign(Object.prototype, {
      apiKey: "EVIL",
      keyAttribute: "EVIL",
      data: forged,
      fetcher: async () => forged,
      tokenProvider: async () => "EVIL",
      paused: true,
      refresh: true,
    });
  });
  page.on("request", (request) => asked.push(request.headers()["authorization"] ?? ""));
  await embed(tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key }), { key, at: SEED_TIME });
  const screen = new Screen(page);
  await settled(screen);
  await expect(screen.element).not.toContainText("Forged");
  expect(asked.filter((one) => one.includes("EVIL"))).toEqual([]);
});

/** The names under which the element's JavaScript reads and writes objects of its own. */
const NAMES = [...new Set([...SOURCES.matchAll(/(?:\.|[{,]\s*)([a-z][A-Za-z]+)\b(?=\s*[,:}?=;.[)]|\s*\?\?)/g)].map((match) => match[1] ?? ""))]
  // A page that has these on every object has broken the browser's own promises and descriptors.
  .filter((name) => !["then", "get", "set", "value", "writable", "constructor", "toString", "length", "next", "done", "return"].includes(name))
  .filter((name) => !(name in {}));

test("no name that the element uses can be taken from it by Object.prototype", async ({ embed, page, mock, key }) => {
  test.slow();
  expect(NAMES.length).toBeGreaterThan(100);
  await page.addInitScript((names) => Object.assign(Object.prototype, Object.fromEntries(names.map((name) => [name, "EVIL"]))), NAMES);
  await embed(tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key }), { key });
  await ended(page);
});

/** The element shows a campaign or says why it does not. */
async function ended(page: Page): Promise<void> {
  const screen = new Screen(page);
  await expect(screen.skeleton).toBeHidden();
  const shown = screen.element.locator("[part~=card-value], .failure, [part~=error], .unconfigured").filter({ visible: true });
  await expect(shown.first()).toBeVisible();
}

/** The members of the document that the element's JavaScript uses. */
const MEMBERS = [
  ...new Set(
    [...SOURCES.matchAll(/(?:\bdocument\.|ofDocument\("|Document\.prototype\.)([A-Za-z]+)/g)].map((match) => match[1] ?? ""),
  ),
  "defaultView",
].filter((name) => name !== "prototype");

/** Those that the wasm's own glue calls on the document: without them it cannot draw, and says so. */
const OF_THE_GLUE = ["createElement"];

for (const member of new Set(MEMBERS)) {
  test(`markup by the name of document.${member} stops nothing`, async ({ embed, page, mock, key }) => {
    const one = tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key });
    await embed(`<form name="${member}"><img name="${member}"></form><img name="${member}">${one}`, { key, at: SEED_TIME });
    const screen = new Screen(page);
    if (OF_THE_GLUE.includes(member)) return ended(page);
    await settled(screen);
    const csv = () => page.evaluate(() => (Document.prototype.querySelector.call(document, "batch-status") as any).exportCsv());
    expect(await csv()).toContain("John Doe");
    const report = await page.evaluate(() => (Document.prototype.querySelector.call(document, "batch-status") as any).diagnose());
    expect(report).toMatchObject({ state: "ready" });
  });
}

const BREAKS: Record<string, () => void> = {
  "no IntersectionObserver": () => Reflect.deleteProperty(window, "IntersectionObserver"),
  "a checkVisibility that throws": () => {
    Element.prototype.checkVisibility = () => {
      throw new Error("no");
    };
  },
  "a shadow root without sheets": () =>
    Object.defineProperty(ShadowRoot.prototype, "adoptedStyleSheets", {
      set: () => {
        throw new Error("no");
      },
    }),
  "no URL": () => Reflect.deleteProperty(window, "URL"),
  "a setTimeout that throws": () =>
    Object.assign(window, {
      setTimeout: () => {
        throw new Error("no");
      },
    }),
  "a page that makes no elements": () => {
    const make = Document.prototype.createElement;
    Document.prototype.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
      if (name === "section") throw new Error("no");
      return make.call(this, name, options);
    } as typeof make;
  },
};

for (const [what, spoil] of Object.entries(BREAKS)) {
  test(`${what}: the element ends in words`, async ({ embed, page, mock, key }) => {
    await page.addInitScript(spoil);
    await embed(`<p>above</p>${tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key })}`, { key });
    await ended(page);
  });
}
