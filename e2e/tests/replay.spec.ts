// A campaign played back from its times: what is shown at each moment, and how the bar works.
import type { Page } from "@playwright/test";
import { findings } from "../support/axe.ts";
import { campaign, people, type Campaign } from "../support/campaigns.ts";
import { expect, heard, tag, test, type EmbedOptions } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";
import type { StaticHost } from "../support/servers.ts";
import { forgotten } from "../support/waiting.ts";

// The recipients are known by their places.
test.use({ order: "list" });

const SECOND = 1000;
/** Long after the campaign's end. */
const NOW = "2026-01-01T12:00:00Z";

const at = (minute: number) => new Date(Date.UTC(2024, 1, 15, 9, minute)).toISOString();

/** Three calls in a row from 9:01 to 9:10, a number that was never dialled, and an end. */
function recorded(): Campaign {
  const [ada, ben, cleo, dan] = people(4) as [Recipient, Recipient, Recipient, Recipient];
  const recipients = [
    { ...ada, status: "completed", attempted_at: at(1), completed_at: at(3), call_record_id: "call-1" },
    { ...ben, status: "busy", attempted_at: at(4), completed_at: at(5) },
    { ...cleo, status: "completed", attempted_at: at(6), completed_at: at(10) },
    { ...dan, status: "skipped" },
  ];
  return campaign(recipients, { name: "Played back", status: "completed", completed_at: at(10) });
}

type Recipient = Campaign["recipients"][number];
type Embed = (body: string, options?: EmbedOptions) => Promise<void>;

/** An element that plays this data, on a page whose clock the test moves. */
async function playing(embed: Embed, page: Page, data: Campaign, attributes = {}): Promise<Screen> {
  await embed(tag({ replay: "60x", loading: "eager", ...attributes }), {
    at: NOW,
    given: data,
    setUp: (given) => {
      document.addEventListener("readystatechange", () => {
        const element = document.querySelector("batch-status");
        if (element && document.readyState === "interactive") Object.assign(element, { data: given });
      });
    },
  });
  const screen = new Screen(page);
  await screen.expectState("ready");
  return screen;
}

/** Pauses it, so that only the test moves it. */
async function held(embed: Embed, page: Page, data: Campaign, attributes = {}): Promise<Screen> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  return playing(embed, page, data, attributes);
}

const bar = (screen: Screen) => screen.part("replay");
const place = (screen: Screen) => bar(screen).getByRole("slider");
/** The statuses, without what more is said of them. */
const statuses = async (screen: Screen) => (await screen.column("status").allTextContents()).map((text) => text.split(/[,:]/)[0]);

async function seek(screen: Screen, minute: number): Promise<void> {
  await place(screen).evaluate((range: HTMLInputElement, value) => {
    range.value = value;
    range.dispatchEvent(new Event("input"));
  }, String(Date.parse(at(minute))));
}

test("from its start to its end, by itself and without a request", async ({ embed, page, mock, site }) => {
  const screen = await playing(embed, page, recorded());
  await expect(screen.part("header")).toContainText("Played back");
  await expect(screen.badge).toHaveText("Running");
  await expect(screen.value("progress")).toHaveText("0 of 4 dialled");
  // A second shows a minute, so this is the middle of the second call.
  await expect(async () => {
    await page.clock.runFor(SECOND / 4);
    expect(await statuses(screen)).toEqual(["Answered", "In progress", "Waiting", "Waiting"]);
  }).toPass({ intervals: [10] });
  await expect(screen.headline).toHaveText("Dialling: 1 call live, 2 waiting");
  await expect(screen.cell("r0", "duration")).toHaveText("2 min");
  await page.clock.runFor(10 * SECOND);
  await screen.expectState("done");
  expect(await statuses(screen)).toEqual(["Answered", "Busy", "Answered", "Skipped"]);
  await expect(screen.badge).toHaveText("Completed");
  expect(await heard(page, "complete")).toEqual([{ status: "completed" }]);
  expect(await heard(page, "error")).toEqual([]);
  expect(await mock.from(site.origin)).toEqual([]);
});

test("what is long ago and to come goes by the time that is played", async ({ embed, page }) => {
  const window = { window_start_time: "09:00", window_end_time: "17:00", window_days: [1, 2, 3, 4, 5] };
  const data = recorded();
  const screen = await held(embed, page, { ...data, batch: { ...data.batch, ...window } });
  await seek(screen, 2);
  await expect(screen.headline).toHaveText("Dialling: 1 call live, 3 waiting");
  await screen.openTab("details");
  await expect(screen.detail("window")).toContainText("7 h 58 min");
  // It stays there while it is paused.
  await page.clock.runFor(150 * SECOND);
  await expect(screen.detail("window")).toContainText("7 h 58 min");
  await seek(screen, 9);
  await expect(screen.detail("window")).toContainText("7 h 51 min");
});

