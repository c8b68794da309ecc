import type { GlobalComponents } from "vue";
import type { BatchStatusProps } from "batch-status/vue";

export const there: keyof GlobalComponents = "batch-status";
export const props: BatchStatusProps = { "batch-id": "x", theme: "dark", onBatchStatusUpdate: ({ detail }) => detail.changed };
// @ts-expect-error: no such theme
export const wrong: BatchStatusProps = { theme: "pink" };
