// Sources of a campaign, credentials, and how many elements ask (docs/embedding.md, docs/credentials.md): what
// the widget does with the settings whose arrival credentials.spec.ts tests.
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, tag, test } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";
import { answered } from "../support/waiting.ts";

const SECOND = 1000;

type Element = HTMLElement & Record<string, unknown> & { snapshot(): unknown };

test("data are shown as they are, without a request", async ({ embed, mock, page, site }) => {
  await embed(tag({ endpoint: mock.endpoint, id: "one" }));
  const data = campaign(people(4), { name: "From the page" });
  await page.locator("#one").evaluate((element, given) => {
    (element as Element)["data"] = given;
  }, data);
  const screen = new Screen(page);
  await screen.expectState("ready");
  await expect(screen.part("header")).toContainText("From the page");
  await expect(screen.rows).toHaveCount(4);
  expect(await mock.from(site.origin)).toEqual([]);
});

test("data may come as often as a page likes: none of it is a request", async ({ embed, page }) => {
  test.slow();
  await embed(tag({ "hourly-budget": "2" }));
  const screen = new Screen(page);
  await screen.element.evaluate(async (element, given) => {
    for (let round = 1; round <= 950; round += 1) {
      const shown = new Promise((done) => element.addEventListener("batch-status-update", done, { once: true }));
      Object.assign(element, { data: { ...given, batch: { ...given.batch, name: `Round ${round}` } } });
      // A request that is held back would never come.
      await Promise.race([shown, new Promise((_, late) => setTimeout(late, 5000))]);
    }
  }, campaign(people(2)));
  await expect(screen.part("header")).toContainText("Round 950");
});

test("a fetcher is asked again and again, and its failure is named", async ({ embed, mock, page, site }) => {
  const data = campaign(people(2), { name: "Fetched" });
  await embed(tag({ "batch-id": data.batch.id, endpoint: mock.endpoint }), {
    at: SEED_TIME,
    given: data,
    setUp: (given) => {
      const state = window as unknown as { asked: number; fails: boolean };
      state.asked = 0;
      document.addEventListener("readystatechange", () => {
        const element = document.querySelector("batch-status") as Element | null;
        if (!element || document.readyState !== "interactive") return;
        element["fetcher"] = async () => {
          state.asked += 1;
          if (state.fails) throw new Error("not today");
          return given;
        };
      });
    },
  });
  const screen = new Screen(page);
  await screen.expectState("ready");
  await expect(screen.part("header")).toContainText("Fetched");
  await page.evaluate(() => ((window as unknown as { fails: boolean }).fails = true));
  await page.clock.fastForward(10 * SECOND);
  await screen.expectState("stale");
  await expect(screen.banner).toHaveAttribute("data-kind", "fetcher");
  await expect(screen.rows).toHaveCount(2);
  await expect(screen.element).not.toContainText("not today");
  expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBeGreaterThanOrEqual(2);
  expect(await mock.from(site.origin)).toEqual([]);
});

test("a fetcher that never ends is given up, and may be asked again", async ({ embed, mock, page }) => {
  await embed(tag({ "batch-id": SEED, endpoint: mock.endpoint }), {
    at: SEED_TIME,
    setUp: () => {
      document.addEventListener("readystatechange", () => {
        const element = document.querySelector("batch-status") as Element | null;
        if (element && document.readyState === "interactive") element["fetcher"] = () => new Promise(() => {});
      });
    },
  });
  const screen = new Screen(page);
  await expect(screen.skeleton).toBeVisible();
  // The time stands for a fetcher that was not called yet.
  await expect(async () => {
    await page.clock.fastForward(30 * SECOND);
    await expect(screen.error).toHaveAttribute("data-kind", "timeout", { timeout: 500 });
  }).toPass();
  await screen.expectState("failed");
});

test("a token is sent, renewed once after a 401, and given up when it is refused again", async ({
  embed,
  mock,
  page,
  key,
}) => {
  const start = campaign(people(2));
  const { id } = start.batch;
  await mock.put(id, start);
  await embed(tag({ "batch-id": id, endpoint: mock.endpoint }), {
    key,
    at: SEED_TIME,
    given: key,
    setUp: (given) => {
      document.addEventListener("readystatechange", () => {
        const element = document.querySelector("batch-status") as Element | null;
        if (!element || document.readyState !== "interactive") return;
        let count = 0;
        element["tokenProvider"] = async () => `${given}-${(count += 1)}`;
      });
    },
  });
  const screen = new Screen(page);
  await screen.expectState("ready");
  const bearers = async () => (await mock.questions(id)).map(({ headers }) => headers["authorization"]);
  expect(await bearers()).toEqual([`Bearer ${key}-1`]);

  await mock.spoil(id, "401", 1);
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 3);
  await screen.expectState("ready");
  expect(await bearers()).toEqual([`Bearer ${key}-1`, `Bearer ${key}-1`, `Bearer ${key}-2`]);

  await mock.spoil(id, "401");
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 5);
  await screen.expectState("stale");
  await expect(screen.banner).toHaveAttribute("data-kind", "unauthorized");
});

test("elements that show the same campaign ask once for all", async ({ embed, mock, page, key }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const one = tag({ "batch-id": id, endpoint: mock.endpoint, "api-key": key, loading: "eager", view: "summary" });
  await embed(one.repeat(20), { key, at: SEED_TIME });
  const states = page.locator('batch-status[data-state="ready"]');
  await expect(states).toHaveCount(20);
  expect(await mock.questions(id)).toHaveLength(1);
  for (let round = 2; round < 5; round += 1) {
    await page.clock.fastForward(10 * SECOND);
    await answered(page, mock, id, round);
  }

  // An element that goes away does not take the answer from the others.
  await page.evaluate(() => document.querySelector("batch-status")?.remove());
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 5);
  await expect(states).toHaveCount(19);
});

test("a snapshot is the answer as it came, and none behind a mask", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");
  const snapshot = () => page.locator("batch-status").evaluate((element) => (element as Element).snapshot());
  expect(await snapshot()).toMatchObject({ batch: { name: "Appointment Reminders" }, recipients: [{}, {}, {}] });
  await screen.set("mask", "numbers");
  expect(await snapshot()).toBeUndefined();
});
