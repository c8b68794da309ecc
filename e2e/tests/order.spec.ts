// What goes on stands first, and nothing moves under the pointer or the focus (docs/screen.md#what-it-shows).
import { campaign, changed, people, SEED_TIME, type Campaign } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import type { Screen } from "../support/screen.ts";
import { answered } from "../support/waiting.ts";

const time = (minute: number) => `2024-02-15T09:0${minute}:00Z`;
const live = (minute: number) => ({ status: "in_progress", attempted_at: time(minute) });
const over = (minute: number, end: number) => ({ status: "completed", attempted_at: time(minute), completed_at: time(end) });

/** Of eight, three have ended, two are on the phone, and three wait. */
function eight(): Campaign {
  const start = campaign(people(8));
  return changed(start, { r0: over(0, 2), r1: live(1), r2: over(1, 4), r3: { ...over(2, 3), status: "busy" }, r4: live(0) });
}

const ids = (screen: Screen) => screen.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-recipient")).join(" "));
const expectOrder = (screen: Screen, expected: string) => expect.poll(() => ids(screen)).toBe(expected);
const switchOf = (screen: Screen) => screen.element.getByRole("button", { name: "List order" });
const settle = (screen: Screen) => screen.element.getByRole("button", { name: /moved$/ });

async function next(screen: Screen, mock: MockApi, campaign: Campaign): Promise<void> {
  const { id } = campaign.batch;
  await mock.put(id, campaign);
  const asked = (await mock.questions(id)).length;
  await screen.call("refresh");
  await answered(screen.page, mock, id, asked + 1);
}

async function openEight(open: (options: { batch: string; at: string }) => Promise<Screen>, mock: MockApi) {
  const start = eight();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await expectOrder(screen, "r4 r1 r5 r6 r7 r2 r3 r0");
  return { screen, start };
}

/** The longest call is over, the next in the queue is called. */
const goneOn = (start: Campaign) => changed(start, { r4: over(0, 5), r5: live(5) });

test("live calls stand first, then those that wait, then the newest ends, and the list's order is one press away", async ({ open, mock, page }) => {
  const { screen, start } = await openEight(open, mock);
  await next(screen, mock, goneOn(start));
  await expectOrder(screen, "r1 r5 r6 r7 r4 r2 r3 r0");
  await expect(settle(screen)).toBeHidden();
  await switchOf(screen).click();
  await expectOrder(screen, "r0 r1 r2 r3 r4 r5 r6 r7");
  await expect(switchOf(screen)).toHaveAttribute("aria-pressed", "true");
  const sort = await screen.element.evaluate((element) => (element as unknown as { viewState: { sort: unknown } }).viewState.sort);
  expect(sort).toBe("list");
  await switchOf(screen).press("Enter");
  await expectOrder(screen, "r1 r5 r6 r7 r4 r2 r3 r0");
  // A header three times is the default again.
  for (const order of ["r0 r1 r2 r3 r4 r5 r6 r7", "r7 r6 r5 r4 r3 r2 r1 r0", "r1 r5 r6 r7 r4 r2 r3 r0"]) {
    await screen.sort("name").click();
    await page.mouse.move(0, 0);
    await expectOrder(screen, order);
  }
});

test("under the pointer nothing moves, what waits is told, and leaving lets it move", async ({ open, mock, page }) => {
  const { screen, start } = await openEight(open, mock);
  await screen.row("r4").hover();
  await next(screen, mock, goneOn(start));
  await expect(screen.cell("r4", "status")).toHaveText("Answered");
  await expect(settle(screen)).toHaveText("1 moved");
  expect(await ids(screen)).toBe("r4 r1 r5 r6 r7 r2 r3 r0");
  await page.mouse.move(0, 0);
  await expectOrder(screen, "r1 r5 r6 r7 r4 r2 r3 r0");
  await expect(settle(screen)).toBeHidden();
});

test("rows that are held come into their order by a press, and are held again", async ({ open, mock, page }) => {
  const { screen, start } = await openEight(open, mock);
  await page.mouse.move(0, 0);
  // By keyboard the focus goes to the rows, and stays there.
  await screen.sort("duration").focus();
  await page.keyboard.press("Tab");
  await screen.expectActive("r4");
  await next(screen, mock, goneOn(start));
  await expect(settle(screen)).toHaveText("1 moved");
  await screen.expectActive("r4");
  expect(await ids(screen)).toBe("r4 r1 r5 r6 r7 r2 r3 r0");
  await settle(screen).dispatchEvent("click");
  await expectOrder(screen, "r1 r5 r6 r7 r4 r2 r3 r0");
  await screen.expectActive("r4");
  await next(screen, mock, changed(goneOn(start), { r1: over(1, 4) }));
  await expect(settle(screen)).toHaveText("1 moved");
  await page.keyboard.press("Tab");
  await expectOrder(screen, "r5 r6 r7 r4 r1 r2 r3 r0");
});

test("a campaign that is over has the order of its list", async ({ open, mock }) => {
  const start = eight();
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await expect(switchOf(screen)).toBeVisible();
  await next(screen, mock, changed(start, { r1: over(1, 4), r4: over(0, 4) }, { status: "completed" }));
  await expectOrder(screen, "r0 r1 r2 r3 r4 r5 r6 r7");
  await expect(switchOf(screen)).toBeHidden();
});
