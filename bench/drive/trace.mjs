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
      longest[phase] ??= 0;
      for (const task of this.#events) {
        if (task.pid !== pid || task.tid !== tid || task.ts < begin || task.ts >= end || !isTask(task)) continue;
        longest[phase] = Math.max(longest[phase], (task.tdur ?? task.dur) / 1000);
      }
    }
    return longest;
  }
}

function isTask({ name, ph }) {
  return ph === "X" && name.endsWith("RunTask");
}

function isWanted(event) {
  return isTask(event) || event.name.startsWith(MARK);
}
