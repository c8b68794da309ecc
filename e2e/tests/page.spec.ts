// The demo page: under a folder of a static host, with and without the simulated API.
import type { Page } from "@playwright/test";
import { findingsInPage } from "../support/axe.ts";
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
    await expect(page.getByLabel("Campaign", { exact: true })).toHaveValue(simulated("running", 500, { speed: 5 }));
    await expect(page.locator(".lead")).toContainText("follows a phone campaign live");
    await expect(screen.badge).toHaveText("Running");
    await expect(screen.legend("live")).not.toHaveText("0");
    expect(hunt.lines).toEqual([]);
  });

  test("offers situations that need a person, and others that explain themselves", async ({ page, host }) => {
    const screen = await openPage(page, host);
    const PROMISES = {
      "Stalled: nobody is dialled any more": [screen.part("attention"), /^No call began or ended for 2\d min/],
      "A call hangs": [screen.part("attention"), /live for up to 40 min/],
      "The carrier refuses calls": [screen.part("attention"), /of the last \d0 calls failed/],
      "Slow: two lines at most": [screen.headline, /^Dialling: done about/],
      "Over several nights, a few hours a day": [screen.headline, /about \d+ left when the window closes/],
      "Over the night when clocks changed": [screen.headline, /^Completed/],
      "Recurring, with runs that failed or were cancelled": [screen.element.locator(".series"), /Failed[^]*Cancelled/],
    } as const;
    for (const [label, [place, words]] of Object.entries(PROMISES)) {
      await page.getByLabel("Campaign", { exact: true }).selectOption(label);
      await expect(place, label).toContainText(words);
    }
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
    // axe goes over the whole page three times.
    test.slow();
    await page.emulateMedia({ colorScheme: "light" });
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    for (const theme of ["Dark", "Light", "Auto"]) {
      await page.getByLabel("Theme").selectOption(theme);
      await expect(page.locator("html")).toHaveCSS("color-scheme", theme === "Auto" ? "light dark" : theme.toLowerCase());
      await expect(screen.element).toHaveAttribute("theme", theme.toLowerCase());
      await unfold(page);
      expect(await findingsInPage(page), theme).toEqual([]);
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
    await unfold(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

test.describe("the settings", () => {
  test.beforeEach(({ host, mock }) => putBehind(host, mock, FOLDER));

  /** What to type into fields without a choice. */
  const TYPED: Record<string, string> = {
    lang: "de",
    "time-zone": "America/Vancouver",
    "refresh-interval": "30",
    "hourly-budget": "100",
    endpoint: "./functions/v1/batch-calls?mine",
    "token-endpoint": "/token",
    src: "./campaign.json",
    "asset-base": "./",
    columns: "name status",
    "call-url": "/calls/{call_record_id}",
    replay: "60x",
    "window-time-zone": "America/Vancouver",
    "dial-fee": "0.005 USD",
    "finish-by": "17:00",
  };
  const CHOSEN: Record<string, string> = { view: "badge", density: "compact", mask: "numbers", dir: "rtl", loading: "eager" };

  test("set every attribute at once, and Reset takes all back", async ({ page, host }) => {
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    await unfold(page);
    const before = await attributes(screen);
    for (const [name, value] of Object.entries(CHOSEN)) {
      await page.getByLabel(name, { exact: true }).selectOption(value);
      await expect(screen.element).toHaveAttribute(name, value);
    }
    for (const [name, value] of Object.entries(TYPED)) {
      await page.getByLabel(name, { exact: true }).fill(value);
      await page.getByLabel(name, { exact: true }).press("Enter");
      await expect(screen.element).toHaveAttribute(name, value);
    }
    await page.getByRole("button", { name: "Reset" }).click();
    await expect.poll(() => attributes(screen)).toEqual(before);
    await screen.expectState("ready");
  });

  test("leave out no attribute that the element reads", async ({ page, host }) => {
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    const observed = await screen.element.evaluate(
      (element) => (element.constructor as unknown as { observedAttributes: string[] }).observedAttributes,
    );
    // These have other fields.
    const elsewhere = ["batch-id", "api-key", "theme"];
    const offered = [...elsewhere, ...Object.keys(CHOSEN), ...Object.keys(TYPED)];
    expect(observed.filter((name) => !offered.includes(name))).toEqual([]);
  });

  test("change the view by the keyboard alone", async ({ page, host, hunt }) => {
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    await page.getByLabel("view", { exact: true }).focus();
    await page.keyboard.press("ArrowDown");
    await expect(screen.scroller).toBeHidden();
    await expect(screen.card("answer-rate")).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("density", { exact: true })).toBeFocused();
    expect(hunt.lines).toEqual([]);
  });

  test("edit colours and sizes, which start at what is shown", async ({ page, host, hunt }) => {
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    await unfold(page);
    const segment = screen.element.locator(".segment[data-tone=answered]");
    const first = await segment.evaluate((one) => getComputedStyle(one).backgroundColor);
    const surface = page.getByLabel("surface", { exact: true });
    await expect(surface).toHaveValue("#ffffff");
    await page.getByLabel("Theme").selectOption("Dark");
    await expect(surface).not.toHaveValue("#ffffff");
    await page.getByLabel("Theme").selectOption("Auto");
    await page.getByLabel("answered", { exact: true }).fill("#123456");
    await expect(segment).toHaveCSS("background-color", "rgb(18, 52, 86)");
    await page.getByLabel("radius", { exact: true }).fill("2");
    await expect(screen.element.locator(".cards")).toHaveCSS("border-top-left-radius", "2px");
    await expect(snippet(page)).toContainText("--batch-status-answered: #123456;");
    await expect(snippet(page)).toContainText("--batch-status-radius: 2px;");
    await page.getByRole("button", { name: "Reset" }).click();
    await expect(segment).toHaveCSS("background-color", first);
    await expect(snippet(page)).not.toContainText("--batch-status");
    await expect(page.getByLabel("radius", { exact: true })).toHaveValue("8");
    expect(hunt.lines).toEqual([]);
  });

  test("give a snippet for every kind of project, without a key", async ({ page, host, mock, site }) => {
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    await unfold(page);
    const endpoint = `${mock.origin}/functions/v1/batch-calls`;
    await page.getByLabel("view", { exact: true }).selectOption("summary");
    const kinds: Record<string, RegExp> = {
      React: /import type \{\} from "batch-status\/react";[^]*<batch-status\n +batch-id="ca11/,
      Vue: /<template>\n +<batch-status\n +batch-id="ca11/,
      npm: /npm install batch-status[^]*setAttribute\("view", "summary"\)/,
      HTML: /<batch-status\n +batch-id="ca11[^]*endpoint="\/batch-status"/,
    };
    for (const [kind, wanted] of Object.entries(kinds)) {
      await page.getByLabel("For").selectOption(kind);
      await expect(snippet(page)).toHaveText(wanted, { useInnerText: true });
      await expect(snippet(page)).toContainText("summary");
      await expect(snippet(page)).not.toContainText("demo-key");
    }
    await page.getByLabel("endpoint", { exact: true }).fill(endpoint);
    await page.getByLabel("endpoint", { exact: true }).press("Enter");
    // The snippet, unchanged in a customer's page, loads and asks without a key.
    await page.goto(site.publish({ body: await snippet(page).innerText() }));
    await expect(screen.error).toHaveAttribute("data-kind", "unauthorized");
  });

  test("copy the snippet", async ({ page, host, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await (await openPage(page, host)).expectState("ready");
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await expect(page.getByText("Copied")).toBeVisible();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toBe(await snippet(page).textContent());
  });

  test("send one's own key to no address that was typed before", async ({ page, host, mock, secrets }) => {
    const key = "sk-my-own-key";
    secrets.add(key);
    const asked: string[] = [];
    await page.route("https://api.magpipe.ai/**", (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    const screen = await openPage(page, host);
    await screen.expectState("ready");
    await unfold(page);
    const endpoint = page.getByLabel("endpoint", { exact: true });
    await endpoint.fill("./fault/500/functions/v1/batch-calls");
    await endpoint.press("Enter");
    await screen.expectState("failed");
    await page.getByLabel("Magpipe API").check();
    await expect(endpoint).toBeDisabled();
    await page.getByLabel("Batch ID").fill(SEED);
    await page.getByLabel("API key").fill(key);
    await page.getByRole("button", { name: "Watch" }).click();
    await expect(screen.error).toHaveAttribute("data-kind", "network");
    expect(asked).toEqual(["https://api.magpipe.ai/functions/v1/batch-calls"]);
    expect((await mock.everything()).filter(({ headers }) => headers["authorization"]?.includes(key))).toEqual([]);
  });
});

test.describe("on a static host alone", () => {
  test("plays a recording, without a key and without an API", async ({ page, host, hunt, mock }) => {
    const screen = await openPage(page, host);
    await expect(page.getByLabel("Recording")).toBeChecked();
    await screen.expectState("ready");
    await expect(screen.part("header")).toContainText("Appointment Reminders");
    await expect(screen.badge).toHaveText("Running");
    const slider = page.getByRole("slider", { name: "Time" });
    const before = Number(await slider.inputValue());
    await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(before + 60_000);
    await slider.press("End");
    await screen.expectState("done");
    await expect(screen.headline).toContainText("Completed");
    await unfold(page);
    await page.getByLabel("replay", { exact: true }).fill("7x");
    await page.getByLabel("replay", { exact: true }).press("Enter");
    await expect(page.getByLabel("Speed")).toHaveValue("7");
    await expect(snippet(page)).toContainText(/src="\/recording.json"\s+replay="7x"/);
    expect(await findingsInPage(page)).toEqual([]);
    // The page asks once whether there is a simulated API.
    expect(hunt.lines.filter((line) => !line.includes("/mock/campaigns"))).toEqual([]);
    expect(await mock.from(host.origin)).toEqual([]);
  });

  test("asks for a batch and a key, and says what a key can do", async ({ page, host, secrets }) => {
    secrets.add("sk-my-own-key");
    await page.route("https://api.magpipe.ai/**", (route) => route.abort());
    const screen = await openPage(page, host);
    await expect(page.getByLabel("Simulated API")).toBeDisabled();
    await expect(page.getByText("The simulated API is not running here")).toBeVisible();
    await page.getByLabel("Magpipe API").check();
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
    expect(await findingsInPage(page)).toEqual([]);
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

const snippet = (page: Page) => page.locator("#snippet");

async function unfold(page: Page): Promise<void> {
  await page.locator("#settings").evaluate((form) => {
    for (const group of form.querySelectorAll("details")) group.open = true;
  });
}

function attributes(screen: Screen): Promise<Record<string, string>> {
  return screen.element.evaluate((element) =>
    Object.fromEntries([...element.attributes].filter(({ name }) => !/^(data-|style)/.test(name)).map(({ name, value }) => [name, value])),
  );
}

/** The answer to an unknown fault names all faults. */
async function unknownFaultAnswer(mock: MockApi): Promise<string[]> {
  const response = await fetch(mock.faulty("no-such-fault"), { method: "POST" });
  return ((await response.json()) as { known: string[] }).known;
}
