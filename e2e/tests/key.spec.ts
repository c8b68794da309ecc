// The key is a full secret. Every test of a page with a key ends in a search for it. Here are the tests of the
// key alone, and of the search itself.
import { randomUUID } from "node:crypto";
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { watchFetches } from "../support/fetches.ts";
import { expect, tag, test } from "../support/fixtures.ts";
import { told } from "../support/waiting.ts";

test("the hunt finds a key wherever a page may leave one", async ({ page, site, hunt, mock }) => {
  const secret = `planted ${randomUUID()}`;
  await page.goto(site.publish({ body: `<p>${secret}</p><input value="${secret}"><i title="${secret}"></i>` }));
  await page.evaluate(async ([planted, endpoint]) => {
    const url = `?k=${encodeURIComponent(planted)}`;
    localStorage.setItem("k", planted);
    sessionStorage.setItem("k", planted);
    document.cookie = `k=${encodeURIComponent(planted)}`;
    history.pushState({ planted }, "", url);
    history.replaceState({ planted }, "", location.pathname);
    history.pushState({ planted }, "", url);
    console.info(planted);
    window.recorded = [{ name: "x", detail: planted }];
    document.body.attachShadow({ mode: "open" }).append(planted);
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open("k");
      opening.onupgradeneeded = () => opening.result.createObjectStore("k").put(planted, "k");
      opening.onsuccess = () => resolve(opening.result.close());
    });
    await (await caches.open("k")).put(url, new Response("k"));
    await fetch(endpoint, { method: "POST", body: planted }).catch(() => undefined);
    await fetch(`${endpoint}?k=${encodeURIComponent(planted)}`, { method: "POST" }).catch(() => undefined);
  }, [secret, mock.endpoint] as const);
  const places = async () => [...new Set((await hunt.find(secret)).map(({ place }) => place))].toSorted();
  // The browser lists a request's timing a moment after its answer.
  await expect.poll(places).toEqual(
    [
      "IndexedDB",
      "a field",
      "a request's address, body or other headers",
      "attribute title of i",
      "attribute value of input",
      "caches",
      "cookies",
      "events",
      "history.state",
      "localStorage",
      "resource timings",
      "sessionStorage",
      "text",
      "the address",
      "the console",
      "the history",
    ].toSorted(),
  );
  expect(await hunt.strayed(secret, mock)).not.toEqual([]);
});

test("goes into the Authorization header and nowhere else", async ({ open, mock, key, page }) => {
  const screen = await open({ batch: SEED });
  await screen.expectState("ready");
  await expect(screen.element).not.toHaveAttribute("api-key");
  const markup = await page.evaluate(() => document.documentElement.outerHTML);
  expect(markup).not.toContain(key);
  const mine = (await mock.everything()).filter((seen) => JSON.stringify(seen).includes(key));
  expect(mine.map(({ headers }) => headers["authorization"])).toEqual([`Bearer ${key}`]);
});

test("a server that sends a part of it back does not get it shown", async ({ open, mock, key, hunt }) => {
  const part = key.slice(0, 30);
  const rows = people(1).map((one) => ({ ...one, name: `Ann ${part}`, status: "failed", error_message: `bad key ${part}`, call_record_id: part }));
  const start = campaign(rows, { name: `Recall ${part}` });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.expectState("ready");
  await expect(screen.cell("r0", "name")).toHaveText("Ann [key]");
  await expect(screen.cell("r0", "status")).toHaveAttribute("title", "bad key [key]");
  for (const method of ["exportCsv", "snapshot"] as const) {
    const taken = await screen.element.evaluate(async (element, method) => {
      const taking = element as unknown as Record<typeof method, () => Promise<unknown>>;
      return JSON.stringify(await taking[method]());
    }, method);
    expect(taken).toContain("Ann [key]");
    expect(taken).not.toContain(part);
  }
  expect(await hunt.find(part)).toEqual([]);
});

test("a copy of the element does not carry it", async ({ open, page }) => {
  const screen = await open({ batch: SEED });
  await screen.expectState("ready");
  await page.evaluate(() => document.body.append(document.querySelector("batch-status")?.cloneNode(true) as Node));
  await expect(page.locator("batch-status").nth(1)).not.toHaveAttribute("api-key");
});

test("off loopback one warning tells of it, without it", async ({ open, page, consoleLines, key }) => {
  const screen = await open({ batch: SEED, hostname: "customer.test" });
  await screen.expectState("ready");
  const warnings = await told(page, consoleLines, "API key");
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/can place calls.*proxy of your own/s);
  expect(warnings[0]).not.toContain(key);
});

test("is not sent to an endpoint that is not safe for it", async ({ embed, mock, page, key, site }) => {
  const fetched = await watchFetches(page);
  for (const endpoint of ["http://example.org/x", "ftp://example.org/x", `https://me:${"pw"}@example.org/x`]) {
    await embed(tag({ "batch-id": SEED, endpoint, "api-key": key }), { key });
    await expect(page.getByText("not safe for a key")).toBeVisible();
    expect((await fetched()).filter((what) => !what.endsWith(".wasm"))).toEqual([]);
  }
  expect(await mock.from(site.origin)).toEqual([]);
});
