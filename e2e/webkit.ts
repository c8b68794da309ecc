// The main journey in WebKit, under the strictest policy: load, refresh, search, sort, filter, a large campaign, out of the
// page and back, Arabic.
import { randomUUID } from "node:crypto";
import { expect, test as base } from "@playwright/test";
import { campaign, dialled, SEED, simulated } from "./support/campaigns.ts";
import { DIST, strictPolicy, tag } from "./support/fixtures.ts";
import { MockApi } from "./support/mock-api.ts";
import { StaticHost } from "./support/servers.ts";
import { WebKit } from "./support/web-driver.ts";

const test = base.extend<{ open: (batch: string, attributes?: Record<string, string>) => Promise<void> }, { mock: MockApi; webkit: WebKit; host: StaticHost }>({
  mock: [
    async ({}, use) => {
      const mock = await MockApi.start();
      await use(mock);
      await mock.stop();
    },
    { scope: "worker" },
  ],
  host: [
    async ({}, use) => {
      const host = await StaticHost.start({ "/": DIST });
      await use(host);
      await host.close();
    },
    { scope: "worker" },
  ],
  webkit: [
    async ({}, use) => {
      const webkit = await WebKit.start();
      await use(webkit);
      await webkit.stop();
    },
    { scope: "worker" },
  ],
  open: async ({ mock, host, webkit }, use) =>
    use(async (batch, attributes = {}) => {
      const all = { "batch-id": batch, endpoint: mock.endpoint, "api-key": `demo-key-${randomUUID()}`, ...attributes };
      const head = `<script type="module" src="/batch-status.js"></script>`;
      await webkit.open(host.origin + host.pages.add({ head, body: tag(all), csp: strictPolicy(host.origin, mock.origin) }));
      await expect.poll(() => webkit.state()).toBe("ready");
    }),
});

const PROGRESS = "[data-card=progress] [part~=card-value]";
const NAMES = "[part~=row] [data-column=name]";
const chip = (status: string) => `button[part~=chip][data-status="${status}"]`;

test("shows the campaign, refreshes, searches, filters and sorts", async ({ open, mock, webkit }) => {
  await open(SEED);
  await expect.poll(() => webkit.texts(PROGRESS)).toEqual(["2 of 3 dialled"]);
  expect(await webkit.run(() => document.querySelector("batch-status")?.getAttribute("api-key"))).toBeNull();
  const before = (await mock.questions(SEED)).length;
  await webkit.click("button[data-action=refresh]");
  await expect.poll(async () => (await mock.questions(SEED)).length).toBe(before + 1);
  await webkit.click(chip("completed"));
  await expect.poll(() => webkit.texts(NAMES)).toEqual(["John Doe"]);
  await webkit.click(chip("completed"));
  await webkit.click("button[data-sort=name]");
  await expect.poll(() => webkit.texts(NAMES)).toEqual(["Bob Wilson", "Jane Smith", "John Doe"]);
  await webkit.type("input[type=search]", "jane");
  await expect.poll(() => webkit.texts(NAMES)).toEqual(["Jane Smith"]);
});

test("out of the page and back it keeps what it shows and the search", async ({ open, webkit }) => {
  await open(SEED);
  await webkit.type("input[type=search]", "john");
  await expect.poll(() => webkit.texts(NAMES)).toEqual(["John Doe"]);
  await webkit.run(() => {
    const element = document.querySelector("batch-status") as HTMLElement;
    element.remove();
    setTimeout(() => document.body.append(element), 50);
  });
  await expect.poll(() => webkit.run(() => document.querySelectorAll("batch-status").length)).toBe(1);
  await expect.poll(() => webkit.texts(NAMES)).toEqual(["John Doe"]);
  expect(await webkit.state()).toBe("ready");
});

test("a large campaign comes by a worker, and scrolls to its end", async ({ open, webkit }) => {
  await open(simulated("running", 20_000));
  await expect.poll(() => webkit.texts(PROGRESS)).toEqual([expect.stringContaining("of 20,000 dialled")]);
  const report = await webkit.run(() => (document.querySelector("batch-status") as unknown as { diagnose(): Promise<{ worker: string }> }).diagnose());
  expect(report.worker).toBe("running");
  await webkit.run(() => {
    const grid = document.querySelector("batch-status")?.shadowRoot?.querySelector("[role=grid]") as HTMLElement;
    grid.scrollTop = grid.scrollHeight;
  });
  const last = "[part~=row][aria-rowindex='20001']";
  await expect.poll(() => webkit.texts(last)).toHaveLength(1);
});

test("Arabic reads from right to left", async ({ open, webkit }) => {
  await open(SEED, { lang: "ar-EG" });
  await expect.poll(() => webkit.texts(".campaign[lang|=ar] [part~=headline]")).toHaveLength(1);
  expect(await webkit.run(() => getComputedStyle(document.querySelector("batch-status")?.shadowRoot?.querySelector(".campaign") as Element).direction)).toBe("rtl");
});

test("Arabic has its own digits in every figure and time, in all that the tabs show", async ({ open, mock, webkit }) => {
  const failed = (at: number) => (at % 3 === 0 ? { status: "failed", error_message: "busy" } : {});
  const all = dialled(40, 9, { spoil: (at) => failed(at) }).map((person) => ({ ...person, name: "Ada" }));
  // The counter says something else than the rows, which is a note on the data.
  const start = campaign(all, { window_start_time: "09:00", window_end_time: "24:00", window_days: [1, 2, 3], completed_count: 7 });
  await mock.put(start.batch.id, start);
  await open(start.batch.id, { lang: "ar-EG", "dial-fee": "0.005 USD" });
  await expect.poll(() => webkit.texts(".campaign[lang|=ar] [part~=headline]")).toHaveLength(1);
  for (const name of ["people", "reasons", "activity", "details"]) {
    await webkit.click(`[role=tab][data-tab=${name}]`);
    await expect.poll(() => webkit.texts(`[role=tab][data-tab=${name}][aria-selected=true]`)).toHaveLength(1);
    expect(await webkit.run(foreignDigits), name).toEqual([]);
  }
  await expect.poll(() => webkit.texts("[data-detail=window]")).toEqual([expect.stringContaining("٠٩:٠٠–٢٤:٠٠")]);
  await expect.poll(() => webkit.texts(".notices")).toEqual([expect.stringContaining("٧")]);
});

/** What the element shows with digits of other scripts than Arabic, but for telephone numbers. */
function foreignDigits(): string[] {
  const root = document.querySelector("batch-status")?.shadowRoot;
  const walker = document.createTreeWalker(root as Node, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.nodeValue ?? "";
    if (/[0-9]/.test(text) && !/^\+[0-9]+$/.test(text.trim())) found.push(text);
  }
  return found;
}
