import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MockApi } from "./mock-api.ts";
import type { Intercept } from "./servers.ts";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const EXAMPLES = folder("../../examples");
const PACKAGE = process.env.DIST_NPM ?? folder("../../dist-npm");

/** Builds the projects with the package that `DIST_NPM` holds, as `npm install ../dist-npm` gives it. */
export function buildExamples(to: string): void {
  const link = join(EXAMPLES, "node_modules/batch-status");
  mkdirSync(join(EXAMPLES, "node_modules"), { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(PACKAGE, link, "junction");
  const vite = join(EXAMPLES, "node_modules/vite/bin/vite.js");
  execFileSync(process.execPath, [vite, "build"], { cwd: EXAMPLES, env: { ...process.env, OUT: to }, stdio: "pipe" });
}

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
