// The kinds of pages in which the element must work. Each is used as a person would: figures, a refresh, a
// filter, an order by key. They run in Chromium, and in Firefox by firefox.config.ts.
import type { Page } from "@playwright/test";
import { SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, strictPolicy, tag, test } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import { Screen } from "../support/screen.ts";
import type { CustomerPage } from "../support/servers.ts";

/** What a page is made of. */
interface Given {
  host: string;
  api: string;
  /** The element with its key. */
  element: string;
  /** The attributes of a div that becomes an element. */
  data: string;
  /** Publishes another page, and returns its address. */
  publish: (page: CustomerPage) => string;
}

const strict = ({ host, api }: Given) => strictPolicy(host, api);
const withStyles = (given: Given) => `${strict(given)}; style-src 'unsafe-inline'`;
const module = ({ host }: Given, folder = "") => `<script type="module" src="${host}${folder}/batch-status.js"></script>`;
const framed = (given: Given, attributes: string): CustomerPage => ({
  csp: "default-src 'none'; frame-src *",
  body: `<iframe ${attributes} width="1000" height="800" src="${given.publish({
    body: module(given) + given.element,
    csp: strict(given),
  })}"></iframe>`,
});

const HOSTILE = `* { all: unset !important } html { font-size: 62.5% }`;
const CASCADE = `html { font-size: 62.5% } * { box-sizing: content-box; line-height: 3; letter-spacing: 9px; color: red }
  button, input, td, .card, .chip { display: none !important; transform: rotate(90deg) }`;

const PAGES: Record<string, (given: Given) => CustomerPage> = {
  "the strictest policy": (given) => ({ csp: strict(given), body: module(given) + given.element }),
  "every style unset": (given) => ({
    csp: withStyles(given),
    head: `<style>${HOSTILE}</style>`,
    body: module(given) + given.element,
  }),
  "styles for everything, and a root of 62.5%": (given) => ({
    csp: withStyles(given),
    head: `<style>${CASCADE}</style>`,
    body: module(given) + given.element,
  }),
  "right to left": (given) => ({ csp: strict(given), body: `<main dir="rtl">${module(given)}${given.element}</main>` }),
  "an iframe": (given) => framed(given, ""),
  "a sandboxed iframe, of no origin": (given) => framed(given, `sandbox="allow-scripts"`),
  "a sub-path": (given) => ({ csp: strict(given), body: module(given, "/some/where") + given.element }),
  "no modules": (given) => ({
    csp: strict(given),
    body: `${given.element}<script src="${given.host}/batch-status.classic.js"></script>`,
  }),
  "a div in the tag's place": (given) => ({
    csp: strict(given),
    body: `${module(given)}<div data-batch-status ${given.data}>Loading the campaign…</div>`,
  }),
};

for (const [name, make] of Object.entries(PAGES)) {
  test(`works in: ${name}`, async ({ page, host, site, mock, key, secrets, hunt }) => {
    secrets.add(key);
    const attributes = { "batch-id": SEED, endpoint: mock.endpoint, "api-key": key, "refresh-interval": "60" };
    const publish = (one: CustomerPage) => site.publish(one);
    const data = dataOf(attributes);
    const given = { host: host.origin, api: mock.origin, element: tag(attributes), data, publish };
    const violations = await violationsOf(page);
    await page.clock.install({ time: SEED_TIME });
    await page.goto(publish(make(given)));
    await use(screenOf(page, make(given).body), mock, key);
    expect(violations).toEqual([]);
    expect(hunt.lines).toEqual([]);
  });
}

test("the strictest policy is in force, or what works under it would say nothing", async ({ page, host, site, mock }) => {
  await page.goto(site.publish({ body: "", csp: strictPolicy(host.origin, mock.origin) }));
  const refused = await page.evaluate(() => {
    const attempt = (doing: () => unknown) => {
      try {
        doing();
        return "allowed";
      } catch (error) {
        return (error as Error).name;
      }
    };
    const style = document.createElement("style");
    style.textContent = "body { color: red }";
    document.head.append(style);
    return {
      markup: attempt(() => (document.body.innerHTML = "<b>markup</b>")),
      style: style.sheet === null ? "refused" : "allowed",
    };
  });
  expect(refused).toEqual({ markup: "TypeError", style: "refused" });
});

test("reads from right to left where the page does", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, before: `<main dir="rtl">`, after: "</main>" });
  await screen.expectState("ready");
  await expect(screen.headline).toHaveCSS("direction", "rtl");
  const left = async (column: string) => (await screen.cell("r1-uuid", column).boundingBox())?.x ?? 0;
  expect(await left("name")).toBeGreaterThan(await left("status"));
});

test("keeps its sizes under hostile styles", async ({ open, host, mock }) => {
  const csp = `${strictPolicy(host.origin, mock.origin)}; style-src 'unsafe-inline'`;
  const screen = await open({ batch: SEED, at: SEED_TIME, csp, head: `<style>${HOSTILE}</style>` });
  await screen.expectState("ready");
  await expect(screen.headline).toHaveCSS("font-size", "16px");
  await expect(screen.value("answer-rate")).toHaveCSS("font-size", "20px");
  await expect(screen.headline).toHaveCSS("letter-spacing", "normal");
});

function dataOf(attributes: Record<string, string>): string {
  return Object.entries(attributes).map(([name, value]) => `data-${name}="${value}"`).join(" ");
}

function screenOf(page: Page, body: string): Screen {
  const element = body.includes("<iframe") ? page.frameLocator("iframe").locator("batch-status") : page.locator("batch-status");
  return new Screen(page, element);
}

/** Everything that a policy of the page, or of a page within it, refused. */
async function violationsOf(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction("violated", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violated } = window as unknown as { violated(text: string): void };
      violated(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return violations;
}

/** Uses the element as a person does: reads, refreshes, filters with the mouse, sorts with a key. */
async function use(screen: Screen, mock: MockApi, key: string): Promise<void> {
  await screen.expectState("ready");
  await expect(screen.headline).toHaveText("Dialling: 1 call live, 1 waiting");
  await expect(screen.value("progress")).toHaveText("2 of 3 dialled");
  await screen.openTab("details");
  await expect(screen.detailValue("started")).toHaveText("09:00:05 UTC");
  await expect(screen.detailValue("window")).toHaveText("Mon–Fri 09:00–17:00 UTC");
  await screen.openTab("people");
  await expect(screen.column("name")).toHaveText(["Jane Smith", "Bob Wilson", "John Doe"]);

  const asked = async () => (await mock.everything()).filter(({ headers }) => headers["authorization"] === `Bearer ${key}`);
  expect(await asked()).toHaveLength(1);
  await screen.refreshButton.click();
  await expect.poll(async () => (await asked()).filter(({ status }) => status === 200).length).toBe(2);

  await screen.chip("completed").click();
  await expect(screen.column("name")).toHaveText(["John Doe"]);
  await screen.chip("completed").click();
  await expect(screen.rows).toHaveCount(3);
  await screen.orderByName();
  await expect(screen.column("name")).toHaveText(["Bob Wilson", "Jane Smith", "John Doe"]);
  await expect(screen.element).not.toHaveAttribute("api-key");
}
