// `cargo xtask frameworks`: in projects of the usual build tools, the packed npm package shows a live campaign, its
// console stays empty, and what a browser gets names no folder of the machine that built it.
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { simulated } from "./support/campaigns.ts";
import { firstOf } from "./support/entry.ts";
import { expect, test } from "./support/fixtures.ts";
import { customersProxy, noIcon, useSeed } from "./support/examples.ts";
import { filesThatNameThisMachine, prepare, run, serve } from "./support/projects.ts";
import { Screen } from "./support/screen.ts";
import { StaticHost } from "./support/servers.ts";

/** By project: what builds it into `dist`, the pages to open, its chapter of docs/frameworks.md, and whether the bundler sees the worker's file. */
const BUILT: Record<string, { builds: string[]; pages?: string[]; chapter?: string; worker: "running" | "refused" }> = {
  esbuild: {
    builds: [
      "esbuild main.js --bundle --splitting --format=esm --minify --outdir=dist",
      "esbuild main.js --bundle --minify --outfile=dist/single.js",
    ],
    pages: ["/index.html", "/single.html"],
    worker: "refused",
  },
  rollup: { builds: ["rollup main.js --dir dist --plugin @rollup/plugin-node-resolve"], pages: ["/index.html"], worker: "refused" },
  webpack: { builds: ["webpack ./main.js --mode production --output-path dist"], pages: ["/index.html"], worker: "running" },
  parcel: { builds: ["parcel build index.html --no-cache --dist-dir dist --public-url ./"], worker: "running" },
  react: { builds: ["vite build"], chapter: "React", worker: "running" },
  vue: { builds: ["vite build"], chapter: "Vue", worker: "running" },
  svelte: { builds: ["vite build"], chapter: "Svelte", worker: "running" },
  astro: { builds: ["astro build"], chapter: "Astro", worker: "running" },
  angular: { builds: ["ng build"], chapter: "Angular", worker: "refused" },
};

/** Shows a large campaign, without a word in the console, and says whether it has a worker. */
async function workerFor(screen: Screen, said: () => string[], source: { endpoint?: string; apiKey?: string } = {}): Promise<unknown> {
  await screen.element.evaluate((it, given) => void Object.assign(it, given), { ...source, batchId: simulated("running", 20_000) });
  await expect(screen.value("progress")).toContainText("of 20,000 dialled");
  expect(said()).toEqual([]);
  return screen.element.evaluate(async (it) => ((await (it as unknown as { diagnose(): Promise<{ worker: string }> }).diagnose()).worker));
}

for (const [name, { builds, pages = ["/app/"], chapter, worker }] of Object.entries(BUILT)) {
  test(`${name}: the built project shows the campaign`, async ({ page, mock, hunt, key, secrets }) => {
    secrets.add(key);
    const folder = prepare(name, chapter);
    for (const line of builds) run(folder, line);
    expect(filesThatNameThisMachine(join(folder, "dist"))).toEqual([]);
    const came: IncomingHttpHeaders[] = [];
    const site = await StaticHost.start({ "/": folder, "/app/": join(folder, "dist") });
    site.intercept = firstOf(noIcon, customersProxy(mock, key, came));
    for (const path of pages) {
      await page.goto(site.origin + path);
      await useSeed(new Screen(page));
    }
    expect(came.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    expect(hunt.lines).toEqual([]);
    expect(await workerFor(new Screen(page), () => hunt.lines)).toBe(worker);
    await site.close();
  });
}

test("Vite in development: the page shows the campaign, and a large one by its worker", async ({ page, mock, hunt, key, secrets }) => {
  secrets.add(key);
  const server = await serve(prepare("react", "React"), "vite --host localhost --port {port}", {});
  try {
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await page.route("**/batch-status", async (route) => {
      const headers = { ...route.request().headers(), authorization: `Bearer ${key}` };
      await route.fulfill({ response: await route.fetch({ url: mock.endpoint, headers }) });
    });
    await page.goto(server.origin);
    await useSeed(new Screen(page));
    const said = () => hunt.lines.filter((line) => !/React DevTools|\[vite\]/.test(line));
    expect(await workerFor(new Screen(page), said)).toBe("running");
  } finally {
    await server.stop();
  }
});

test("Nuxt: the page shows the campaign, without a word of hydration", async ({ page, mock, hunt, key, secrets }) => {
  secrets.add(key);
  const folder = prepare("nuxt", "Nuxt");
  run(folder, "nuxt build");
  expect(filesThatNameThisMachine(join(folder, ".output/public"))).toEqual([]);
  const server = await serve(folder, "nuxt preview --port {port}", { BATCH_CALLS_URL: mock.endpoint, API_KEY: key });
  try {
    await page.goto(server.origin);
    await useSeed(new Screen(page));
    expect(hunt.lines).toEqual([]);
  } finally {
    await server.stop();
  }
});

for (const [what, builds, line] of [
  ["Turbopack, production", ["next build"], "next start --port {port}"],
  ["webpack, production", ["next build --webpack"], "next start --port {port}"],
  ["Turbopack, development", [], "next dev --port {port}"],
  ["webpack, development", [], "next dev --webpack --port {port}"],
] as const) {
  test(`Next.js with ${what}: the component and the plain tag show the campaign, without a word of hydration`, async ({ page, mock, hunt, key, secrets }) => {
    secrets.add(key);
    const folder = prepare("next", "Next.js");
    for (const build of builds) run(folder, build);
    if (builds.length > 0) expect(filesThatNameThisMachine(join(folder, ".next/static"))).toEqual([]);
    const server = await serve(folder, line, { BATCH_CALLS_URL: mock.endpoint, API_KEY: key });
    try {
      for (const path of ["/tag", "/"]) {
        await page.goto(server.origin + path);
        await useSeed(new Screen(page));
      }
      // In development React's and Next's own notes are no faults of the page.
      const said = () => hunt.lines.filter((line) => !/React DevTools|\[HMR\]|\[Fast Refresh\]/.test(line));
      expect(said()).toEqual([]);
      expect(await workerFor(new Screen(page), said, { endpoint: mock.endpoint, apiKey: key })).toBe("running");
    } finally {
      await server.stop();
    }
  });
}
