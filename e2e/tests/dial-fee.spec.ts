// dial-fee: the cost of the dials so far, where the page says what a dial costs (docs/reference.md#attributes).
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { told } from "../support/waiting.ts";

test("a line sums the fees up and says of what", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { "dial-fee": "0.005 USD" } });
  await screen.openTab("details");
  await expect(screen.detail("fees")).toHaveText("Dial fees so far$0.012 dialled at $0.005, without minutes");
  await expect(screen.detailValue("fees")).toHaveText("$0.01");
  await screen.set("dial-fee", "0.5 JPY");
  await expect(screen.detailValue("fees")).toHaveText("¥1");
});

test("decimals that count are shown, and sums grouped", async ({ open, mock }) => {
  const called = people(3).map((one) => ({ ...one, status: "completed", attempted_at: "2024-02-15T09:00:00Z" }));
  const start = campaign([...called, ...people(9).slice(3)]);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { "dial-fee": "0.005 USD" } });
  await screen.openTab("details");
  await expect(screen.detailValue("fees")).toHaveText("$0.015");
  await screen.set("dial-fee", "0.1 EUR");
  await expect(screen.detailValue("fees")).toHaveText("€0.30");
  await screen.set("dial-fee", "1234 EUR");
  await expect(screen.detailValue("fees")).toHaveText("€3,702.00");
});

test("in the reader's language", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { "dial-fee": "0.005 EUR", lang: "de" } });
  await screen.openTab("details");
  await expect(screen.detail("fees")).toHaveText("Wählgebühren bisher0,01\u00a0€2 angewählt zu je 0,005\u00a0€, ohne Minuten");
});

test("no fee, no line", async ({ open, page, consoleLines }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.openTab("details");
  await expect(screen.detail("window")).toBeVisible();
  await expect(screen.detail("fees")).toHaveCount(0);
  await screen.set("dial-fee", "0.005 USD");
  await expect(screen.detail("fees")).toBeVisible();
  await screen.set("dial-fee", "");
  await expect(screen.detail("fees")).toHaveCount(0);
  // This warning must come, and one from before would have come by then.
  await screen.set("theme", "neon");
  await told(page, consoleLines, "neon");
  expect(consoleLines().filter((line) => line.includes("dial-fee"))).toEqual([]);
});

for (const fee of ["0.005", "USD 0.005", "-1 USD", "1e3 USD", "0.005 usd", "0.005 XQX"]) {
  test(`${fee} is no fee: no line, and one warning`, async ({ open, page, consoleLines }) => {
    const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { "dial-fee": fee } });
    await screen.openTab("details");
    await expect(screen.detail("window")).toBeVisible();
    await expect(screen.detail("fees")).toHaveCount(0);
    expect(await told(page, consoleLines, "dial-fee")).toHaveLength(1);
  });
}
