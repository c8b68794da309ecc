#!/usr/bin/env node
// `npx batch-status copy <folder>`: the files for a static host, out of the package.

import { cpSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [command, folder, ...others] = process.argv.slice(2);
if (command !== "copy" || !folder || others.length > 0) {
  console.error("Usage: batch-status copy <folder>");
  process.exit(2);
}
const files = fileURLToPath(new URL("./cdn/", import.meta.url));
cpSync(files, folder, { recursive: true });
console.log(`${readdirSync(files).length} files are in ${folder}. Name its batch-status.js in <script type="module" src="…">.`);
