// Every way in which an answer can go wrong. Each has its own words, over the last good data where there is
// some, and each is over without a reload.
import { campaign, changed, people, SEED, type Campaign } from "../support/campaigns.ts";
import { expect, heard, tag, test } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import { answered, quietFor, underWay } from "../support/waiting.ts";

const SECOND = 1000;
const NOW = "2024-02-15T09:05:00Z";

interface Fault {
  name: string;
  kind: string;
  status: number | null;
  /** The words that say what happened. */
  what: string;
  /** The words that say what to do, or the server's own words. */
  how: string;
  /** Whether the element asks again by itself. */
  retries: boolean;
  /** Whether the page's clock must move on before the failure shows. */
  after?: number;
}

const BY_ITSELF = { retries: true };
const NEVER_AGAIN = { retries: false };

const FAULTS: Fault[] = [
  { name: "400", kind: "bad-request", status: 400, what: "did not take the request (400)", how: "Check the batch ID", ...NEVER_AGAIN },
  { name: "401", kind: "unauthorized", status: 401, what: "The API key was refused (401)", how: "Set a valid key", ...NEVER_AGAIN },
  { name: "403", kind: "forbidden", status: 403, what: "may not read this campaign (403)", how: "Use a key of the account", ...NEVER_AGAIN },
  { name: "404", kind: "not-found", status: 404, what: "No such campaign (404)", how: "Check the batch ID", ...NEVER_AGAIN },
  { name: "429", kind: "rate-limited", status: 429, what: "Too many requests (429)", how: "100 a minute and 1,000 an hour", ...BY_ITSELF },
  { name: "429-retry-after", kind: "rate-limited", status: 429, what: "Too many requests (429)", how: "100 a minute", ...BY_ITSELF },
  { name: "429-retry-after-hidden", kind: "rate-limited", status: 429, what: "Too many requests (429)", how: "100 a minute", ...BY_ITSELF },
  { name: "500", kind: "server", status: 500, what: "The service failed (500)", how: "Internal server error", ...BY_ITSELF },
  { name: "502-html", kind: "server", status: 502, what: "The service failed (502)", how: "on its side", ...BY_ITSELF },
  { name: "gateway-msg", kind: "server", status: 500, what: "The service failed (500)", how: "An unexpected error occurred", ...BY_ITSELF },
  { name: "gateway-401-no-cors", kind: "network", status: null, what: "No answer from the service", how: "CORS", ...BY_ITSELF },
  { name: "redirect", kind: "network", status: null, what: "No answer from the service", how: "network failed", ...BY_ITSELF },
  { name: "reset", kind: "network", status: null, what: "No answer from the service", how: "network failed", ...BY_ITSELF },
  { name: "never", kind: "timeout", status: null, what: "No whole answer within 30 s", how: "overloaded", after: 31 * SECOND, ...BY_ITSELF },
  { name: "drip-forever", kind: "timeout", status: null, what: "No whole answer within 30 s", how: "overloaded", after: 31 * SECOND, ...BY_ITSELF },
  { name: "truncated", kind: "interrupted", status: null, what: "The answer broke off", how: "connection was lost", ...BY_ITSELF },
  { name: "truncated-json", kind: "bad-response", status: 200, what: "The answer ends too soon", how: "cut it off", ...BY_ITSELF },
  { name: "wrong-content-type", kind: "bad-response", status: 200, what: "A web page came", how: "website", ...BY_ITSELF },
  { name: "empty", kind: "bad-response", status: 200, what: "The answer was empty", how: "passes the service's answer on", ...BY_ITSELF },
  { name: "200-error", kind: "bad-response", status: 200, what: "The service reported an error", how: "Something went wrong", ...BY_ITSELF },
  { name: "endless", kind: "too-large", status: null, what: "over 64 MB", how: "endpoint", ...BY_ITSELF },
];

async function stored(mock: MockApi): Promise<Campaign> {
  const start = campaign(people(3), { name: "Last known" });
  await mock.put(start.batch.id, start);
  return start;
}

for (const fault of FAULTS) {
  test.describe(fault.name, () => {
    test("as the first answer, says what happened; a press heals it", async ({ open, mock, page }) => {
      const { batch } = await stored(mock);
      await mock.spoil(batch.id, fault.name);
      const screen = await open({ batch: batch.id, at: NOW, isStill: true });
      if (fault.after) {
        await underWay(page, mock, batch.id);
        await page.clock.fastForward(fault.after);
      }
      await expect(screen.error).toHaveAttribute("data-kind", fault.kind);
      await expect(screen.error.getByRole("alert")).toContainText(fault.what);
      await expect(screen.error).toContainText(fault.how);
      await screen.expectState("failed");
      await expect(screen.skeleton).toBeHidden();
      await expect(screen.headline).toBeHidden();

      await mock.heal(batch.id);
      await screen.retryButton.click();
      await screen.expectState("ready");
      await expect(screen.error).toBeHidden();
      await expect(screen.rows).toHaveCount(3);
    });

    test("after good data, keeps it under the words; a press heals it", async ({ open, mock, page }) => {
      const before = await stored(mock);
      const { id } = before.batch;
      const screen = await open({ batch: id, at: NOW, isStill: true });
      await screen.expectState("ready");
      await mock.spoil(id, fault.name);
      await screen.refreshButton.click();
      if (fault.after) {
        await underWay(page, mock, id);
        await page.clock.fastForward(fault.after);
      }
      await expect(screen.banner).toHaveAttribute("data-kind", fault.kind);
      await expect(screen.banner.getByRole("alert")).toContainText(fault.what);
      await expect(screen.banner).toContainText(fault.how);
      await screen.expectState("stale");
      await expect(screen.part("header")).toContainText("Last known");
      await expect(screen.rows).toHaveCount(3);
      await expect(screen.freshness).toContainText("Updated");
      const [error] = await heard(page, "error");
      expect(error).toMatchObject({ kind: fault.kind, status: fault.status });
      if (fault.retries) {
        expect((error as { retryInMs: number }).retryInMs).toBeGreaterThan(0);
        await expect(screen.banner).toContainText(/Ask(s|ing) again/);
      } else {
        expect((error as { retryInMs: number | null }).retryInMs).toBeNull();
        await quietFor(page, mock, id, 3_600 * SECOND);
      }

      await mock.heal(id);
      await mock.put(id, changed(before, {}, { name: "Fresh again" }));
      await screen.retryButton.click();
      await screen.expectState("ready");
      await expect(screen.banner).toBeHidden();
      await expect(screen.part("header")).toContainText("Fresh again");
    });
  });
}

