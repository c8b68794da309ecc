import { readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { Miniflare, Log, LogLevel } from "miniflare";
import ts from "typescript";
import { replaced, type Proxy, type Settings } from "./proxies.ts";

const SOURCE = new URL("../../../deploy/worker/batch-status.ts", import.meta.url);

/** What replaces text of the module, as customers edit it. */
type Edits = Record<string, string>;

/** deploy/worker/batch-status.ts in workerd, on whose Cache API it relies. */
export async function startWorker({ api, key, batches, secret, origins = [], fresh = 10 }: Settings, edits: Edits = {}): Promise<Proxy> {
  const source = replaced(readFileSync(SOURCE, "utf8"), { "const FRESH = 10;": `const FRESH = ${fresh};`, "max-age=10": `max-age=${fresh}`, ...edits });
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 } });
  const lines: string[] = [];
  const miniflare = new Miniflare({
    modules: [{ type: "ESModule", path: "batch-status.mjs", contents: outputText }],
    compatibilityDate: "2026-01-01",
    bindings: {
      API: `${api}/functions/v1/batch-calls`,
      API_KEY: key,
      BATCHES: batches.join(","),
      ...(secret ? { TOKEN_SECRET: secret } : {}),
      ORIGINS: origins.join(","),
    },
    host: "127.0.0.1",
    port: 0,
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      for (const stream of [stdout, stderr]) stream.on("data", (data: Buffer) => lines.push(String(data)));
    },
  });
  const { origin } = await miniflare.ready;
  return { origin, logs: () => lines.join(""), stop: () => miniflare.dispose() };
}
