// Rows that changed are marked for a moment.
import { expect, test } from "../support/fixtures.ts";
import { SECOND, watch } from "../support/still.ts";

// The recipients are known by their places.
test.use({ order: "list" });

const RINGING = { status: "ringing" };

test("rows that changed are marked for two seconds, and no others", async ({ open, mock }) => {
  const { screen, refresh, clock } = await watch(open, mock);
  expect(await screen.marked(), "the first answer").toEqual([]);
  await refresh({ r1: RINGING, r3: RINGING, r150: RINGING });
  expect(await screen.marked()).toEqual(["r1", "r3"]);
  await clock.runFor(1 * SECOND);
  expect(await screen.marked()).toEqual(["r1", "r3"]);
  await clock.runFor(2 * SECOND);
  expect(await screen.marked()).toEqual([]);
  await refresh({ r1: RINGING, r3: RINGING, r150: RINGING });
  expect(await screen.marked(), "an equal answer").toEqual([]);
  await refresh({ r1: RINGING, r3: RINGING, r4: RINGING, r150: RINGING });
  expect(await screen.marked()).toEqual(["r4"]);
});

test("the mark fades in within a fifth of a second and is gone after two", async ({ open, mock }) => {
  const { screen, refresh, clock } = await watch(open, mock);
  await refresh({ r1: RINGING });
  const animation = () =>
    screen.row("r1").evaluate((row) => {
      const [it] = row.getAnimations({ subtree: true }).filter(({ effect }) => (effect as KeyframeEffect).pseudoElement === "::before"
        && (effect as KeyframeEffect).target === row);
      const effect = it?.effect as KeyframeEffect;
      const { duration, delay } = effect.getComputedTiming();
      const peak = effect.getKeyframes().find((frame) => frame["opacity"] === "1")?.computedOffset ?? 0;
      return { name: (it as CSSAnimation).animationName, duration, delay: Number(delay) + 0, fadeIn: peak * Number(duration) };
    });
  const first = await animation();
  expect(first).toMatchObject({ duration: 2000, delay: 0, fadeIn: 160 });
  await clock.runFor(1 * SECOND);
  await refresh({ r1: { status: "in_progress" } });
  const second = await animation();
  expect(second, "changed again, it is marked anew").toMatchObject({ duration: 2000, delay: 0 });
  expect(second.name).not.toBe(first.name);
});

test("a mark stays with its recipient when rows scroll, are sorted and filtered", async ({ open, mock }) => {
  const { screen, refresh, clock } = await watch(open, mock);
  await refresh({ r1: RINGING, r100: RINGING });
  await clock.runFor(1 * SECOND);
  await screen.scroller.evaluate((one) => (one.scrollTop = 4000));
  await expect(screen.row("r105")).toBeVisible();
  expect(await screen.marked(), "who scrolled in is marked if they changed").toEqual(["r100"]);
  const age = await screen.row("r100").evaluate((row) => row.style.animationDelay);
  expect(age, "and goes on from where it is").toBe("-1000ms");
  await screen.sort("name").click();
  await screen.scroller.evaluate((one) => (one.scrollTop = 0));
  // "Ben 0001" is the 21st by name.
  await screen.search.fill("000");
  await expect(screen.rows).toHaveCount(10);
  expect(await screen.marked()).toEqual(["r1"]);
  await screen.search.fill("");
  await screen.chip("pending").click();
  await expect(screen.column("name").first()).toHaveText("Ada 0000");
  expect(await screen.marked()).toEqual([]);
  await screen.chip("pending").click();
  await clock.runFor(2 * SECOND);
  await screen.search.fill("000");
  await expect(screen.rows).toHaveCount(10);
  expect(await screen.marked()).toEqual([]);
});

test("without motion the mark stands still, and is gone as soon", async ({ open, mock, page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { screen, refresh, clock } = await watch(open, mock);
  await refresh({ r1: RINGING });
  const mark = await screen.row("r1").evaluate((row) => {
    const { opacity, animationName, borderInlineStartWidth } = getComputedStyle(row, "::before");
    return { opacity, animationName, borderInlineStartWidth };
  });
  expect(mark).toEqual({ opacity: "1", animationName: "none", borderInlineStartWidth: "3px" });
  await clock.runFor(3 * SECOND);
  expect(await screen.marked()).toEqual([]);
});

test("what moves costs the page no layout and no paint, and of live marks only the campaign's pulses", async ({ open, mock }) => {
  const { screen, refresh } = await watch(open, mock);
  await refresh({ r1: RINGING, r2: { status: "completed" }, r3: { status: "in_progress" } });
  await expect(screen.row("r3")).toContainText("In progress");
  const seen = await screen.element.evaluate((element) => {
    const root = element.shadowRoot as ShadowRoot;
    const animations = root.getAnimations() as CSSAnimation[];
    const timing = ["offset", "computedOffset", "easing", "composite"];
    const moved = animations.flatMap(({ effect }) =>
      (effect as KeyframeEffect).getKeyframes().flatMap((frame) => Object.keys(frame).filter((name) => !timing.includes(name))),
    );
    const looks = [...root.querySelectorAll("*")].flatMap((part) => [undefined, "::before", "::after"].map((pseudo) => getComputedStyle(part, pseudo)));
    const pulsing = animations.filter(({ animationName }) => animationName === "pulse");
    return {
      moved: [...new Set(moved)].sort(),
      transitions: looks.filter(({ transitionDuration }) => transitionDuration !== "0s").length,
      pulsing: pulsing.map(({ effect }) => (effect as KeyframeEffect).target?.parentElement?.className),
    };
  });
  expect(seen).toEqual({ moved: ["opacity"], transitions: 0, pulsing: ["badge"] });
});
