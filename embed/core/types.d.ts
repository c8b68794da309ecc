// What the modules here hand each other, for the check of types alone.

/** A file of the element: its name from the entry's folder, and its SRI hash or nothing. */
export type File = [name: string, integrity: string];

/** What the core loads; the languages by their codes. */
export type Files = Record<"glue" | "wasm" | "worker" | "engine" | "tabs", File> & {
  lang: Record<string, File>;
};

/** A module that was imported, and the address under which it was; none where a bundler moved it. */
export interface Brought {
  href: string;
  module: any;
}

export type Core = import("../batch-status-core.js").Core;
export type Shell = import("../batch-status-element.js").ElementShell;

/** A wasm that runs, with the elements that it serves. */
export interface Instance extends Brought {
  style: string;
  members: Set<Core>;
  isShared?: boolean;
  /** What keeps its large campaigns. */
  worker?: Worker;
  dead?: boolean;
}
