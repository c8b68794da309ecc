/**
 * `<batch-status>` in Vue templates. Once in the project: `import type {} from "batch-status/vue";`
 * and, in the compiler's options, `isCustomElement: (tag) => tag === "batch-status"`.
 */
import type { DefineComponent, HTMLAttributes } from "vue";
import type { BatchStatusAttributes, BatchStatusEventMap, BatchStatusProperties } from "./class.js";

type Handlers = {
  [Name in keyof BatchStatusEventMap as `on${Capitalize<Camel<Name>>}`]?: (event: BatchStatusEventMap[Name]) => void;
};
type Camel<Text extends string> = Text extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Text;

export type BatchStatusProps = Omit<HTMLAttributes, keyof BatchStatusAttributes> &
  BatchStatusAttributes &
  Partial<BatchStatusProperties> &
  Handlers;

declare module "vue" {
  interface GlobalComponents {
    "batch-status": DefineComponent<BatchStatusProps>;
  }
}
