// The table: medians of all rounds.

import { bars } from "./bars.mjs";
import { median } from "./statistics.mjs";

const TITLES = {
  widget: "this element",
  page: "this element without a worker",
  react: "React 19, TanStack",
  preact: "Preact, TanStack",
  plain: "plain JavaScript",
  fetch: "fetch and discard",
};

/**
 * Title, figure and decimals of every row. Costs are per refresh.
 * @type {[string, (of: (what: string) => number, empty: number) => number, number][]}
 */
const ROWS = [
  ["Code fetched, brotli, kB", (of) => of("bytes") / 1000, 1],
  ["First row, ms", (of) => of("firstRow"), 0],
  ["Refresh, 0.5 % changed: main thread, ms", (of) => of("changedMain"), 1],
  ["Refresh, 0.5 % changed, with animations: main thread, ms", (of) => of("movingMain"), 1],
  ["Refresh, 0.5 % changed: whole browser's CPU, ms", (of) => of("changedCpu"), 0],
  ["Refresh, unchanged: main thread, ms", (of) => of("sameMain"), 1],
  ["Refresh, unchanged: whole browser's CPU, ms", (of) => of("sameCpu"), 0],
  ["Idle: main thread, ms a second", (of) => of("idleMain"), 1],
  ["Idle: whole browser's CPU, ms a second", (of) => of("idleCpu"), 0],
  ["Longest task: load, ms", (of) => of("loadTask"), 0],
  ["Longest task: refresh, ms", (of) => of("refreshTask"), 0],
  ["Longest task: sort, ms", (of) => of("sortTask"), 0],
  ["Longest task: search, ms", (of) => of("searchTask"), 0],
  ["Longest task: scroll, ms", (of) => of("scrollTask"), 0],
  ["Click on a header to sorted rows on screen, ms", (of) => of("sort"), 0],
  ["Key in the search to found rows on screen, ms", (of) => of("search"), 0],
  ["Scroll by three rows: main thread, ms a frame", (of) => of("scrollMain"), 1],
  ["Peak private memory over an empty page, MB", (of, empty) => of("memory") - empty, 0],
];

export function report(samples, { contenders, sizes, rounds }) {
  const figure = figures(samples);
  const shown = contenders.filter((name) => name in TITLES);
  const tables = sizes.map((size) => table(figure, shown.filter((name) => figure(size, name, "firstRow")), size));
  const notes = `Medians of ${rounds} rounds, by \`cargo xtask bench\`; costs are per refresh, and without animations but for the rows that name them and those on idleness.`;
  return `${[...tables, bars(figure), notes].join("\n\n")}\n`;
}

/** The median of all that was measured of a contender; of actions each press counts. */
function figures(samples) {
  return (size, name, figure) => median(samples.filter((it) => it.size === size && it.name === name).flatMap((it) => it[figure]));
}

function table(figure, names, size) {
  const empty = figure(size, "empty", "memory") ?? 0;
  const of = (name) => (what) => figure(size, name, what);
  const rows = ROWS.map(([title, value, digits]) => [title, ...names.map((name) => written(value(of(name), empty), digits))]);
  const head = [`${size.toLocaleString("en")} recipients`, ...names.map((name) => TITLES[name])];
  const lines = [head, ["---", ...names.map(() => "---:")], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function written(value, digits) {
  return value === undefined || Number.isNaN(value) ? "" : value.toFixed(digits);
}
