import { expect, type Page } from "@playwright/test";
import { campaign, changed, people, SEED, SEED_TIME, simulated } from "./campaigns.ts";
import { tag, type EmbedOptions, type OpenOptions } from "./fixtures.ts";
import type { MockApi } from "./mock-api.ts";
import { Screen } from "./screen.ts";
import { refreshed } from "./still.ts";
import type { StaticHost } from "./servers.ts";

/** What a function that brings about a state may need. */
export interface Stagehand {
  page: Page;
  mock: MockApi;
  host: StaticHost;
  open: (options: OpenOptions) => Promise<Screen>;
  embed: (body: string, options?: EmbedOptions) => Promise<void>;
}

/** Brings a fresh page into a state that a person may meet. */
export type Scene = (hand: Stagehand, attributes?: Record<string, string>) => Promise<unknown>;

/** Every state of the element, for axe and for screenshots. */
export const SCENES: Record<string, Scene> = {
  unconfigured: async ({ embed, page }, attributes = {}) => {
    await embed(tag(attributes));
    await expect(page.getByText("Set the batch-id attribute")).toBeVisible();
  },

  loading: async ({ open, mock }, attributes = {}) => {
    const { batch } = campaign(people(1));
    await mock.spoil(batch.id, "never");
    const screen = await open({ batch: batch.id, attributes });
    await expect.poll(async () => (await mock.inFlight(batch.id)).in_flight).toBe(1);
    await expect(screen.skeleton).toBeVisible();
  },

  "load-failure": async ({ open, host }, attributes = {}) => {
    host.intercept = (request, response) => {
      const refuse = request.url?.endsWith(".wasm") ?? false;
      if (refuse) response.writeHead(404).end();
      return refuse;
    };
    const screen = await open({ batch: SEED, attributes });
    await expect(screen.error).toHaveAttribute("data-kind", "load");
  },

  ready: async ({ open }, attributes = {}) => {
    const screen = await open({ batch: SEED, at: SEED_TIME, attributes });
    await screen.expectState("ready");
  },

  running: async (hand, attributes) => simulatedScene(hand, simulated("running", 500, { seed: 3 }), attributes),
  draft: async (hand, attributes) => simulatedScene(hand, simulated("draft", 25), attributes),
  "outside-window": async (hand, attributes) => simulatedScene(hand, simulated("outside-window", 80), attributes),
  "all-statuses": async (hand, attributes) => simulatedScene(hand, simulated("all-statuses", 34), attributes),
  recurring: async (hand, attributes) => simulatedScene(hand, simulated("recurring", 30), attributes),
  cancelled: async (hand, attributes) => simulatedScene(hand, simulated("cancelled", 40), attributes),
  empty: async (hand, attributes) => simulatedScene(hand, simulated("empty", 0), attributes),

  "odd-data": async (hand, attributes) => {
    const screen = await simulatedScene(hand, simulated("odd-data", 40), attributes);
    await screen.openTab("details");
    await expect(screen.notes.getByText("The list is shown").first()).toBeVisible();
  },

  filtered: async (hand, attributes) => {
    const screen = await simulatedScene(hand, simulated("all-statuses", 34), attributes);
    await screen.chip("busy").click();
    await screen.search.fill("nobody");
    await expect(screen.element.getByText("Nobody matches.")).toBeVisible();
  },

  "in-a-row": async ({ open, page }, attributes = {}) => {
    const call = { "call-url": "https://example.org/{call_record_id}" };
    const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { ...call, ...attributes } });
    await screen.expectState("ready");
    await screen.scroller.focus();
    await page.keyboard.press("Home");
    await screen.expectActive("r2-uuid");
  },

  changed: async ({ open, mock, page }, attributes = {}) => {
    const start = campaign(people(12));
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, attributes: { "refresh-interval": "0", ...attributes } });
    await screen.expectState("ready");
    // The marks stay, since there is no motion and time stands still.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.clock.setFixedTime(new Date());
    await mock.put(start.batch.id, changed(start, { r1: { status: "ringing" }, r3: { status: "completed" }, r4: { status: "busy" } }));
    await refreshed(page);
    expect(await screen.marked()).toEqual(["r1", "r3", "r4"]);
    await expect(screen.news).toContainText("1 Answered");
  },

  stale: async ({ open, mock }, attributes = {}) => {
    const start = campaign(people(12));
    const { id } = start.batch;
    await mock.put(id, start);
    const screen = await open({ batch: id, attributes });
    await screen.expectState("ready");
    await mock.spoil(id, "500");
    await screen.refreshButton.click();
    await screen.expectState("stale");
  },

  failed: async ({ open, mock }, attributes = {}) => {
    const screen = await open({ batch: SEED, endpoint: mock.faulty("404"), attributes });
    await screen.expectState("failed");
  },

  offline: async ({ open, page }, attributes = {}) => {
    const screen = await open({ batch: SEED, at: SEED_TIME, attributes });
    await screen.expectState("ready");
    await page.context().setOffline(true);
    await expect(screen.banner).toContainText("You are offline");
  },

  done: async (hand, attributes) => {
    const screen = await simulatedScene(hand, simulated("completed", 40), attributes);
    await screen.refreshButton.click();
    await screen.expectState("done");
  },
};

async function simulatedScene({ open }: Stagehand, batch: string, attributes = {}): Promise<Screen> {
  const screen = await open({ batch, attributes });
  await expect(screen.headline).toBeVisible();
  return screen;
}
