import type { Locator } from "@playwright/test";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where it stands in the window, and its size, in CSS pixels. */
export async function box(where: Locator): Promise<Box> {
  const found = await where.boundingBox();
  if (!found) throw new Error(`${where} is not on the screen`);
  return found;
}
