// What is measured. Every round opens each contender at each size three times, in a browser of its own and
// in an order of chance: for costs and times, with the browser's record of its tasks, and with the system's
// of its memory. Both records cost something themselves. Where there are few recipients, it is then opened
// some times more for its first row.

import { writeFile } from "node:fs/promises";
import { Campaign } from "./campaigns.mjs";
import { Page } from "./page.mjs";
import { report } from "./report.mjs";
import { shuffled } from "./statistics.mjs";
import { Trace } from "./trace.mjs";

/** How many refreshes are measured in a go: small ones are less than the clock's ticks. */
const REFRESHES = { 500: 6, 10_000: 5, 100_000: 4 };
const WATCHED_REFRESHES = 3;
/** How often a page is opened again for its first row alone: of few recipients it is there so soon that the system's doings weigh more. */
const VISITS = { 500: 8 };
const FRAMES = 60;
const LETTERS = ["m", "a", "y"];
const HEADERS = ["name", "name", "attempted"];
const SAMPLE_MS = 25;

/** Those that have no table, and those that do not even ask. */
const BARE = ["fetch", "empty"];
/** What has a worker only where there are many. */
const isMeasured = (name, size) => name !== "page" || size >= MANY;
const MANY = 10_000;

export async function measure(plan) {
  const samples = [];
  for (const size of plan.sizes) {
    const campaign = await Campaign.prepare(plan.origin, size);
    console.log(`\n${size} recipients, ${(campaign.bytes / 1e6).toFixed(1)} MB.`);
    for (let round = 1; round <= plan.rounds; round += 1) {
      for (const name of shuffled(plan.contenders.filter((name) => isMeasured(name, size)))) {
        const start = Date.now();
        const sample = { name, size };
        for (const look of [costs, watched, remembered]) Object.assign(sample, await look(plan, name, campaign, size));
        samples.push(sample);
        console.log(`round ${round}/${plan.rounds} ${name} (${((Date.now() - start) / 1000).toFixed(0)} s): ${brief(sample)}`);
      }
      for (let visited = 0; visited < (VISITS[size] ?? 0); visited += 1) {
        for (const name of shuffled(plan.contenders.filter((name) => name !== "empty" && isMeasured(name, size)))) {
          samples.push({ name, size, ...(await glanced(plan, name, campaign)) });
        }
      }
    }
  }
  await writeFile(`${plan.report}.json`, JSON.stringify(samples, null, 1));
  const text = report(samples, plan);
  await writeFile(plan.report, text);
  console.log(`\n${text}`);
}

function brief(sample) {
  const figures = Object.entries(sample).filter(([name]) => name !== "name");
  return figures.map(([name, value]) => `${name} ${[value].flat().map((one) => Math.round(one * 10) / 10).join(" ")}`).join(", ");
}

/** Costs and times, undisturbed. */
async function costs(plan, name, campaign, size) {
  if (name === "empty") return {};
  await fetch(`${plan.origin}/sent`);
  const page = await Page.open(plan.origin, plan.chromium, name, campaign.id);
  try {
    await page.load();
    const firstRow = await page.firstRow();
    const idle = await page.settle();
    const moving = BARE.includes(name) ? undefined : (await changes(page, campaign, REFRESHES[size] ?? 6)).main;
    await page.still();
    const bytes = Number(await (await fetch(`${plan.origin}/sent`)).text());
    return {
      bytes,
      firstRow,
      idleMain: idle.main,
      idleCpu: idle.cpu,
      ...(moving === undefined ? {} : { movingMain: moving }),
      ...(await refreshes(page, campaign, REFRESHES[size] ?? 6)),
      ...(BARE.includes(name) ? {} : await actions(page)),
    };
  } finally {
    await page.close();
  }
}

/** The first row again. */
async function glanced(plan, name, campaign) {
  return visit(plan, name, campaign, async (page) => {
    await page.load();
    return { firstRow: await page.firstRow() };
  });
}

async function refreshes(page, campaign, count) {
  const changed = await changes(page, campaign, count);
  const same = await mean(count, () => refresh(page, () => {}));
  return { changedMain: changed.main, changedCpu: changed.cpu, sameMain: same.main, sameCpu: same.cpu };
}

async function changes(page, campaign, count) {
  // The first ones compile, and where there is a worker, move there.
  for (let warm = 0; warm < 2; warm += 1) await refresh(page, () => campaign.change());
  return mean(count, () => refresh(page, () => campaign.change()));
}

async function refresh(page, prepare) {
  await prepare();
  return page.cost(() => page.refresh());
}

async function mean(count, act) {
  const sum = { main: 0, cpu: 0 };
  for (let done = 0; done < count; done += 1) {
    const { main, cpu } = await act();
    sum.main += main / count;
    sum.cpu += cpu / count;
  }
  return sum;
}

/** What a person does. */
async function actions(page, trace) {
  const sorts = [];
  await trace?.mark("sort");
  for (const header of HEADERS) {
    sorts.push(await page.click(`[data-sort="${header}"]`));
    await page.quiet();
  }
  const keys = [];
  await page.focus("input[type=search]");
  await trace?.mark("search");
  for (const letter of LETTERS) {
    keys.push(await page.press(letter));
    await page.quiet();
  }
  await page.run(CLEAR);
  await page.quiet();
  await trace?.mark("scroll");
  let took = 0;
  const { main } = await page.cost(async () => (took = await page.scroll(FRAMES)));
  return { sort: sorts, search: keys, scrollMain: main / FRAMES, scrollFrame: took / FRAMES };
}

/** Everybody again, to scroll through. */
const CLEAR = `{
  const root = document.querySelector("batch-status")?.shadowRoot ?? document;
  const field = root.querySelector("input[type=search]");
  // Past React's own setter, which would take the event for no change.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, "");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}`;

/** The longest tasks, from load to the last action. */
async function watched(plan, name, campaign) {
  if (name === "empty") return {};
  return visit(plan, name, campaign, async (page) => {
    const trace = await Trace.start(page);
    await page.load();
    await trace.mark("load");
    await everything(page, name, campaign, trace);
    const longest = Object.entries(await trace.longest()).map(([phase, ms]) => [`${phase}Task`, ms]);
    return Object.fromEntries(longest);
  });
}

/** The peak of memory over the same; the record of tasks would be part of it. */
async function remembered(plan, name, campaign) {
  return visit(plan, name, campaign, async (page) => {
    await page.load();
    let peak = 0;
    const timer = setInterval(() => (peak = Math.max(peak, page.processes.memory())), SAMPLE_MS);
    try {
      await (name === "empty" ? page.quiet() : everything(page, name, campaign));
    } finally {
      clearInterval(timer);
    }
    return { memory: peak / 1e6 };
  });
}

async function visit(plan, name, campaign, act) {
  const page = await Page.open(plan.origin, plan.chromium, name, campaign.id);
  try {
    return await act(page);
  } finally {
    await page.close();
  }
}

async function everything(page, name, campaign, trace) {
  await page.firstRow();
  await page.still();
  await trace?.mark("refresh");
  for (let done = 0; done < WATCHED_REFRESHES; done += 1) await refresh(page, () => campaign.change());
  if (!BARE.includes(name)) await actions(page, trace);
}
