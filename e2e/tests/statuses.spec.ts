// The API may send as many statuses as there are recipients, and new ones with every answer.
import { randomUUID } from "node:crypto";
import { campaign, people, type Campaign } from "../support/campaigns.ts";
import { expect, heard, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";
import { answered } from "../support/waiting.ts";

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

const named = (at: number): string => `state ${String(at).padStart(6, "0")}`;

/** Each has a status that nobody else has. */
function strangers(count: number): Campaign {
  return campaign(people(count).map((person, at) => ({ ...person, status: named(at) })));
}

interface Update {
  tallies: { total: number; byStatus: Record<string, number> };
}

const sum = (counts: number[]): number => counts.reduce((all, one) => all + one, 0);

/** What the chips count, without the one that shows everybody. */
async function counts(screen: Screen): Promise<number[]> {
  const texts = await screen.part("chip").locator(".count").allTextContents();
  return texts.map((text) => Number(text.replaceAll(",", "")));
}

for (const [count, where, isOnHost] of [
  [5_000, "on the page", false],
  [100_000, "in a worker", true],
] as const) {
  test(`${count} statuses of ${count} recipients, ${where}`, async ({ open, mock, page }) => {
    test.slow();
    const start = strangers(count);
    const id = start.batch.id;
    await mock.put(id, start);
    const screen = await open({ batch: id, at: NOW, isStill: true, isOnHost });
    await screen.expectState("ready");
    await expect(screen.part("chip")).toHaveCount(25);
    await expect(screen.others).toHaveText(`Other${(count - 24).toLocaleString("en")}`);
    expect(sum(await counts(screen))).toBe(count);

    await screen.others.click();
    await expect(screen.others).toHaveAttribute("aria-pressed", "true");
    await expect(screen.scroller).toHaveAttribute("aria-rowcount", String(count - 24 + 1));
    await screen.others.click();
    await screen.sort("status").click();
    await expect(screen.column("status").first()).toHaveText(named(0));
    await screen.sort("status").click();
    await expect(screen.column("status").first()).toHaveText(named(count - 1));

    // A refresh in which all have other ones.
    const next = { ...start, recipients: start.recipients.map((one) => ({ ...one, status: `${one.status} again` })) };
    await mock.put(id, next);
    await page.clock.fastForward(10 * SECOND);
    await expect(screen.column("status").first()).toHaveText(`${named(count - 1)} again`);
    await expect(screen.part("chip")).toHaveCount(25);
    expect(sum(await counts(screen))).toBe(count);
    await expect(screen.news).toContainText(`${(count - 12).toLocaleString("en")} Other`);

    const { tallies } = (await heard(page, "update")).at(-1) as Update;
    expect(Object.keys(tallies.byStatus)).toHaveLength(count);
    expect(sum(Object.values(tallies.byStatus))).toBe(count);
  });
}

/** Another key, with which it asks at once: one key has 100 requests in a minute. */
async function renew(screen: Screen, secrets: Set<string>): Promise<void> {
  const key = `demo-key-${randomUUID()}`;
  secrets.add(key);
  await screen.element.evaluate((element, key) => Object.assign(element, { apiKey: key }), key);
}

test("a fresh status with each answer leaves no chip behind", async ({ open, mock, page, secrets }) => {
  test.slow();
  const start = campaign(people(30));
  const id = start.batch.id;
  const answer = (round: number): Campaign => {
    const status = (at: number) => (at < 2 ? `fresh ${round} ${at}` : at < 12 ? "completed" : "pending");
    return { ...start, recipients: start.recipients.map((one, at) => ({ ...one, status: status(at) })) };
  };
  await mock.put(id, answer(0));
  const screen = await open({ batch: id, at: NOW, isStill: true });
  await screen.expectState("ready");
  for (let round = 1; round <= 100; round += 1) {
    await mock.put(id, answer(round));
    if (round === 50) await renew(screen, secrets);
    else await page.clock.fastForward(10 * SECOND);
    await answered(page, mock, id, round + 1);
    await expect(screen.chip(`fresh ${round} 1`)).toBeVisible();
    expect(await counts(screen)).toHaveLength(4);
  }
  expect(sum(await counts(screen))).toBe(30);

  // One that the table is filtered by stays, so that it can be taken out.
  await screen.chip("fresh 100 1").click();
  await expect(screen.rows).toHaveCount(1);
  await mock.put(id, answer(101));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.chip("fresh 101 1")).toBeVisible();
  await expect(screen.chip("fresh 100 1")).toHaveText("fresh 100 10");
  await expect(screen.rows).toHaveCount(0);
  await screen.chip("fresh 100 1").click();
  await expect(screen.rows).not.toHaveCount(0);
});
