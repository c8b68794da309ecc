import { expect, type Page } from "@playwright/test";
import type { MockApi } from "./mock-api.ts";

/** When to look whether the server has answered, in ms: that takes it a few, where Playwright looks every 100 and more. */
const LOOKS = { intervals: [10, 20, 40, 80, 160] };

/**
 * Waits until the server has answered so many requests for a batch, and the page has received the answers.
 * The server is done earlier than the page. If the test moved the clock in between, the timer that the
 * answer sets would start from the later time and wait its whole time again. What the page asks itself
 * afterwards is answered after what was on its way to it.
 */
export async function answered(page: Page, mock: MockApi, batch: string, count: number): Promise<void> {
  await expect
    .poll(async () => (await mock.questions(batch)).filter((seen) => seen.ended_at !== null).length, LOOKS)
    .toBe(count);
  await caughtUp(page, mock);
}

/** Waits until what the page asks for has been answered. */
export async function caughtUp(page: Page, mock: MockApi): Promise<void> {
  for (let round = 0; round < 2; round += 1) await askAlongside(page, mock);
  await expect(page.locator("batch-status [data-busy]")).toHaveCount(0);
}

/**
 * Waits until the widget itself waits for an answer, on a page whose clock stands still. A question that went
 * out ahead of the wasm is given up after five seconds of that clock, so a test that moved it on before would
 * see another question. The widget draws some milliseconds after it began to ask.
 */
export async function underWay(page: Page, mock: MockApi, batch: string): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(20);
    await expect(page.locator("batch-status .campaign")).toBeAttached({ timeout: 1 });
  }).toPass(LOOKS);
  await expect.poll(async () => (await mock.inFlight(batch)).in_flight, LOOKS).toBe(1);
}

/** Sends a request of the page's own on the way that its element's requests take. */
async function askAlongside(page: Page, mock: MockApi): Promise<void> {
  await page.evaluate((url) => fetch(url).then((response) => response.text()), `${mock.origin}/mock/health`);
}

/**
 * Moves the page's clock on and proves that nothing was asked meanwhile. Afterwards the page sends a request
 * of its own on the same way, so that one of the element's would have arrived before it.
 */
export async function quietFor(page: Page, mock: MockApi, batch: string, milliseconds: number): Promise<void> {
  const before = (await mock.questions(batch)).length;
  await page.clock.fastForward(milliseconds);
  for (let round = 0; round < 2; round += 1) await askAlongside(page, mock);
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
