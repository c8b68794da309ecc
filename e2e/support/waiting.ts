import { expect, type Page } from "@playwright/test";
import type { MockApi } from "./mock-api.ts";

/** So long an answer takes at the most from the server to the page beside it, and through the page. */
const ON_ITS_WAY_MS = 50;

/**
 * Waits until the server has answered so many questions about a batch, and the page has taken the
 * answers in. The server is done earlier: a clock that is moved on in between is ahead of the timer
 * that the answer sets, which then waits its whole time again. That an element is busy shows only
 * once it has been for a while by that clock, so what is on its way is given some real time as well.
 */
export async function answered(page: Page, mock: MockApi, batch: string, count: number): Promise<void> {
  await expect
    .poll(async () => (await mock.questions(batch)).filter((seen) => seen.ended_at !== null).length)
    .toBe(count);
  await page.waitForTimeout(ON_ITS_WAY_MS);
  await expect(page.locator("batch-status [data-busy]")).toHaveCount(0);
}

/**
 * Moves the page's clock on and proves that nothing was asked meanwhile. The page's own request
 * afterwards takes the way that a question would have taken, so one under way would have arrived.
 */
export async function quietFor(page: Page, mock: MockApi, batch: string, milliseconds: number): Promise<void> {
  const before = (await mock.questions(batch)).length;
  await page.clock.fastForward(milliseconds);
  for (let round = 0; round < 2; round += 1) {
    await page.evaluate((url) => fetch(url).then((response) => response.text()), `${mock.origin}/mock/health`);
  }
  expect((await mock.questions(batch)).length, "questions asked meanwhile").toBe(before);
}

/**
 * The console's lines with that text, once there is one. Its words come with a module of their own, so
 * a second, which must not come, would be told some tasks of the page later: they are waited for.
 */
export async function told(page: Page, consoleLines: () => string[], text: string): Promise<string[]> {
  const lines = () => consoleLines().filter((line) => line.includes(text));
  await expect.poll(lines).not.toEqual([]);
  for (let round = 0; round < 5; round += 1) {
    await page.evaluate(() => {
      const { port1, port2 } = new MessageChannel();
      const heard = new Promise<void>((resolve) => (port1.onmessage = () => resolve()));
      port2.postMessage(null);
      return heard;
    });
  }
  return lines();
}

/** Takes the page's first element away for good, and waits until the browser has collected it. */
export async function forgotten(page: Page): Promise<void> {
  await page.evaluate(() => {
    const element = document.querySelector("batch-status") as Element;
    Object.assign(window, { watched: new WeakRef(element) });
    window.recorded.length = 0;
    element.remove();
  });
  await collected(page);
}

/** Waits until the browser has collected what the page's `watched` refers to weakly. */
export async function collected(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await expect
    .poll(async () => {
      await session.send("HeapProfiler.collectGarbage");
      return page.evaluate(() => (window as unknown as { watched: WeakRef<Element> }).watched.deref() === undefined);
    })
    .toBe(true);
}
