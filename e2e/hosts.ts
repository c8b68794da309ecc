// `cargo xtask frameworks`: the static files on servers of others, set up as docs/hosting.md says or not at all.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SEED } from "./support/campaigns.ts";
import { DIST, DIST_NPM, expect, tag, test } from "./support/fixtures.ts";
import { useSeed } from "./support/examples.ts";
import { program } from "./support/programs.ts";
import { freePort, writeSnippets } from "./support/projects.ts";
import { Screen } from "./support/screen.ts";

const FILES = "vendor/batch-status";
const README = fileURLToPath(new URL("../README.md", import.meta.url));

interface Host {
  origin: string;
  stop: () => Promise<void>;
}

async function start(file: string, args: string[], folder: string, port: number): Promise<Host> {
  const server: ChildProcess = spawn(file, args, { cwd: folder, env: { ...process.env, SITE: folder }, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr?.on("data", (piece) => (said += piece));
  const origin = `http://127.0.0.1:${port}`;
  await expect(async () => expect((await fetch(`${origin}/${FILES}/batch-status.js`)).status, said).toBe(200)).toPass({ timeout: 20_000 });
  const stop = async () => {
    const ended = once(server, "exit");
    server.kill();
    await ended;
  };
  return { origin, stop };
}

/**
 * Object storage in the manner of S3 that nobody has set up: keys and no folders, so no start pages; WebAssembly of no type
 * that it knows; no headers for pages of other hosts; 403 for what is not there; and nothing but reading.
 */
async function bucket(folder: string, port: number): Promise<Host> {
  const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".txt": "text/plain" };
  const server = createServer(({ method, url = "/" }, response) => {
    const file = join(folder, new URL(url, "http://bucket").pathname);
    const refuse = (status: number, code: string) =>
      response.writeHead(status, { "content-type": "application/xml" }).end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
    if (method !== "GET" && method !== "HEAD") return refuse(405, "MethodNotAllowed");
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return refuse(403, "AccessDenied");
    response.writeHead(200, { "content-type": types[extname(file)] ?? "binary/octet-stream" }).end(readFileSync(file));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
}

/** The files in a site's folder, with a page beside them that has the element. */
function site(folder: string, endpoint: string): void {
  mkdirSync(join(folder, FILES), { recursive: true });
  cpSync(DIST, join(folder, FILES), { recursive: true });
  const script = `<script type="module" src="/${FILES}/batch-status.js"></script>`;
  const page = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Campaign</title>${script}`;
  writeFileSync(join(folder, FILES, "page.html"), page + tag({ endpoint }));
}

const python = (folder: string, port: number) =>
  start(program("PYTHON", ["python3"]), ["-m", "http.server", "--bind", "127.0.0.1", String(port)], folder, port);

/** By what they are: whether pages of other hosts may read the files, and under which type the wasm comes. */
const HOSTS: Record<string, { run: (folder: string, port: number) => Promise<Host>; isForOthers: boolean; wasm: string }> = {
  Caddy: {
    isForOthers: true,
    wasm: "application/wasm",
    run: (folder, port) => {
      writeSnippets("On a static host", folder, "hosting.md");
      const snippet = readFileSync(join(folder, "Caddyfile"), "utf8");
      writeFileSync(join(folder, "Caddyfile"), `{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:${port} {\n${snippet}}\n`);
      return start(program("CADDY", ["caddy"]), ["run", "--config", "Caddyfile"], folder, port);
    },
  },
  "Python's file server": {
    isForOthers: false,
    wasm: "application/wasm",
    run: python,
  },
  "Object storage": { isForOthers: false, wasm: "binary/octet-stream", run: bucket },
};

for (const [name, { run, isForOthers, wasm }] of Object.entries(HOSTS)) {
  test(`${name} serves the element to its own pages, and says its headers`, async ({ page, mock, hunt, key, secrets }, info) => {
    secrets.add(key);
    const folder = info.outputPath("site");
    site(folder, mock.endpoint);
    const host = await run(folder, await freePort());
    try {
      await page.goto(`${host.origin}/${FILES}/page.html`);
      const given = { apiKey: key, batchId: SEED };
      await page.evaluate((it) => void Object.assign(document.querySelector("batch-status") as object, it), given);
      await useSeed(new Screen(page));
      expect(hunt.lines).toEqual([]);
      const report = await new Screen(page).element.evaluate((it) => (it as unknown as { diagnose(): Promise<object> }).diagnose());
      expect(report).toMatchObject({ files: { wasm: { found: wasm, problem: null } } });
      if (isForOthers) {
        const headers = async (file: string) => (await fetch(`${host.origin}/${FILES}/${file}`)).headers;
        const core = /batch-status-core\.\w+\.js/.exec(await (await fetch(`${host.origin}/${FILES}/batch-status.js`)).text())?.[0] ?? "";
        expect((await headers("batch-status.js")).get("cache-control")).toBe("no-cache");
        expect((await headers("embed.html")).get("cache-control")).toBe("no-cache");
        expect((await headers(core)).get("cache-control")).toContain("immutable");
      }
    } finally {
      await host.stop();
    }
  });

  test(`${name}: a page of another host ${isForOthers ? "shows the campaign" : "is told that it may not read the files"}`, async ({ page, mock, site: other, key, secrets, hunt }, info) => {
    secrets.add(key);
    const folder = info.outputPath("site");
    site(folder, mock.endpoint);
    const host = await run(folder, await freePort());
    try {
      const script = `<script src="${host.origin}/${FILES}/batch-status.classic.js"></script>`;
      await page.goto(other.publish({ body: tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key }) + script, head: '<link rel="icon" href="data:,">' }));
      const screen = new Screen(page);
      if (isForOthers) {
        await useSeed(screen);
        expect(hunt.lines.filter((line) => !line.includes("api-key"))).toEqual([]);
      } else await expect(screen.error).toContainText("has to send Access-Control-Allow-Origin");
    } finally {
      await host.stop();
    }
  });

  if (isForOthers) continue;

  test(`${name}: a page of another host that names the module shows what stands between the tags`, async ({ page, mock, site: other }, info) => {
    const folder = info.outputPath("site");
    site(folder, mock.endpoint);
    const host = await run(folder, await freePort());
    try {
      const body = `<batch-status batch-id="${SEED}" endpoint="/batch-status">The campaign cannot be shown here.</batch-status>`;
      const refused = page.waitForEvent("console", (line) => line.text().includes("blocked by CORS policy"));
      await page.goto(other.publish({ body, head: `<script type="module" src="${host.origin}/${FILES}/batch-status.js"></script>` }));
      await refused;
      await expect(page.getByText("The campaign cannot be shown here.")).toBeVisible();
    } finally {
      await host.stop();
    }
  });

  test(`${name}: an endpoint there is told that it takes no question, and a file is shown by src`, async ({ page, mock, key }, info) => {
    const folder = info.outputPath("site");
    site(folder, "/batch-status");
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const answer = await fetch(mock.endpoint, { method: "POST", headers, body: JSON.stringify({ action: "get", batch_id: SEED }) });
    writeFileSync(join(folder, "campaign.json"), await answer.text());
    const host = await run(folder, await freePort());
    try {
      await page.goto(`${host.origin}/${FILES}/page.html`);
      const screen = new Screen(page);
      await screen.element.evaluate((it, batch) => it.setAttribute("batch-id", batch), SEED);
      await expect(screen.error).toContainText("This server takes no POST");
      await screen.element.evaluate((it) => it.setAttribute("src", "/campaign.json"));
      await screen.expectState("ready");
      await expect(screen.value("progress")).toHaveText("2 of 3 dialled");
    } finally {
      await host.stop();
    }
  });
}

const [, GET = ""] = /^## Get the files\n.*?^```sh\n(.*?)^```/ms.exec(readFileSync(README, "utf8")) ?? [];
for (const line of GET.trim().split("\n")) {
  test(`by the README alone, an archive of a release becomes a page that plays a campaign: ${line.split(" ")[0]}`, async ({ page, hunt }, info) => {
    const folder = info.outputPath("site");
    mkdirSync(folder, { recursive: true });
    execFileSync("tar", ["-czf", join(folder, "batch-status-0.1.0-static.tar.gz"), "-C", DIST, "."]);
    execFileSync("npm", ["pack", "--silent", DIST_NPM], { cwd: folder });
    execFileSync("sh", ["-ec", line], { cwd: folder, stdio: "pipe" });
    writeSnippets("See it", folder, "../README.md");
    const host = await python(folder, await freePort());
    try {
      await page.goto(host.origin);
      const screen = new Screen(page);
      await screen.expectState("ready");
      await expect(screen.value("progress")).toContainText("of 24 dialled");
      expect(hunt.lines.filter((line) => !line.includes("favicon.ico"))).toEqual([]);
    } finally {
      await host.stop();
    }
  });
}
