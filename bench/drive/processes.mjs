// What the system knows of the browser: its processes, their time and their memory.

import { readFileSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds of a tick of the processor's time, which is 100 Hz wherever Linux runs. */
const TICK = 10;

/** How quiet is found: over so many steps of so long, and not waited for longer than that. */
const [SPAN, STEP_MS, MOST_STEPS] = [4, 40, 60];

/** Of a process: its parent and its time in all threads, ended ones too. */
function stat(pid) {
  const text = read(`/proc/${pid}/stat`);
  // The name before may hold spaces and brackets.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { pid, parent: Number(fields[1]), time: (Number(fields[11]) + Number(fields[12])) * TICK };
}

/** Empty for a process that has just ended. */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** A process and all below it. */
function tree(root) {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((name) => stat(Number(name)));
  const found = new Set([root]);
  // A child's number is nearly always the greater one; twice for the few that are not.
  for (let round = 0; round < 2; round += 1) {
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** The browser's processes. They are found once: what a measured page does starts no more. */
export class Processes {
  #pids;
  #renderers;

  constructor(root) {
    this.#pids = tree(root);
    this.#renderers = this.#pids.filter((pid) => read(`/proc/${pid}/cmdline`).includes("--type=renderer"));
  }

  /** Milliseconds that all have run for. */
  time() {
    return this.#pids.reduce((sum, pid) => sum + (stat(pid).time || 0), 0);
  }

  /** Bytes that only renderers have, and that are not merely mapped files. */
  memory() {
    return this.#renderers.reduce((sum, pid) => {
      const [, kilobytes = 0] = /^Private_Dirty:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? [];
      return sum + Number(kilobytes) * 1024;
    }, 0);
  }

  /**
   * Waits until no more goes on than always does: what follows an answer (drawing, collecting) belongs
   * to it. `always` is in milliseconds a second.
   */
  async quiet(always = 0) {
    const times = [this.time()];
    const most = (always * SPAN * STEP_MS) / 1000 + TICK;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await sleep(STEP_MS);
      times.push(this.time());
      if (times.length > SPAN && times.at(-1) - times.at(-1 - SPAN) <= most) return;
    }
  }
}
