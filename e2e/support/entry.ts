import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import type { Intercept } from "./servers.ts";

/** The calls of the stub's methods, in order: the method's name, then its arguments. */
export type StubCall = [string, ...unknown[]];

interface StubWidget {
  config: Record<string, any>;
  root: HTMLElement;
  emit(name: string, detail?: unknown): void;
  disconnect(): void;
  trapIn(callback: "timer" | "promise" | "click", how?: { says?: boolean; depth?: number }): void;
}

interface Stub {
  calls: StubCall[];
  widgets: StubWidget[];
  throwOn: string | null;
  halts: number;
  copies?: string[];
  snapshot?: string;
  csv?: string;
}

declare global {
  interface Window {
    stub: Stub;
  }
}

export function stubCalls(page: Page): Promise<StubCall[]> {
  return page.evaluate(() => window.stub?.calls ?? []);
}

/** The arguments of one method, call by call. */
export async function callsOf(page: Page, method: string): Promise<unknown[]> {
  const calls = await stubCalls(page);
  return calls.filter(([name]) => name === method).map(([, argument]) => argument);
}

/** Sends an event as the wasm would. */
export function emit(page: Page, name: string, detail: unknown, widget = 0): Promise<void> {
  return page.evaluate(
    ([index, event, payload]) => window.stub.widgets[index as number]?.emit(event as string, payload),
    [widget, name, detail] as const,
  );
}

const ROOTS = { "/core/": "../../embed", "/batch-status-app": "../stub", "/batch-status": "../../embed" };

/** What a page loads of the stubbed element before any element is near. The built entry is one file. */
export const ENTRY = ["/batch-status.js", "/batch-status-element.js", "/core/own.js", "/core/parts.js"];

/** A file of the stubbed element, as the host has it. */
export function fileOf(path: string): Buffer {
  const root = Object.entries(ROOTS).find(([prefix]) => path.startsWith(prefix));
  if (!root) throw new Error(`${path} is no file of the element's`);
  return readFileSync(fileURLToPath(new URL(root[1] + path, import.meta.url)));
}

export function integrityOf(bytes: Buffer | string): string {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
}

interface Answer {
  status?: number;
  "content-type"?: string;
  cors?: boolean;
  body?: string | Buffer;
  times?: number;
}

/** Answers requests for files whose path ends so, by default as the host would. */
export function answerFor(ending: string, answer: Answer): Intercept {
  let left = answer.times ?? Infinity;
  return (request, response) => {
    const path = new URL(request.url ?? "/", "http://host").pathname;
    if (!path.endsWith(ending) || left <= 0) return false;
    left -= 1;
    const { status = 200, cors = true, body = fileOf(path) } = answer;
    const type = answer["content-type"] ?? (path.endsWith("js") ? "text/javascript" : "application/wasm");
    const headers = cors ? { "access-control-allow-origin": "*" } : {};
    response.writeHead(status, { "content-type": type, ...headers }).end(body);
    return true;
  };
}

/** The first handler that takes a request over. */
export function firstOf(...intercepts: Intercept[]): Intercept {
  return (request, response) => intercepts.some((intercept) => intercept(request, response));
}

/** Serves a source file with its `FILES` line replaced, as `cargo xtask dist` replaces it. */
export function withFiles(path: string, files: object): { intercept: Intercept; integrity: string } {
  const text = fileOf(path).toString();
  const lines = text.match(/^const FILES = \{.*$/gm) ?? [];
  if (lines.length !== 1) throw new Error(`${path} has ${lines.length} FILES lines`);
  const body = text.replace(/^const FILES = \{.*$/m, () => `const FILES = ${JSON.stringify(files)};`);
  return { intercept: answerFor(path, { body }), integrity: integrityOf(body) };
}
