/** `<batch-status>` in Svelte. Once in the project: `import type {} from "batch-status/svelte";` */
import type { HTMLAttributes } from "svelte/elements";
import type { BatchStatus, BatchStatusAttributes, BatchStatusEventMap, BatchStatusProperties } from "./class.js";

type Handlers = {
  [Name in keyof BatchStatusEventMap as `on${Name}` | `on:${Name}`]?: (event: BatchStatusEventMap[Name]) => void;
};

export type BatchStatusProps = Omit<HTMLAttributes<BatchStatus>, keyof BatchStatusAttributes> &
  BatchStatusAttributes &
  Partial<BatchStatusProperties> &
  Handlers;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "batch-status": BatchStatusProps;
  }
}

declare global {
  namespace svelteHTML {
    interface IntrinsicElements {
      "batch-status": BatchStatusProps;
    }
  }
}
