import type { Page } from "@playwright/test";

/**
 * From the next page on: what its scripts would fetch, by method and address, whatever its policy then
 * does about it. A request that a policy stops is in no record of the browser's.
 */
export async function watchFetches(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const real = window.fetch;
    const fetched: string[] = [];
    Object.assign(window, { fetched });
    window.fetch = (...args) => {
      const [input, init] = args;
      // Of a request that is one already another would take the body away.
      const { method, url } = input instanceof Request ? input : new Request(input, init);
      fetched.push(`${method} ${url}`);
      return real(...args);
    };
  });
  return () => page.evaluate(() => (window as unknown as { fetched: string[] }).fetched);
}
