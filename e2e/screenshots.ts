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
