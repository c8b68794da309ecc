// A page that is left open: hundreds of refreshes by chance, with faults, clocks that jump, sleep, hiding, moves and
// elements made anew. After each the screen is held to what the server says.
import type { CDPSession, Page } from "@playwright/test";
import { Chance } from "./chance.ts";
import { expect, type OpenOptions, type RecordedEvent } from "./fixtures.ts";
import { catchMemory } from "./memory.ts";
import type { MockApi } from "./mock-api.ts";
import { controlVisibility, setShown } from "./presence.ts";
import type { Screen } from "./screen.ts";
import { Truth, type Figures } from "./truth.ts";

const START = "2024-02-15T09:05:00Z";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The longest wait after a failure. */
const BACKOFF = 5 * MINUTE;

/** How often the memory is looked at. */
const LOOKS = 40;
/** Until then it grows to what it needs, so that shorter runs say nothing of it. */
const WARM = 300;
/** For so much more JavaScript heap the second half of a run may end than it began: the page's clock, which tests drive, keeps a note of each of its moves. */
const HEAP_EACH = 400;
const HEAP_NOISE = 150_000;

/** Answers that fail at once. */
const FAULTS = [
  "400",
  "401",
  "403",
  "404",
  "429",
  "429-retry-after",
  "429-retry-after-hidden",
  "500",
  "502-html",
  "gateway-401-no-cors",
  "gateway-msg",
  "truncated",
  "truncated-json",
  "wrong-content-type",
  "empty",
  "200-error",
  "redirect",
  "reset",
];
/** Answers that never come, or never end. */
const HANGING = ["never", "drip-forever"];

/** What the browser itself says of requests that fail. */
const OF_THE_BROWSER = /Failed to load resource|blocked by CORS policy|net::ERR/;

/** When to look whether something happened, in ms. */
const OFTEN = { intervals: [2, 4, 8, 16, 32, 64], timeout: 15_000 };

export interface SoakOptions {
  seed: number;
  refreshes: number;
}

interface Tools {
  page: Page;
  mock: MockApi;
  key: string;
  open: (options: OpenOptions) => Promise<Screen>;
}

type Kind = "refresh" | "by hand" | "fault" | "hang" | "jump" | "sleep" | "sleep amid" | "hide" | "move" | "leave" | "another" | "search";

const KINDS: readonly (readonly [number, Kind])[] = [
  [50, "refresh"],
  [8, "by hand"],
  [16, "fault"],
  [1, "hang"],
  [5, "jump"],
  [4, "sleep"],
  [2, "sleep amid"],
  [4, "hide"],
  [5, "move"],
  [4, "leave"],
  [3, "another"],
  [3, "search"],
];

interface Memory {
  wasm: number;
  heap: number;
}

/** Goes on until so many answers were taken in. What was not as it should be, and how it went, as a table. */
export async function soak(tools: Tools, { seed, refreshes }: SoakOptions): Promise<{ findings: string[]; table: string }> {
  const run = new Soak(tools, new Chance(seed));
  await run.open();
  const every = Math.max(1, Math.floor(refreshes / LOOKS));
  while (run.refreshes < refreshes && run.findings.length === 0) {
    await run.step();
    if (run.refreshes >= run.memory.length * every) await run.weigh();
  }
  run.judgeMemory();
  return { findings: run.findings, table: run.table(seed) };
}

class Soak {
  readonly findings: string[] = [];
  readonly memory: Memory[] = [];
  refreshes = 0;
  readonly #tools: Tools;
  readonly #chance: Chance;
  readonly #truth: Truth;
  readonly #done = new Map<Kind, number>();
  #doing = "at first";
  /** What the last answer said. */
  #shown: Figures | undefined;
  #session: CDPSession | undefined;

