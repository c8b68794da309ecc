import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

export const FRAMEWORKS = fileURLToPath(new URL("../../frameworks", import.meta.url));

/** A fresh copy of a project, where Node finds the packages of `frameworks/`, with what that chapter of the documents shows. */
export function prepare(name: string, chapter?: string): string {
  const folder = join(FRAMEWORKS, "build", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The documents show the whole of some projects.
  const own = join(FRAMEWORKS, "projects", name);
  if (existsSync(own)) cpSync(own, folder, { recursive: true });
  if (chapter) writeSnippets(chapter, folder);
  return folder;
}

/** Runs a program of the projects' packages, as their scripts would. */
export function run(folder: string, line: string): void {
  const [program, ...args] = line.split(" ");
  execFileSync(bin(program as string), args, { cwd: folder, env: environment(), stdio: "pipe" });
}

/** A server of a project's own, and what ends it. */
export async function serve(folder: string, line: string, more: Record<string, string>): Promise<{ origin: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const [program, ...args] = line.replace("{port}", String(port)).split(" ");
  // In a group of its own, since such servers start others.
  const server = spawn(bin(program as string), args, { cwd: folder, env: { ...environment(), ...more }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (piece) => (said += piece));
  // The name under which Next.js lets a page talk to its server for development.
  const origin = `http://localhost:${port}`;
  const stop = () => end(server);
  try {
    await expect(async () => expect((await fetch(origin)).status, said).toBe(200)).toPass({ timeout: 120_000 });
  } catch (error) {
    await stop();
    throw new Error(`${line} does not answer:\n${said}`, { cause: error });
  }
  return { origin, stop };
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return;
  const ended = once(server, "exit");
  process.kill(-server.pid);
  await ended;
}

const bin = (program: string) => join(FRAMEWORKS, "node_modules/.bin", program);

/** None of these tools is to tell its makers of this run. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NG_CLI_ANALYTICS: "false", NO_COLOR: "1" };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The files in a folder that a browser may get and that name a folder of this machine. */
export function filesThatNameThisMachine(folder: string): string[] {
  const here = [`${dirname(FRAMEWORKS)}/`, `${homedir()}/`];
  const all = readdirSync(folder, { recursive: true }).map(String);
  const texts = all.filter((name) => /\.(js|mjs|css|html|json|map)$/.test(name) && statSync(join(folder, name)).isFile());
  return texts.filter((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return here.some((path) => text.includes(path));
  });
}

const DOCUMENTS = fileURLToPath(new URL("../../docs", import.meta.url));

/** Writes the files that a chapter of a document shows, each under the name in its first line. */
export function writeSnippets(chapter: string, folder: string, document = "frameworks.md"): void {
  const text = readFileSync(join(DOCUMENTS, document), "utf8").split(/^## /m).find((part) => part.startsWith(`${chapter}\n`));
  const snippets = [...(text ?? "").matchAll(/^```\w+\n(?:\/\/|#|<!--) (\S+)(?: -->)?\n(.*?)^```$/gms)];
  if (snippets.length === 0) throw new Error(`docs/${document} shows no files for ${chapter}`);
  for (const [, name = "", content = ""] of snippets) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
