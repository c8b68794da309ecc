import { startNginx } from "./nginx.ts";
import { startNode } from "./node.ts";
import { startWorker } from "./worker.ts";

export interface Settings {
  /** Where the API is. */
  api: string;
  key: string;
  /** The campaigns that viewers may see. */
  batches: string[];
  /** What tokens are signed with; without it, none are asked for. */
  secret?: string;
  /** Other origins whose pages may ask. */
  origins?: string[];
  /** For how many seconds an answer serves all viewers, where a test cannot wait as long as customers do. */
  fresh?: number;
  /** One address may ask as often as it likes, where all viewers of a test have the same. */
  isUnlimited?: boolean;
}

/** One of the three, running. */
export interface Proxy {
  origin: string;
  /** Everything that it has logged. */
  logs(): string;
  stop(): Promise<void>;
}

/** The three, by the folders of deploy/ that hold them. */
export const PROXIES: Record<string, (settings: Settings) => Promise<Proxy>> = {
  nginx: startNginx,
  worker: startWorker,
  node: startNode,
};

/** Text with changes, each of which must find its place, lest a test runs something else than it says. */
export function replaced(text: string, changes: Record<string, string>): string {
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`There is no ${from} in ${text}`);
    text = text.replaceAll(from, to);
  }
  return text;
}
