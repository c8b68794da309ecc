import { randomUUID } from "node:crypto";
import { campaign, people, type Campaign } from "../support/campaigns.ts";
import { expect, unlimited as test } from "../support/fixtures.ts";
import { Line } from "./support/line.ts";
import { PROXIES } from "./support/proxies.ts";

for (const [kind, start] of Object.entries(PROXIES)) {
  test(`${kind}: a viewer keeps the campaign while the API is away, knows how old it is, and goes on by itself`, async ({ page, context, embed, mock, host, site }) => {
    test.setTimeout(60_000);
    const before: Campaign = campaign(people(3), { id: randomUUID(), name: "Before the outage" });
    const batch = before.batch.id;
    await mock.put(batch, before);
    const line = await Line.to(mock.origin);
    const proxy = await start({ api: line.origin, key: `demo-key-${randomUUID()}`, batches: [batch], fresh: 2, origins: [site.origin] });
    const [ages, statuses]: [number[], number[]] = [[], []];
    context.on("response", (response) => {
      if (!response.url().includes(batch) || response.request().method() !== "POST") return;
      ages.push(Number(response.headers().age));
      statuses.push(response.status());
    });
    try {
      const csp = `default-src 'none'; script-src ${host.origin} 'wasm-unsafe-eval'; connect-src ${host.origin} ${proxy.origin}`;
      await embed(`<batch-status batch-id="${batch}" endpoint="${proxy.origin}/batch-status/${batch}" refresh-interval="5"></batch-status>`, { csp });
      // Another tab is told what the first one learns, and how old that is.
      const tab = await context.newPage();
      await tab.goto(page.url());
      const elements = [page, tab].map((one) => one.locator("batch-status"));
      for (const element of elements) await expect(element).toContainText("Before the outage");
      await line.cut();
      const began = ages.length;
      await mock.put(batch, { ...before, batch: { ...before.batch, name: "After the outage" } });
      // Three refreshes later the data is as it was, and says how old it is.
      await expect.poll(() => ages.length, { timeout: 25_000 }).toBeGreaterThanOrEqual(began + 3);
      expect(Math.max(...ages)).toBeGreaterThanOrEqual(9);
      // What is known already is not sent again.
      expect(statuses.slice(began)).toEqual(statuses.slice(began).map(() => 304));
      for (const element of elements) {
        await expect(element.locator("[part=banner]")).toHaveAttribute("data-kind", "outdated");
        await expect(element.locator("[data-freshness]")).toContainText(/Updated (9|[1-4]\d) s ago/);
        await expect(element).toContainText("Before the outage");
      }
      await line.mend();
      for (const element of elements) {
        await expect(element).toContainText("After the outage", { timeout: 20_000 });
        await expect(element.locator("[part=banner]")).toBeHidden();
      }
      // nginx gives a single viewer what it fetched at the last refresh, which was five seconds ago.
      await expect.poll(() => ages.at(-1), { timeout: 10_000 }).toBeLessThanOrEqual(6);
    } finally {
      await proxy.stop();
      await line.cut();
    }
  });
}
