// What to copy into one's own page: the element as it is set here, without a key.

/** @typedef {Record<string, string>} Attributes */

/**
 * For each kind, the code for these attributes and this style.
 * @type {Record<string, (attributes: Attributes, css: string) => string>}
 */
export const SNIPPETS = {
  HTML: (attributes, css) =>
    lines(
      `<script type="module" src="${new URL("batch-status.js", location.href).href}"></script>`,
      element(attributes, html, "></batch-status>"),
      css ? `<style>\n${css}\n</style>` : null,
    ),
  React: (attributes, css) =>
    lines(
      `import "batch-status";`,
      `import type {} from "batch-status/react";`,
      "",
      "export function CampaignStatus() {",
      `  return (\n${indent(element(attributes, jsx, "/>"), 4)}\n  );`,
      "}",
      css ? `\n/* In a stylesheet:\n${css}\n*/` : null,
    ),
  Vue: (attributes, css) =>
    lines(
      "<!-- The compiler's options: isCustomElement: (tag) => tag === \"batch-status\" -->",
      "<script setup>",
      `import "batch-status";`,
      "</script>",
      "",
      `<template>\n${indent(element(attributes, html, "/>"), 2)}\n</template>`,
      css ? `\n<style>\n${css}\n</style>` : null,
    ),
  npm: (attributes, css) =>
    lines(
      "// npm install batch-status",
      `import "batch-status";`,
      "",
      `const status = document.createElement("batch-status");`,
      ...Object.entries(attributes).map(([name, value]) => `status.setAttribute("${name}", ${JSON.stringify(value)});`),
      "document.body.append(status);",
      css ? `\n/* In a stylesheet:\n${css}\n*/` : null,
    ),
};

/**
 * `null` is a line that is not there; an empty text is a blank one.
 * @param {(string | null)[]} all
 */
const lines = (...all) => all.filter((line) => line !== null).join("\n");

/**
 * @param {string} text
 * @param {number} by
 */
const indent = (text, by) => text.replace(/^/gm, " ".repeat(by));

/** @param {string} value */
const html = (value) => `"${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;

/**
 * JSX reads entities too, but no backslashes.
 * @param {string} value
 */
const jsx = (value) => (/["&{}<>]/.test(value) ? `{${JSON.stringify(value)}}` : `"${value}"`);

/**
 * @param {Attributes} attributes
 * @param {(value: string) => string} quote
 * @param {string} end
 */
function element(attributes, quote, end) {
  const all = Object.entries(attributes).map(([name, value]) => `  ${name}=${quote(value)}`);
  return ["<batch-status", ...all, end].join("\n");
}
