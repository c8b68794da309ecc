// The worker of large campaigns: hired once for all elements, once an answer turned out to be large.

import { lazily } from "./lazy.js";
import { initFor, requestFor } from "./question.js";

let hired;
let crew;
let last = 0;

/** What the widget tells the worker, or what is to be done with one. */
export function pass(core, shell, [method, ...args]) {
  core.number ??= last += 1;
  if (method === "large") return hire(shell).then(() => (crew && !crew.isDead() ? crew.take(core, ...args) : undefined));
  if (method === "free") return crew?.tell(method, ...args);
  // Rows may be asked for still when the campaign has left.
  if (method !== "export") core.isThere = method !== "leave";
  return crew?.say(core, method, ...args);
}

/** Has the worker ask, for an element whose recipients are there; should it have died, the page asks. */
export async function fetchThere(core, question) {
  if (crew.isDead()) return fetch(requestFor(question));
  const { url, signal } = question;
  return crew.fetch(core, url, initFor(question), signal);
}

/** Promises undefined where the page refuses: then all stays on the page. */
export function hire(shell) {
  const base = shell.base();
  return (hired ??= lazily(shell, "large")()
    .then(({ hire }) => hire(base))
    .then(
      (it) => (crew = it),
      () => {},
    ));
}
