// Every state of the element and of the page, light and dark, at four widths, as PNG files.
import { fileURLToPath } from "node:url";
import { SEED, simulated } from "./support/campaigns.ts";
import { expect, strictPolicy, test } from "./support/fixtures.ts";
import { putBehind } from "./support/proxy.ts";
import { Screen } from "./support/screen.ts";
import { SCENES } from "./support/states.ts";

const FOLDER = process.env.SCREENSHOTS ?? fileURLToPath(new URL("../screenshots", import.meta.url));
const WIDTHS = [320, 720, 1280, 1600];
const LOOKS: Record<string, Record<string, string>> = {
  "view-summary": { view: "summary" },
  "view-table": { view: "table" },
  "view-badge": { view: "badge" },
  "view-wallboard": { view: "wallboard" },
  compact: { density: "compact" },
  rtl: { dir: "rtl" },
};
const THEMES = ["light", "dark"] as const;
const TABS = ["people", "reasons", "activity", "details"];
const SITUATIONS = ["stalled", "stuck", "carrier-trouble", "capped", "several-nights", "clock-change", "mixed-runs"] as const;
/** A page with a font of its own. */
const PAGE = { head: "<style>body { font-family: system-ui, sans-serif; margin: 16px }</style>", csp: "" };
/** A page of tools: a bar above, a column beside, and the element where there is room left. */
const ADMIN = {
  ...PAGE,
  head: `<style>
    body { font-family: system-ui, sans-serif; margin: 0; display: grid; grid: 64px auto / 240px minmax(0, 1fr) }
    header { grid-column: 1 / -1; background: #1f2937 } nav { background: #f3f4f6 } main { padding: 12px }
  </style>`,
  before: "<header></header><nav></nav><main>",
  after: "</main>",
};

for (const theme of THEMES) {
  for (const [name, scene] of Object.entries(SCENES)) {
    test(`${name}, ${theme}`, async ({ page, mock, host, open, embed }) => {
      await page.emulateMedia({ colorScheme: theme });
      // The element takes the page's font, and most pages have one of their own.
      const customer = {
        head: "<style>body { font-family: system-ui, sans-serif; margin: 16px }</style>",
        csp: `${strictPolicy(host.origin, mock.origin)}; style-src 'unsafe-inline'`,
      };
      await scene({
        page,
        mock,
        host,
        open: (options) => open({ ...customer, ...options }),
        embed: (body, options) => embed(body, { ...customer, ...options }),
      });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${FOLDER}/${name}-${theme}-${width}.png`, fullPage: true });
      }
    });
  }

  for (const [name, attributes] of Object.entries(LOOKS)) {
    test(`${name}, ${theme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: theme });
      const head = "<style>body { font-family: system-ui, sans-serif; margin: 16px }</style>";
      const screen = await open({ batch: simulated("running", 500, { seed: 3 }), attributes, head, csp: "" });
      await screen.expectState("ready");
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${FOLDER}/${name}-${theme}-${width}.png`, fullPage: true });
      }
    });
  }

  for (const tab of TABS) {
    test(`the tab ${tab}, ${theme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: theme });
      const screen = await open({ batch: simulated("running", 500, { seed: 3 }), ...PAGE, attributes: { "dial-fee": "0.005 USD" } });
      await screen.openTab(tab);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${FOLDER}/tab-${tab}-${theme}-${width}.png`, fullPage: true });
      }
    });
  }

  for (const kind of SITUATIONS) {
    test(`${kind}, ${theme}`, async ({ page, open }) => {
      await page.emulateMedia({ colorScheme: theme });
      const screen = await open({ batch: simulated(kind, 200, { seed: 3 }), ...PAGE });
      await screen.expectState("ready");
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${FOLDER}/situation-${kind}-${theme}-${width}.png`, fullPage: true });
      }
    });
  }

  test(`on paper, ${theme}`, async ({ page, open }) => {
    await page.emulateMedia({ colorScheme: theme, media: "print" });
    const screen = await open({ batch: simulated("running", 12, { seed: 3 }), attributes: { theme } });
    await screen.expectState("ready");
    // A4 between its margins.
    await page.setViewportSize({ width: 718, height: 1000 });
    await page.screenshot({ path: `${FOLDER}/print-${theme}.png`, fullPage: true });
  });

  test(`the page alone, ${theme}`, async ({ page, host }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(`${host.origin}/`);
    // Here the page plays its recording. With a key it would show a real campaign.
    await new Screen(page).expectState("ready");
    for (const source of ["recording", "vendor"]) {
      if (source === "vendor") await page.getByRole("radio", { name: /API/ }).last().check();
      await expect(page.getByRole("button", { name: "Watch" })).toBeVisible({ visible: source === "vendor" });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${FOLDER}/page-${source}-${theme}-${width}.png`, fullPage: true });
      }
    }
  });

  test(`the page with the simulated API, ${theme}`, async ({ page, host, mock }) => {
    await page.emulateMedia({ colorScheme: theme });
    putBehind(host, mock);
    await page.goto(`${host.origin}/?batch=${SEED}`);
    await new Screen(page).expectState("ready");
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${FOLDER}/page-simulated-${theme}-${width}.png`, fullPage: true });
    }
    await page.locator("#settings").evaluate((form) => {
      for (const group of form.querySelectorAll("details")) group.open = true;
    });
    await page.screenshot({ path: `${FOLDER}/page-settings-${theme}.png`, fullPage: true });
  });
}

