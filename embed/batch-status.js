// What a page loads: defines `<batch-status>`, and puts one into every `<div data-batch-status>`,
// which editors keep where they drop tags that they do not know.
import { BatchStatus } from "./batch-status-element.js";
import { bare, make, ofDocument } from "./core/own.js";

function fill() {
  for (const place of ofDocument("querySelectorAll").call(document, "[data-batch-status]")) {
    if (place.querySelector("batch-status")) continue;
    const element = make("batch-status");
    for (const name of BatchStatus.observedAttributes) {
      const value = place.getAttribute(`data-${name}`);
      if (value !== null) element.setAttribute(name, value);
    }
    // The key leaves the page at once, as it does from the element itself.
    place.removeAttribute("data-api-key");
    place.replaceChildren(element);
  }
}

if (BatchStatus.define()) {
  let due;
  fill();
  // Pages add content late. One look for many changes: a page may make thousands in a second.
  new MutationObserver(() => {
    due ??= setTimeout(() => {
      due = undefined;
      fill();
    }, 100);
  }).observe(document, bare({ childList: true, subtree: true }));
}
