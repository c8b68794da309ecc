// Elements that are added, removed and put back, and several on one page. The server counts the requests.
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, heard, tag, test } from "../support/fixtures.ts";
import { catchMemory } from "../support/memory.ts";
import { Screen } from "../support/screen.ts";
import { answered, forgotten, quietFor } from "../support/waiting.ts";

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Removes the element; `putBack` puts it back. */
function takeOut(): void {
  const element = document.querySelector("batch-status");
  Object.assign(window, { kept: element });
  element?.remove();
}

function putBack(): void {
  document.body.append((window as unknown as { kept: Element }).kept);
}

test("the state stays on the element when the page makes its markup anew", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");
  // As a morph does: what the template does not have is taken off.
  await screen.element.evaluate((element) => {
    for (const { name } of [...element.attributes]) if (!["batch-id", "endpoint"].includes(name)) element.removeAttribute(name);
  });
  await screen.expectState("ready");
  await screen.set("data-state", "another");
  await screen.expectState("ready");
  expect(await heard(page, "statechange")).toEqual([{ from: "loading", to: "ready" }]);
});

test("removal stops all requests; coming back resumes where it was", async ({ open, mock, page }) => {
  const start = campaign(people(30));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await screen.expectState("ready");
  await screen.search.fill("eva");
  await expect(screen.rows).toHaveCount(3);

  await page.evaluate(takeOut);
  await quietFor(page, mock, id, HOUR);

  await page.evaluate(putBack);
  await answered(page, mock, id, 2);
  await expect(screen.rows).toHaveCount(3);
  await expect(screen.search).toHaveValue("eva");
  await screen.expectState("ready");
  expect(await heard(page, "ready")).toHaveLength(1);
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 3);
});

test("a short absence asks no more often than staying", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await screen.expectState("ready");
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(takeOut);
    await page.evaluate(putBack);
  }
  await expect(screen.rows).toHaveCount(3);
  await quietFor(page, mock, id, 5 * SECOND);
});

test("removal breaks off the request under way; coming back asks again", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  await mock.spoil(id, "never", 1);
  const screen = await open({ batch: id, at: NOW });
  await expect.poll(async () => (await mock.inFlight(id)).in_flight).toBe(1);

  await page.evaluate(takeOut);
  await expect.poll(async () => (await mock.inFlight(id)).in_flight).toBe(0);
  expect((await mock.questions(id)).map(({ aborted }) => aborted)).toEqual([true]);
  await quietFor(page, mock, id, HOUR);
  expect(await heard(page, "error")).toEqual([]);

  await page.evaluate(putBack);
  await screen.expectState("ready");
  await expect(screen.rows).toHaveCount(3);
  expect(await mock.questions(id)).toHaveLength(2);
});

for (const how of ["append", "moveBefore"] as const) {
  test(`moving it by ${how} loses nothing and asks nothing`, async ({ open, mock, page }) => {
    const start = campaign(people(30));
    const { id } = start.batch;
    await mock.put(id, start);
    const screen = await open({ batch: id, at: NOW, after: `<section id="there"></section>` });
    await screen.expectState("ready");
    await screen.search.fill("ben");
    await page.evaluate((method) => {
      const there = document.getElementById("there") as HTMLElement & { moveBefore(node: Node, ref: null): void };
      const element = document.querySelector("batch-status") as HTMLElement;
      if (method === "append") there.append(element);
      else there.moveBefore(element, null);
    }, how);
    await expect(page.locator("#there batch-status")).toHaveCount(1);
    await expect(screen.search).toHaveValue("ben");
    await expect(screen.rows).toHaveCount(3);
    await quietFor(page, mock, id, 5 * SECOND);
    await page.clock.fastForward(5 * SECOND);
    await answered(page, mock, id, 2);
  });
}

test("an element that left for good is forgotten", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id });
  await screen.expectState("ready");
  await forgotten(page);
});

