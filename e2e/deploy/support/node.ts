import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "./ports.ts";
import { replaced, type Proxy, type Settings } from "./proxies.ts";

const FOLDER = fileURLToPath(new URL("../../../deploy/node", import.meta.url));

/** deploy/node/proxy.mjs, as customers start it. */
export async function startNode({ api, key, batches, secret = "", origins = [], fresh }: Settings): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), "node-proxy-"));
  cpSync(FOLDER, folder, { recursive: true });
  const program = join(folder, "proxy.mjs");
  if (fresh) writeFileSync(program, replaced(readFileSync(program, "utf8"), { "FRESH = 10_000": `FRESH = ${fresh * 1000}`, "max-age=10": `max-age=${fresh}` }));
  const proxy = await run(program, { API: `${api}/functions/v1/batch-calls`, API_KEY: key, BATCHES: batches.join(","), TOKEN_SECRET: secret, ORIGINS: origins.join(",") });
  return { ...proxy, stop: () => proxy.stop().then(() => rmSync(folder, { recursive: true, force: true })) };
}

/** A program of deploy/node with these settings, once it listens. */
export async function run(program: string, settings: Record<string, string>): Promise<Proxy> {
  const child = spawn(process.execPath, [program], { env: { PATH: process.env.PATH, PORT: String(await freePort()), ...settings }, stdio: ["ignore", "pipe", "pipe"] });
  const lines: string[] = [];
  const out = createInterface(child.stdout).on("line", (line) => lines.push(line));
  createInterface(child.stderr).on("line", (line) => lines.push(line));
  const [line] = await Promise.race([once(out, "line") as Promise<[string]>, once(child, "exit").then(() => [lines.join("\n")])]);
  const origin = /^Listening on (\S+)$/.exec(line ?? "")?.[1];
  if (!origin) throw new Error(`${program} said: ${lines.join("\n")}`);
  const stop = async () => {
    const ended = once(child, "exit");
    child.kill();
    await ended;
  };
  return { origin, logs: () => lines.join("\n"), stop };
}
