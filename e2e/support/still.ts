// A campaign that is refreshed only by hand, while the page's clock stands still.
import type { Page } from "@playwright/test";
import { campaign, changed, people, type Campaign } from "./campaigns.ts";
import { expect, type OpenOptions } from "./fixtures.ts";
import type { MockApi } from "./mock-api.ts";
import type { Screen } from "./screen.ts";

const START = "2024-02-15T09:05:00Z";
export const SECOND = 1000;

export type Open = (options: OpenOptions) => Promise<Screen>;
type Changes = Parameters<typeof changed>[1];

/** Two hundred waiting recipients. Only the test moves the clock, from 09:06:00 on. */
export async function watch(open: Open, mock: MockApi, options: Partial<OpenOptions> = {}) {
  const start: Campaign = campaign(people(200));
  await mock.put(start.batch.id, start);
  const { attributes, ...rest } = options;
  const screen = await open({ batch: start.batch.id, at: START, attributes: { "refresh-interval": "0", ...attributes }, ...rest });
  await screen.expectState("ready");
  await expect(screen.row("r0")).toBeVisible();
  const { page } = screen;
  await page.clock.pauseAt(new Date(Date.parse(START) + 60 * SECOND));
  /** From now on the answer has the recipients with these changes. */
  const put = (changes: Changes) => mock.put(start.batch.id, changed(start, changes));
  const refresh = async (changes: Changes) => {
    await put(changes);
    await refreshed(page);
  };
  return { screen, put, refresh, clock: page.clock };
}

/** Refreshes by hand, and waits until the answer is on the screen. */
export function refreshed(page: Page): Promise<void> {
  return page.locator("batch-status").evaluate((element) => {
    const heard = new Promise((done) => element.addEventListener("batch-status-update", done, { once: true }));
    (element as unknown as { refresh(): void }).refresh();
    return heard.then(() => undefined);
  });
}
