/** The details of the events, and what the element is given. */

export type State = "loading" | "ready" | "stale" | "failed" | "unconfigured" | "done";

/** Counts of recipients by phase. */
export interface Tallies {
  total: number;
  dialled: number;
  answered: number;
  notAnswered: number;
  /** Skipped or cancelled without a call, or left over when the campaign ended. */
  notCalled: number;
  live: number;
  waiting: number;
  unknown: number;
  /** Calls that are over, of which the API sent a live status: how they ended is not known. Not in `byStatus`. */
  endedLate: number;
  /** By the API's word for a status. */
  byStatus: Record<string, number>;
}

export interface UpdateDetail {
  tallies: Tallies;
  /** Recipients that are new or differ from the last answer. */
  changed: number;
}

export interface StateChangeDetail {
  from: State;
  to: State;
}

export interface CompleteDetail {
  status: "completed" | "cancelled" | "failed";
}

export type ErrorKind =
  | "offline"
  | "network"
  | "timeout"
  | "interrupted"
  | "too-large"
  | "bad-request"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "rate-limited"
  | "budget-spent"
  | "outdated"
  | "server"
  | "no-post"
  | "unexpected"
  | "bad-response"
  | "fetcher"
  | "token"
  | "load"
  | "crash"
  | (string & {});

export interface ErrorDetail {
  kind: ErrorKind;
  /** The HTTP status, where there was an answer. */
  status: number | null;
  /** Null where it does not ask again by itself. */
  retryInMs: number | null;
}

/** Something that needs a person, and what was seen of it. Spans are in milliseconds. */
export type Alarm =
  /** No call began or ended for `quietMs` of open time, with so many waiting and a line free. */
  | { kind: "stalled"; evidence: { quietMs: number; waiting: number } }
  /** So many calls are live for much longer than usual, the longest for `longestMs`; 19 in 20 took at most `usualMs`. */
  | { kind: "stuck"; evidence: { count: number; longestMs: number; usualMs: number | null } }
  /** `count` of the last `of` calls failed, ended at once or were not answered; of those before, `countBefore` of `ofBefore`. */
  | {
      kind: "trouble";
      evidence: {
        trouble: "failures" | "at-once" | "unanswered";
        count: number;
        of: number;
        countBefore: number;
        ofBefore: number;
      };
    }
  /**
   * It will not be done by `finishBy`, but `lateMs` later if it goes on as it did. To be in time, `neededPerHour` calls
   * would have to end in an hour of calling time, of which none is left where that is null; `perHour` do.
   */
  | {
      kind: "late";
      evidence: { finishBy: string; lateMs: number | null; neededPerHour: number | null; perHour: number | null };
    }
  /** The last call ended `quietMs` ago, and the campaign still says that it runs. */
  | { kind: "drained"; evidence: { quietMs: number } }
  /** It should have started `overdueMs` ago. */
  | { kind: "overdue"; evidence: { overdueMs: number } };

/**
 * What the screen shows, as data. Times are ISO texts in UTC (`2024-02-15T09:05:00.000Z`), spans are milliseconds,
 * everything else is a count. What is not known is null.
 */
export interface Insights {
  /** The campaign's status by the API's word, such as `running`. */
  status: string;
  /** When the answer came that all this is read off, by the viewer's clock. */
  receivedAt: string;
  /**
   * When it is likely to be done: `at`, and with a chance of four in five between `earliest` and `latest`. Null unless
   * it dials and enough calls have ended. Where it will not be done when the calling window closes next, `left` has
   * that time and about how many are left then. `perHour` calls end in an hour of calling time.
   */
  eta: {
    at: string;
    earliest: string;
    latest: string;
    perHour: number;
    left: { about: number; closes: string } | null;
  } | null;
  /**
   * The time of `finish-by`, and how many calls would have to end in an hour of calling time to be done by then; null
   * where none is left. Null without the attribute.
   */
  deadline: { finishBy: string; neededPerHour: number | null } | null;
  /** How many of the calls that have ended were answered. Calls under way are in neither. */
  answerRate: { answered: number; ended: number };
  /**
   * From dialling to the end of the call, ringing included, of the `count` calls that have both times. `atOnce` of them
   * took less than 5 s; nine in ten took at most `p90Ms`.
   */
  callLengths: {
    count: number;
    atOnce: number;
    medianMs: number | null;
    meanMs: number | null;
    p90Ms: number | null;
    longestMs: number | null;
  };
  /** Calls at once: now, the most there ever were, and the campaign's own limit, where it has one. */
  concurrency: { live: number; peak: number; limit: number | null };
  /** What needs a person now, the worst first. */
  attention: Alarm[];
  tallies: Tallies;
}

/** `raised` is false where it needs nobody any more; the evidence is then the last there was. */
export type AttentionDetail = Alarm & { raised: boolean };

/** What a person has made of the view. */
export interface ViewState {
  /** The part of the screen that is open below the figures. */
  tab: "people" | "reasons" | "activity" | "details";
  /** The search field, as typed. */
  search: string;
  /**
   * The statuses shown, by the API's words; none means all. `*` is all those without a chip of their own, `*ended` calls
   * that are over though the API sent a live status, `*live` every call under way, `*call-back` whoever is to be called back.
   */
  filter: string[];
  /** The reason for failing that is shown, by a name that says nothing of it. */
  reason: string | null;
  /** The id of the recipient whose details are shown, masked as on the screen. */
  row: string | null;
  /**
   * The order. `null` is what goes on first: live calls, then those that wait, then the newest ends; `"list"` is the order of
   * the list, which is also that of a campaign that is over.
   */
  sort:
    | {
        column: "name" | "number" | "status" | "attempted" | "ended" | "duration" | "call";
        direction: "ascending" | "descending";
      }
    | "list"
    | null;
}

export interface ViewChangeDetail {
  viewState: ViewState;
}

export interface RecipientClickDetail {
  /** Masked as on the screen. */
  recipient: {
    id: string;
    name: string | null;
    phoneNumber: string;
    status: string;
    callRecordId: string | null;
  };
}

export type TokenProvider = () => Promise<string | { token: string; expiresAt?: string | number | Date }>;

export type Fetcher = (request: { batchId: string; signal: AbortSignal }) => Promise<object>;
