/**
 * `<batch-status>` in JSX, for React 18 and 19. Once in the project:
 * `import type {} from "batch-status/react";`
 *
 * React 19 sets properties and listens to events by `onbatch-status-ready={…}`. React 18 sets
 * attributes only: take a ref for properties and events.
 */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { BatchStatus, BatchStatusAttributes, BatchStatusEventMap, BatchStatusProperties } from "./class.js";

type Handlers = {
  [Name in keyof BatchStatusEventMap as `on${Name}`]?: (event: BatchStatusEventMap[Name]) => void;
};

export type BatchStatusProps = Omit<DetailedHTMLProps<HTMLAttributes<BatchStatus>, BatchStatus>, keyof BatchStatusAttributes> &
  BatchStatusAttributes &
  Partial<BatchStatusProperties> &
  Handlers & { class?: string };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "batch-status": BatchStatusProps;
    }
  }
}

declare global {
  namespace JSX {
    interface IntrinsicElements {
      "batch-status": BatchStatusProps;
    }
  }
}
