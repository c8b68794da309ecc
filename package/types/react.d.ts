/**
 * `<BatchStatus>`, a component for React 18 and 19, and the types of the plain tag in JSX.
 *
 * The component takes every attribute and property under its name in camel case, and listens by `onUpdate` and the like.
 * The plain tag needs `import "batch-status"` beside it. React 19 sets its properties and listens by
 * `onbatch-status-update={…}`; React 18 sets attributes only.
 */
import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from "react";
import type {
  BatchStatus as BatchStatusElement,
  BatchStatusAttributes,
  BatchStatusEventMap,
  BatchStatusProperties,
} from "./class.js";

export type { BatchStatusElement };

type Camel<Text extends string> = Text extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Text;

type Own = { [Name in keyof BatchStatusProperties]?: BatchStatusProperties[Name] | undefined };
type OwnHandlers = {
  [Name in keyof BatchStatusEventMap as Name extends `batch-status-${infer Event}` ? Camel<`on-${Event}`> : never]?:
    | ((event: BatchStatusEventMap[Name]) => void)
    | undefined;
};

export type BatchStatusComponentProps = Omit<HTMLAttributes<BatchStatusElement>, keyof Own | keyof OwnHandlers> & Own & OwnHandlers;

export declare const BatchStatus: ForwardRefExoticComponent<BatchStatusComponentProps & RefAttributes<BatchStatusElement>>;

type Handlers = {
  [Name in keyof BatchStatusEventMap as `on${Name}`]?: (event: BatchStatusEventMap[Name]) => void;
};

/** Of the plain tag. */
export type BatchStatusProps = Omit<
  DetailedHTMLProps<HTMLAttributes<BatchStatusElement>, BatchStatusElement>,
  keyof BatchStatusAttributes
> &
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
