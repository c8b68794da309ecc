import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What axe finds in the element. */
export async function findings(page: Page): Promise<string[]> {
  // axe takes a page without a ground for white, also where the browser paints a dark one.
  await page.evaluate(() => (document.body.style.backgroundColor = "Canvas"));
  return told(new AxeBuilder({ page }).include("batch-status"));
}

/** What axe finds in the whole page. */
export async function findingsInPage(page: Page): Promise<string[]> {
  return told(new AxeBuilder({ page }));
}

/** One line for each, so that a failure is easy to read. */
async function told(axe: AxeBuilder): Promise<string[]> {
  // In one document alone, without a window of its own to put frames together in: that takes half the time.
  const { passes, violations } = await axe.setLegacyMode(true).analyze();
  expect(passes.map(({ id }) => id)).toContain("color-contrast");
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(" ")}: ${failureSummary}`),
  );
}
