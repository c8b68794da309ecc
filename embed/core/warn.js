/** @type {Set<string>} */
const said = new Set();

/**
 * What is wrong with a value of the page's. The words come with what tells why something fails
 * (batch-status-diagnose.js), since most pages need none; where that does not come, the value stands alone.
 * @param {import("./types.js").Shell} shell
 * @param {...(string | string[])} what
 */
export function wrong(shell, ...what) {
  const short = what.join(" ");
  if (said.has(short)) return;
  said.add(short);
  shell.load("diagnose").then(({ module }) => module.warning(...what), () => `look at ${short}`).then(warn);
}

/**
 * One line in the console for the page's author, once.
 * @param {string} text
 */
export function warn(text) {
  if (!said.has(text)) console.warn(`<batch-status>: ${text}`);
  said.add(text);
}
