// An element that does not load says why and what to do. `diagnose()` tells the page.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { answerFor, callsOf, fileOf, firstOf, integrityOf, withFiles } from "../support/entry.ts";
import { DIST, expect, strictPolicy, test } from "../support/fixtures.ts";
import type { Intercept } from "../support/servers.ts";

test.use({ assets: "stub" });

const WASM = "batch-status-app_bg.wasm";
const GLUE = "batch-status-app.js";
const WEB_PAGE = { body: "<!doctype html><title>Welcome</title>", "content-type": "text/html" };
const HANG_UP: Intercept = (request) => {
  if (!request.url?.endsWith(WASM)) return false;
  request.socket.destroy();
  return true;
};

const FAILURES: [what: string, spoil: Intercept, reason: string, says: RegExp][] = [
  ["a wasm that is not there", answerFor(WASM, { status: 404 }), "missing", /answers 404 for batch-status-app_bg\.wasm/],
  ["a glue that is not there", answerFor(GLUE, { status: 404 }), "missing", /answers 404 for batch-status-app\.js/],
  ["a core that is not there", answerFor("status-core.js", { status: 404 }), "missing", /answers 404 for batch-status-core\.js/],
  ["a host at its limits", answerFor(WASM, { status: 503 }), "status", /answers 503/],
  ["a web page in the wasm's place", answerFor(WASM, WEB_PAGE), "not-the-file", /something else than .*\.wasm: text\/html/],
  ["a web page in the glue's place", answerFor(GLUE, WEB_PAGE), "not-the-file", /something else than .*\.js: text\/html/],
  ["a glue of a wrong type", answerFor(GLUE, { "content-type": "text/plain" }), "mime-type", /as text\/plain.*as text\/javascript/],
  ["a wasm without CORS", answerFor(WASM, { cors: false }), "cors", /Access-Control-Allow-Origin/],
  ["a glue without CORS", answerFor(GLUE, { cors: false }), "cors", /Access-Control-Allow-Origin/],
  ["a host that hangs up", HANG_UP, "unreachable", /cannot be reached/],
  ["a wasm that does not fit the glue", answerFor(GLUE, { body: "export default async () => { throw new Error() }" }), "start", /did not start/],
];

