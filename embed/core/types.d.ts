// What the modules here hand each other, for the check of types alone.

/** A file of the element: its name from the entry's folder, and its SRI hash or nothing. */
export type File = [name: string, integrity: string];

/** What the core loads; the languages by their codes. */
export type Files = Record<"glue" | "wasm" | "worker" | "engine" | "tabs", File> & {
  lang: Record<string, File>;
};

/** A module that was imported, and the address under which it was. */
export interface Brought {
  href: string;
  module: any;
}

/** What surrounds one element's widget (batch-status-element.js). */
export interface Shell {
  base(): URL;
  bring(file: File): Promise<Brought>;
  load(name: "core" | "diagnose"): Promise<Brought>;
  element: HTMLElement;
}

/** What drives one element's widget (batch-status-core.js). */
export interface Core {
  instance: Instance;
  widget?: { disconnect(): void } | undefined;
  crash(error: unknown): void;
  restart(): void;
}

/** A wasm that runs, with the elements that it serves. */
export interface Instance extends Brought {
  style: string;
  members: Set<Core>;
  isShared?: boolean;
  /** What keeps its large campaigns. */
  worker?: Worker;
  dead?: boolean;
}
