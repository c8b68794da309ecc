/** `<batch-status>` in Solid. Once in the project: `import type {} from "batch-status/solid";` */
import type { JSX } from "solid-js";
import type { BatchStatus, BatchStatusAttributes, BatchStatusEventMap, BatchStatusProperties } from "./class.js";

type Handlers = {
  [Name in keyof BatchStatusEventMap as `on:${Name}`]?: (event: BatchStatusEventMap[Name]) => void;
};
type Prefixed = {
  [Name in keyof BatchStatusProperties as `prop:${Name}`]?: BatchStatusProperties[Name];
};

export type BatchStatusProps = Omit<JSX.HTMLAttributes<BatchStatus>, keyof BatchStatusAttributes> &
  BatchStatusAttributes &
  Prefixed &
  Handlers;

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "batch-status": BatchStatusProps;
    }
  }
}
