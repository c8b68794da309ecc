import { execFileSync } from "node:child_process";
import { cpSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { DIST_NPM } from "./fixtures.ts";
import type { MockApi } from "./mock-api.ts";
import type { Screen } from "./screen.ts";
import type { Intercept } from "./servers.ts";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const EXAMPLES = folder("../../examples");

/** Has the projects find the package that `DIST_NPM` holds, as `npm install ../dist-npm` gives it. */
export function linkPackage(): void {
  const link = join(EXAMPLES, "node_modules/batch-status");
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(link) === DIST_NPM) return;
  mkdirSync(join(EXAMPLES, "node_modules"), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(DIST_NPM, link, "junction");
}

/** Builds all of them. */
export function buildExamples(to: string): void {
  linkPackage();
  build("vite build", { OUT: to });
  build(`esbuild bundler/main.js --bundle --splitting --format=esm --minify --outdir=${join(to, "esbuild")}`);
  build(`rollup bundler/main.js --dir ${join(to, "rollup")} --plugin @rollup/plugin-node-resolve`);
  for (const version of [18, 19]) renderWithReact(version, join(to, `react-ssr-${version}`));
  for (const bundler of ["esbuild", "rollup"]) cpSync(join(EXAMPLES, "bundler/index.html"), join(to, bundler, "index.html"));
}

/** The pages that a server makes of the component and of the plain tag, and what takes them over, in React's development build. */
function renderWithReact(version: number, to: string): void {
  const aliases = version === 18 ? "--alias:react=react-18 --alias:react-dom=react-dom-18" : "";
  // The package is linked, and finds React from where the link is.
  const common = `--bundle --preserve-symlinks --jsx=automatic --define:process.env.NODE_ENV="development" ${aliases}`.trim();
  build(`esbuild react-ssr/component-page.jsx react-ssr/tag-page.jsx ${common} --splitting --format=esm --outdir=${to}`);
  build(`esbuild react-ssr/server.jsx ${common} --platform=node --outfile=${join(to, "server.cjs")}`);
  for (const name of ["component", "tag"]) writeFileSync(join(to, `${name}.html`), execFileSync(process.execPath, [join(to, "server.cjs"), name]));
}

function build(line: string, environment: Record<string, string> = {}): void {
  const [program, ...args] = line.split(" ");
  const bin = join(EXAMPLES, "node_modules/.bin", program as string);
  execFileSync(bin, args, { cwd: EXAMPLES, env: { ...process.env, ...environment }, stdio: "pipe" });
}

/** The browser asks for an icon that these sites do not have. */
export const noIcon: Intercept = (request, response) => {
  const isIcon = request.url === "/favicon.ico";
  if (isIcon) response.writeHead(204).end();
  return isIcon;
};

/** A customer's server. It passes `/batch-status` on with its key, and records what the browser sent. */
export function customersProxy(mock: MockApi, key: string, came: IncomingHttpHeaders[]): Intercept {
  return (request, response) => {
    if (request.url !== "/batch-status") return false;
    came.push(request.headers);
    const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
    const onward = httpRequest(mock.endpoint, { method: request.method ?? "POST", headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, { "content-type": "application/json" });
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
    return true;
  };
}

/** Works with the screen of the documented example, as a person would. */
export async function useSeed(screen: Screen): Promise<void> {
  await screen.expectState("ready");
  await expect(screen.value("progress")).toHaveText("2 of 3 dialled");
  await expect(screen.legend("answered")).toHaveText("1");
  await screen.refreshButton.click();
  await expect(screen.freshness).toContainText("Updated just now");
  await screen.chip("completed").click();
  await expect(screen.column("name")).toHaveText(["John Doe"]);
  await screen.chip("completed").click();
  await screen.orderByName();
  await expect(screen.column("name")).toHaveText(["Bob Wilson", "Jane Smith", "John Doe"]);
  await expect(screen.headline).toHaveCSS("font-size", "16px");
}
