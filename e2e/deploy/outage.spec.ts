import { randomUUID } from "node:crypto";
import { campaign, people, type Campaign } from "../support/campaigns.ts";
import { expect, unlimited as test } from "../support/fixtures.ts";
import { Line } from "./support/line.ts";
import { PROXIES } from "./support/proxies.ts";

for (const [kind, start] of Object.entries(PROXIES)) {
  test(`${kind}: a viewer keeps the campaign while the API is away, and goes on by itself`, async ({ page, embed, mock, host, site }) => {
    test.setTimeout(60_000);
    const before: Campaign = campaign(people(3), { id: randomUUID(), name: "Before the outage" });
    const batch = before.batch.id;
    await mock.put(batch, before);
    const line = await Line.to(mock.origin);
    const proxy = await start({ api: line.origin, key: `demo-key-${randomUUID()}`, batches: [batch], fresh: 1, origins: [site.origin] });
    const ages: number[] = [];
    page.on("response", (response) => {
      if (response.url().includes(batch) && response.request().method() === "POST") ages.push(Number(response.headers().age));
    });
    try {
      const csp = `default-src 'none'; script-src ${host.origin} 'wasm-unsafe-eval'; connect-src ${host.origin} ${proxy.origin}`;
      await embed(`<batch-status batch-id="${batch}" endpoint="${proxy.origin}/batch-status/${batch}" refresh-interval="5"></batch-status>`, { csp });
      const element = page.locator("batch-status");
      await expect(element).toContainText("Before the outage");
      await line.cut();
      const began = ages.length;
      await mock.put(batch, { ...before, batch: { ...before.batch, name: "After the outage" } });
      // Three refreshes later the data is as it was, and says how old it is.
      await expect.poll(() => ages.length, { timeout: 25_000 }).toBeGreaterThanOrEqual(began + 3);
      expect(Math.max(...ages)).toBeGreaterThanOrEqual(9);
      await expect(element).toContainText("Before the outage");
      await line.mend();
      await expect(element).toContainText("After the outage", { timeout: 20_000 });
      // nginx gives a single viewer what it fetched at the last refresh, which was five seconds ago.
      await expect.poll(() => ages.at(-1), { timeout: 10_000 }).toBeLessThanOrEqual(6);
    } finally {
      await proxy.stop();
      await line.cut();
    }
  });
}
