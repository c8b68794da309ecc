// How long the main thread was busy at a stretch, from the browser's own record: what a page can see of
// that begins at 50 ms.

const MARK = "bench ";
const CATEGORIES = ["toplevel", "disabled-by-default-devtools.timeline", "blink.user_timing"];

export class Trace {
  #page;
  #events = [];
  #stop;

  static async start(page) {
    const trace = new Trace(page);
    const traceConfig = { recordMode: "recordAsMuchAsPossible", includedCategories: CATEGORIES, excludedCategories: ["*"] };
    await page.browser.call("Tracing.start", { transferMode: "ReportEvents", traceConfig });
    return trace;
  }

  constructor(page) {
    this.#page = page;
    this.#stop = page.browser.listen(({ method, params }) => {
      if (method === "Tracing.dataCollected") this.#events.push(...params.value.filter(isWanted));
      if (method === "Tracing.tracingComplete") this.#complete();
    });
    this.whole = new Promise((resolve) => (this.#complete = resolve));
  }
  #complete;

  /** What follows belongs to `phase`, until the next mark. */
  mark(phase) {
    return this.#page.run(`void performance.mark(${JSON.stringify(MARK + phase)})`);
  }

  /** The longest task of every phase, in milliseconds. */
  async longest() {
    await this.#page.browser.call("Tracing.end");
    await this.whole;
    this.#stop();
    const marks = this.#events.filter(({ name }) => name.startsWith(MARK)).sort((one, other) => one.ts - other.ts);
    const longest = {};
    for (const [at, { name, ts, pid, tid }] of marks.entries()) {
      // The page is under way before it can be marked.
      const begin = at === 0 ? -Infinity : ts;
      const end = marks[at + 1]?.ts ?? Infinity;
      const phase = name.slice(MARK.length);
      const there = this.#events.filter((event) => event.pid === pid && event.tid === tid && event.ts >= begin && event.ts < end);
      longest[phase] = stretches(there).reduce((most, ms) => Math.max(most, ms), longest[phase] ?? 0);
    }
    return longest;
  }
}

/** How long the tasks of a thread took, each with the promises that were settled in it: the browser runs what awaits them right after. */
function stretches(events) {
  const took = [];
  let end = -Infinity;
  const work = events.filter((event) => isTask(event) || isAfterwards(event));
  // What is within another begins later, or at the same time and is shorter.
  for (const event of work.sort((one, other) => one.ts - other.ts || other.dur - one.dur)) {
    if (event.ts < end) continue;
    end = event.ts + event.dur;
    const ms = (event.tdur ?? event.dur) / 1000;
    if (isAfterwards(event) && took.length > 0) took[took.length - 1] += ms;
    else took.push(ms);
  }
  return took;
}

function isTask({ name, ph }) {
  return ph === "X" && name.endsWith("RunTask");
}

function isAfterwards({ name, ph }) {
  return ph === "X" && name.endsWith("PerformMicrotaskCheckpoint");
}

function isWanted(event) {
  return isTask(event) || isAfterwards(event) || event.name.startsWith(MARK);
}
