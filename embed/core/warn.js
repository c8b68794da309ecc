/** @type {Set<string>} */
const said = new Set();

/**
 * One line in the console for the page's author, once.
 * @param {string} text
 */
export function warn(text) {
  if (!said.has(text)) console.warn(`<batch-status>: ${text}`);
  said.add(text);
}
