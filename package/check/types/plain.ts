import { BatchStatus } from "batch-status/class";

const defined: boolean = BatchStatus.define("my-status");
const element = document.createElement("batch-status");
element.batchId = null;
element.apiKey = "x";
element.theme = "light";
await element.ready;
document.addEventListener("batch-status-statechange", ({ detail }) => console.log(defined, detail.to === "done"));
// @ts-expect-error: no such state
document.addEventListener("batch-status-statechange", ({ detail }) => detail.to === "gone");