test("two elements show different campaigns, each with its own key", async ({ embed, mock, page, key }) => {
  const other = campaign(people(5), { name: "The other one", status: "paused" });
  await mock.put(other.batch.id, other);
  const keys = [`${key}-one`, `${key}-two`] as const;
  const body = [
    tag({ id: "one", "batch-id": SEED, endpoint: mock.endpoint, "api-key": keys[0] }),
    tag({ id: "two", "batch-id": other.batch.id, endpoint: mock.endpoint, "api-key": keys[1], loading: "eager" }),
  ];
  await embed(body.join(""), { key, at: SEED_TIME });
  const one = new Screen(page, page.locator("#one"));
  const two = new Screen(page, page.locator("#two"));
  await one.expectState("ready");
  await two.expectState("ready");
  await expect(one.part("header")).toContainText("Appointment Reminders");
  await expect(one.rows).toHaveCount(3);
  await expect(two.part("header")).toContainText("The other one");
  await expect(two.rows).toHaveCount(5);

  // Using one element leaves the other as it is.
  await one.search.fill("john");
  await expect(one.rows).toHaveCount(1);
  await expect(two.rows).toHaveCount(5);
  await page.evaluate(() => document.getElementById("one")?.remove());
  await page.clock.fastForward(60 * SECOND);
  await answered(page, mock, other.batch.id, 2);
  const asked = await mock.questions(other.batch.id);
  expect(new Set(asked.map(({ headers }) => headers["authorization"]))).toEqual(new Set([`Bearer ${keys[1]}`]));
});

test("another batch-id shows the other campaign and nothing of the former", async ({ open, mock, page }) => {
  const one = campaign(people(9), { name: "First" });
  const two = campaign(people(4), { name: "Second" });
  await mock.put(one.batch.id, one);
  await mock.put(two.batch.id, two);
  const screen = await open({ batch: one.batch.id, at: NOW, isStill: true });
  await screen.expectState("ready");
  await screen.search.fill("ben");

  await mock.spoil(two.batch.id, "never", 1);
  await screen.set("batch-id", two.batch.id);
  await screen.expectState("loading");
  await expect(screen.skeleton).toBeVisible();
  await expect(screen.element.getByText("First", { exact: true })).toHaveCount(0);
  // If it were given up before it arrives, the fault would hit the next request.
  await expect.poll(async () => (await mock.questions(two.batch.id)).length).toBe(1);
  await page.clock.fastForward(31 * SECOND);
  await screen.expectState("failed");
  await screen.retryButton.click();
  await screen.expectState("ready");
  await expect(screen.part("header")).toContainText("Second");
  await expect(screen.search).toHaveValue("");
  await expect(screen.rows).toHaveCount(4);
  await quietFor(page, mock, one.batch.id, HOUR);
});

test("a late answer never overwrites a newer campaign", async ({ open, mock, page }) => {
  const one = campaign(people(9), { name: "First" });
  const two = campaign(people(4), { name: "Second" });
  await mock.put(one.batch.id, one);
  await mock.put(two.batch.id, two);
  await mock.spoil(one.batch.id, "slow-drip");
  const screen = await open({ batch: one.batch.id });
  await expect.poll(async () => (await mock.inFlight(one.batch.id)).in_flight).toBe(1);
  await screen.set("batch-id", two.batch.id);
  await screen.expectState("ready");
  await expect.poll(async () => (await mock.questions(one.batch.id))[0]?.ended_at ?? null).not.toBeNull();
  await expect(screen.part("header")).toContainText("Second");
  const updates = await heard(page, "update");
  expect(updates.map((detail) => (detail as { tallies: { total: number } }).tallies.total)).toEqual([4]);
});

test("leaving and coming back takes up no more memory each time", async ({ open, mock, page }) => {
  const start = campaign(people(60));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { "refresh-interval": "0" }, setUp: catchMemory });
  await screen.expectState("ready");
  const comeAndGo = (rounds: number) =>
    page.evaluate(async (rounds) => {
      const element = document.querySelector("batch-status") as Element;
      const frame = () => new Promise((done) => setTimeout(done));
      for (let round = 0; round < rounds; round += 1) {
        element.remove();
        await frame();
        document.body.append(element);
        await frame();
      }
      const { memories } = window as unknown as { memories: WebAssembly.Memory[] };
      return memories.map(({ buffer }) => buffer.byteLength);
    }, rounds);
  const before = await comeAndGo(40);
  expect(before).toHaveLength(1);
  expect(await comeAndGo(120)).toEqual(before);
});
