// The table: medians of all rounds.

import { median } from "./statistics.mjs";

const TITLES = {
  widget: "this element",
  react: "React 19, TanStack",
  preact: "Preact, TanStack",
  plain: "plain JavaScript",
  fetch: "fetch and discard",
};

/** Title and figure of every row. Costs are per refresh. */
const ROWS = [
  ["Code fetched, brotli, kB", (of) => of("bytes") / 1000, 1],
  ["First row, ms", (of) => of("firstRow"), 0],
  ["Refresh, 0.5 % changed: main thread, ms", (of) => of("changedMain"), 1],
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
  const shown = contenders.filter((name) => name in TITLES);
  const tables = sizes.map((size) => table(samples.filter((sample) => sample.size === size), shown, size));
  return `${tables.join("\n\n")}\n\nMedians of ${rounds} rounds, by \`cargo xtask bench\`; costs are per refresh and without animations, which only the rows on idleness have.\n`;
}

function table(samples, names, size) {
  const of = (name) => (figure) => median(samples.filter((sample) => sample.name === name).map((sample) => sample[figure]));
  const empty = of("empty")("memory") ?? 0;
  const rows = ROWS.map(([title, figure, digits]) => [title, ...names.map((name) => written(figure(of(name), empty), digits))]);
  const head = [`${size.toLocaleString("en")} recipients`, ...names.map((name) => TITLES[name])];
  const lines = [head, ["---", ...names.map(() => "---:")], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function written(value, digits) {
  return value === undefined || Number.isNaN(value) ? "" : value.toFixed(digits);
}
