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
document.addEventListener("batch-status-statechange", ({ detail }) => console.log(interval, defined, detail.to === "done"));
// @ts-expect-error: no such state
document.addEventListener("batch-status-statechange", ({ detail }) => detail.to === "gone");
