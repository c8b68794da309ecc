// Instances of the wasm. One serves all elements until it traps; then it is dead, since nobody
// knows in which state it stopped, and another takes its place.

import { FILES } from "./files.js";
import { bare } from "./own.js";
import { bringWasm } from "./parts.js";

/**
 * @typedef {import("./types.js").Shell} Shell
 * @typedef {import("./types.js").Core} Core
 * @typedef {import("./types.js").Instance} Instance
 */

/** So many faults give the elements that are not to blame a new start. */
const RESTARTS = 3;

/** How stacks name our wasm where it has no address. */
const MODULE = "wasm/batch_status_app";

/** @type {Instance[]} */
const instances = [];
/** @type {Promise<WebAssembly.Module> | undefined} */
let compiled;
/** @type {Promise<Instance> | undefined} */
let common;
let traps = 0;
/**
 * Whose code runs in the wasm or ran last: to blame when a callback of the browser's traps.
 * @type {Core | undefined}
 */
let active;

/**
 * The instance that all share. A failure is forgotten, so that one can retry.
 * @param {Shell} shell
 */
export function shared(shell) {
  if (common) return common;
  const made = instantiate(shell).then((instance) => Object.assign(instance, { isShared: true }));
  common = made.catch((error) => {
    common = undefined;
    throw error;
  });
  return common;
}

/** Whether there is one that runs. */
export function isRunning() {
  return instances.some(({ dead }) => !dead);
}

/**
 * One for an element that trapped before: should it do so again, it harms nobody else.
 * @param {Shell} shell
 */
export function alone(shell) {
  return instantiate(shell);
}

/** @param {Shell} shell */
async function instantiate(shell) {
  compiled ??= bringWasm(FILES.wasm, shell.base()).catch((error) => {
    compiled = undefined;
    throw error;
  });
  const [{ href, module }, code] = await Promise.all([shell.bring(FILES.glue), compiled]);
  try {
    await module.default({ module_or_path: code });
  } catch (cause) {
    // The two are of different versions: whichever is old has to be fetched again.
    compiled = undefined;
    throw Object.assign(new Error(`${href} did not start`, { cause }), { href });
  }
  /** @type {Instance} */
  const instance = bare({ href, module, style: module.stylesheet(), members: new Set() });
  instances.push(instance);
  return instance;
}

/**
 * Runs what calls into the wasm on behalf of `core`; a fault ends the instance, not the page.
 * @template T
 * @param {Core} core
 * @param {() => T} act
 * @returns {T | undefined}
 */
export function guarded(core, act) {
  const before = active;
  const { instance } = core;
  active = core;
  try {
    return act();
  } catch (error) {
    trapped(instance, core, error);
    return undefined;
  } finally {
    active = before;
  }
}

/**
 * Told by an event in the element, or by its widget: what follows in this task is its doing.
 * @param {Core} core
 */
export function blame(core) {
  active = core;
}

/**
 * A removed element must not be kept by the blame.
 * @param {Core} core
 */
export function acquit(core) {
  if (active === core) active = undefined;
}

/**
 * For a wasm that tells of its panics itself.
 * @param {Core} core
 */
export function told(core) {
  trapped(core.instance, active?.instance === core.instance ? active : core);
}

/**
 * Ends an instance: the element at fault says so, or all if none is known; the others start anew.
 * @param {Instance} instance
 * @param {Core} [culprit]
 * @param {unknown} [error]
 */
function trapped(instance, culprit, error) {
  if (instance.dead) return;
  instance.dead = true;
  if (instance.isShared) {
    common = undefined;
    traps += 1;
  }
  const isKnown = culprit?.instance === instance;
  // Off the stack that broke.
  queueMicrotask(() => {
    halt(instance);
    for (const core of instance.members) {
      if (core === culprit || !isKnown || traps > RESTARTS) core.crash(error);
      else core.restart();
    }
  });
}

/**
 * Its timers and requests would go on asking.
 * @param {Instance} instance
 */
function halt({ module, members, worker }) {
  worker?.terminate();
  const acts = module.halt ? [module.halt] : [...members].map(({ widget }) => () => widget?.disconnect());
  for (const act of acts) {
    try {
      act();
    } catch {
      // Broken it is anyway.
    }
  }
}

/**
 * A trap ends its instance. So does what the glue throws while an element has drawn nothing yet: it would be left
 * with its skeleton.
 * @param {unknown} error
 */
function overhear(error) {
  if (instances.length === 0 || !(error instanceof Error)) return;
  const stack = String(error.stack ?? "");
  const isTrap = error instanceof WebAssembly.RuntimeError;
  const instance = origin(isTrap ? stack : thrower(stack));
  const isNews = isTrap || [...(instance?.members ?? [])].some((core) => core.isLoading);
  if (instance && isNews) trapped(instance, active, error);
}

/**
 * The line of a stack that says whose code threw: one of the page's listeners may have been called from ours.
 * @param {string} stack
 */
const thrower = (stack) => stack.split("\n").find((line) => /:\d+:\d+\)?$/.test(line)) ?? "";

/**
 * Which instance a stack leads to.
 * @param {string} stack
 */
function origin(stack) {
  const named = instances.find(({ href }) => href && stack.includes(`${href}:`));
  if (named) return named;
  // A deep one shows the wasm alone, the same for all instances: by its address, or by the name that it has
  // within where its type was wrong.
  const isOurs = [FILES.wasm[0], MODULE].some((name) => name && stack.includes(name));
  return isOurs ? (active?.instance ?? instances.findLast(({ dead }) => !dead)) : undefined;
}

addEventListener("error", ({ error }) => overhear(error));
addEventListener("unhandledrejection", ({ reason }) => overhear(reason));
