// The built files as they are shipped: each checks the next, and the classic script works alone, too.
import { SEED } from "../support/campaigns.ts";
import { expect, strictPolicy, tag, test } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";

for (const [what, file] of [
  ["core", /-core\.\w+\.js$/],
  ["glue", /-app\.\w+\.js$/],
  ["wasm", /\.wasm$/],
] as const) {
  test(`a ${what} that was changed on its way does not run`, async ({ open, page, host }) => {
    host.intercept = (request, response) => {
      if (!file.test(request.url ?? "")) return false;
      const type = request.url?.endsWith(".wasm") ? "application/wasm" : "text/javascript";
      response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" });
      response.end(`globalThis.hasRun = true; export class Core {}; export default () => {}`);
      return true;
    };
    const screen = await open({ batch: SEED });
    await expect(screen.error).toHaveAttribute("data-reason", what === "wasm" ? "not-the-file" : "integrity");
    expect(await page.evaluate(() => "hasRun" in window)).toBe(false);
  });
}

test("a module that only some need is asked for then, and one that was changed does not run", async ({ open, page, context, host, consoleLines }) => {
  const asked = () => host.asked.filter((path) => /-tabs\.\w+\.js$/.test(path)).length;
  const screen = await open({ batch: SEED, csp: "" });
  await screen.expectState("ready");
  expect(asked()).toBe(0);
  host.intercept = (request, response) => {
    const isIt = /-tabs\.\w+\.js/.test(request.url ?? "");
    if (isIt) {
      response.writeHead(200, { "content-type": "text/javascript", "access-control-allow-origin": "*" });
      response.end("globalThis.hasRun = true; export const ask = () => new Response('stolen')");
    }
    return isIt;
  };
  const other = await context.newPage();
  await other.goto(page.url());
  await new Screen(other).expectState("ready");
  await screen.refreshButton.click();
  await expect.poll(() => consoleLines().filter((line) => /-tabs\.\w+\.js did not load/.test(line)).length).toBe(1);
  await screen.expectState("ready");
  expect(await page.evaluate(() => "hasRun" in window)).toBe(false);
  expect(asked()).toBeGreaterThan(0);
});

test("the classic script works without modules, under the strictest policy, from any folder", async ({ page, host, site, mock, hunt, key, secrets }) => {
  secrets.add(key);
  const csp = strictPolicy(host.origin, mock.origin);
  const element = tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key });
  const body = `${element}<script src="${host.origin}/some/where/batch-status.classic.js"></script>`;
  await page.goto(site.publish({ body, csp }));
  const screen = new Screen(page);
  await screen.expectState("ready");
  await expect(screen.rows).toHaveCount(3);
  expect(hunt.lines).toEqual([]);
  expect(host.asked.every((path) => path.startsWith("/some/where/"))).toBe(true);
});

test("the class alone is shipped too, and defines nothing by itself", async ({ page, host, site }) => {
  await page.goto(site.publish({ body: "<batch-status></batch-status>" }));
  const url = `${host.origin}/batch-status.class.js`;
  expect(await page.evaluate(async (href) => Object.keys(await import(href)), url)).toEqual(["BatchStatus"]);
  expect(await page.evaluate(() => customElements.get("batch-status") ?? null)).toBeNull();
  await page.evaluate(async (href) => ((await import(href)) as { BatchStatus: { define(): void } }).BatchStatus.define(), url);
  await new Screen(page).expectState("unconfigured");
});
