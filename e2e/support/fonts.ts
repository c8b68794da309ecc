import { fileURLToPath } from "node:url";

/** How wide the letters are of the font that pages have which name none. Each is described in `fonts/`. */
export type Font = "usual" | "narrow" | "wide";

/** The environment of a browser that finds this font under whatever name, and none of the machine's own. */
export function inFont(font: Font): Record<string, string> {
  const FONTCONFIG_FILE = fileURLToPath(new URL(`../fonts/${font}.conf`, import.meta.url));
  const known = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(known), FONTCONFIG_FILE };
}
