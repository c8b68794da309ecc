// A person who looks elsewhere is told that the campaign has ended, if they asked for it: by the page's title, and by a
// notification where the browser allows it.
import type { Page } from "@playwright/test";
import { campaign, people } from "../support/campaigns.ts";
import { expect, heard, test, type OpenOptions } from "../support/fixtures.ts";
import { wholeBrowser } from "../support/launch.ts";
import { controlVisibility, setShown } from "../support/presence.ts";
import type { Screen } from "../support/screen.ts";

test.use({ launchOptions: wholeBrowser });

const NOW = "2024-02-15T09:05:00Z";
const TITLE = "My dashboard";

/** Lets the test hide the page, and records the notifications that the page makes of the browser's own class. */
function watchNotifications(): void {
  const Browsers = window.Notification;
  const shown: [string, string | undefined, NotificationPermission][] = [];
  class Watched extends Browsers {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      shown.push([title, options?.body, Browsers.permission]);
    }
  }
  Object.assign(window, { Notification: Watched, shown });
}

const shown = (page: Page) => page.evaluate(() => (window as unknown as { shown: [string, string, string][] }).shown);

async function openRunning(open: (options: OpenOptions) => Promise<Screen>, mock: { put(batch: string, answer: unknown): Promise<void> }, page: Page) {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  await page.addInitScript(controlVisibility);
  const screen = await open({ batch: start.batch.id, at: NOW, setUp: watchNotifications });
  await screen.expectState("ready");
  await page.evaluate((title) => (document.title = title), TITLE);
  /** The campaign ends, and two answers say so. */
  const end = async () => {
    const rows = start.recipients.map((one) => ({ ...one, status: "completed" }));
    const over = { status: "completed", completed_at: "2024-02-15T09:06:00Z" };
    await mock.put(start.batch.id, campaign(rows, { ...start.batch, ...over }));
    // One answer may be wrong, so a second one has to say it.
    const answers = async () => (await heard(page, "update")).length;
    for (let seen = await answers(), until = seen + 2; seen < until; seen += 1) {
      await page.clock.fastForward(10_000);
      await expect.poll(answers).toBeGreaterThan(seen);
    }
  };
  return { screen, end };
}

const menu = (screen: Screen) => screen.element.locator("button[data-action=share]");
const choice = (screen: Screen) => screen.element.locator("button[data-action=await-end]");
const said = (screen: Screen) => screen.element.locator(".menu [role=status]");

async function choose(screen: Screen): Promise<void> {
  await menu(screen).click();
  await choice(screen).click();
}

test("with the browser's leave a notification and the title tell of the end, and the title is itself again", async ({ open, mock, page, context }) => {
  await context.grantPermissions(["notifications"]);
  const { screen, end } = await openRunning(open, mock, page);
  await choose(screen);
  await expect(said(screen)).toContainText("a notification and the title");
  expect(await shown(page), "none is made before the end").toEqual([]);
  await setShown(page, false);
  await end();
  await expect(page).toHaveTitle(`Completed – ${TITLE}`);
  expect(await shown(page)).toEqual([["Spring recall", expect.stringMatching(/^Completed/), "granted"]]);
  await setShown(page, true);
  await expect(page).toHaveTitle(TITLE);
});

test("where the browser refuses, the menu says so and the title tells alone", async ({ open, mock, page, context }) => {
  await context.clearPermissions();
  const { screen, end } = await openRunning(open, mock, page);
  await choose(screen);
  await expect(said(screen)).toContainText("The browser allows no notification");
  await setShown(page, false);
  await end();
  await expect(page).toHaveTitle(`Completed – ${TITLE}`);
  // What the page writes itself meanwhile stays as it is.
  await page.evaluate(() => (document.title = "Another view"));
  await setShown(page, true);
  await expect(page).toHaveTitle("Another view");
});

test("without that choice the title stays, and a choice taken back is none", async ({ open, mock, page, context }) => {
  await context.grantPermissions(["notifications"]);
  const { screen, end } = await openRunning(open, mock, page);
  await choose(screen);
  await menu(screen).click();
  await expect(choice(screen)).toHaveText("Do not notify me");
  await choice(screen).click();
  await end();
  await screen.expectState("done");
  await expect(page).toHaveTitle(TITLE);
  expect(await shown(page)).toEqual([]);
  await menu(screen).click();
  await expect(choice(screen), "there is no end to wait for").toBeHidden();
});
