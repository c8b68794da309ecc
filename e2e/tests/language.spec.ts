// The element takes language and direction from its place in the page, also when they change.
import type { Page } from "@playwright/test";
import { campaign, people } from "../support/campaigns.ts";
import { expect, test, type EmbedOptions } from "../support/fixtures.ts";

type Embed = (body: string, options?: EmbedOptions) => Promise<void>;

/** Gives every element of the page a campaign, as soon as the page is parsed. */
function provide(given: unknown): void {
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    for (const element of document.querySelectorAll("batch-status")) Object.assign(element, { data: given });
  });
}

const DATA = campaign(people(2));
const show = (embed: Embed, body: string, options: EmbedOptions = {}) => embed(body, { given: DATA, setUp: provide, ...options });

/** The tag that the element goes by. */
const lang = (page: Page, index = 0) =>
  page.evaluate(async (at) => {
    const deep = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll("*")].flatMap((it) => (it.localName === "batch-status" ? [it] : it.shadowRoot ? deep(it.shadowRoot) : []));
    const element = deep(document)[at] as HTMLElement & { diagnose(): Promise<{ page: { lang: string } }> };
    return (await element.diagnose()).page.lang;
  }, index);

/** The language of the words on the screen. */
const words = (page: Page) => page.locator("batch-status .campaign").first();

/** Puts an element into a shadow root of `#outer`. */
async function nest(page: Page): Promise<void> {
  await page.evaluate((data) => {
    const root = document.getElementById("outer")?.attachShadow({ mode: "open" });
    root?.append(document.createElement("section"));
    root?.firstElementChild?.append(Object.assign(document.createElement("batch-status"), { data }));
  }, DATA);
  await expect(words(page)).toBeVisible();
}

for (const [where, body, expected] of [
  ["its own", `<div lang="fr"><batch-status lang="es"></batch-status></div>`, "es"],
  ["the nearest ancestor's", `<div lang="fr"><p><batch-status></batch-status></p></div>`, "fr"],
  ["the page's", "<batch-status></batch-status>", "en"],
  ["the nearest one's as it should be spelt", `<div lang="en_us"><batch-status></batch-status></div>`, "en-US"],
  ["the reader's where the page's is none", `<div lang="english (US)"><batch-status></batch-status></div>`, "en-GB"],
  ["the reader's where the page names none", `<div lang=""><batch-status></batch-status></div>`, "en-GB"],
] as const) {
  test(`the language is ${where}`, async ({ embed, page }) => {
    await show(embed, body);
    await expect(words(page)).toBeVisible();
    expect(await lang(page)).toBe(expected);
  });
}

test("a language that is none is warned of once", async ({ embed, page, consoleLines }) => {
  await show(embed, `<div lang="english (US)"><batch-status></batch-status><batch-status></batch-status></div>`);
  await expect(page.locator("batch-status .campaign")).toHaveCount(2);
  expect(consoleLines().filter((line) => line.includes('lang="english (US)"'))).toHaveLength(1);
});

test("an ancestor's language that changes is followed, through shadow roots", async ({ embed, page }) => {
  await embed(`<main lang="fr"><div id="outer"></div></main>`);
  await nest(page);
  expect(await lang(page)).toBe("fr");
  await expect(words(page)).toHaveAttribute("lang", "fr");
  await page.evaluate(() => document.querySelector("main")?.setAttribute("lang", "es"));
  await expect(words(page)).toHaveAttribute("lang", "es");
  await page.evaluate(() => document.getElementById("outer")?.shadowRoot?.querySelector("section")?.setAttribute("lang", "it"));
  await expect.poll(() => lang(page)).toBe("it");
  await expect(words(page)).toHaveAttribute("lang", "en");
  await page.evaluate(() => document.documentElement.setAttribute("lang", "nl"));
  await page.evaluate(() => document.getElementById("outer")?.shadowRoot?.querySelector("section")?.removeAttribute("lang"));
  await expect.poll(() => lang(page)).toBe("es");
});

for (const how of ["append", "moveBefore"] as const) {
  test(`a move by ${how} to where another language is spoken is followed`, async ({ embed, page }) => {
    await show(embed, `<batch-status></batch-status><div id="there" lang="sv"></div>`);
    await expect(words(page)).toBeVisible();
    expect(await lang(page)).toBe("en");
    await page.evaluate((method) => {
      const there = document.getElementById("there") as HTMLElement & { moveBefore(node: Node, ref: null): void };
      const element = document.querySelector("batch-status") as HTMLElement;
      if (method === "append") there.append(element);
      else there.moveBefore(element, null);
    }, how);
    await expect.poll(() => lang(page)).toBe("sv");
  });
}

