// The element stands on the page's own ground, and is read well there: light or dark by what is behind it.
import { SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, test, type OpenOptions } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";

/** A page that declares no colour scheme, with styles of its own. */
function page(style: string, rest: Partial<OpenOptions> = {}): OpenOptions {
  return { batch: SEED, at: SEED_TIME, scheme: "", csp: "", head: `<style>${style}</style>`, ...rest };
}

const CARD = { before: `<div id="outer"><div id="inner">`, after: "</div></div>" };

/** The least contrast of the texts to the ground that they are seen on, as WCAG counts it. */
function contrast(screen: Screen, ground: string): Promise<number> {
  return screen.element.evaluate((element, ground) => {
    const pen = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
    const luminance = (colour: string) => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...pen.getImageData(0, 0, 1, 1).data].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = luminance(ground);
    const texts = ".headline, .name, .age, .total, .legend-item, .card-title, .card-value, .card-note, .tab, .tab .count, .chip, .chip .count, .sort, .zone, td, summary";
    const all = [...(element.shadowRoot?.querySelectorAll(texts) ?? [])].map((one) => {
      const ink = luminance(getComputedStyle(one).color);
      return (Math.max(ink, behind) + 0.05) / (Math.min(ink, behind) + 0.05);
    });
    return Math.min(...all);
  }, ground);
}

/** Expects all texts to be read well on that ground, which shows through everything, and covers what scrolls beneath the head. */
async function expectOn(screen: Screen, ground: string): Promise<void> {
  await screen.expectState("ready");
  await expect.poll(() => contrast(screen, ground), `contrast on ${ground}`).toBeGreaterThanOrEqual(4.5);
  for (const part of [".frame", ".mount"]) await expect(screen.element.locator(part)).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  const head = await screen.element.locator("thead").evaluate((head) => getComputedStyle(head).backgroundColor);
  expect(await same(screen, head, ground), `${head} is ${ground}`).toBe(true);
}

/** Whether two colours are the same on the screen. */
function same(screen: Screen, one: string, other: string): Promise<boolean> {
  return screen.element.evaluate((_, colours) => {
    const pen = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
    const [one = [], other = []] = colours.map((colour) => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      return [...pen.getImageData(0, 0, 1, 1).data];
    });
    return one.every((value, at) => Math.abs(value - (other[at] ?? 0)) <= 1);
  }, [one, other]);
}

for (const [where, style, ground] of [
  ["on a dark page", "body { background: #14161a; color: #eee }", "#14161a"],
  ["on a dark page whose root has the colour", "html { background: oklch(0.25 0.02 260) }", "oklch(0.25 0.02 260)"],
  ["on a page without colours", "", "#fff"],
  ["on a dark page that declares to be light", ":root { color-scheme: light } body { background: #101010 }", "#101010"],
  ["on a page that declares to be dark and says no more", ":root { color-scheme: dark }", "#121212"],
  ["on a white card of a dark page", "body { background: #14161a } #inner { background: #fff }", "#fff"],
  ["on a dark card of a white page", "#outer { background: #222 }", "#222"],
  ["in transparent boxes of a dark page", "body { background: #14161a } #outer { background: transparent }", "#14161a"],
  ["behind a veil", "body { background: #fff } #inner { background: rgb(0 0 0 / 95%) }", "rgb(13, 13, 13)"],
  ["on a grey between light and dark", "body { background: #7c7c7c }", "#7c7c7c"],
  ["on a pale grey", "body { background: #bbb }", "#bbb"],
] as const) {
  test(`no slab of another colour ${where}`, async ({ open }) => {
    await expectOn(await open(page(style, CARD)), ground);
  });
}

test("no slab of another colour in a slot of another component", async ({ open, page: tab }) => {
  const screen = await open(
    page("body { background: #fff }", {
      before: `<x-card>`,
      after: "</x-card>",
      early: () => {
        customElements.define(
          "x-card",
          class extends HTMLElement {
            connectedCallback() {
              const root = this.attachShadow({ mode: "open" });
              const box = document.createElement("div");
              box.style.background = "#15202b";
              box.append(document.createElement("slot"));
              root.append(box);
            }
          },
        );
      },
    }),
  );
  void tab;
  await expectOn(screen, "#15202b");
});

