import { expect, type Page } from "@playwright/test";
import type { MockApi } from "./mock-api.ts";

/** The most time that an answer takes from the server to the page beside it, and through the page. */
const ON_ITS_WAY_MS = 50;

/**
 * Waits until the server has answered so many requests for a batch, and the page has received the answers.
 * The server is done earlier than the page. If the test moved the clock in between, the timer that the
 * answer sets would start from the later time and wait its whole time again. The element shows only after
 * a while of that clock that it is busy, so an answer on its way is given some real time as well.
 */
export async function answered(page: Page, mock: MockApi, batch: string, count: number): Promise<void> {
  await expect
    .poll(async () => (await mock.questions(batch)).filter((seen) => seen.ended_at !== null).length)
    .toBe(count);
  await page.waitForTimeout(ON_ITS_WAY_MS);
  await expect(page.locator("batch-status [data-busy]")).toHaveCount(0);
}

/**
 * Moves the page's clock on and proves that nothing was asked meanwhile. Afterwards the page sends a request
 * of its own on the same way, so that one of the element's would have arrived before it.
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
 * The console's lines with that text, once there is one. The words of a warning come with a module of their
 * own. A second line, which must not come, would come some tasks later, so those are waited for.
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

/** Removes the page's first element for good, and waits until the browser has collected it. */
export async function forgotten(page: Page): Promise<void> {
  await page.evaluate(() => {
    const element = document.querySelector("batch-status") as Element;
    Object.assign(window, { watched: new WeakRef(element) });
    window.recorded.length = 0;
    element.remove();
  });
  await collected(page);
}

/** Waits until the browser has collected the target of the page's weak reference `watched`. */
export async function collected(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await expect
    .poll(async () => {
      await session.send("HeapProfiler.collectGarbage");
      return page.evaluate(() => (window as unknown as { watched: WeakRef<Element> }).watched.deref() === undefined);
    })
    .toBe(true);
}