  constructor(tools: Tools, chance: Chance) {
    this.#tools = tools;
    this.#chance = chance;
    this.#truth = new Truth(chance);
    tools.page.on("pageerror", (error) => this.#find(`uncaught: ${error.message}`));
    tools.page.on("crash", () => this.#find("the page crashed"));
    tools.page.on("console", (message) => {
      if (message.type() === "error" && !OF_THE_BROWSER.test(message.text())) this.#find(`console: ${message.text()}`);
    });
  }

  async open(): Promise<void> {
    const { page, mock, open } = this.#tools;
    await page.addInitScript(catchMemory);
    await mock.put(this.#truth.id, this.#truth.campaign);
    const places = `<section id="one"></section><section id="two"></section>`;
    await open({ batch: this.#truth.id, at: START, isStill: true, before: places, setUp: controlVisibility });
    this.#session = await page.context().newCDPSession(page);
    await this.#taken();
  }

  /** Does one thing by chance, up to the next answer that is taken in. */
  async step(): Promise<void> {
    const kind = this.#chance.weighed(KINDS);
    this.#done.set(kind, (this.#done.get(kind) ?? 0) + 1);
    this.#doing = `${kind}, refresh ${this.refreshes + 1}`;
    try {
      await this.#do(kind);
    } catch (error) {
      this.#find(String(error).split("\n").slice(0, 12).join("\n"));
    }
  }

  async #do(kind: Kind): Promise<void> {
    if (kind === "refresh") return this.#refresh();
    if (kind === "by hand") return this.#byHand();
    if (kind === "fault") return this.#fault();
    if (kind === "hang") return this.#hang();
    if (kind === "jump") return this.#jump();
    if (kind === "sleep") return this.#sleep();
    if (kind === "sleep amid") return this.#sleepAmid();
    if (kind === "hide") return this.#hide();
    if (kind === "move") return this.#move();
    if (kind === "leave") return this.#leave();
    if (kind === "another") return this.#another();
    return this.#search();
  }

  async #refresh(): Promise<void> {
    await this.#goOn();
    await this.#pass(10 * SECOND);
    await this.#taken();
  }

  async #byHand(): Promise<void> {
    await this.#goOn();
    await this.#press();
    await this.#taken();
  }

  /** A failure leaves all as it was. It is asked for again after a while, or by a person. */
  async #fault(): Promise<void> {
    const fault = this.#chance.one(FAULTS);
    this.#doing += `, ${fault}`;
    await this.#tools.mock.spoil(this.#truth.id, fault);
    await this.#pass(10 * SECOND);
    const { retryInMs } = (await this.#hear("error")) as { retryInMs: number | null };
    await this.#tools.mock.heal(this.#truth.id);
    await this.#expectShown();
    await this.#goOn();
    if (retryInMs === null || this.#chance.next() < 0.3) await this.#press();
    else await this.#pass(BACKOFF);
    await this.#taken();
  }

  async #hang(): Promise<void> {
    await this.#underWay();
    // Step by step: all at once would be a machine that slept.
    await this.#tools.page.clock.runFor(31 * SECOND);
    await this.#hear("error");
    await this.#expectShown();
    await this.#goOn();
    await this.#pass(BACKOFF);
    await this.#taken();
  }

  /** A request that a sleeping machine cannot end is asked anew, and is nobody's fault. */
  async #sleepAmid(): Promise<void> {
    await this.#underWay();
    await this.#goOn();
    await this.#pass(this.#chance.one([10 * MINUTE, HOUR, DAY]));
    await this.#taken();
  }

  /** A request that hangs is on its way. */
  async #underWay(): Promise<void> {
    const { mock, page } = this.#tools;
    await mock.spoil(this.#truth.id, this.#chance.one(HANGING), 1);
    await this.#press();
    await expect.poll(async () => (await mock.inFlight(this.#truth.id)).in_flight, OFTEN).toBe(1);
    await page.clock.runFor(SECOND);
  }

  async #jump(): Promise<void> {
    const length = this.#chance.one([SECOND, MINUTE, HOUR, DAY, 365 * DAY]) * this.#chance.one([1, -1]);
    await this.#tools.page.clock.setSystemTime(Date.parse(START) + length);
    return this.#refresh();
  }

  async #sleep(): Promise<void> {
    await this.#goOn();
    await this.#pass(this.#chance.one([MINUTE, HOUR, 12 * HOUR]));
    await this.#taken();
  }

  async #hide(): Promise<void> {
    const { page } = this.#tools;
    await setShown(page, false);
    await this.#goOn();
    await this.#pass(this.#chance.one([MINUTE, HOUR]));
    await this.#expectShown();
    await setShown(page, true);
    await this.#taken();
  }

  /** To another place in the page, in the same task. */
  async #move(): Promise<void> {
    const [how, where] = [this.#chance.one(["append", "insertBefore", "moveBefore"] as const), this.#chance.one(["one", "two"])];
    await this.#tools.page.evaluate(
      ([how, where]) => {
        const place = document.getElementById(where) as HTMLElement & { moveBefore(node: Node, before: Node | null): void };
        const element = document.querySelector("batch-status") as HTMLElement;
        if (how === "append") place.append(element);
        else place[how](element, null);
      },
      [how, where] as const,
    );
    await this.#expectShown();
    return this.#refresh();
  }