test("on a picture it is as the page's ink is", async ({ open }) => {
  const screen = await open(page("body { color: #f4f4f4; background: linear-gradient(#111, #223) }"));
  await screen.expectState("ready");
  expect(await contrast(screen, "#112")).toBeGreaterThanOrEqual(4.5);
  await expect(screen.element.locator(".frame")).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
});

test("no padding is added to the host's", async ({ open }) => {
  const screen = await open(page("body { margin: 0 } #inner { padding: 20px }", CARD));
  await screen.expectState("ready");
  const box = await screen.element.locator(".cards").boundingBox();
  expect(box?.x).toBe(20);
});

test.describe("a page that switches is followed", () => {
  const SWITCHED = "body { background: #fff } .dark body, body.dark, [data-mode=night] #outer { background: #14161a }";
  for (const [how, turn] of [
    ["a class of the root", () => document.documentElement.classList.toggle("dark")],
    ["a class of the body", () => document.body.classList.toggle("dark")],
    ["an attribute", () => document.body.toggleAttribute("data-mode") && document.body.setAttribute("data-mode", "night")],
    ["a style", () => (document.body.style.background = document.body.style.background ? "" : "#14161a")],
  ] as const) {
    test(`by ${how}`, async ({ open, page: tab }) => {
      const screen = await open(page(SWITCHED, CARD));
      await expectOn(screen, "#fff");
      await tab.evaluate(turn as () => void);
      await expectOn(screen, "#14161a");
      await tab.evaluate(turn as () => void);
      await expectOn(screen, "#fff");
    });
  }

  test("that fades over", async ({ open, page: tab }) => {
    const screen = await open(page(`${SWITCHED} body { transition: background-color 200ms }`, CARD));
    await expectOn(screen, "#fff");
    await tab.evaluate(() => document.body.classList.add("dark"));
    await expectOn(screen, "#14161a");
  });

  test("by what the viewer prefers", async ({ open, page: tab }) => {
    const screen = await open(page("body { background: #fff } @media (prefers-color-scheme: dark) { body { background: #14161a } }"));
    await expectOn(screen, "#fff");
    await tab.emulateMedia({ colorScheme: "dark" });
    await expectOn(screen, "#14161a");
  });

  test("by where it is moved to", async ({ open, page: tab }) => {
    const screen = await open(page("#other { background: #14161a }", { after: `<div id="other"></div>` }));
    await expectOn(screen, "#fff");
    await tab.evaluate(() => document.getElementById("other")?.append(document.querySelector("batch-status") as Element));
    await expectOn(screen, "#14161a");
  });
});

for (const [theme, body] of [["light", "#14161a"], ["dark", "#fff"]] as const) {
  test(`theme="${theme}" on the other ground brings one of its own`, async ({ open }) => {
    const screen = await open(page(`body { background: ${body} }`, { attributes: { theme } }));
    await screen.expectState("ready");
    const ground = await screen.element.locator(".mount").evaluate((mount) => getComputedStyle(mount).backgroundColor);
    expect(await contrast(screen, ground)).toBeGreaterThanOrEqual(4.5);
    expect(await same(screen, ground, body)).toBe(false);
    await screen.set("theme", "auto");
    await expectOn(screen, body);
  });
}

test("a theme that the ground suits has no ground of its own", async ({ open }) => {
  await expectOn(await open(page("body { background: #14161a }", { attributes: { theme: "dark" } })), "#14161a");
});

test("a ground and a padding that the page gives are taken", async ({ open }) => {
  const screen = await open(page("body { background: #fff } batch-status { --batch-status-surface: #1d2433; --batch-status-padding: 12px }"));
  await screen.expectState("ready");
  await expect(screen.element.locator(".frame")).toHaveCSS("background-color", "rgb(29, 36, 51)");
  await expect(screen.element.locator(".frame")).toHaveCSS("padding-top", "12px");
  expect(await contrast(screen, "#1d2433")).toBeGreaterThanOrEqual(4.5);
});
