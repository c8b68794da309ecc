import type { Browser } from "@playwright/test";
import { inFont } from "./fonts.ts";
import { program } from "./programs.ts";

type Preferences = Record<string, string | number | boolean>;

const PREFERENCES: Preferences = {
  // Firefox asks every page for an icon. A strict policy refuses that, with a line in the console.
  "browser.chrome.site_icons": false,
  // A scroll bar takes no room from the page, as in headless Chromium.
  "widget.gtk.overlay-scrollbars.enabled": true,
  // A page under this name counts as a page off loopback, and still stays on this machine.
  "network.dns.localDomains": "customer.test",
};

/** Starts the system's Firefox, a released one, and drives it over WebDriver BiDi. */
export function firefoxOptions(preferences: Preferences = {}) {
  return {
    env: inFont("usual"),
    executablePath: program("FIREFOX", ["firefox-esr", "firefox"]),
    firefoxUserPrefs: { ...PREFERENCES, ...preferences },
  };
}

interface Session {
  send(method: string, parameters: unknown): Promise<unknown>;
}

/**
 * Playwright begins each context with a command for the colour scheme, which a released Firefox does not
 * know. Here that command is left out. A test that asks for a scheme itself still fails.
 */
export function spareUnknownCommand(browser: Browser): void {
  const inner = browser as unknown as { _connection: { toImpl(browser: Browser): { _browserSession: Session } } };
  const session = inner._connection.toImpl(browser)._browserSession;
  const send = session.send.bind(session);
  session.send = async (method, parameters) =>
    method === "emulation.setMediaFeaturesOverride" ? {} : send(method, parameters);
}