  /** Out of the page, and in again after a while. */
  async #leave(): Promise<void> {
    const { page } = this.#tools;
    await page.evaluate(() => {
      const element = document.querySelector("batch-status") as HTMLElement;
      Object.assign(window, { away: element });
      element.remove();
    });
    await this.#goOn();
    await this.#pass(this.#chance.one([11 * SECOND, HOUR]));
    await page.evaluate(() => {
      const kept = window as unknown as { away?: Element };
      if (kept.away) document.body.append(kept.away);
      delete kept.away;
    });
    await this.#taken();
  }

  /** Another element takes its place, which begins anew. */
  async #another(): Promise<void> {
    await this.#goOn();
    await this.#tools.page.evaluate((key) => {
      const element = document.querySelector("batch-status") as HTMLElement;
      const other = element.cloneNode() as HTMLElement;
      Object.assign(other, { apiKey: key });
      element.replaceWith(other);
    }, this.#tools.key);
    await this.#taken();
  }

  /** A person looks for somebody while it refreshes, and then for everybody again. */
  async #search(): Promise<void> {
    const field = this.#tools.page.locator("batch-status input[type=search]");
    const one = this.#chance.one(this.#truth.campaign.recipients);
    await field.fill(one?.phone_number ?? "nobody");
    await this.#goOn();
    await this.#pass(10 * SECOND);
    await this.#hear("update");
    await field.fill("");
    return this.#refresh();
  }

  /** The campaign goes on, at the server. */
  async #goOn(): Promise<void> {
    this.#truth.go();
    await this.#tools.mock.put(this.#truth.id, this.#truth.campaign);
  }

  #pass(milliseconds: number): Promise<void> {
    return this.#tools.page.clock.fastForward(milliseconds);
  }

  #press(): Promise<void> {
    return this.#tools.page.evaluate(() => (document.querySelector("batch-status") as HTMLElement & { refresh(): void }).refresh());
  }

  /** Waits for an event of the element's. Its detail. */
  async #hear(name: string): Promise<unknown> {
    const heard: RecordedEvent[] = [];
    const find = () => heard.findLast((event) => event.name === `batch-status-${name}`);
    await expect
      .poll(async () => {
        heard.push(...(await this.#tools.page.evaluate(() => window.recorded.splice(0))));
        return find() !== undefined;
      }, { ...OFTEN, message: `an event "${name}"` })
      .toBe(true);
    return find()?.detail;
  }

  /** Waits until an answer was taken in, and holds everything to what the server says. */
  async #taken(): Promise<void> {
    const { tallies } = (await this.#hear("update")) as { tallies: Figures };
    this.#shown = this.#truth.figures();
    expect(tallies, "what the page is told").toEqual(this.#shown);
    await this.#expectShown();
    const { snapshot, ids, state } = await this.#tools.page.evaluate(readMore);
    expect(snapshot, "snapshot()").toEqual(await this.#askServer());
    expect(ids, "the first rows").toEqual(this.#truth.order().slice(0, ids.length));
    expect(state).toBe("ready");
    this.refreshes += 1;
  }

  /** The screen says what the last answer did. */
  async #expectShown(): Promise<void> {
    const { page } = this.#tools;
    const { total, dialled, answered, notAnswered, notCalled, live, waiting, unknown } = this.#shown as Figures;
    const phases = { answered, "not-answered": notAnswered, "not-called": notCalled, live, unknown, waiting };
    const expected = { phases, people: total, chips: total, hasFewChips: true, rows: total + 1, dialled };
    await expect.poll(() => page.evaluate(readScreen), OFTEN).toEqual(expected);
  }

  /** The server's answer to a request of the test's own. */
  async #askServer(): Promise<unknown> {
    const { mock, key } = this.#tools;
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const body = JSON.stringify({ action: "get", batch_id: this.#truth.id });
    return (await fetch(mock.endpoint, { method: "POST", headers, body })).json();
  }

  #find(what: string): void {
    this.findings.push(`${this.#doing}: ${what}`);
  }

  /** How much memory is in use once all is collected that can be. */
  async weigh(): Promise<void> {
    const { page, mock } = this.#tools;
    const session = this.#session as CDPSession;
    for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
    const { usedSize: heap } = await session.send("Runtime.getHeapUsage");
    const wasm = await page.evaluate(() => (window as unknown as { memories: WebAssembly.Memory[] }).memories.reduce((sum, one) => sum + one.buffer.byteLength, 0));
    this.memory.push({ wasm, heap });
    await mock.forget();
  }

  /** Whether the second half of the run ended with more memory than it began. */
  judgeMemory(): void {
    if (this.refreshes < 2 * WARM) return;
    this.#doing = "memory";
    const half = this.memory.slice(Math.floor(this.memory.length / 2));
    const quarter = Math.ceil(half.length / 2);
    const [first, last] = [half.slice(0, quarter), half.slice(-quarter)];
    const least = (all: Memory[], which: keyof Memory) => Math.min(...all.map((one) => one[which]));
    const grown = (which: keyof Memory) => least(last, which) - least(first, which);
    if (grown("wasm") > 0) this.#find(`the wasm's grew by ${grown("wasm")} bytes`);
    const allowed = HEAP_NOISE + HEAP_EACH * (this.refreshes / 4);
    if (grown("heap") > allowed) this.#find(`JavaScript's grew by ${grown("heap")} bytes, where ${Math.round(allowed)} may be the test's own`);
  }

  table(seed: number): string {
    const kinds = KINDS.map(([, kind]) => `${kind.padEnd(12)} ${String(this.#done.get(kind) ?? 0).padStart(6)}`);
    const at = (share: number) => this.memory[Math.floor(share * (this.memory.length - 1))] ?? { wasm: 0, heap: 0 };
    const line = (name: string, which: keyof Memory) =>
      `${name.padEnd(12)} ${[0, 0.25, 0.5, 0.75, 1].map((share) => `${Math.round(at(share)[which] / 1024)} kB`.padStart(9)).join("")}`;
    return [
      `seed ${seed}, ${this.refreshes} refreshes`,
      ...kinds,
      `${"memory at".padEnd(12)} ${["start", "25 %", "50 %", "75 %", "end"].map((word) => word.padStart(9)).join("")}`,
      line("wasm", "wasm"),
      line("JavaScript", "heap"),
      `findings     ${String(this.findings.length).padStart(6)}`,
      ...this.findings.map((finding) => `  ${finding}`),
    ].join("\n");
  }
}

/** Runs in the page: what stands on the screen. */
function readScreen(): unknown {
  const root = document.querySelector("batch-status")?.shadowRoot as ShadowRoot;
  const number = (text: string | null | undefined) => Number((text ?? "").replace(/\D/g, ""));
  const items = [...root.querySelectorAll<HTMLElement>(".legend-item")];
  const phases = Object.fromEntries(items.map((item) => [item.dataset.phase, number(item.querySelector(".count")?.textContent)]));
  // Without those that cut across the statuses.
  const chips = root.querySelectorAll("[part~=chip]:is([data-status], [data-action=others]) .count");
  const counts = [...chips].map((count) => number(count.textContent));
  return {
    phases,
    people: number(root.querySelector("[data-tab=people] .count")?.textContent),
    chips: counts.reduce((sum, count) => sum + count, 0),
    hasFewChips: counts.length <= 25,
    rows: Number(root.querySelector("[role=grid]")?.getAttribute("aria-rowcount")),
    dialled: number(root.querySelector(".legend .total")?.textContent?.split(" ")[0]),
  };
}

/** Runs in the page: what its author can ask for, and the rows on the screen. */
async function readMore(): Promise<{ snapshot: unknown; ids: string[]; state: string | undefined }> {
  const element = document.querySelector("batch-status") as HTMLElement & { snapshot(): Promise<unknown> };
  const rows = [...(element.shadowRoot?.querySelectorAll<HTMLElement>("[part~=row]") ?? [])];
  const ids = rows.map((row) => [row.getBoundingClientRect().top, row.dataset.recipient ?? ""] as const);
  return {
    snapshot: await element.snapshot(),
    ids: ids.toSorted(([one], [other]) => one - other).map(([, id]) => id),
    state: element.dataset.state,
  };
}