test("is steered by the bar: place, play, pause, speed, over again", async ({ embed, page }) => {
  const screen = await held(embed, page, recorded());
  await screen.set("columns", "name number status attempted ended duration call");
  await expect(bar(screen)).toBeVisible();
  await expect(screen.cell("r0", "call")).toHaveText("");
  await seek(screen, 7);
  await expect.poll(() => statuses(screen)).toEqual(["Answered", "Busy", "In progress", "Waiting"]);
  await seek(screen, 2);
  await expect.poll(() => statuses(screen)).toEqual(["In progress", "Waiting", "Waiting", "Waiting"]);
  expect(Date.parse((await bar(screen).locator("time").getAttribute("datetime")) ?? "")).toBe(Date.parse(at(2)));

  await bar(screen).getByLabel("Speed").selectOption({ label: "1×" });
  await bar(screen).getByRole("button", { name: "Play" }).click();
  await page.clock.runFor(4 * SECOND);
  const after = async () => Number(await place(screen).inputValue()) - Date.parse(at(2));
  expect(await after()).toBeGreaterThan(2 * SECOND);
  expect(await after()).toBeLessThan(30 * SECOND);
  await bar(screen).getByLabel("Speed").selectOption({ label: "300×" });
  await page.clock.runFor(3 * SECOND);
  await screen.expectState("done");
  await expect(bar(screen).getByRole("button", { name: "Play" })).toBeVisible();

  await bar(screen).getByRole("button", { name: "Play" }).click();
  await expect(screen.badge).toHaveText("Running");
  await bar(screen).getByRole("button", { name: "Pause" }).click();
  const position = await place(screen).inputValue();
  await page.clock.runFor(5 * SECOND);
  expect(await place(screen).inputValue()).toBe(position);
});

