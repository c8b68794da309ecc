// The limits for the element's figures, and whether they are kept.

const [FEW, SOME, MANY] = [500, 10_000, 100_000];
const PHASES = ["load", "refresh", "sort", "search", "scroll"];

/**
 * At how many recipients, what, the most that it may be, and how it is found.
 * @type {[number, string, number, (of: (name: string, what: string) => number) => number][]}
 */
const BARS = [
  [FEW, "code fetched, kB under brotli", 160, (of) => of("widget", "bytes") / 1000],
  [FEW, "refresh, main thread, ms", 8.2, (of) => of("widget", "changedMain")],
  [FEW, "first row: React's time, as a multiple", 1.25, (of) => of("widget", "firstRow") / of("react", "firstRow")],
  [FEW, "what animations add to a refresh, main thread, ms", 2, moving],
  [SOME, "what animations add to a refresh, main thread, ms", 2, moving],
  [SOME, "refresh, main thread, ms", 7.9, (of) => of("widget", "changedMain")],
  [MANY, "refresh, main thread, ms", 10, (of) => of("widget", "changedMain")],
  [MANY, "longest task of all, ms", 16, (of) => longest(of, "widget")],
  [MANY, "longest task of all without a worker, ms", 50, (of) => longest(of, "page")],
  [MANY, "click on a header to sorted rows on screen, ms", 50, (of) => of("widget", "sort")],
  [MANY, "key in the search to found rows on screen, ms", 50, (of) => of("widget", "search")],
  [MANY, "peak private memory over an empty page, MB", 130, (of) => of("widget", "memory") - of("empty", "memory")],
];

function moving(of) {
  return of("widget", "movingMain") - of("widget", "changedMain");
}

function longest(of, name) {
  return Math.max(...PHASES.map((phase) => of(name, `${phase}Task`)));
}

/** As a table; `figure(size, name, what)` is undefined for what was not measured. */
export function bars(figure) {
  const rows = BARS.map(([size, title, bar, value]) => {
    const found = value((name, what) => figure(size, name, what));
    // Not a number, or none at all, where something was not measured.
    const said = Number.isFinite(found) ? [found.toFixed(1), found <= bar ? "yes" : "no"] : ["", ""];
    return [size.toLocaleString("en"), title, `at most ${bar}`, ...said];
  });
  const lines = [["Recipients", "What the element is held to", "Bar", "Measured", "Met"], ["---:", "---", "---", "---:", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