for (const tab of TABS) {
  test(`the tab ${tab} in other ways`, async ({ page, open }) => {
    test.setTimeout(120_000);
    const of = async (name: string, attributes: Record<string, string>, more: object = PAGE) => {
      const screen = await open({ batch: simulated("running", 500, { seed: 3 }), ...more, attributes });
      await screen.expectState("ready");
      // Pressed so that it works on paper as well, where there are no tabs.
      await screen.tab(tab).dispatchEvent("click");
      await page.screenshot({ path: `${FOLDER}/tab-${tab}-${name}.png`, fullPage: true });
    };
    await page.setViewportSize({ width: 1366, height: 768 });
    await of("admin", {}, ADMIN);
    await page.setViewportSize({ width: 1024, height: 768 });
    await of("de", { lang: "de" });
    await of("ar", { lang: "ar", dir: "rtl" });
    await page.setViewportSize({ width: 340, height: 800 });
    await of("panel", {});
    await of("panel-ar", { lang: "ar", dir: "rtl" });
    // As at 200 % of 1280.
    await page.setViewportSize({ width: 640, height: 450 });
    await of("zoomed", {});
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.emulateMedia({ forcedColors: "active" });
    await of("forced-colours", {});
    await page.emulateMedia({ forcedColors: null, media: "print" });
    await page.setViewportSize({ width: 718, height: 1000 });
    await of("print", {});
  });
}

for (const view of ["summary", "badge", "wallboard"]) {
  test(`the view ${view} in other ways`, async ({ page, open }) => {
    test.setTimeout(120_000);
    const of = async (name: string, attributes: Record<string, string> = {}) => {
      const screen = await open({ batch: simulated("carrier-trouble", 200, { seed: 3 }), ...PAGE, attributes: { view, ...attributes } });
      await screen.expectState("ready");
      await page.screenshot({ path: `${FOLDER}/view-${view}-${name}.png`, fullPage: true });
    };
    await page.setViewportSize({ width: 1024, height: 768 });
    await of("alarmed");
    await of("ar", { lang: "ar", dir: "rtl" });
    await page.setViewportSize({ width: 340, height: 800 });
    await of("panel-de", { lang: "de" });
    await page.emulateMedia({ forcedColors: "active" });
    await of("forced-colours");
  });
}

test("a budget that is half spent", async ({ page, open }) => {
  test.setTimeout(120_000);
  const looks = [["en", 1024], ["de", 1024], ["ar", 1024], ["fr", 340], ["en", 320], ["ja", 720]] as const;
  for (const [seed, [lang, width]] of looks.entries()) {
    await page.setViewportSize({ width, height: 900 });
    const attributes = { lang, "hourly-budget": "2", ...(lang === "ar" ? { dir: "rtl" } : {}) };
    const screen = await open({ batch: simulated("running", 40, { seed }), ...PAGE, attributes });
    await screen.expectState("ready");
    await page.screenshot({ path: `${FOLDER}/sparing-${lang}-${width}.png`, fullPage: true });
  }
});

test("an answer that stands in for a newer one", async ({ page, open, mock }) => {
  await page.route(mock.endpoint, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), age: "754", "cache-control": "max-age=10", "access-control-expose-headers": "Age" };
    await route.fulfill({ response, headers });
  });
  for (const [lang, width] of [["en", 1024], ["de", 340], ["ar", 720]] as const) {
    await page.setViewportSize({ width, height: 900 });
    const attributes = { lang, ...(lang === "ar" ? { dir: "rtl" } : {}) };
    const screen = await open({ batch: simulated("running", 40, { seed: 3 }), ...PAGE, attributes });
    await screen.expectState("stale");
    await page.screenshot({ path: `${FOLDER}/outdated-${lang}-${width}.png`, fullPage: true });
  }
});
