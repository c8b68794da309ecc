import type { Page } from "@playwright/test";

/**
 * Records what the scripts of the next pages try to fetch, by method and address, also where a policy
 * stops it. The browser itself keeps no record of a request that a policy stops.
 */
export async function watchFetches(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const real = window.fetch;
    const fetched: string[] = [];
    Object.assign(window, { fetched });
    window.fetch = (...args) => {
      const [input, init] = args;
      // A new request made of an existing one would use up its body.
      const { method, url } = input instanceof Request ? input : new Request(input, init);
      fetched.push(`${method} ${url}`);
      return real(...args);
    };
  });
  return () => page.evaluate(() => (window as unknown as { fetched: string[] }).fetched);
}
