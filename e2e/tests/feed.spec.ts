// The latest events, from the recipients' times (docs/screen.md#what-it-shows).
import type { Page } from "@playwright/test";
import { campaign, changed, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";
import { answered } from "../support/waiting.ts";

const SECOND = 1000;
const NOW = "2024-02-15T09:10:00Z";

const feed = (screen: Screen) => screen.panel("activity");
const unfold = (screen: Screen) => screen.openTab("activity");
const lines = async (screen: Screen) => (await feed(screen).locator(".list").innerText()).split("\n");

/** A call that began in that second of a minute, and ended so many seconds later. */
const called = (minute: number, length?: number, status = "completed") => {
  const at = (seconds: number) => new Date(Date.UTC(2024, 1, 15, 9, minute, seconds)).toISOString();
  return { status: length === undefined ? "calling" : status, attempted_at: at(0), completed_at: length === undefined ? null : at(length) };
};

test("the documented example, in words, in the viewer's zone", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { "time-zone": "Asia/Tokyo" } });
  await screen.expectState("ready");
  await expect(feed(screen)).toHaveCount(0);
  await unfold(screen);
  await expect(feed(screen).locator(".zone")).toHaveText("GMT+9");
  await expect.poll(() => lines(screen)).toEqual([
    "18:04:00 Dialled Jane Smith",
    "18:03:45 John Doe answered, 3 min 35 s dial to end",
    "18:00:10 Dialled John Doe",
  ]);
  await screen.set("mask", "all");
  await expect.poll(async () => (await lines(screen))[1]).toBe("18:03:45 J. D. answered, 3 min 35 s dial to end");
});

test("the latest forty, whoever they are of", async ({ open, mock }) => {
  const all = people(60).map((one, at) => ({ ...one, ...(at < 50 ? called(at % 10, at % 30, "no_answer") : {}) }));
  const start = campaign([{ id: "nameless", phone_number: "+14155559999", ...called(9, 50, "failed") }, ...all]);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await unfold(screen);
  await expect.poll(() => lines(screen)).toHaveLength(40);
  const shown = await lines(screen);
  expect(shown.slice(0, 3)).toEqual([
    "09:09:50 +14155559999: Failed, 50 s dial to end",
    "09:09:29 Jon 0029: No answer, 29 s dial to end",
    "09:09:19 Jon 0019: No answer, 19 s dial to end",
  ]);
  const times = shown.map((line) => line.slice(0, 8));
  expect(times).toEqual([...times].sort().reverse());
});

test("from right to left a number still reads from left to right", async ({ open, mock }) => {
  const start = campaign([{ id: "nameless", phone_number: "+14155559999", ...called(9, 50, "failed") }]);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, before: `<main lang="ar" dir="rtl">`, after: "</main>" });
  await screen.expectState("ready");
  await unfold(screen);
  await expect(feed(screen).locator(".list")).toContainText("+14155559999");
  const places = await feed(screen).locator(".event").evaluateAll((events) =>
    events.map(({ firstChild }) => {
      const text = firstChild as Text;
      const left = (from: number) => {
        const range = new Range();
        range.setStart(text, from);
        range.setEnd(text, from + 1);
        return range.getBoundingClientRect().left;
      };
      const plus = text.data.indexOf("+1415");
      return [left(plus), left(plus + 1)] as const;
    }),
  );
  expect(places).toHaveLength(2);
  for (const [plus, digit] of places) expect(plus).toBeLessThan(digit);
});

/** Records what is written into the feed. */
const watch = (page: Page, screen: Screen) =>
  feed(screen).evaluate((element) => {
    const noted: string[] = [];
    Object.assign(window, { noted });
    new MutationObserver((records) => noted.push(...records.map(({ type }) => type))).observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  }).then(() => () => page.evaluate(() => (window as unknown as { noted: string[] }).noted.splice(0)));

test("open it follows, and writes nothing where nothing happened; closed it is gone", async ({ open, mock, page }) => {
  const start = campaign(people(30).map((one, at) => ({ ...one, ...(at < 20 ? called(5, at) : {}) })));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await screen.expectState("ready");
  await unfold(screen);
  await expect.poll(() => lines(screen)).toHaveLength(40);
  const noted = await watch(page, screen);
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 2);
  expect(await noted()).toEqual([]);

  await mock.put(id, changed(start, { r20: called(8), r21: called(8, 3, "busy") }));
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 3);
  await expect.poll(async () => (await lines(screen)).slice(0, 2)).toEqual([
    "09:08:03 Ben 0021: Busy, 3 s dial to end",
    "09:08:00 Dialled Ada 0020",
  ]);
  expect(new Set(await noted())).toEqual(new Set(["childList", "attributes"]));

  await screen.openTab("people");
  await expect(feed(screen)).toHaveCount(0);
});

test("from a worker too", async ({ open, mock, page }) => {
  const start = campaign(people(10_000).map((one, at) => ({ ...one, ...(at < 600 ? called(at % 10, at % 50) : {}), call_record_id: `00000000-0000-4000-8000-${at}` })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, isOnHost: true, attributes: { mask: "all" } });
  await screen.expectState("ready");
  expect(page.workers()).toHaveLength(1);
  await unfold(screen);
  await expect.poll(() => lines(screen)).toHaveLength(40);
  expect((await lines(screen))[0]).toBe("09:09:49 J. 0. answered, 49 s dial to end");
  await mock.put(start.batch.id, changed(start, { r9999: called(9, 55) }));
  await page.clock.fastForward(10 * SECOND);
  await expect.poll(async () => (await lines(screen))[0]).toBe("09:09:55 J. 9. answered, 55 s dial to end");
});

test("no call yet, and it says so", async ({ open, mock }) => {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await unfold(screen);
  await expect(feed(screen).locator(".empty")).toHaveText("No call yet.");
  await expect(feed(screen).locator(".list")).toHaveText("");
});
