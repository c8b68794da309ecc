import { program } from "./programs.ts";

export const launchOptions = {
  executablePath: program("CHROMIUM", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
  args: [
    // As root, in containers and on build machines the sandbox cannot start.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A page of this name is a page off loopback, without leaving the machine.
    "--host-resolver-rules=MAP customer.test 127.0.0.1",
  ],
};
