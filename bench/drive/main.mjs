// Drives Chromium for `cargo xtask bench`, which starts this and says by the environment what to do.
//
// Read on in measure.mjs (what is measured, and how), page.mjs (one page in one browser) and
// browser.mjs (Chromium itself).

import { leaks } from "./leaks.mjs";
import { measure } from "./measure.mjs";
import { profile } from "./profile.mjs";

const { ORIGIN: origin, CHROMIUM: chromium, CONTENDERS, SIZES, ROUNDS, REPORT: report } = process.env;

const plan = {
  origin,
  chromium,
  report,
  contenders: CONTENDERS.split(","),
  sizes: SIZES.split(",").map(Number),
  rounds: Number(ROUNDS),
};

const modes = { measure, leaks, profile };
await modes[process.argv[2]](plan);