test("a removed element does not follow", async ({ embed, page }) => {
  await show(embed, "<batch-status></batch-status>");
  await expect(words(page)).toBeVisible();
  const said = await page.evaluate(async () => {
    const element = document.querySelector("batch-status") as HTMLElement & { diagnose(): Promise<{ page: { lang: string } }> };
    element.remove();
    await Promise.resolve();
    document.documentElement.lang = "da";
    await new Promise((resolve) => setTimeout(resolve));
    return (await element.diagnose()).page.lang;
  });
  expect(said).toBe("en");
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

test("Arabic is written from right to left without a word of the page's, but for a direction at the same place", async ({ embed, page }) => {
  await embed(`<main></main>`);
  const written = () => page.locator("batch-status .frame").evaluate((frame) => getComputedStyle(frame).direction);
  for (const [around, attributes, expected] of [
    [{}, { lang: "ar" }, "rtl"],
    [{}, { lang: "ar-EG" }, "rtl"],
    [{ lang: "ar" }, {}, "rtl"],
    [{ dir: "ltr", lang: "en" }, { lang: "ar" }, "rtl"],
    [{}, { lang: "ar", dir: "ltr" }, "ltr"],
    [{ lang: "ar" }, { dir: "ltr" }, "ltr"],
    [{ lang: "ar" }, { lang: "de" }, "ltr"],
    [{ dir: "rtl" }, {}, "rtl"],
  ] as [around: object, attributes: object, expected: string][]) {
    await page.evaluate(([around, attributes]) => {
      const [box, element] = [document.createElement("div"), document.createElement("batch-status")];
      for (const [name, value] of Object.entries(around)) box.setAttribute(name, value);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      box.append(element);
      document.querySelector("main")?.replaceChildren(box);
    }, [around, attributes] as const);
    await expect(page.locator("batch-status")).toHaveAttribute("data-state", "unconfigured");
    expect(await written(), JSON.stringify([around, attributes])).toBe(expected);
  }
});

test.describe("the texts of a language", () => {
  const asked = (paths: string[]) => paths.filter((path) => path.endsWith(".txt")).map((path) => /status-([\w-]+)\./.exec(path)?.[1]);

  for (const [tag, expected] of [
    ["de", "de"],
    ["de-AT", "de"],
    ["DE-Latn-CH", "de"],
    ["pt-BR", "pt"],
    ["pt", "pt"],
    ["en-GB", null],
    ["den", null],
  ] as const) {
    test(`${tag} is told in the language that fits it best`, async ({ embed, page, host }) => {
      await show(embed, "<batch-status></batch-status>", { lang: tag });
      await expect(words(page)).toHaveAttribute("lang", expected ?? "en");
      expect(asked(host.asked)).toEqual(expected === null ? [] : [expected]);
    });
  }

  test("come once for all elements, and anew for another language", async ({ embed, page, host }) => {
    await show(embed, `<batch-status loading="eager"></batch-status>`.repeat(2), { lang: "de" });
    await expect(page.locator("batch-status .campaign[lang=de]")).toHaveCount(2);
    const release = host.hold(/status-pt\./);
    await page.evaluate(() => {
      document.documentElement.lang = "pt-BR";
      document.querySelector("batch-status")?.setAttribute("columns", "name");
    });
    // What else changes does not wait for the language.
    await expect(page.locator("batch-status").first().locator("th")).toHaveCount(1);
    await expect(words(page)).toHaveAttribute("lang", "de");
    release();
    await expect(page.locator("batch-status .campaign[lang=pt]")).toHaveCount(2);
    expect(asked([...new Set(host.asked)])).toEqual(["de", "pt"]);
  });

  for (const [what, status, body] of [
    ["are not there", 404, ""],
    ["are not those of this version", 200, "Hello: Hallo"],
  ] as const) {
    test(`that ${what} cost one warning, and it is English`, async ({ embed, page, host, consoleLines }) => {
      host.intercept = (request, response) => {
        const isIt = /status-de\./.test(request.url ?? "");
        if (isIt) response.writeHead(status, { "content-type": "text/plain", "access-control-allow-origin": "*" }).end(body);
        return isIt;
      };
      await show(embed, `<batch-status loading="eager"></batch-status>`.repeat(2), { lang: "de" });
      await expect(page.locator("batch-status .campaign[lang=en]")).toHaveCount(2);
      expect(consoleLines().filter((line) => line.includes("what is built in stands"))).toHaveLength(1);
    });
  }
});
