import type { Browser } from "@playwright/test";
import { program } from "./programs.ts";

type Preferences = Record<string, string | number | boolean>;

const PREFERENCES: Preferences = {
  // It asks every page for an icon, which a strict policy refuses with a line in the console.
  "browser.chrome.site_icons": false,
  // As in headless Chromium: a scroll bar takes no room from the page.
  "widget.gtk.overlay-scrollbars.enabled": true,
  // A page of this name is a page off loopback, without leaving the machine.
  "network.dns.localDomains": "customer.test",
};

/** How the system's own Firefox starts: a released one, driven over WebDriver BiDi. */
export function firefoxOptions(preferences: Preferences = {}) {
  return {
    executablePath: program("FIREFOX", ["firefox-esr", "firefox"]),
    firefoxUserPrefs: { ...PREFERENCES, ...preferences },
  };
}

interface Session {
  send(method: string, parameters: unknown): Promise<unknown>;
}

/**
 * Playwright begins each context by saying which colour scheme it wants, a command that released
 * Firefox does not know. That one is left out; a test that asks for a scheme itself still fails.
 */
export function spareUnknownCommand(browser: Browser): void {
  const inner = browser as unknown as { _connection: { toImpl(browser: Browser): { _browserSession: Session } } };
  const session = inner._connection.toImpl(browser)._browserSession;
  const send = session.send.bind(session);
  session.send = async (method, parameters) =>
    method === "emulation.setMediaFeaturesOverride" ? {} : send(method, parameters);
}
