// What the page learns from the element, and sets in it: its events and properties, over real HTTP.
import type { Page } from "@playwright/test";
import { campaign, dialled, simulated } from "../support/campaigns.ts";
import { expect, heard, test } from "../support/fixtures.ts";
import { answered, underWay } from "../support/waiting.ts";

const NOW = "2024-02-15T12:00:00Z";
const SECOND = 1000;

/** The kinds that were told, with a sign for begun and over. */
async function alarms(page: Page): Promise<string[]> {
  const told = (await heard(page, "attention")) as { kind: string; raised: boolean }[];
  return told.map(({ kind, raised }) => (raised ? "+" : "-") + kind);
}

test("the page is told once of a stall with its evidence, and once of its end", async ({ open, mock, page }) => {
  const start = campaign(dialled(60, 60, { until: "2024-02-15T11:35:00Z" }));
  const { id } = start.batch;
  await mock.put(id, start);
  await open({ batch: id, at: NOW, isStill: true });
  await underWay(page, mock, id);
  await answered(page, mock, id, 1);
  const quietMs = 25 * 60 * SECOND + 50 * SECOND;
  const [first] = await heard(page, "attention");
  expect(first).toMatchObject({ kind: "stalled", raised: true, evidence: { waiting: 60 } });
  expect(Math.abs((first as { evidence: { quietMs: number } }).evidence.quietMs - quietMs)).toBeLessThan(10 * SECOND);
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 2);
  expect(await alarms(page), "the same stall, longer").toEqual(["+stalled"]);
  await mock.put(id, campaign(dialled(61, 59), start.batch));
  await page.clock.fastForward(10 * SECOND);
  await answered(page, mock, id, 3);
  expect(await alarms(page)).toEqual(["+stalled", "-stalled"]);
});

test("a start becomes overdue by the clock, without another answer", async ({ open, mock, page }) => {
  const start = campaign(dialled(0, 3), { status: "scheduled", scheduled_at: "2024-02-15T12:00:30Z", started_at: null });
  const { id } = start.batch;
  await mock.put(id, start);
  await open({ batch: id, at: NOW, attributes: { "refresh-interval": "0" } });
  await expect.poll(() => heard(page, "ready")).toHaveLength(1);
  expect(await alarms(page)).toEqual([]);
  await page.clock.fastForward(120 * SECOND);
  await expect.poll(() => alarms(page)).toEqual(["+overdue"]);
  expect(await mock.questions(id)).toHaveLength(1);
});

test("another campaign ends the alarms of the one before", async ({ open, mock, page }) => {
  const start = campaign(dialled(60, 60, { until: "2024-02-15T11:35:00Z" }));
  await mock.put(start.batch.id, start);
  await open({ batch: start.batch.id, at: NOW });
  await expect.poll(() => alarms(page)).toEqual(["+stalled"]);
  await page.locator("batch-status").evaluate((element, id) => element.setAttribute("batch-id", id), simulated("completed", 3));
  await expect.poll(() => alarms(page)).toEqual(["+stalled", "-stalled"]);
});
