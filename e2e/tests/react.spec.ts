// The component of batch-status/react: what it gives the element, and when.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { SEED } from "../support/campaigns.ts";
import { EXAMPLES, linkPackage } from "../support/examples.ts";
import { expect, heard, test } from "../support/fixtures.ts";

declare global {
  interface Window {
    show(props: Record<string, unknown> | null): void;
    seen: string[];
    elementRef: { current: HTMLElement | null };
  }
}

/** Renders the component with props that the test chooses, in StrictMode. */
const PROGRAM = `
import { createElement, createRef, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BatchStatus } from "batch-status/react";
const root = createRoot(document.getElementById("root"));
window.elementRef = createRef();
window.show = (props) => root.render(createElement(StrictMode, null, props && createElement(BatchStatus, { ref: elementRef, ...props })));
`;

function bundle(version: number): string {
  linkPackage();
  const aliases = version === 18 ? ["--alias:react=react-18", "--alias:react-dom=react-dom-18"] : [];
  const options = ["--bundle", "--preserve-symlinks", "--format=iife", '--define:process.env.NODE_ENV="development"', "--loader=js", ...aliases];
  const esbuild = join(EXAMPLES, "node_modules/.bin/esbuild");
  return execFileSync(esbuild, options, { cwd: EXAMPLES, input: PROGRAM, encoding: "utf8", maxBuffer: 1e8 });
}

const show = (page: Page, props: Record<string, unknown> | null) => page.evaluate((given) => window.show(given), props);

for (const version of [18, 19]) {
  test.describe(`in React ${version}`, () => {
    test.beforeEach(async ({ embed, page, host }) => {
      // The package brings the element; the page has no other.
      host.intercept = (request, response) => {
        const isEntry = request.url === "/batch-status.js";
        if (isEntry) response.writeHead(200, { "content-type": "text/javascript", "access-control-allow-origin": "*" }).end();
        return isEntry;
      };
      await embed(`<div id="root"></div>`, { csp: "img-src 'none'" });
      await page.addScriptTag({ content: bundle(version) });
    });

    test.afterEach(({ consoleLines }) => {
      expect(consoleLines().filter((line) => /^(error|uncaught|warning)/.test(line))).toEqual([]);
    });

    test("data and functions arrive as they are, and the first event is heard", async ({ page, mock, key, secrets }) => {
      secrets.add(key);
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const response = await fetch(mock.endpoint, { method: "POST", headers, body: JSON.stringify({ action: "get", batch_id: SEED }) });
      const answer = await response.json();
      await page.evaluate((data) => {
        window.seen = [];
        window.show({
          fetcher: async ({ batchId }: { batchId: string }) => (window.seen.push(batchId), data),
          batchId: "f1e2d3c4-5678-9012-3456-789012345678",
          refreshInterval: 0,
          className: "campaign",
          onStatechange: ({ detail }: CustomEvent<{ from: string; to: string }>) => window.seen.push(`${detail.from} to ${detail.to}`),
          onReady: () => window.seen.push("ready"),
        });
      }, answer);
      await expect(page.locator("batch-status.campaign")).toHaveAttribute("data-state", "ready");
      expect(await page.evaluate(() => window.seen)).toEqual([SEED, "loading to ready", "ready"]);
      expect(await heard(page, "ready")).toHaveLength(1);
      expect(await page.evaluate(() => window.elementRef.current?.localName)).toBe("batch-status");
    });

    test("a handler that changes is the one that hears, and a prop that is left out is gone", async ({ page }) => {
      await page.evaluate(() => {
        window.seen = [];
        window.show({ data: {}, theme: "dark", onError: () => window.seen.push("first"), onStatechange: () => window.seen.push("state") });
      });
      await expect(page.locator("batch-status")).toHaveAttribute("data-state", "failed");
      await page.evaluate(() => {
        window.seen = [];
        window.show({ data: { none: true }, onError: () => window.seen.push("second") });
      });
      await expect.poll(() => page.evaluate(() => window.seen)).toEqual(["second"]);
      await expect(page.locator("batch-status")).not.toHaveAttribute("theme");
      await show(page, null);
      expect(await page.evaluate(() => window.elementRef.current)).toBeNull();
    });

    test("a key is a property alone, so no markup holds it", async ({ page, mock, key, secrets }) => {
      secrets.add(key);
      await show(page, { batchId: SEED, endpoint: mock.endpoint, apiKey: key });
      await expect(page.locator("batch-status")).toHaveAttribute("data-state", "ready");
    });
  });
}
