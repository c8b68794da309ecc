import { randomUUID } from "node:crypto";

/** The documented example; the server answers it byte for byte. */
export const SEED = "f1e2d3c4-5678-9012-3456-789012345678";

/** A moment during the example's second call, within its calling window. It is a Thursday. */
export const SEED_TIME = "2024-02-15T09:05:00Z";

const KINDS = [
  "running",
  "draft",
  "scheduled",
  "scheduled-overdue",
  "paused",
  "completed",
  "cancelled",
  "failed",
  "recurring",
  "re-run",
  "outside-window",
  "all-statuses",
  "odd-data",
  "wrapped",
  "empty",
  "stalled",
  "stuck",
  "carrier-trouble",
  "capped",
  "several-nights",
  "clock-change",
  "mixed-runs",
] as const;

export type Kind = (typeof KINDS)[number];

/** The id of a simulated campaign. Speed 0 stands still. mock-api/src/lib.rs explains such ids. */
export function simulated(kind: Kind, size: number, { speed = 0, seed = 1 } = {}): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  const code = KINDS.indexOf(kind);
  return `ca11${hex(code, 2)}${hex(seed, 2)}-0000-4${hex(speed, 3)}-8000-${String(size).padStart(12, "0")}`;
}

export interface Recipient {
  id: string;
  phone_number: string;
  name?: string | null;
  status: string;
  call_record_id?: string | null;
  attempted_at?: string | null;
  completed_at?: string | null;
  error_message?: string | null;
}

export interface Campaign {
  batch: { id: string; status: string } & Record<string, unknown>;
  recipients: Recipient[];
}

/** A campaign that a test writes itself, for `MockApi.put`. */
export function campaign(recipients: Recipient[], batch: Record<string, unknown> = {}): Campaign {
  return {
    batch: {
      id: randomUUID(),
      name: "Spring recall",
      caller_id: "+16045550100",
      status: "running",
      created_at: "2024-02-15T08:59:00.000Z",
      started_at: "2024-02-15T09:00:00.000Z",
      ...counters(recipients),
      ...batch,
    },
    recipients,
  };
}

/** The API's own counters, in agreement with the recipients. */
function counters(recipients: Recipient[]): Record<string, number> {
  const count = (...statuses: string[]) => recipients.filter(({ status }) => statuses.includes(status)).length;
  return {
    total_recipients: recipients.length,
    completed_count: count("completed"),
    failed_count: count("failed", "busy", "no_answer"),
  };
}

const NAMES = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hana", "Ida", "Jon"];

/** So many waiting recipients, each with a name and number of their own. */
export function people(count: number): Recipient[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `r${at}`,
    name: `${NAMES[at % NAMES.length]} ${String(at).padStart(4, "0")}`,
    phone_number: `+1415555${String(at).padStart(4, "0")}`,
    status: "pending",
  }));
}

/** A call each minute until a time, of ten seconds each; then those who wait. */
export function dialled(count: number, waiting: number, { until = "2024-02-15T12:00:00Z", spoil = (_at: number): Partial<Recipient> => ({}) } = {}): Recipient[] {
  const iso = (time: number) => new Date(time).toISOString();
  return people(count + waiting).map((person, at) => {
    if (at >= count) return person;
    const start = Date.parse(until) - (count - at) * 60_000;
    return { ...person, status: "completed", attempted_at: iso(start), completed_at: iso(start + 10_000), ...spoil(at) };
  });
}

/** The same recipients with changes to some of them. */
export function changed(campaign: Campaign, changes: Record<string, Partial<Recipient>>, batch = {}): Campaign {
  const recipients = campaign.recipients.map((one) => ({ ...one, ...changes[one.id] }));
  return { batch: { ...campaign.batch, ...counters(recipients), ...batch }, recipients };
}
