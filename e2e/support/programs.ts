import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The program that `variable` names, else the first of `names` on PATH. Playwright's own browsers are never downloaded. */
export function program(variable: string, names: string[]): string {
  const named = process.env[variable];
  if (named) return named;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
  if (!found) throw new Error(`Set ${variable}, or put one of ${names.join(", ")} on PATH.`);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
