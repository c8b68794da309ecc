// Notes on the list: numbers that occur twice, numbers that are not in the international form, missing names
// (docs/screen.md#what-it-shows).
import { campaign, changed, people } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

test("a list in order has no notes, and each fault has a line while it lasts", async ({ open, mock, page }) => {
  const start = campaign(people(20));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await screen.openTab("details");
  await expect(screen.notes).toBeHidden();

  const faults = {
    r1: { phone_number: "+14155550000" },
    r2: { phone_number: "+1 415 555 0000" },
    r3: { phone_number: "004930123456" },
    r4: { name: null },
    r5: { name: "" },
  };
  await mock.put(start.batch.id, changed(start, faults));
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.notes).toBeVisible();
  await expect(screen.tab("details").locator(".count")).toHaveText("3");
  const lines = async () => (await screen.notes.locator(".list").innerText()).split("\n");
  expect(await lines()).toEqual([
    "1 number stands in the list more than once, for 3 recipients.",
    "2 numbers are not in international form (E.164): + and 7 to 15 digits.",
    "2 recipients of 20 without a name.",
  ]);

  await mock.put(start.batch.id, changed(start, { ...faults, r0: { phone_number: "+14155559999" }, r5: { name: "Eva" } }));
  await page.clock.fastForward(10 * SECOND);
  await expect.poll(lines).toEqual([
    "1 number stands in the list more than once, for 2 recipients.",
    "2 numbers are not in international form (E.164): + and 7 to 15 digits.",
    "1 recipient of 20 without a name.",
  ]);
  await mock.put(start.batch.id, start);
  await page.clock.fastForward(10 * SECOND);
  await expect(screen.notes).toBeHidden();
});

test("a list of numbers alone is meant to be one", async ({ open, mock }) => {
  const start = campaign(people(3).map((one) => ({ ...one, name: null })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await screen.openTab("details");
  await expect(screen.notes).toBeHidden();
});
