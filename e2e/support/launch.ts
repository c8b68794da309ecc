import { inFont } from "./fonts.ts";
import { program } from "./programs.ts";

const whole = program("CHROMIUM", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);

/** Chromium's headless shell where one is named: the same engine, and a page takes a quarter less time. */
export const launchOptions = {
  env: inFont("usual"),
  executablePath: process.env["HEADLESS_SHELL"] ?? whole,
  args: [
    // The sandbox cannot start as root, in containers and on build machines.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Pages of the browser's own, which it loads anew for each window's address bar: they cost more than most tests.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
    // A page under this name counts as a page off loopback, and still stays on this machine.
    "--host-resolver-rules=MAP customer.test 127.0.0.1",
  ],
};

/** For what the whole browser alone has: leave to notify, and a cache for going back. */
export const wholeBrowser = { ...launchOptions, executablePath: whole };
