import type { Page } from "@playwright/test";

/**
 * For `setUp`: lets a test hide the page. A headless browser shows every tab all the time, so this replaces
 * the two properties that say whether a page is visible.
 */
export function controlVisibility(): void {
  let shown = true;
  Object.defineProperty(Document.prototype, "visibilityState", { get: () => (shown ? "visible" : "hidden") });
  Object.defineProperty(Document.prototype, "hidden", { get: () => !shown });
  Object.assign(window, {
    setShown(value: boolean) {
      shown = value;
      document.dispatchEvent(new Event("visibilitychange"));
    },
  });
}

export function setShown(page: Page, shown: boolean): Promise<void> {
  return page.evaluate((value) => (window as unknown as { setShown(shown: boolean): void }).setShown(value), shown);
}