for (const [what, spoil, reason, says] of FAILURES) {
  test(`${what}: ${reason}`, async ({ embed, page, host }) => {
    let broken = true;
    host.intercept = (request, response) => broken && spoil(request, response);
    await embed("<batch-status></batch-status>");
    await expectReason(page, reason, says);
    await expect(page.locator("batch-status")).toHaveAttribute("data-state", "failed");
    broken = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Drawn")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
}

async function expectReason(page: Page, reason: string, says: RegExp): Promise<void> {
  const alert = page.getByRole("alert");
  await expect(alert).toHaveAttribute("data-reason", reason);
  await expect(alert).toContainText(says);
  await expect(alert).toHaveAttribute("part", "error");
}

for (const [what, change, reason, says] of [
  ["without 'wasm-unsafe-eval'", [" 'wasm-unsafe-eval'", ""], "csp-wasm", /add 'wasm-unsafe-eval' to script-src/],
  ["without the host in connect-src", [/connect-src \S+/, "connect-src"], "csp-connect", /add 127.0.0.1:\d+ to connect-src/],
  ["that names the entry alone", [/script-src (\S+)/, "script-src $1/batch-status.js $1/batch-status-element.js $1/core/own.js $1/core/parts.js $1/batch-status-diagnose.js"], "csp-script", /refuses batch-status-core\.js/],
] as const) {
  test(`a policy ${what}: ${reason}`, async ({ embed, page, host, mock }) => {
    const csp = strictPolicy(host.origin, mock.origin).replace(change[0], change[1]);
    await embed("<batch-status></batch-status>", { csp });
    await expectReason(page, reason, says);
  });
}

test("a browser without WebAssembly is told so", async ({ embed, page }) => {
  await embed("<batch-status></batch-status>", { setUp: () => Reflect.deleteProperty(window, "WebAssembly") });
  await expectReason(page, "no-webassembly", /Use another browser/);
});

test("offline it says so, and loads by itself when the network is back", async ({ embed, page, context }) => {
  await embed(`<p style="height: 3000px"></p><div id="here"></div>`);
  await page.evaluate(async () => {
    // The words must be loaded before the network goes.
    await import(`${document.querySelector("script")?.src.replace("batch-status.js", "batch-status-diagnose.js")}`);
  });
  await context.setOffline(true);
  await page.evaluate(() => document.getElementById("here")?.append(document.createElement("batch-status")));
  await page.locator("batch-status").scrollIntoViewIfNeeded();
  await expectReason(page, "offline", /You are offline/);
  await context.setOffline(false);
  await expect(page.getByText("Drawn")).toBeVisible();
});

test("where not even the words load, the short text stands, and one can try again", async ({ embed, page, host }) => {
  let broken = true;
  const gone = firstOf(answerFor("-core.js", { status: 404 }), answerFor("-diagnose.js", { status: 404 }));
  host.intercept = (request, response) => broken && gone(request, response);
  await embed("<batch-status></batch-status>");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText(`did not load from ${new URL(host.origin).host}`);
  await expect.poll(() => host.asked.filter((path) => path.endsWith("diagnose.js"))).toHaveLength(1);
  await expect(alert).not.toHaveAttribute("data-reason");
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Drawn")).toBeVisible();
});

test.describe("checked files", () => {
  const good = (name: string) => [name, integrityOf(fileOf(`/${name}`))];

  /** The files as a release has them: each has the hash of the next. */
  function released(spoilt: Record<string, string> = {}): Intercept {
    const hash = (name: string) => (spoilt[name] ? [name, integrityOf(spoilt[name])] : good(name));
    const core = withFiles("/core/files.js", { glue: hash(GLUE), wasm: hash(WASM), lang: {} });
    const element = withFiles("/batch-status-element.js", {
      core: hash("batch-status-core.js"),
      diagnose: good("batch-status-diagnose.js"),
    });
    return firstOf(core.intercept, element.intercept);
  }

  test("load when they are what they should be", async ({ embed, page, host, consoleLines }) => {
    host.intercept = released();
    await embed("<batch-status></batch-status>");
    await expect(page.getByText("Drawn")).toBeVisible();
    expect(consoleLines()).toEqual([]);
    // Each is requested once: the link and the import share a request.
    expect(host.asked.length).toBe(new Set(host.asked).size);
    expect(await page.evaluate(() => document.querySelectorAll("link").length)).toBe(0);
  });

  for (const name of ["batch-status-core.js", GLUE, WASM]) {
    test(`do not run when they are not: ${name}`, async ({ embed, page, host }) => {
      host.intercept = released({ [name]: "another version" });
      await embed("<batch-status></batch-status>");
      await expectReason(page, "integrity", /is not the file that belongs to this version/);
      expect(await callsOf(page, "init")).toEqual([]);
    });
  }
});

const diagnose = (page: Page) =>
  page.evaluate(async () => {
    await customElements.whenDefined("batch-status");
    const element = document.querySelector("batch-status") as HTMLElement & { diagnose(): Promise<Record<string, unknown>> };
    return element.diagnose();
  });

test.describe("diagnose()", () => {
  test("names the type of a wasm that costs it the streaming", async ({ embed, page, host }) => {
    host.intercept = answerFor(WASM, { "content-type": "application/octet-stream" });
    await embed("<batch-status></batch-status>");
    await expect(page.getByText("Drawn")).toBeVisible();
    expect(await diagnose(page)).toMatchObject({ files: { wasm: { found: "application/octet-stream", problem: null } } });
  });

  test("looks at the element's own addresses before anything of it has loaded", async ({ embed, page, host, mock }) => {
    await embed(`<p id="tall"></p><batch-status endpoint="${mock.endpoint}"></batch-status>`, {
      early: () => {
        const tall = document.getElementById("tall");
        if (tall) tall.style.height = "5000px";
      },
    });
    expect(await diagnose(page)).toMatchObject({
      phase: "waiting",
      credential: "not read yet",
      files: { host: new URL(host.origin).host, entry: { problem: null } },
      api: { origin: mock.origin, problem: null },
    });
    expect(host.asked.filter((path) => path.includes("app"))).toEqual([]);
  });

  test("names the policy that refuses the wasm, and the failure in place", async ({ embed, page, host, mock }) => {
    const csp = strictPolicy(host.origin, mock.origin).replace(" 'wasm-unsafe-eval'", "");
    await embed("<batch-status></batch-status>", { csp });
    await expect(page.getByRole("alert")).toHaveAttribute("data-reason", "csp-wasm");
    expect(await diagnose(page)).toMatchObject({ webAssembly: "csp-wasm", failure: "csp-wasm", state: "failed" });
  });

  test("tells of a clock that is wrong", async ({ embed, page, site }) => {
    await embed(`<batch-status endpoint="${site.origin}/nothing"></batch-status>`, {
      csp: "",
      at: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await expect(page.getByText("Drawn")).toBeVisible();
    const { api } = (await diagnose(page)) as { api: { clockSkewMs: number } };
    expect(api.clockSkewMs).toBeGreaterThan(3_500_000);
    expect(api.clockSkewMs).toBeLessThan(3_700_000);
  });
});

// What the page gave is the widget's to tell, so these have the real one.
test.describe("diagnose(), with the widget", () => {
  test.use({ assets: "dist" });

  const inState = (page: Page, state: string) => expect(page.locator("batch-status")).toHaveAttribute("data-state", state);

  test("reports what is in order, and no secret", async ({ embed, page, mock, key, host, site, expectNoLeak }) => {
    await embed(`<batch-status endpoint="${mock.endpoint}?who=${key}x" api-key="${key}"></batch-status>`, { key: `${key}-no` });
    await inState(page, "unconfigured");
    const report = await diagnose(page);
    expect(report).toEqual({
      version: "0.1.0",
      defined: "0.1.0",
      state: "unconfigured",
      phase: "mounted",
      failure: null,
      page: { origin: site.origin, secure: true, online: true, lang: "en" },
      webAssembly: "allowed",
      worker: "none needed so far",
      files: {
        host: new URL(host.origin).host,
        entry: { found: "text/javascript", problem: null },
        glue: { found: "text/javascript", problem: null },
        wasm: { found: "application/wasm", problem: null },
      },
      credential: "api-key",
      api: expect.objectContaining({ origin: mock.origin, problem: null, status: expect.any(Number) }),
    });
    expect(JSON.stringify(report)).not.toContain(key);
    await expectNoLeak();
  });

  for (const [what, endpoint, csp, problem] of [
    ["an API that does not let pages read", "/elsewhere/none", (policy: string) => policy, "cors"],
    ["an API that the policy does not name", "https://api.example/x", (policy: string) => policy, "csp-connect"],
    ["an API that is not there", "http://127.0.0.1:9/x", (policy: string) => `${policy.replace("connect-src", "connect-src http://127.0.0.1:9")}`, "unreachable"],
  ] as const) {
    test(`names ${what}`, async ({ embed, page, host, mock }) => {
      const address = endpoint.startsWith("/") ? host.origin + endpoint : endpoint;
      await embed(`<batch-status endpoint="${address}"></batch-status>`, { csp: csp(strictPolicy(host.origin, mock.origin)) });
      await inState(page, "unconfigured");
      expect(await diagnose(page)).toMatchObject({ credential: "none", api: { problem, status: null } });
    });
  }

  test("asks nothing where the page gives the data", async ({ embed, page, mock, site }) => {
    await embed("<batch-status></batch-status>", {
      early: () => Object.assign(document.querySelector("batch-status") as Element, { data: {} }),
    });
    await inState(page, "failed");
    expect(await diagnose(page)).toMatchObject({ credential: "data", api: null });
    expect(await mock.from(site.origin)).toEqual([]);
  });
});

test.describe("a page from a disk", () => {
  async function openFrom(page: Page, file: string, script: string): Promise<void> {
    await writeFile(file, `<!doctype html>${script}<batch-status>Open this page by http.</batch-status>`);
    await page.goto(pathToFileURL(file).href);
  }
  const address = (name: string) => pathToFileURL(join(DIST, name)).href;

  test("with the classic script is told that it needs a server", async ({ page }, info) => {
    await openFrom(page, info.outputPath("page.html"), `<script src="${address("batch-status.classic.js")}"></script>`);
    await expect(page.getByRole("alert")).toContainText("needs a web server");
    await expect(page.locator("batch-status")).toHaveAttribute("data-state", "failed");
  });

  test("with the module, which browsers do not run there, shows what stands between the tags", async ({ page }, info) => {
    const refused = page.waitForEvent("console", (line) => line.text().includes("blocked by CORS policy"));
    await openFrom(page, info.outputPath("page.html"), `<script type="module" src="${address("batch-status.js")}"></script>`);
    await refused;
    await expect(page.getByText("Open this page by http.")).toBeVisible();
  });

  test("that is the demo page says how it is opened", async ({ page }) => {
    await page.goto(address("index.html"));
    await expect(page.getByText("python3 -m http.server")).toBeVisible();
  });
});
