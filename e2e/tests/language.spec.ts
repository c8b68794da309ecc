// The element takes language and direction from its place in the page, also when they change.
import type { Page } from "@playwright/test";
import { answerFor, callsOf, firstOf, integrityOf, withFiles } from "../support/entry.ts";
import { expect, test } from "../support/fixtures.ts";

test.use({ assets: "stub" });

const configured = async (page: Page) => (await callsOf(page, "configure")) as { lang: string; messages: string | null }[];
const langs = async (page: Page) => (await configured(page)).map(({ lang }) => lang);

/** Puts an element into a shadow root of `#outer`. */
async function nest(page: Page): Promise<void> {
  await page.evaluate(() => {
    const root = document.getElementById("outer")?.attachShadow({ mode: "open" });
    root?.append(document.createElement("section"));
    root?.firstElementChild?.append(document.createElement("batch-status"));
  });
  await expect(page.getByText("Drawn")).toBeVisible();
}

test("an ancestor's language that changes is followed, through shadow roots", async ({ embed, page }) => {
  await embed(`<main lang="fr"><div id="outer"></div></main>`);
  await nest(page);
  await page.evaluate(() => document.querySelector("main")?.setAttribute("lang", "es"));
  await expect.poll(() => langs(page)).toEqual(["fr", "es"]);
  await page.evaluate(() => document.getElementById("outer")?.shadowRoot?.querySelector("section")?.setAttribute("lang", "it"));
  await expect.poll(() => langs(page)).toEqual(["fr", "es", "it"]);
  await page.evaluate(() => document.documentElement.setAttribute("lang", "nl"));
  await page.evaluate(() => document.getElementById("outer")?.shadowRoot?.querySelector("section")?.removeAttribute("lang"));
  await expect.poll(() => langs(page)).toEqual(["fr", "es", "it", "es"]);
});

for (const how of ["append", "moveBefore"] as const) {
  test(`a move by ${how} to where another language is spoken is followed`, async ({ embed, page }) => {
    await embed(`<batch-status></batch-status><div id="there" lang="sv"></div>`);
    await expect(page.getByText("Drawn")).toBeVisible();
    await page.evaluate((method) => {
      const there = document.getElementById("there") as HTMLElement & { moveBefore(node: Node, ref: null): void };
      const element = document.querySelector("batch-status") as HTMLElement;
      if (method === "append") there.append(element);
      else there.moveBefore(element, null);
    }, how);
    await expect.poll(() => langs(page)).toEqual(["en", "sv"]);
    expect(await callsOf(page, "connect")).toHaveLength(1);
  });
}

test("a removed element is not told", async ({ embed, page }) => {
  await embed("<batch-status></batch-status>");
  await expect(page.getByText("Drawn")).toBeVisible();
  await page.evaluate(async () => {
    document.querySelector("batch-status")?.remove();
    await Promise.resolve();
    document.documentElement.lang = "da";
    await new Promise((resolve) => setTimeout(resolve));
  });
  expect(await langs(page)).toEqual(["en"]);
});

test("the direction is the nearest one's, also when it changes; none is inherited", async ({ embed, page }) => {
  await embed(`<main><div id="outer"></div></main>`);
  await nest(page);
  const frame = page.locator("batch-status .frame");
  await expect(frame).not.toHaveAttribute("dir");
  for (const [where, dir] of [
    ["html", "rtl"],
    ["main", "ltr"],
    ["#outer", "RTL"],
  ] as const) {
    await page.evaluate(([selector, value]) => document.querySelector(selector)?.setAttribute("dir", value), [where, dir] as const);
    await expect(frame).toHaveAttribute("dir", dir.toLowerCase());
  }
  // The browser finds the direction from the text.
  await page.evaluate(() => {
    const outer = document.getElementById("outer");
    outer?.append("שלום");
    outer?.setAttribute("dir", "auto");
  });
  await expect(frame).toHaveAttribute("dir", "rtl");
  await page.evaluate(() => {
    for (const element of document.querySelectorAll("[dir]")) element.removeAttribute("dir");
  });
  await expect(frame).not.toHaveAttribute("dir");
});

test.describe("the texts of a language", () => {
  const GERMAN = `{"hello":"Hallo"}`;
  const PORTUGUESE = `{"hello":"Oi"}`;

  const speaking = (answers: Record<string, string>, asGiven = answers) => {
    const name = (code: string) => `batch-status-${code}.json`;
    const lang = Object.fromEntries(Object.entries(answers).map(([code, text]) => [code, [name(code), integrityOf(text)]]));
    const files = withFiles("/core/files.js", { glue: ["batch-status-app.js", ""], wasm: ["batch-status-app_bg.wasm", ""], lang });
    const texts = Object.entries(asGiven).map(([code, body]) => answerFor(name(code), { body, "content-type": "application/json" }));
    return firstOf(files.intercept, ...texts);
  };

  for (const [lang, expected] of [
    ["de", GERMAN],
    ["de-AT", GERMAN],
    ["DE-Latn-CH", GERMAN],
    ["pt-BR", PORTUGUESE],
    ["pt", null],
    ["en-GB", null],
    ["den", null],
  ] as const) {
    test(`${lang} is told in the language that fits it best`, async ({ embed, page, host }) => {
      host.intercept = speaking({ de: GERMAN, "pt-BR": PORTUGUESE });
      await embed("<batch-status></batch-status>", { lang });
      await expect(page.getByText("Drawn")).toBeVisible();
      const all = await configured(page);
      expect(all.map(({ messages }) => messages)).toEqual([expected]);
      expect(host.asked.filter((path) => path.endsWith(".json"))).toHaveLength(expected === null ? 0 : 1);
    });
  }

  test("come once for all elements, and anew for another language", async ({ embed, page, host }) => {
    host.intercept = speaking({ de: GERMAN, "pt-BR": PORTUGUESE });
    await embed(`<batch-status loading="eager"></batch-status>`.repeat(2), { lang: "de" });
    await expect(page.getByText("Drawn")).toHaveCount(2);
    await page.evaluate(() => {
      document.documentElement.lang = "pt-BR";
      document.querySelector("batch-status")?.setAttribute("batch-id", "changed meanwhile");
    });
    await expect.poll(async () => (await configured(page)).at(-1)?.messages).toBe(PORTUGUESE);
    expect(host.asked.filter((path) => path.endsWith(".json"))).toEqual(["/batch-status-de.json", "/batch-status-pt-BR.json"]);
    // Other changes do not wait for the language.
    const first = (await configured(page)).find((config) => (config as unknown as { batchId: string }).batchId !== null);
    expect(first?.messages).toBe(GERMAN);
  });

  for (const [what, given] of [
    ["are not there", {}],
    ["are not those of this version", { de: "{}" }],
  ] as const) {
    test(`that ${what} cost one warning, and it is English`, async ({ embed, page, host, consoleLines }) => {
      host.intercept = speaking({ de: GERMAN }, given as Record<string, string>);
      await embed(`<batch-status loading="eager"></batch-status>`.repeat(2), { lang: "de" });
      await expect(page.getByText("Drawn")).toHaveCount(2);
      expect((await configured(page)).map(({ messages }) => messages)).toEqual([null, null]);
      expect(consoleLines().filter((line) => line.includes("what is built in stands"))).toHaveLength(1);
    });
  }
});
