// What the element is held to, and whether it is there.

const [FEW, SOME, MANY] = [500, 10_000, 100_000];
const PHASES = ["load", "refresh", "sort", "search", "scroll"];

/**
 * Where, what, the most that it may be (or the least, if so marked), and how it is found.
 * @type {[number, string, number, (of: (name: string, what: string) => number) => number, boolean?][]}
 */
const BARS = [
  [FEW, "code fetched, kB under brotli", 76.8, (of) => of("widget", "bytes") / 1000],
  [FEW, "refresh, main thread: above plain JavaScript, ms", 3, (of) => of("widget", "changedMain") - of("plain", "changedMain")],
  [FEW, "first row: later than React's, ms", 0, (of) => of("widget", "firstRow") - of("react", "firstRow")],
  [SOME, "refresh, main thread: React's, as a multiple", 10, (of) => of("react", "changedMain") / of("widget", "changedMain"), true],
  [MANY, "refresh, main thread, ms", 8, (of) => of("widget", "changedMain")],
  [MANY, "refresh, main thread: React's, as a multiple", 40, (of) => of("react", "changedMain") / of("widget", "changedMain"), true],
  [MANY, "refresh, whole browser's CPU: as a multiple of fetching and discarding", 1.5, (of) => of("widget", "changedCpu") / of("fetch", "changedCpu")],
  [MANY, "longest task of all, ms", 16, (of) => longest(of, "widget")],
  [MANY, "longest task of all without a worker, ms", 50, (of) => longest(of, "page")],
  [MANY, "click on a header to sorted rows on screen, ms", 50, (of) => of("widget", "sort")],
  [MANY, "key in the search to found rows on screen, ms", 50, (of) => of("widget", "search")],
  [MANY, "peak private memory over an empty page, MB", 60, (of) => of("widget", "memory") - of("empty", "memory")],
];

function longest(of, name) {
  return Math.max(...PHASES.map((phase) => of(name, `${phase}Task`)));
}

/** As a table; `figure(size, name, what)` is undefined for what was not measured. */
export function bars(figure) {
  const rows = BARS.map(([size, title, bar, value, isLeast]) => {
    const found = value((name, what) => figure(size, name, what));
    const isMet = isLeast ? found >= bar : found <= bar;
    // Not a number, or none at all, where something was not measured.
    const said = Number.isFinite(found) ? [found.toFixed(1), isMet ? "yes" : "no"] : ["", ""];
    return [size.toLocaleString("en"), title, `${isLeast ? "at least" : "at most"} ${bar}`, ...said];
  });
  const lines = [["Recipients", "What the element is held to", "Bar", "Measured", "Met"], ["---:", "---", "---", "---:", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
