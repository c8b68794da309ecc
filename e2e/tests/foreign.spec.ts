// Pages that change the browser's functions. Each fault costs one element and one message, never the others.
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, tag, test } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";

const REPLACEMENTS: Record<string, () => void> = {
  "rejects with a text": () => refuse(() => Promise.reject("blocked")),
  throws: () =>
    refuse(() => {
      throw new Error("blocked");
    }),
  "answers what is no response": () => refuse(() => Promise.resolve({ ok: true })),
  "answers without a promise": () => refuse(() => undefined),
};

/** Runs in the page: the element's requests go to `instead` until the page is told to stop that. */
declare function refuse(instead: () => unknown): void;

const REFUSE = `function refuse(instead) {
  const real = window.fetch;
  window.fetch = (input, ...rest) => {
    const isQuestion = input instanceof Request && input.method === "POST";
    return isQuestion && !window.relented ? instead() : real.call(window, input, ...rest);
  };
}`;

for (const [what, replace] of Object.entries(REPLACEMENTS)) {
  test(`a page's own fetch that ${what} is a failure like others`, async ({ page, embed, mock, key }) => {
    await page.addInitScript({ content: `${REFUSE}\n(${replace.toString()})()` });
    const one = tag({ "batch-id": SEED, endpoint: mock.endpoint, "api-key": key });
    await embed(`${one}<batch-status></batch-status>`, { key, at: SEED_TIME, isStill: true });
    const screen = new Screen(page);
    await expect(screen.error).toContainText("No answer from the service");
    // A key may come late. Until then the second element waits.
    await page.clock.fastForward(1000);
    await expect(page.locator("batch-status").last()).toHaveAttribute("data-state", "unconfigured");
    await page.evaluate(() => Object.assign(window, { relented: true }));
    await screen.retryButton.click();
    await expect(screen.value("progress")).toHaveText("2 of 3 dialled");
  });
}

test("ready is told when the campaign is on the screen, not before", async ({ page, open }) => {
  await page.addInitScript(() => {
    document.addEventListener("batch-status-ready", (event) => {
      const element = event.target as HTMLElement;
      const headline = element.shadowRoot?.querySelector("[part~=headline]")?.textContent;
      Object.assign(window, { seen: { headline, height: element.offsetHeight } });
    });
  });
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");
  const seen = await page.evaluate(() => (window as unknown as { seen: { headline: string; height: number } }).seen);
  expect(seen.headline).toBe("Dialling: 1 call live, 1 waiting");
  expect(seen.height).toBeGreaterThan(300);
});

test("a campaign of nothing does not replace the last good one", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME });
  await screen.expectState("ready");
  const nothing = { batch: null, recipients: [], error: "upstream failed" };
  await mock.put(start.batch.id, nothing as unknown as typeof start);
  await page.clock.fastForward(10_000);
  await expect(screen.banner).toContainText("upstream failed");
  await expect(screen.rows).toHaveCount(3);
});
