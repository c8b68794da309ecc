// The element's request, as the server sees it (docs/reference.md#requests).
import { SEED } from "../support/campaigns.ts";
import { expect, tag, test } from "../support/fixtures.ts";

test("is exactly the documented one", async ({ open, mock, site, key }) => {
  const screen = await open({ batch: SEED });
  await screen.expectState("ready");

  const seen = await mock.from(site.origin);
  expect(seen.map(({ method, path, status }) => [method, path, status])).toEqual([
    ["OPTIONS", "/functions/v1/batch-calls", 200],
    ["POST", "/functions/v1/batch-calls", 200],
  ]);
  const [preflight, question] = seen;
  expect(preflight?.headers["access-control-request-method"]).toBe("POST");
  expect(preflight?.headers["access-control-request-headers"]).toBe("authorization,content-type");
  expect(question?.body).toBe(`{"action":"get","batch_id":"${SEED}"}`);
  expect(question?.headers).toMatchObject({
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "cache-control": "no-cache",
  });
  for (const absent of ["cookie", "referer", "apikey", "x-client-info"]) {
    expect(question?.headers, absent).not.toHaveProperty(absent);
  }
});

test("carries no Authorization where the page gave no key", async ({ embed, mock, page, site }) => {
  await embed(tag({ "batch-id": SEED, endpoint: mock.endpoint }));
  await expect(page.locator("[part~=error]")).toHaveAttribute("data-kind", "unauthorized");
  const questions = (await mock.from(site.origin)).filter(({ preflight }) => !preflight);
  expect(questions).toHaveLength(1);
  expect(questions[0]?.headers).not.toHaveProperty("authorization");
});

test("is not sent while something is missing, and the element says what", async ({ embed, mock, page, site, key }) => {
  const said = page.locator("batch-status [part=unconfigured]");
  await embed(tag({ endpoint: mock.endpoint }), { key });
  await expect(said).toContainText("Set the batch-id attribute");
  const missing = [
    [{ "batch-id": "42" }, "not a UUID"],
    [{ "batch-id": SEED, endpoint: "http://example.org/x" }, "not safe for a key"],
    [{ "batch-id": SEED, endpoint: "" }, "API key is needed"],
  ] as const;
  for (const [attributes, words] of missing) {
    await page.locator("batch-status").evaluate((element, given) => {
      for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
    }, attributes);
    await expect(said).toContainText(words);
    await expect(page.locator("batch-status")).toHaveAttribute("data-state", "unconfigured");
  }
  expect(await mock.from(site.origin)).toEqual([]);
});

test("a batch and a key set together make one request", async ({ embed, mock, page, site, key }) => {
  await embed(tag({ endpoint: mock.endpoint }), { key });
  await expect(page.locator("batch-status")).toHaveAttribute("data-state", "unconfigured");
  await page.evaluate(
    ([batch, secret]) => {
      const element = document.querySelector("batch-status") as HTMLElement & { batchId: string; apiKey: string };
      element.batchId = batch;
      element.apiKey = secret;
    },
    [SEED, key] as const,
  );
  await expect(page.locator("batch-status")).toHaveAttribute("data-state", "ready");
  const questions = (await mock.from(site.origin)).filter(({ preflight }) => !preflight);
  expect(questions.map(({ headers }) => headers["authorization"])).toEqual([`Bearer ${key}`]);
});

test("with a new key is asked again, and the campaign stays on screen", async ({ open, mock, page, key, secrets }) => {
  const screen = await open({ batch: SEED });
  await screen.expectState("ready");
  const second = `${key}-second`;
  secrets.add(second);
  await page.evaluate((secret) => {
    (document.querySelector("batch-status") as HTMLElement & { apiKey: string }).apiKey = secret;
  }, second);
  await expect(screen.rows).toHaveCount(3);
  await expect
    .poll(async () => (await mock.questions(SEED)).map(({ headers }) => headers["authorization"]))
    .toContain(`Bearer ${second}`);
  await screen.expectState("ready");
});
