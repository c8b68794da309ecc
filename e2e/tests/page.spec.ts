// The page itself: under a folder of a static host, with the simulated API behind it or without.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { SEED, simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import { putBehind } from "../support/proxy.ts";
import { Screen } from "../support/screen.ts";
import type { StaticHost } from "../support/servers.ts";

const FOLDER = "/some/where/";

async function openPage(page: Page, host: StaticHost, search = ""): Promise<Screen> {
  await page.goto(`${host.origin}${FOLDER}${search}`);
  return new Screen(page);
}

test.describe("with the simulated API", () => {
  test.beforeEach(({ host, mock }) => putBehind(host, mock, FOLDER));

  test("shows the first campaign live at once", async ({ page, host, hunt }) => {
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    await expect(screen.part("header")).toContainText("Appointment Reminders");
    await expect(page.getByLabel("Simulated API")).toBeChecked();
    await expect(page.getByLabel("Campaign", { exact: true })).toHaveValue(SEED);
    expect(hunt.lines).toEqual([]);
  });

  test("lists every campaign by its label, and shows the chosen one", async ({ page, host, mock }) => {
    const screen = await openPage(page, host);
    const offered = (await (await fetch(`${mock.origin}/mock/campaigns`)).json()) as { id: string; label: string }[];
    const select = page.getByLabel("Campaign", { exact: true });
    await expect(select.getByRole("option")).toHaveText(offered.map(({ label }) => label));
    const completed = offered.find(({ label }) => label === "Completed");
    await select.selectOption("Completed");
    await expect(screen.badge).toHaveText("Completed");
    expect(new URL(page.url()).searchParams.get("batch")).toBe(completed?.id);
    await page.reload();
    await expect(screen.badge).toHaveText("Completed");
    await expect(select).toHaveValue(completed?.id ?? "");
  });

  test("?batch= shows any campaign, listed or not", async ({ page, host }) => {
    const batch = simulated("paused", 7, { seed: 77 });
    const screen = await openPage(page, host, `?batch=${batch}`);
    await expect(screen.badge).toHaveText("Paused");
    await expect(page.getByLabel("Campaign", { exact: true })).toHaveValue(batch);
  });

  test("brings about faults on demand", async ({ page, host, mock }) => {
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    await page.getByText("Faults").click();
    const faults = page.getByLabel("It answers");
    await faults.selectOption("403");
    await expect(screen.error).toHaveAttribute("data-kind", "forbidden");
    await faults.selectOption("As it should");
    await screen.expectState("ready");

    const known = await unknownFaultAnswer(mock);
    const offered = await faults.getByRole("option").evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    expect(known).toEqual(expect.arrayContaining(offered.filter(Boolean)));
  });

  test("has a light and a dark theme", async ({ page, host }) => {
    await page.emulateMedia({ colorScheme: "light" });
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    for (const theme of ["Dark", "Light", "Auto"]) {
      await page.getByLabel("Theme").selectOption(theme);
      await expect(page.locator("html")).toHaveCSS("color-scheme", theme === "Auto" ? "light dark" : theme.toLowerCase());
      await expect(screen.element).toHaveAttribute("theme", theme.toLowerCase());
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`), theme).toEqual([]);
    }
  });

  test("keeps one's own key out of the simulated API and the other way round", async ({ page, host, mock, secrets }) => {
    const key = "sk-my-own-key";
    secrets.add(key);
    const sent: [string, string | undefined][] = [];
    await page.route("https://api.magpipe.ai/**", async (route) => {
      sent.push([route.request().url(), route.request().headers()["authorization"]]);
      await route.abort();
    });
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    await page.getByLabel("Magpipe API").check();
    await screen.expectState("unconfigured");
    await page.getByLabel("Batch ID").fill(SEED);
    await page.getByLabel("API key").fill(key);
    await page.getByRole("button", { name: "Watch" }).click();
    await screen.expectState("failed");
    expect(sent).toEqual([["https://api.magpipe.ai/functions/v1/batch-calls", `Bearer ${key}`]]);
    await expect(page.getByLabel("API key")).toHaveValue("");

    await page.getByLabel("Simulated API").check();
    await screen.expectState("ready");
    expect((await mock.everything()).filter(({ headers }) => headers["authorization"]?.includes(key))).toEqual([]);
  });

  test("fits 320 pixels", async ({ page, host }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    const screen = await openPage(page, host, `?batch=${simulated("odd-data", 40)}`);
    await screen.expectState("ready");
    await page.getByText("Faults").click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

test.describe("on a static host alone", () => {
  test("asks for a batch and a key, and says what a key can do", async ({ page, host, secrets }) => {
    secrets.add("sk-my-own-key");
    await page.route("https://api.magpipe.ai/**", (route) => route.abort());
    const screen = await openPage(page, host);
    await expect(page.getByLabel("Simulated API")).toBeDisabled();
    await expect(page.getByText("The simulated API is not running here")).toBeVisible();
    await screen.expectState("unconfigured");
    await expect(page.getByLabel("API key")).toHaveAttribute("type", "password");
    await expect(page.getByLabel("API key")).toHaveAttribute("autocomplete", "off");
    await expect(page.getByLabel("API key")).toHaveAccessibleDescription(
      /full secret: it can place calls that cost money, has no scopes and never expires/,
    );
    await page.getByLabel("Batch ID").fill(` ${SEED} `);
    await page.getByLabel("API key").fill("sk-my-own-key");
    await page.getByLabel("API key").press("Enter");
    await expect(screen.error).toHaveAttribute("data-kind", "network");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  test("a host that answers every address with a page is not taken for the API", async ({ page, host }) => {
    host.intercept = (request, response) => {
      const isMock = request.url?.includes("/mock/") ?? false;
      if (isMock) response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>Home</p>");
      return isMock;
    };
    await openPage(page, host);
    await expect(page.getByText("The simulated API is not running here")).toBeVisible();
  });
});

/** The server names every fault to whoever asks for one that it does not know. */
async function unknownFaultAnswer(mock: MockApi): Promise<string[]> {
  const response = await fetch(mock.faulty("no-such-fault"), { method: "POST" });
  return ((await response.json()) as { known: string[] }).known;
}
