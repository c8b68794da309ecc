// All moments of a campaign: who was waiting, on the phone and done at each time that a recipient carries.

/** What a recipient has only once it was called. */
const OF_CALL = { attempted_at: null, completed_at: null, call_record_id: null, error_message: null };
const OVER = ["completed", "cancelled", "canceled", "failed"];
const FAILED = ["failed", "busy", "no_answer", "no-answer"];

export class Film {
  #rest;
  #batch;
  #rows;
  #times;
  #text;

  /** Takes a campaign as the API answers it. Throws where there is no time to play. */
  constructor(campaign) {
    const { batch, recipients, ...rest } = campaign.data?.recipients ? campaign.data : campaign;
    const called = recipients.map((recipient) => [recipient, timeOf(recipient.attempted_at), timeOf(recipient.completed_at)]);
    const times = called.flatMap(([, start, end]) => [start, end]).filter((time) => time !== undefined);
    if (times.length === 0) throw new RangeError("no recipient carries a time");
    this.to = times.reduce((latest, time) => Math.max(latest, time));
    this.from = times.reduce((earliest, time) => Math.min(earliest, time), timeOf(batch.started_at) ?? this.to);
    this.#rows = called.map(([recipient, start, end]) => new Row(recipient, start, end, this.to));
    this.#times = [...new Set(times)].sort((one, other) => one - other);
    this.#batch = batch;
    this.#rest = rest;
    this.#text = JSON.stringify(campaign);
  }

  /** The last scene: the campaign as it came. */
  get last() {
    return this.#times.length;
  }

  /** The number of the scene at a time: how many of the times are past. */
  sceneAt(time) {
    let [low, high] = [0, this.#times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The campaign in a scene, as the API would have answered it. */
  textOf(scene) {
    if (scene === this.last) return this.#text;
    const time = this.#times[scene - 1] ?? -Infinity;
    const ended = this.#rows.filter((row) => row.end <= time).map(({ status }) => status);
    const batch = {
      ...this.#batch,
      // One that is not over yet when its record ends never was.
      status: OVER.includes(this.#batch.status) ? "running" : this.#batch.status,
      completed_at: null,
      completed_count: ended.filter((status) => status === "completed").length,
      failed_count: ended.filter((status) => FAILED.includes(status)).length,
    };
    const head = JSON.stringify({ ...this.#rest, batch });
    return `${head.slice(0, -1)},"recipients":[${this.#rows.map((row) => row.textAt(time)).join()}]}`;
  }
}

/** One recipient, who waits, is called and is done; the text of each is made once. */
class Row {
  #recipient;
  #start;
  #texts = {};

  constructor(recipient, start, end, to) {
    const isLive = /^(calling|initiated|ringing|in[_-]progress|answered)$/.test(recipient.status);
    this.#recipient = recipient;
    // Without a time for it, what is known of a recipient is known at the end.
    this.#start = start ?? end ?? to;
    this.end = end ?? (isLive ? Infinity : to);
    this.status = recipient.status;
  }

  textAt(time) {
    if (time >= this.end) return (this.#texts.done ??= JSON.stringify(this.#recipient));
    if (time >= this.#start) return (this.#texts.called ??= JSON.stringify(this.#called()));
    return (this.#texts.waiting ??= JSON.stringify({ ...this.#recipient, ...OF_CALL, status: "pending" }));
  }

  /** A call that never ended in the record is as it was there. */
  #called() {
    const { end } = this;
    const status = end === Infinity ? this.status : "in_progress";
    return { ...this.#recipient, status, completed_at: null, error_message: null };
  }
}

/** A time's milliseconds; one without a zone is UTC. */
function timeOf(text) {
  if (typeof text !== "string") return undefined;
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}
