// One line says what ended since the person last looked.
import { expect, test } from "../support/fixtures.ts";
import { controlVisibility, setShown } from "../support/presence.ts";
import { SECOND, watch } from "../support/still.ts";

const RINGING = { status: "ringing" };
const BUSY = { status: "busy" };
const DONE = { status: "completed" };

test("a line says what ended since the answer before, and goes on saying so", async ({ open, mock }) => {
  const { screen, refresh, clock } = await watch(open, mock);
  await expect(screen.news).toHaveText("");
  const places = () =>
    screen.element.evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll("[role=tab], input, [role=grid]") ?? [])].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x, y, width, height].join();
      }),
    );
  await refresh({ r199: RINGING });
  await clock.runFor(10 * SECOND);
  await expect(screen.news, "nothing ended").toHaveText("");
  await expect(screen.chip("ringing")).toBeVisible();
  const before = await places();
  await refresh({ r199: DONE, r198: BUSY, r197: DONE });
  await expect(screen.news).toHaveText("2 Answered, 1 Busy since 09:06:00 UTC");
  await expect(screen.news).toHaveAttribute("title", "2\u{a0}Answered, 1\u{a0}Busy since 09:06:00 UTC");
  expect(await places(), "its coming moves nothing").toEqual(before);
  await clock.runFor(10 * SECOND);
  await refresh({ r199: DONE, r198: BUSY, r197: DONE });
  await expect(screen.news).toHaveText("2 Answered, 1 Busy since 09:06:00 UTC");
  await clock.runFor(10 * SECOND);
  await refresh({ r199: DONE, r198: BUSY, r197: DONE, r196: BUSY });
  await expect(screen.news).toHaveText("1 Busy since 09:06:20 UTC");
});

test("who comes back to the tab reads and hears what was missed", async ({ open, mock, page }) => {
  const attributes = { "refresh-interval": "10" };
  const { screen, put, clock } = await watch(open, mock, { setUp: controlVisibility, attributes });
  await expect(screen.news).toHaveText("");
  await setShown(page, false);
  await clock.runFor(600 * SECOND);
  await put({ r1: DONE, r2: DONE, r3: { status: "failed" } });
  await setShown(page, true);
  await expect(screen.news).toHaveText("2 Answered, 1 Failed since you looked away");
  await expect(screen.aloud).toHaveText("2 more answered, 1 more not answered since you looked away");
  await clock.runFor(61 * SECOND);
  await expect(screen.news).not.toContainText("looked away");
});

test("the line is in the page's language", async ({ open, mock }) => {
  const { screen, refresh } = await watch(open, mock, { attributes: { lang: "de" } });
  await refresh({ r1: DONE, r2: BUSY });
  await expect(screen.news).toHaveText(/^Angenommen:\s1, Besetzt:\s1 seit 09:05:\d\d UTC$/);
});