for (const name of ["slow-drip", "mislabelled"]) {
  test(`${name} is no fault: the campaign comes`, async ({ open, mock, page }) => {
    const { batch } = await stored(mock);
    await mock.spoil(batch.id, name);
    const screen = await open({ batch: batch.id });
    await screen.expectState("ready");
    await expect(screen.rows).toHaveCount(3);
    expect(await heard(page, "error")).toEqual([]);
  });
}

test("what can mend itself is asked again, less and less often, and heals without a press", async ({ open, mock, page }) => {
  const { batch } = await stored(mock);
  await mock.spoil(batch.id, "500");
  const screen = await open({ batch: batch.id, at: NOW, isStill: true });
  await screen.expectState("failed");
  for (let failures = 2; failures <= 6; failures += 1) {
    await page.clock.fastForward(300 * SECOND);
    await answered(page, mock, batch.id, failures);
    await expect(screen.error).toContainText("Asks again");
  }
  const waits = (await heard(page, "error")).map((detail) => (detail as { retryInMs: number }).retryInMs);
  for (const [at, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(SECOND);
    expect(wait).toBeLessThanOrEqual(Math.max(4 * SECOND * 2 ** at, SECOND));
  }
  await mock.heal(batch.id);
  await page.clock.fastForward(300 * SECOND);
  await screen.expectState("ready");
  await expect(screen.error).toBeHidden();
});

test("a readable Retry-After is waited for", async ({ open, mock, page }) => {
  const { batch } = await stored(mock);
  await mock.spoil(batch.id, "429-retry-after", 1);
  const screen = await open({ batch: batch.id, at: NOW, isStill: true });
  await screen.expectState("failed");
  const [error] = await heard(page, "error");
  expect((error as { retryInMs: number }).retryInMs).toBeGreaterThanOrEqual(3 * SECOND);
  await page.clock.fastForward(4 * SECOND);
  await screen.expectState("ready");
});

test("a redirect is not followed, and the key stays here", async ({ open, mock, key }) => {
  const { batch } = await stored(mock);
  const screen = await open({ batch: batch.id, endpoint: mock.faulty("redirect") });
  await screen.expectState("failed");
  const everything = await mock.everything();
  const elsewhere = everything.filter(({ path, headers }) => path === "/mock/redirected" && headers["authorization"]?.includes(key));
  expect(elsewhere).toEqual([]);
  expect(everything.filter(({ path, body }) => path === "/mock/redirected" && body.includes(batch.id))).toEqual([]);
});

test("the server's words are shown without the key", async ({ open, mock, key, page }) => {
  const { batch } = await stored(mock);
  await mock.put(batch.id, { error: { code: "x", message: `Bearer ${key} is not welcome` } });
  const screen = await open({ batch: batch.id });
  await expect(screen.error).toContainText("is not welcome");
  await expect(screen.error).not.toContainText(key);
  expect(JSON.stringify(await heard(page, "error"))).not.toContain(key);
});

for (const status of [405, 501]) {
  test(`a plain file server, which answers ${status}, is told for what it is`, async ({ open, host, page }) => {
    host.intercept = (request, response) => {
      if (!request.url?.startsWith("/api")) return false;
      const cors = { "access-control-allow-origin": "*", "access-control-allow-headers": "authorization, content-type" };
      response.writeHead(request.method === "OPTIONS" ? 204 : status, { "content-type": "text/html", ...cors }).end(request.method === "OPTIONS" ? "" : "<p>Unsupported method ('POST')</p>");
      return true;
    };
    const screen = await open({ batch: SEED, endpoint: `${host.origin}/api`, at: NOW });
    await screen.expectState("failed");
    await expect(screen.error).toContainText(`This server takes no POST (${status})`);
    await expect(screen.error).toContainText("Set the endpoint to the API");
    expect(await heard(page, "error")).toMatchObject([{ kind: "no-post", status }]);
  });
}

for (const [status, kind, what, how] of [
  ["401", "unauthorized", "The endpoint wants a key (401)", "Have your server add its key"],
  ["403", "forbidden", "The endpoint refuses the request (403)", "No key was sent with it"],
] as const) {
  test(`a request without a key that is answered ${status} is not said to have had one`, async ({ embed, mock, page }) => {
    const { batch } = await stored(mock);
    await mock.spoil(batch.id, status);
    await embed(tag({ "batch-id": batch.id, endpoint: mock.endpoint }));
    const error = page.locator("batch-status [part=error]");
    await expect(error).toHaveAttribute("data-kind", kind);
    await expect(error).toContainText(what);
    await expect(error).toContainText(how);
  });
}