test("is steered by keys, and says where it is", async ({ embed, page }) => {
  const screen = await held(embed, page, recorded(), { "time-zone": "America/Vancouver" });
  await place(screen).focus();
  await page.keyboard.press("End");
  await screen.expectState("done");
  await expect(place(screen)).toHaveAttribute("aria-valuetext", /^Feb 15, 01:10:00 AM PST$|15 Feb, 01:10:00/);
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("PageDown");
  await expect.poll(() => statuses(screen)).toEqual(["Answered", "Busy", "In progress", "Waiting"]);
  await page.keyboard.press("ArrowRight");
  expect(Number(await place(screen).inputValue())).toBeCloseTo(Date.parse(at(8)) + 3 * SECOND, -2);
  await page.keyboard.press("Home");
  await expect(screen.value("progress")).toHaveText("0 of 4 dialled");
  await page.keyboard.press("Shift+Tab");
  await expect(bar(screen).getByRole("button")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(bar(screen).getByRole("button", { name: "Pause" })).toBeFocused();
  await page.clock.runFor(11 * SECOND);
  await screen.expectState("done");
});

test("hands over moments a few times a second at most", async ({ embed, page }) => {
  const waiting = people(200);
  const recipients = waiting.map((one, index) => ({ ...one, status: "completed", attempted_at: at(index / 10), completed_at: at(index / 10 + 1) }));
  const screen = await playing(embed, page, campaign(recipients, { status: "completed" }), { view: "summary" });
  await page.evaluate(() => (window.recorded.length = 0));
  await page.clock.runFor(4 * SECOND);
  const updates = (await heard(page, "update")).length;
  expect(updates).toBeGreaterThanOrEqual(2);
  expect(updates).toBeLessThanOrEqual(18);
  await expect(screen.legend("answered")).not.toHaveText("0");
});

/** A file on the element's host. */
function serve(host: StaticHost, body: string, status = 200): Record<string, string | undefined>[] {
  const asked: Record<string, string | undefined>[] = [];
  host.intercept = (request, response) => {
    if (request.url !== "/recording.json") return false;
    asked.push({ method: request.method, authorization: request.headers.authorization, cookie: request.headers.cookie, referer: request.headers.referer });
    response.writeHead(status, { "content-type": "application/json", "access-control-allow-origin": "*" }).end(body);
    return true;
  };
  return asked;
}

test("a file is fetched once, without a key, and played", async ({ embed, page, host, mock, site, key }) => {
  const asked = serve(host, JSON.stringify(recorded()));
  await embed(tag({ replay: "600x", src: `${host.origin}/recording.json`, "api-key": key, loading: "eager" }), { at: NOW, key });
  const screen = new Screen(page);
  await expect(bar(screen)).toBeVisible();
  await page.clock.runFor(4 * SECOND);
  await screen.expectState("done");
  await expect(screen.part("header")).toContainText("Played back");
  expect(asked).toEqual([{ method: "GET", authorization: undefined, cookie: undefined, referer: undefined }]);
  expect(await mock.from(site.origin)).toEqual([]);
});

for (const [what, body, status, kind] of [
  ["is not there", "", 404, "not-found"],
  ["is none", "{", 200, "bad-response"],
] as const) {
  test(`a file that ${what} fails as without a playback`, async ({ embed, page, host }) => {
    serve(host, body, status);
    await embed(tag({ replay: "60x", src: `${host.origin}/recording.json`, loading: "eager" }), { at: NOW });
    const screen = new Screen(page);
    await screen.expectState("failed");
    await expect(screen.error).toHaveAttribute("data-kind", kind);
    await expect(bar(screen)).toHaveCount(0);
  });
}

test("the mask holds in every moment", async ({ embed, page }) => {
  const screen = await held(embed, page, recorded(), { mask: "all" });
  for (const minute of [2, 7, 10]) {
    await seek(screen, minute);
    await expect(place(screen)).toHaveValue(String(Date.parse(at(minute))));
    await page.clock.runFor(SECOND);
    await expect(screen.element).not.toContainText("Ada");
    await expect(screen.element).not.toContainText("+14155550");
  }
  const snapshot = await screen.element.evaluate((element) => (element as HTMLElement & { snapshot(): unknown }).snapshot());
  expect(snapshot).toBeUndefined();
});

test("without replay the campaign is shown as it ended, and nothing of the bar is left", async ({ embed, page }) => {
  const screen = await held(embed, page, recorded());
  await expect(screen.badge).toHaveText("Running");
  await expect(screen.freshness).toBeHidden();
  await page.evaluate(() => document.querySelector("batch-status")?.removeAttribute("replay"));
  await expect(screen.badge).toHaveText("Completed");
  await expect(bar(screen)).toHaveCount(0);
  await expect(screen.freshness).toBeVisible();
  await expect(screen.cell("r0", "duration")).toHaveText("2 min");
});

test("other data and another speed are taken over", async ({ embed, page }) => {
  const screen = await held(embed, page, recorded());
  await screen.set("replay", "25x");
  await expect(bar(screen).getByLabel("Speed")).toHaveValue("25");
  const other = recorded();
  await screen.element.evaluate((element, data) => Object.assign(element, { data }), { ...other, batch: { ...other.batch, name: "The other" } });
  await expect(screen.part("header")).toContainText("The other");
  await expect(bar(screen)).toHaveCount(1);
});

test("an element that is taken out stands still, and plays on when it is back", async ({ embed, page }) => {
  const screen = await playing(embed, page, recorded());
  await page.evaluate(() => {
    const kept = document.querySelector("batch-status") as Element;
    Object.assign(window, { kept });
    kept.remove();
  });
  await page.clock.runFor(60 * SECOND);
  await page.evaluate(() => document.body.append((window as unknown as { kept: Element }).kept));
  await expect(screen.badge).toHaveText("Running");
  await page.clock.runFor(12 * SECOND);
  await screen.expectState("done");
});

test("an element that played and left for good is forgotten", async ({ embed, page }) => {
  const screen = await playing(embed, page, recorded());
  await expect(bar(screen)).toBeVisible();
  await page.clock.runFor(SECOND);
  await forgotten(page);
});

for (const [what, replay, spoil] of [
  ["a speed that is none", "fast", (data: Campaign) => data],
  ["a campaign without a time", "60x", (data: Campaign) => ({ ...data, recipients: people(4) })],
] as const) {
  test(`${what}: the campaign is shown as it is`, async ({ embed, page, consoleLines }) => {
    const screen = await playing(embed, page, spoil(recorded()), { replay });
    await expect(screen.badge).toHaveText("Completed");
    await expect(bar(screen)).toHaveCount(0);
    expect(consoleLines().filter((line) => line.includes('replay="fast"'))).toHaveLength(replay === "fast" ? 1 : 0);
  });
}

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${theme}; its words are the element's`, async ({ embed, page }) => {
    await embed(tag({ replay: "60x", loading: "eager", theme, lang: "de" }), { at: NOW, csp: "" });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.locator("batch-status").evaluate((element, data) => Object.assign(element, { data }), recorded());
    const screen = new Screen(page);
    await expect(bar(screen).getByRole("button", { name: /Abspielen|Anhalten/ })).toBeVisible();
    await expect(bar(screen).getByLabel("Geschwindigkeit")).toBeVisible();
    await expect(page.getByRole("group", { name: "Wiedergabe" })).toBeVisible();
    expect(await findings(page)).toEqual([]);
  });
}
