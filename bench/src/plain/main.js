// The floor: no library, a hand-made virtual list, and nothing touched that stays as it is.

import { INTERVAL, ask, finder, tally } from "../campaign.js";
import { Figures } from "./figures.js";
import { People } from "./people.js";
import { el } from "./dom.js";

const title = el("h2");
const figures = new Figures(toggle);
const search = el("input", { type: "search", "aria-label": "Search" });
const people = new People();
const chosen = new Set();

const screen = el("div", { class: "screen" }, title, figures.progress, figures.cards, search, figures.chips, people.scroller);
search.addEventListener("input", filter);
window.bench = { refresh };
await refresh();
document.getElementById("app").append(screen);
people.draw();
schedule();

async function refresh() {
  const { batch, recipients } = await (await ask()).json();
  title.textContent = `${batch.name}: ${batch.status}`;
  figures.draw(tally(recipients), chosen);
  people.take(recipients);
}

/** The next one is asked for when the last has come, so that two are never under way. */
function schedule() {
  if (INTERVAL) setTimeout(() => refresh().catch(console.error).finally(schedule), INTERVAL * 1000);
}

function toggle(status) {
  if (!chosen.delete(status)) chosen.add(status);
  figures.press(chosen);
  filter();
}

function filter() {
  const find = finder(search.value);
  const isWanted = chosen.size ? (who) => chosen.has(who.status) && (!find || find(who)) : find;
  people.filter(isWanted);
}
