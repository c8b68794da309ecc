// Whether other tabs of this browser show campaigns too. They tell each other that they are here, and
// nothing more; how they ask as one (batch-status-tabs.js) is fetched once there are two.

import { lazily } from "./lazy.js";
import { requestFor, takeAnswer } from "./question.js";

let bell;
let together;

/** The answer to a question, maybe another tab's. */
export async function ask(core, shell, question, isNew) {
  try {
    if (!bell) listen(shell);
  } catch {
    // No channels in this browser or on this page: each tab asks for itself.
  }
  const answer = takeAnswer(question);
  if (answer) return answer;
  const request = requestFor(question);
  const tabs = await together?.().catch(() => {});
  return tabs ? tabs.ask(core, request, isNew) : fetch(request);
}

function listen(shell) {
  // Not the shell: the channel would keep its element.
  const load = lazily(shell, "tabs");
  bell = new BroadcastChannel("batch-status");
  bell.onmessage = ({ data: isNew }) => {
    // Whoever came heard nobody yet.
    if (isNew) bell.postMessage(0);
    together ??= load;
  };
  bell.postMessage(1);
}

/** An open channel could keep the page from the back-forward cache. */
document.addEventListener("visibilitychange", () => {
  if (document.hidden) bell = bell?.close();
});
