// A trap in the middle of the widget's code, as a panic ends in one: at a campaign of this name, or at a search
// for it. The element at fault says so; the others and the page go on.
import type { Page } from "@playwright/test";
import { campaign, changed, people, type Campaign } from "../support/campaigns.ts";
import { expect, heard, tag, test } from "../support/fixtures.ts";
import type { MockApi } from "../support/mock-api.ts";
import { Screen } from "../support/screen.ts";
import { trapOver } from "../support/traps.ts";
import { answered, quietFor } from "../support/waiting.ts";

const WORD = "provoke a panic";

interface Shown {
  page: Page;
  mock: MockApi;
  one: Campaign;
  two: Campaign;
  broken: Screen;
  well: Screen;
}

/** Two elements with a campaign each, on a page with a button of its own. */
const opened = test.extend<{ shown: Shown }>({
  shown: async ({ embed, page, mock, key }, use) => {
    const [one, two] = [campaign(people(3)), campaign(people(5))];
    for (const start of [one, two]) await mock.put(start.batch.id, start);
    const element = (id: string, batch: string) =>
      tag({ id, "batch-id": batch, endpoint: mock.endpoint, "api-key": key, loading: "eager" });
    const body = `<button>Press</button>${element("one", one.batch.id)}${element("two", two.batch.id)}`;
    const early = () => {
      const button = document.querySelector("button");
      button?.addEventListener("click", () => (button.textContent = "Pressed"));
    };
    await embed(body, { key, at: "2024-02-15T09:05:00Z", early, setUp: trapOver, given: WORD });
    const [broken, well] = ["#one", "#two"].map((id) => new Screen(page, page.locator(id))) as [Screen, Screen];
    await expect(broken.rows).toHaveCount(3);
    await expect(well.rows).toHaveCount(5);
    await use({ page, mock, one, two, broken, well });
  },
});

/** What must hold after every panic in the first element. */
async function expectOneFault({ page, mock, one, two, broken, well }: Shown): Promise<void> {
  await expect(broken.error).toHaveAttribute("data-kind", "crash");
  await expect(broken.error).toContainText("fault of its own");
  await broken.expectState("failed");
  expect(await heard(page, "error")).toEqual([{ kind: "crash", status: null, retryInMs: null }]);

  // The other element shows its campaign again, goes on asking and reacts to a person.
  await expect(well.rows).toHaveCount(5);
  const before = (await mock.questions(two.batch.id)).length;
  await answered(page, mock, two.batch.id, before);
  await mock.put(two.batch.id, changed(two, { r0: { status: "busy" } }));
  await page.clock.fastForward(10_000);
  await answered(page, mock, two.batch.id, before + 1);
  await expect(well.cell("r0", "status")).toHaveText("Busy");
  await well.search.fill("ada");
  await expect(well.rows).toHaveCount(1);

  // The page goes on, and nothing is asked for the broken element.
  await page.getByRole("button", { name: "Press", exact: true }).click();
  await expect(page.getByRole("button", { name: "Pressed" })).toBeVisible();
  await quietFor(page, mock, one.batch.id, 3_600_000);

  // When the cause is gone, another try works and disturbs no other element.
  await mock.put(one.batch.id, one);
  await broken.retryButton.click();
  await expect(broken.rows).toHaveCount(3);
  await broken.expectState("ready");
  await expect(well.rows).toHaveCount(1);
}

opened("a panic over an answer", async ({ shown, page, consoleLines }) => {
  await shown.mock.put(shown.one.batch.id, changed(shown.one, {}, { name: WORD }));
  await page.clock.fastForward(10_000);
  await expectOneFault(shown);
  expect(consoleLines().join("\n")).toContain("unreachable");
});

opened("a panic over what a person does", async ({ shown }) => {
  await shown.broken.search.fill(WORD);
  await expectOneFault(shown);
});
