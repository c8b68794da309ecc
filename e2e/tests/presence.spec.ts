// While nobody looks, or there is no network, nothing is asked; when that is over it asks at once. The server
// counts the requests.
import { campaign, people } from "../support/campaigns.ts";
import { expect, heard, tag, test } from "../support/fixtures.ts";
import { controlVisibility, setShown } from "../support/presence.ts";
import { Screen } from "../support/screen.ts";
import { answered, quietFor } from "../support/waiting.ts";

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;
const HOUR = 3600 * SECOND;

test("a hidden page asks nothing and catches up when shown", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW, setUp: controlVisibility });
  await screen.expectState("ready");

  await setShown(page, false);
  await quietFor(page, mock, id, HOUR);
  await mock.put(id, campaign(people(4), { id }));
  await setShown(page, true);
  await answered(page, mock, id, 2);
  await expect(screen.rows).toHaveCount(4);
  await expect(screen.freshness).toContainText(/Refreshes in (10|9) s/);

  // Hiding the page for less than the wait does not change the wait.
  await setShown(page, false);
  await setShown(page, true);
  await quietFor(page, mock, id, 5 * SECOND);
  await page.clock.fastForward(5 * SECOND);
  await answered(page, mock, id, 3);
});

test("a page that opens hidden asks when it is first shown", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({
    batch: id,
    at: NOW,
    attributes: { loading: "eager" },
    setUp: controlVisibility,
    early: () => (window as unknown as { setShown(shown: boolean): void }).setShown(false),
  });
  await quietFor(page, mock, id, HOUR);
  await expect(screen.skeleton).toBeVisible();
  await setShown(page, true);
  await screen.expectState("ready");
  expect(await mock.questions(id)).toHaveLength(1);
});

test("offline it says so, asks nothing, keeps the data and catches up", async ({ open, mock, page, context }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await screen.expectState("ready");

  await context.setOffline(true);
  await expect(screen.banner).toContainText("You are offline");
  await expect(screen.freshness).toContainText("Offline");
  await page.clock.fastForward(HOUR);
  await expect(screen.freshness).toContainText("Updated 1 h ago");
  await expect(screen.rows).toHaveCount(3);
  expect(await mock.questions(id)).toHaveLength(1);
  // The page sees it too.
  await screen.expectState("stale");
  expect(await heard(page, "error")).toEqual([{ kind: "offline", status: null, retryInMs: null }]);

  await mock.put(id, campaign(people(4), { id }));
  await context.setOffline(false);
  await answered(page, mock, id, 2);
  await expect(screen.rows).toHaveCount(4);
  await expect(screen.banner).toBeHidden();
  await screen.expectState("ready");
});

test("offline from the first on, it waits for the network", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({
    batch: id,
    at: NOW,
    setUp: () => {
      let online = false;
      Object.defineProperty(Navigator.prototype, "onLine", { get: () => online });
      window.addEventListener("test-online", () => {
        online = true;
        window.dispatchEvent(new Event("online"));
      });
    },
  });
  await expect(screen.element.getByText("You are offline")).toBeVisible();
  await screen.expectState("failed");
  await quietFor(page, mock, id, 50 * 1000);
  await page.evaluate(() => window.dispatchEvent(new Event("test-online")));
  await screen.expectState("ready");
  await expect(screen.element.getByText("You are offline")).toBeHidden();
});

test("what the page has at hand needs no network", async ({ embed, page, context }) => {
  await embed(tag({}), { at: NOW });
  const screen = new Screen(page);
  await screen.expectState("unconfigured");
  await context.setOffline(true);
  const give = (data: unknown) => screen.element.evaluate((element, given) => void Object.assign(element, { data: given }), data);
  await give(campaign(people(3)));
  await screen.expectState("ready");
  await expect(screen.rows).toHaveCount(3);
  await give(campaign(people(4)));
  await expect(screen.rows).toHaveCount(4);
  await expect(screen.element.getByText("You are offline")).toBeHidden();
  await context.setOffline(false);
});

test("a failure of the network heals as soon as it is back", async ({ open, mock, page, context }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await screen.expectState("ready");
  await mock.spoil(id, "reset");
  await page.clock.fastForward(10 * SECOND);
  await screen.expectState("stale");
  await context.setOffline(true);
  await mock.heal(id);
  await expect(screen.banner).toContainText("You are offline");
  await context.setOffline(false);
  await screen.expectState("ready");
});

test("back from the back-forward cache it is up to date at once", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  const { id } = start.batch;
  await mock.put(id, start);
  const screen = await open({ batch: id, at: NOW });
  await screen.expectState("ready");
  await mock.put(id, campaign(people(4), { id }));
  // Time passes while no timer runs, and then the page is shown again.
  await page.clock.setSystemTime(new Date(Date.parse(NOW) + HOUR));
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await expect(screen.rows).toHaveCount(4);
});
