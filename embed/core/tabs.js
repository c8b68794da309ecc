// Whether other tabs of this browser show campaigns too. They tell each other that they are here, and
// nothing more; how they ask as one (batch-status-tabs.js) is fetched once there are two.

import { FILES } from "./files.js";
import { listenTo, ofDocument } from "./own.js";
import { bringModule } from "./parts.js";
import { takeAnswer } from "./question.js";
import { warn } from "./warn.js";

/** @type {BroadcastChannel | undefined} */
let bell;
/** @type {(() => Promise<any>) | undefined} */
let together;
/** @type {Promise<any> | undefined} */
let coming;

/**
 * The answer to a question, maybe another tab's.
 * @param {import("../batch-status-core.js").Core} core
 * @param {any} shell
 * @param {Request} request
 * @param {boolean} mustBeNew
 * @param {() => void} goesOut called if the answer costs a request of this tab's
 * @returns {Promise<Response>}
 */
export async function ask(core, shell, request, mustBeNew, goesOut) {
  try {
    if (!bell) listen(shell);
  } catch {
    // No channels in this browser or on this page: each tab asks for itself.
  }
  // Whoever gave it up is not there to be called any more.
  const count = () => request.signal.aborted || goesOut();
  const send = () => {
    count();
    return fetch(request);
  };
  const answer = await takeAnswer(request, count);
  if (answer) return answer;
  const tabs = await together?.().catch(() => {});
  return tabs ? tabs.ask(core, request, mustBeNew, send) : send();
}

/** @param {any} shell */
function listen(shell) {
  const load = loader(shell);
  const channel = (bell = new BroadcastChannel("batch-status"));
  channel.onmessage = ({ data: isNew }) => {
    // A tab that has just come has heard of nobody yet.
    if (isNew) channel.postMessage(0);
    together ??= load;
  };
  channel.postMessage(1);
}

/**
 * Brings the module by which tabs ask as one. The channel keeps this, and must keep no element with it.
 * @param {any} shell
 */
function loader(shell) {
  const base = shell.base();
  return () =>
    (coming ??= bringModule(FILES.tabs, base, ofDocument("head")).then(
      (/** @type {import("./types.js").Brought} */ { module }) => module,
      (/** @type {Error} */ error) => {
        coming = undefined;
        warn(error.message);
        throw error;
      },
    ));
}

/** An open channel could keep the page from the back-forward cache. */
listenTo("visibilitychange", () => {
  if (!ofDocument("hidden")) return;
  bell?.close();
  bell = undefined;
});
