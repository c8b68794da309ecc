// On other people's pages: the two-line snippet, strict policies, hostile styles, any folder.
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, strictPolicy, tag, test } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";

test("the two-line snippet works from another origin, under the strictest policy", async ({ page, host, site, mock, hunt, key, secrets }) => {
  secrets.add(key);
  const violations: string[] = [];
  await page.exposeFunction("violated", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violated } = window as unknown as { violated(text: string): void };
      violated(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const csp = strictPolicy(host.origin, mock.origin);
  const body = `<script type="module" src="${host.origin}/batch-status.js"></script>
${tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key })}`;
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(site.publish({ body, csp }));

  const screen = new Screen(page);
  await screen.expectState("ready");
  await expect(screen.rows).toHaveCount(3);
  await screen.search.fill("john");
  await screen.sort("name").click();
  await screen.chip("completed").click();
  await expect(screen.rows).toHaveCount(1);
  expect(violations).toEqual([]);
  expect(hunt.lines).toEqual([]);

  // Four files of the host, one request to the API, and nothing else.
  const [entry, core, ...app] = host.asked;
  expect(entry).toBe("/batch-status.js");
  expect(core).toMatch(/^\/batch-status-core.*\.js$/);
  // These two are fetched at the same time.
  const [glue, wasm, ...more] = app.toSorted((a, b) => a.length - b.length);
  expect(glue).toMatch(/^\/batch-status-app.*\.js$/);
  expect(wasm).toMatch(/^\/batch-status-app.*\.wasm$/);
  expect(more).toEqual([]);
  const origins = new Set(requests.map((url) => new URL(url).origin));
  expect([...origins].toSorted()).toEqual([host.origin, mock.origin, site.origin].toSorted());
});

test("works from any folder of the host", async ({ open, host }) => {
  const screen = await open({ batch: SEED, folder: "/some/where/" });
  await screen.expectState("ready");
  expect(host.asked.every((path) => path.startsWith("/some/where/"))).toBe(true);
});

test("leaves nothing behind on the page outside itself", async ({ open, page }) => {
  const screen = await open({
    batch: SEED,
    setUp: () => {
      Object.assign(window, { globalsBefore: Object.keys(window) });
    },
  });
  await screen.expectState("ready");
  const left = await page.evaluate(() => {
    const { globalsBefore } = window as unknown as { globalsBefore: string[] };
    const known = new Set([...globalsBefore, "globalsBefore"]);
    return {
      globals: Object.keys(window).filter((name) => !known.has(name) && !/^(__)?playwright|^__pw/.test(name)),
      styles: document.querySelectorAll("style, link").length + document.adoptedStyleSheets.length,
      body: [...document.body.children].map(({ localName }) => localName),
      children: document.querySelector("batch-status")?.childNodes.length,
    };
  });
  expect(left).toEqual({ globals: [], styles: 0, body: ["script", "batch-status"], children: 0 });
});

for (const [name, css] of Object.entries({
  "* { all: unset !important }": "* { all: unset !important } html { font-size: 62.5% }",
  "display, font and case of everything": `* { display: inline; float: left; color: red; margin: 30px; line-height: 3; }
    body { font: 40px cursive; text-transform: uppercase; letter-spacing: 9px; text-align: right; word-spacing: 20px; text-indent: 50px; white-space: pre }
    .card, .table, .header, button, input, td { display: none; transform: rotate(90deg) }`,
})) {
  test(`hostile styles do not reach in: ${name}`, async ({ open, host, mock }) => {
    const screen = await open({
      batch: SEED,
      at: SEED_TIME,
      head: `<style>${css}</style>`,
      before: `<div id="ground">`,
      after: `</div>`,
      csp: strictPolicy(host.origin, mock.origin) + "; style-src 'unsafe-inline'",
    });
    await screen.expectState("ready");
    await expect(screen.headline).toHaveCSS("font-size", "16px");
    await expect(screen.headline).toHaveCSS("text-transform", "none");
    await expect(screen.headline).toHaveCSS("letter-spacing", "normal");
    await expect(screen.value("answer-rate")).toHaveCSS("font-size", "20px");
    await expect(screen.cell("r1-uuid", "name")).toBeVisible();
    await expect(screen.cell("r1-uuid", "name")).toHaveCSS("white-space", "nowrap");
    await expect(screen.rows).toHaveCount(3);
    await screen.search.fill("jane");
    await expect(screen.column("name")).toHaveText(["Jane Smith"]);
  });
}

for (const [name, css] of Object.entries({
  "a flex row": "#ground { display: flex }",
  "a float": "#ground { float: left }",
  "a table cell": "#ground { display: table-cell }",
  "an inline element": "batch-status { display: inline }",
})) {
  test(`takes its width in ${name}, and no more than there is`, async ({ open, page, host, mock }) => {
    const csp = strictPolicy(host.origin, mock.origin) + "; style-src 'unsafe-inline'";
    const screen = await open({ batch: SEED, head: `<style>${css}</style>`, before: `<div id="ground">`, after: "</div>", csp });
    await screen.expectState("ready");
    const width = async () => (await screen.part("table").boundingBox())?.width ?? 0;
    expect(await width()).toBeGreaterThan(600);
    await page.setViewportSize({ width: 400, height: 800 });
    await expect.poll(width).toBeLessThanOrEqual(400);
    expect(await width()).toBeGreaterThan(300);
  });
}

test("a page in another zone and language shows its reader's times", async ({ browser, host, site, mock }) => {
  const context = await browser.newContext({ timezoneId: "America/Vancouver", locale: "en-US" });
  const page = await context.newPage();
  await page.clock.install({ time: SEED_TIME });
  const body = `<script type="module" src="${host.origin}/batch-status.js"></script>${tag({
    "batch-id": SEED,
    endpoint: mock.endpoint,
    "api-key": "demo-key-zone",
  })}`;
  await page.goto(site.publish({ body }));
  const screen = new Screen(page);
  await screen.openTab("details");
  await expect(screen.detailValue("started")).toHaveText("01:00:05 PST");
  await expect(screen.detailValue("window")).toHaveText("Mon–Fri 09:00–17:00 UTC");
  await expect(screen.detail("window")).toContainText("closes Thu 17:00 UTC (09:00 yours)");
  await screen.openTab("people");
  await expect(screen.cell("r1-uuid", "attempted")).toHaveText("01:00:10");
  await expect(screen.cell("r1-uuid", "attempted")).toHaveAttribute("title", /09:00:10 UTC$/);
  await context.close();
});

test("a campaign with a script in its texts shows the text", async ({ open, mock, page }) => {
  const evil = `<img src=x onerror="window.hacked=1">`;
  const [one] = people(1);
  const start = campaign([{ id: "r0", phone_number: evil, status: evil, ...one, name: evil, error_message: evil }], { name: evil });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id });
  await screen.expectState("ready");
  await expect(screen.cell("r0", "name")).toHaveText(evil);
  await expect(screen.part("header")).toContainText(evil);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});
