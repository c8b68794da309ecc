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
  for (const [phase, count] of Object.entries({ answered: "1", "not-answered": "0", live: "1", waiting: "1" })) {
    await expect(screen.legend(phase), phase).toHaveText(count);
  }
  const figures = {
    "answer-rate": ["1 of 1", "answered of ended calls"],
    pace: ["–", "too few have ended to tell"],
    "call-length": ["3 min 35 s", "9 in 10 within 3 min 35 s"],
    window: [/^Open, 7 h 5\d min left$/, "Mon–Fri 09:00–17:00 UTC"],
  } as const;
  for (const [card, [value, note]] of Object.entries(figures)) {
    await expect(screen.value(card), card).toHaveText(value);
    await expect(screen.card(card).locator(".card-note"), card).toHaveText(note);
  }

  await expect(screen.rows).toHaveCount(3);
  const people = {
    "r1-uuid": ["John Doe", "+14155551234", "Answered", "09:00:10", "09:03:45", "3 min 35 s"],
    "r2-uuid": ["Jane Smith", "+12125559876", /^Calling, 1 min( \d s)?$/, "09:04:00", "", ""],
    "r3-uuid": ["Bob Wilson", "+13105557890", "Waiting, no. 1", "", "", ""],
  };
  for (const [id, cells] of Object.entries(people)) {
    await expect(screen.row(id).getByRole("gridcell"), id).toHaveText(cells);
  }

  await screen.openTab("details");
  const details = {
    started: /^Started09:00:05 UTC4 min ago$/,
    window: /^Calling windowMon–Fri 09:00–17:00 UTCopen, closes Thu 17:00 UTC, in 7 h 5\d min$/,
    "caller-id": "Caller ID+16045551234",
    lines: "Calls at once1 live, 1 at most so far1 Calling",
    lengths: "Dial to end3 min 35 s on average, 3 min 35 s the longest, of 1 call",
  };
  for (const [detail, words] of Object.entries(details)) await expect(screen.detail(detail), detail).toHaveText(words);
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
