// The campaigns: simulated and frozen, so that exactly what the bench changes changes.

const KEY = "demo-key";
/** One in so many recipients changes: 0.5 %. */
const ONE_IN = 200;

export class Campaign {
  #url;
  /** Two answers that differ in those recipients and in their counts, to take turns. */
  #bodies;
  #turn = 0;

  static async prepare(origin, size) {
    // Frozen, with the columns of the documented example.
    const id = `ca110001-0001-4000-8000-${String(size).padStart(12, "0")}`;
    const response = await fetch(`${origin}/functions/v1/batch-calls`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ action: "get", batch_id: id }),
    });
    if (!response.ok) throw new Error(`The simulated API answered ${response.status}`);
    const first = await response.json();
    const recipients = first.recipients.map(called);
    const second = { ...first, batch: { ...first.batch, ...counts(recipients) }, recipients };
    const campaign = new Campaign(origin, id, [first, second].map((body) => JSON.stringify(body)));
    await campaign.change();
    return campaign;
  }

  constructor(origin, id, bodies) {
    this.id = id;
    this.#url = `${origin}/mock/campaigns/${id}`;
    this.#bodies = bodies;
  }

  get bytes() {
    return Buffer.byteLength(this.#bodies[0]);
  }

  /** From now on the API answers with 0.5 % of the recipients changed. */
  async change() {
    this.#turn = 1 - this.#turn;
    const { ok, status } = await fetch(this.#url, { method: "PUT", body: this.#bodies[this.#turn] });
    if (!ok) throw new Error(`The simulated API refused a campaign: ${status}`);
  }
}

/** Some of the recipients, spread over all, a moment later: status, times and the lengths of fields differ. */
function called(recipient, index) {
  if (index % ONE_IN !== 0) return recipient;
  const { id, phone_number, name, completed_at } = recipient;
  if (completed_at) return { id, phone_number, name, status: "pending" };
  const at = "2026-01-02T03:04:05.678Z";
  return { id, phone_number, name, status: "completed", call_record_id: id, attempted_at: at, completed_at: at };
}

/** What the service counts by itself. */
function counts(recipients) {
  const among = (...statuses) => recipients.filter(({ status }) => statuses.includes(status)).length;
  return { completed_count: among("completed"), failed_count: among("failed", "busy", "no_answer", "no-answer") };
}
