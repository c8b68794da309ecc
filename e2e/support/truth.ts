// A campaign that goes on by chance, and what of it has to be on the screen: counted here anew, by the words of
// docs/api.md, with no help of the element's.
import { campaign, people, type Campaign, type Recipient } from "./campaigns.ts";
import type { Chance } from "./chance.ts";

const WAITING = ["pending", "queued"];
const LIVE = ["calling", "initiated", "ringing", "in_progress", "answered"];
const MISSED = ["no_answer", "busy", "failed"];
const LEFT_OUT = ["skipped", "canceled"];
const ENDED = ["completed", ...MISSED];
const STARTED = "2024-02-15T09:00:10Z";
const OVER = "2024-02-15T09:01:00Z";
const LARGEST = 80;

/** Counts by the names of the element's own `tallies`. */
export interface Figures {
  total: number;
  dialled: number;
  answered: number;
  notAnswered: number;
  notCalled: number;
  live: number;
  waiting: number;
  unknown: number;
  endedLate: number;
  byStatus: Record<string, number>;
}

export class Truth {
  campaign: Campaign = campaign(people(40));
  readonly #chance: Chance;
  #count = 40;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  get id(): string {
    return this.campaign.batch.id;
  }

  /** What happens between two answers: calls begin and end, and at times the list is another. */
  go(): void {
    const recipients = this.campaign.recipients.map((one) => ({ ...one }));
    for (let count = this.#chance.number(0, 8); count > 0; count -= 1) this.#call(recipients);
    const turn = this.#chance.number(0, 9);
    if (turn === 0) recipients.splice(this.#chance.number(0, recipients.length), 0, ...this.#others(this.#chance.number(1, 9)));
    if (turn === 1 || recipients.length > LARGEST) recipients.splice(this.#chance.number(0, 20), this.#chance.number(1, 20));
    if (turn === 2) recipients.reverse();
    this.campaign = { ...this.campaign, recipients };
  }

  #call(recipients: Recipient[]): void {
    const one = recipients[this.#chance.number(0, recipients.length - 1)];
    if (!one) return;
    const kind = this.#chance.weighed([
      [3, "waiting"],
      [4, "live"],
      [5, "ended"],
      [1, "left out"],
      [1, "left out after a call"],
      [1, "ended late"],
      [1, "new"],
      [1, "none"],
    ]);
    const waits = { attempted_at: null, completed_at: null };
    const called = { attempted_at: STARTED, completed_at: null };
    const ended = { attempted_at: STARTED, completed_at: OVER };
    if (kind === "waiting") Object.assign(one, waits, { status: this.#chance.one(WAITING) });
    if (kind === "live") Object.assign(one, called, { status: this.#chance.one(LIVE) });
    if (kind === "ended") Object.assign(one, ended, { status: this.#chance.one(ENDED), error_message: this.#chance.one([null, "SIP 503", "No route"]) });
    if (kind === "left out") Object.assign(one, waits, { status: this.#chance.one(LEFT_OUT) });
    if (kind === "left out after a call") Object.assign(one, called, { status: this.#chance.one(LEFT_OUT) });
    if (kind === "ended late") Object.assign(one, ended, { status: this.#chance.one(LIVE) });
    if (kind === "new") Object.assign(one, waits, { status: `state ${this.#chance.number(0, 99)}` });
    if (kind === "none") Object.assign(one, waits, { status: this.#chance.one([null, "", " "]) });
  }

  #others(count: number): Recipient[] {
    const first = this.#count;
    this.#count += count;
    return people(count).map((one, at) => ({ ...one, id: `r${first + at}`, phone_number: `+1415${5_550_000 + first + at}` }));
  }

  figures(): Figures {
    const figures: Figures = {
      total: 0,
      dialled: 0,
      answered: 0,
      notAnswered: 0,
      notCalled: 0,
      live: 0,
      waiting: 0,
      unknown: 0,
      endedLate: 0,
      byStatus: {},
    };
    for (const one of this.campaign.recipients) count(figures, one);
    return figures;
  }

  /** The ids as the table begins: live calls, the longest first; who waits; ends, the newest first; and who is not called. */
  order(): string[] {
    const keys = this.campaign.recipients.map((one, place) => ({ id: one.id, key: [...placeOf(one), place] }));
    return keys.sort((one, other) => byNumbers(one.key, other.key)).map(({ id }) => id);
  }
}

/** The group of a recipient in the table, and by what it stands in there. */
function placeOf({ status, attempted_at, completed_at }: Recipient): number[] {
  const known = (status ?? "").trim();
  const time = (text: string | null | undefined) => (text ? Date.parse(text) : undefined);
  if (LIVE.includes(known) && !completed_at) return [0, time(attempted_at) ?? Infinity];
  if (WAITING.includes(known)) return [1, 0];
  if (LEFT_OUT.includes(known) && !attempted_at) return [3, 0];
  return [2, -(time(completed_at) ?? time(attempted_at) ?? -Infinity)];
}

function byNumbers(one: number[], other: number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : Math.sign((one[at] as number) - (other[at] as number));
}

function count(figures: Figures, one: Recipient): void {
  const status = (one.status ?? "").trim();
  const isLate = LIVE.includes(status) && Boolean(one.completed_at);
  const isKnown = [...WAITING, ...LIVE, ...ENDED, ...LEFT_OUT].includes(status);
  const wasDialled = Boolean(one.attempted_at) || LIVE.includes(status) || status === "completed" || status === "busy" || status === "no_answer";
  figures.total += 1;
  if (wasDialled) figures.dialled += 1;
  if (isLate) figures.endedLate += 1;
  else figures.byStatus[status] = (figures.byStatus[status] ?? 0) + 1;
  if (isLate || !isKnown) figures.unknown += 1;
  else if (WAITING.includes(status)) figures.waiting += 1;
  else if (LIVE.includes(status)) figures.live += 1;
  else if (status === "completed") figures.answered += 1;
  else if (LEFT_OUT.includes(status) && !one.attempted_at) figures.notCalled += 1;
  else figures.notAnswered += 1;
}
