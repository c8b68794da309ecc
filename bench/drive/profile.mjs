// Where the element's main thread spends its time while it refreshes, by function.

import { Campaign } from "./campaigns.mjs";
import { Page } from "./page.mjs";

const REFRESHES = 20;
const LINES = 25;

export async function profile({ origin, chromium, contenders, sizes }) {
  for (const size of sizes) {
    const campaign = await Campaign.prepare(origin, size);
    for (const name of contenders.filter((name) => name !== "empty")) {
      const page = await Page.open(origin, chromium, name, campaign.id);
      try {
        await one(page, campaign, `${name}, ${size} recipients`);
      } finally {
        await page.close();
      }
    }
  }
}

async function one(page, campaign, title) {
  await page.load();
  await page.firstRow();
  await page.still();
  const refresh = async () => {
    await campaign.change();
    await page.refresh();
    await page.quiet();
  };
  await refresh();
  await refresh();
  await page.call("Profiler.enable");
  await page.call("Profiler.setSamplingInterval", { interval: 100 });
  await page.call("Profiler.start");
  const before = await page.metrics();
  for (let done = 0; done < REFRESHES; done += 1) await refresh();
  const after = await page.metrics();
  const { profile } = await page.call("Profiler.stop");
  console.log(`\n${title}: per refresh`);
  for (const name of ["TaskDuration", "ScriptDuration", "LayoutDuration", "RecalcStyleDuration"]) {
    console.log(`${(((after[name] - before[name]) * 1000) / REFRESHES).toFixed(2).padStart(8)} ms  ${name}`);
  }
  for (const name of ["LayoutCount", "RecalcStyleCount"]) {
    console.log(`${((after[name] - before[name]) / REFRESHES).toFixed(2).padStart(8)}     ${name}`);
  }
  print(byFunction(profile));
}

/** Milliseconds of each function by itself. */
function byFunction({ nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, describe(callFrame)]));
  const times = new Map();
  for (const [at, id] of samples.entries()) {
    const name = names.get(id);
    times.set(name, (times.get(name) ?? 0) + timeDeltas[at] / 1000);
  }
  times.delete("(idle) ");
  return [...times].sort(([, one], [, other]) => other - one);
}

function describe({ functionName, url, lineNumber, columnNumber }) {
  return `${functionName || "(anonymous)"} ${url && `${url.split("/").at(-1)}:${lineNumber + 1}:${columnNumber + 1}`}`;
}

function print(times) {
  for (const [name, ms] of times.slice(0, LINES)) console.log(`${(ms / REFRESHES).toFixed(2).padStart(8)} ms  ${name}`);
}
