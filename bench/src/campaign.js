// What all peers share: the request, the API's words with their meaning, and how things are written.
// The screen is theirs.

const BATCH = document.getElementById("app").dataset.batch;

/** Seconds between two requests; 0: only when the bench says so, as it does with the element. */
export const INTERVAL = Number(document.getElementById("app").dataset.interval);

export async function ask(signal) {
  const response = await fetch("/functions/v1/batch-calls", {
    method: "POST",
    headers: { authorization: "Bearer demo-key", "content-type": "application/json" },
    body: JSON.stringify({ action: "get", batch_id: BATCH }),
    cache: "no-store",
    signal,
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

const PHASE_OF = {
  pending: "waiting",
  queued: "waiting",
  calling: "live",
  initiated: "live",
  ringing: "live",
  in_progress: "live",
  answered: "live",
  completed: "answered",
  failed: "not-answered",
  busy: "not-answered",
  no_answer: "not-answered",
  skipped: "not-answered",
  canceled: "not-answered",
};

export const PHASES = ["answered", "not-answered", "live", "unknown", "waiting"];

/** Titles of the cards, in the order of the screen. */
export const CARDS = { answered: "Answered", "not-answered": "Not answered", live: "Live now", waiting: "Waiting" };

export function phaseOf(status) {
  return PHASE_OF[status] ?? "unknown";
}

/** How many recipients there are by status and by phase, in one walk. */
export function tally(recipients) {
  const statuses = new Map();
  for (const { status } of recipients) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const phases = Object.fromEntries(PHASES.map((phase) => [phase, 0]));
  for (const [status, count] of statuses) phases[phaseOf(status)] += count;
  return { total: recipients.length, phases, statuses };
}

const number = new Intl.NumberFormat("en");
export const count = (value) => number.format(value);

const day = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const moment = (text) => (text ? day.format(Date.parse(text)) : "");

const millis = (text) => (text ? Date.parse(text) : undefined);

function spanOf({ attempted_at: from, completed_at: to }) {
  return from && to ? Date.parse(to) - Date.parse(from) : undefined;
}

function duration(span) {
  if (span === undefined) return "";
  const seconds = Math.round(span / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function label(status) {
  return status.charAt(0).toUpperCase() + status.slice(1).replaceAll("_", " ");
}

/** The columns: `text` is what a cell says, `key` what it sorts by. Undefined comes last. */
export const COLUMNS = [
  { id: "name", title: "Name", text: ({ name }) => name ?? "No name", key: folded },
  { id: "number", title: "Number", text: ({ phone_number }) => phone_number ?? "", key: ({ phone_number }) => phone_number ?? undefined },
  { id: "status", title: "Status", text: ({ status }) => label(status), key: ({ status }) => status },
  { id: "attempted", title: "Attempted", text: (who) => moment(who.attempted_at), key: (who) => millis(who.attempted_at) },
  { id: "ended", title: "Ended", text: (who) => moment(who.completed_at), key: (who) => millis(who.completed_at) },
  { id: "duration", title: "Dial to end", text: (who) => duration(spanOf(who)), key: spanOf },
  { id: "call", title: "Call", text: (who) => who.call_record_id ?? "", key: (who) => who.call_record_id ?? undefined },
];

/** Each name is folded once, however often it is searched and compared. */
const names = new Map();

function folded({ name }) {
  if (!name) return undefined;
  let known = names.get(name);
  if (known === undefined) names.set(name, (known = fold(name)));
  return known;
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What finds a recipient by name or by digits of the number; null for a blank text, which finds all. */
export function finder(text) {
  const letters = fold(text.trim());
  if (!letters) return null;
  const digits = /^[-\d+(). /]+$/.test(letters) ? letters.replace(/\D/g, "") : "";
  return (who) => folded(who)?.includes(letters) || (digits !== "" && (who.phone_number?.includes(digits) ?? false));
}

export const ROW_HEIGHT = 40;
