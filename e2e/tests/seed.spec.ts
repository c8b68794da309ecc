// The documented example, from the server's bytes to the screen, figure by figure.
import { SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, heard, test } from "../support/fixtures.ts";

test("shows three people and exact figures", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");

  await expect(screen.part("header")).toContainText("Appointment Reminders");
  await expect(screen.badge).toHaveText("Running");
  await expect(screen.headline).toHaveText("Dialling: 1 call live, 1 waiting");

  await expect(screen.value("progress")).toHaveText("2 of 3 dialled");
  await expect(screen.card("progress").getByRole("img")).toHaveAccessibleName(
    "3 recipients: 1 Answered, 1 Live, 1 Waiting",
  );
  const figures = {
    answered: ["1", "of 1 ended"],
    "not-answered": ["0", "of 3 recipients"],
    live: ["1", "1 Calling"],
    waiting: ["1", "of 3 recipients"],
    started: ["09:00:05 UTC", "4 min ago"],
    "caller-id": ["+16045551234", ""],
    window: ["Mon–Fri 09:00–17:00 UTC", "open, closes Thu 17:00 UTC, in 7 h 5"],
  };
  for (const [card, [value, note]] of Object.entries(figures)) {
    await expect(screen.value(card), card).toHaveText(value as string);
    await expect(screen.card(card), card).toContainText(note as string);
  }

  await expect(screen.rows).toHaveCount(3);
  const people = {
    "r1-uuid": ["John Doe", "+14155551234", "Answered", "09:00:10", "09:03:45", "3 min 35 s", "call-uuid-1"],
    "r2-uuid": ["Jane Smith", "+12125559876", "Calling", "09:04:00", "", "", "call-uuid-2"],
    "r3-uuid": ["Bob Wilson", "+13105557890", "Waiting", "", "", "", ""],
  };
  for (const [id, cells] of Object.entries(people)) {
    await expect(screen.row(id).getByRole("gridcell"), id).toHaveText(cells);
  }
  await expect(screen.notes).toBeHidden();
});

test("tells the page that it is ready, and what is in it", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");
  expect(await heard(page, "ready")).toEqual([{}]);
  expect(await heard(page, "statechange")).toEqual([{ from: "loading", to: "ready" }]);
  expect(await heard(page, "update")).toEqual([
    {
      tallies: {
        total: 3,
        dialled: 2,
        answered: 1,
        notAnswered: 0,
        notCalled: 0,
        live: 1,
        waiting: 1,
        unknown: 0,
        endedLate: 0,
        byStatus: { completed: 1, calling: 1, pending: 1 },
      },
      changed: 3,
    },
  ]);
  expect(await heard(page, "error")).toEqual([]);
});
