// window-time-zone: the zone of the calling window, which the API does not say (docs/api.md#calling-window).
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import { told } from "../support/waiting.ts";

const OFFICE = { window_start_time: "09:00", window_end_time: "17:00", window_days: [1, 2, 3, 4, 5] };

test("without one the window is in UTC", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.openTab("details");
  await expect(screen.detailValue("window")).toHaveText("Mon–Fri 09:00–17:00 UTC");
  await expect(screen.detail("window")).toContainText("open, closes Thu 17:00 UTC, in 7 h");
  await expect(screen.headline).toHaveText("Dialling: 1 call live, 1 waiting");
});

test("every minute of every day is no window", async ({ open, mock }) => {
  const start = campaign(people(3), { status: "running", window_days: [0, 1, 2, 3, 4, 5, 6] });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.openTab("details");
  await expect(screen.detailValue("window")).toHaveText("Any time");
});

test("headline, next opening and card go by it, and follow a change", async ({ open }) => {
  // 09:05 in UTC is 04:05 in New York.
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { "window-time-zone": "America/New_York" } });
  await screen.openTab("details");
  await expect(screen.detailValue("window")).toHaveText("Mon–Fri 09:00–17:00 EST");
  await expect(screen.detail("window")).toContainText("closed, opens Thu 09:00 EST (14:00 yours), in 4 h 5");
  await expect(screen.headline).toHaveText(/^Window closed, opens Thu 09:00 EST \(14:00 yours\), in 4 h 5.*1 call still live$/);
  await screen.set("window-time-zone", "Asia/Kolkata");
  await expect(screen.detailValue("window")).toHaveText("Mon–Fri 09:00–17:00 GMT+5:30");
  await expect(screen.detail("window")).toContainText("open, closes Thu 17:00 GMT+5:30 (11:30 yours), in 2 h 2");
  await expect(screen.headline).toHaveText("Dialling: 1 call live, 1 waiting");
  await screen.set("window-time-zone", "");
  await expect(screen.detailValue("window")).toHaveText("Mon–Fri 09:00–17:00 UTC");
});

test("beside the viewer's own zone, the time is said once where both show the same", async ({ open }) => {
  const attributes = { "window-time-zone": "Europe/Berlin", "time-zone": "Europe/Paris" };
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes });
  await screen.openTab("details");
  await expect(screen.detail("window")).toContainText("open, closes Thu 17:00 GMT+1, in 6 h 5");
});

for (const [name, at, opens] of [
  ["spring", "2024-03-29T16:59:00Z", "opens Mon 09:00 GMT+2 (07:00 yours), in 2 d 14 h"],
  ["autumn", "2024-10-25T16:59:00Z", "opens Mon 09:00 GMT+1 (08:00 yours), in 2 d 15 h"],
] as const) {
  test(`summer time between now and the next opening: ${name}`, async ({ open, mock }) => {
    const start = campaign(people(3), OFFICE);
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at, attributes: { "window-time-zone": "Europe/Berlin" } });
    await screen.openTab("details");
    await expect(screen.detail("window")).toContainText(opens);
    await expect(screen.headline).toContainText(opens);
  });
}

test("summer time that begins while the page is open", async ({ open, mock, page }) => {
  const start = campaign(people(3), { ...OFFICE, window_days: [0, 1, 2, 3, 4, 5, 6] });
  await mock.put(start.batch.id, start);
  const attributes = { "window-time-zone": "Europe/Berlin", "refresh-interval": "0" };
  const screen = await open({ batch: start.batch.id, at: "2024-03-30T19:59:00Z", attributes });
  await screen.openTab("details");
  await expect(screen.detailValue("window")).toHaveText("Daily 09:00–17:00 GMT+1");
  await expect(screen.detail("window")).toContainText("opens Sun 09:00 GMT+2 (07:00 yours), in 11 h");
  await page.clock.fastForward("06:00:00");
  await page.clock.runFor(1_000);
  await expect(screen.detailValue("window")).toHaveText("Daily 09:00–17:00 GMT+2");
  await expect(screen.detail("window")).toContainText("opens Sun 09:00 GMT+2 (07:00 yours), in 5 h");
});

test("a zone that is none: UTC, and one warning", async ({ open, page, consoleLines }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { "window-time-zone": "Berlin" } });
  await screen.openTab("details");
  await expect(screen.detailValue("window")).toHaveText("Mon–Fri 09:00–17:00 UTC");
  const warnings = await told(page, consoleLines, "window-time-zone");
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("IANA");
});
