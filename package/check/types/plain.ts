import { BatchStatus } from "batch-status/class";

const defined: boolean = BatchStatus.define("my-status");
const element = document.createElement("batch-status");
element.batchId = null;
element.apiKey = "x";
element.theme = "light";
element.refreshInterval = 5;
element.refreshInterval = "auto";
element.hourlyBudget = 100;
const interval: string | null = element.refreshInterval;
await element.ready;
element.viewState = { search: "ann", sort: { column: "name", direction: "descending" } };
element.viewState = null;
const kept: string[] | undefined = element.viewState?.filter;
const done: string | undefined = element.insights?.eta?.latest;
// @ts-expect-error: it is read only
element.insights = undefined;
// @ts-expect-error: no such column
element.viewState = { sort: { column: "age", direction: "descending" } };
document.addEventListener("batch-status-viewchange", ({ detail }) => console.log(detail.viewState.search, kept, done));
document.addEventListener("batch-status-attention", ({ detail }) => {
  if (detail.kind === "stalled" && detail.raised) console.log(detail.evidence.quietMs);
});
document.addEventListener("batch-status-statechange", ({ detail }) => console.log(interval, defined, detail.to === "done"));
// @ts-expect-error: no such state
document.addEventListener("batch-status-statechange", ({ detail }) => detail.to === "gone");
