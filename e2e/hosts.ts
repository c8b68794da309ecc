// `cargo xtask frameworks`: the static files on servers of others, set up as docs/hosting.md says or not at all.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SEED } from "./support/campaigns.ts";
import { DIST, expect, tag, test } from "./support/fixtures.ts";
import { useSeed } from "./support/examples.ts";
import { program } from "./support/programs.ts";
import { freePort, writeSnippets } from "./support/projects.ts";
import { Screen } from "./support/screen.ts";

const FILES = "vendor/batch-status";

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

/** The files in a site's folder, with a page beside them that has the element. */
function site(folder: string, endpoint: string): void {
  mkdirSync(join(folder, FILES), { recursive: true });
  cpSync(DIST, join(folder, FILES), { recursive: true });
  const script = `<script type="module" src="/${FILES}/batch-status.js"></script>`;
  const page = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Campaign</title>${script}`;
  writeFileSync(join(folder, FILES, "page.html"), page + tag({ endpoint }));
}

const HOSTS: Record<string, { run: (folder: string, port: number) => Promise<Host>; isForOthers: boolean }> = {
  Caddy: {
    isForOthers: true,
    run: (folder, port) => {
      writeSnippets("On a static host", folder, "hosting.md");
      const snippet = readFileSync(join(folder, "Caddyfile"), "utf8");
      writeFileSync(join(folder, "Caddyfile"), `{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:${port} {\n${snippet}}\n`);
      return start(program("CADDY", ["caddy"]), ["run", "--config", "Caddyfile"], folder, port);
    },
  },
  "Python's file server": {
    isForOthers: false,
    run: (folder, port) => start(program("PYTHON", ["python3"]), ["-m", "http.server", "--bind", "127.0.0.1", String(port)], folder, port),
  },
};

for (const [name, { run, isForOthers }] of Object.entries(HOSTS)) {
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
      expect(report).toMatchObject({ files: { wasm: { found: "application/wasm", problem: null } } });
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
}
