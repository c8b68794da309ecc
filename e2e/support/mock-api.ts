import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PROGRAM = process.env.MOCK_API ?? fileURLToPath(new URL("../../target/debug/mock-api", import.meta.url));
const READY = /^mock-api listening on (http:\/\/\S+)$/;

/** An entry of the server's log. */
export interface Seen {
  at: number;
  method: string;
  path: string;
  origin: string | null;
  headers: Record<string, string>;
  body: string;
  batch_id: string | null;
  preflight: boolean;
  status: number | null;
  aborted: boolean;
  ended_at: number | null;
}

/** The simulated API, one process for each worker. Tests are told apart by their batch, key or origin. */
export class MockApi {
  readonly origin: string;
  readonly #process: ChildProcess;

  private constructor(origin: string, process: ChildProcess) {
    this.origin = origin;
    this.#process = process;
  }

  static async start(...options: string[]): Promise<MockApi> {
    const program = spawn(PROGRAM, ["--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
    const failed = once(program, "error").then(([error]) => {
      throw new Error(`${PROGRAM} does not start (cargo build -p mock-api makes it): ${error}`);
    });
    const [line] = (await Promise.race([once(createInterface(program.stdout), "line"), failed])) as [string];
    const origin = READY.exec(line)?.[1];
    if (!origin) throw new Error(`mock-api began with "${line}"`);
    return new MockApi(origin, program);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill();
    await ended;
  }

  get endpoint(): string {
    return `${this.origin}/functions/v1/batch-calls`;
  }

  /** The endpoint that always answers with a fault. */
  faulty(name: string): string {
    return `${this.origin}/fault/${name}/functions/v1/batch-calls`;
  }

  /** Sets the answer for a batch from now on. */
  async put(batch: string, answer: unknown): Promise<void> {
    await this.#control("PUT", `campaigns/${batch}`, answer);
  }

  /** Spoils the next answers for a batch: `times` of them, or all until `heal`. */
  async spoil(batch: string, fault: string, times: number | null = null): Promise<void> {
    await this.#control("PUT", `faults/${batch}`, { fault, times });
  }

  async heal(batch: string): Promise<void> {
    await this.#control("DELETE", `faults/${batch}`);
  }

  /** The requests for a batch, oldest first, without preflights. */
  async questions(batch: string): Promise<Seen[]> {
    return (await this.#control("GET", `log?batch_id=${batch}`)) as Seen[];
  }

  /** All requests from pages of one origin, with preflights. */
  async from(origin: string): Promise<Seen[]> {
    return (await this.everything()).filter((seen) => seen.origin === origin);
  }

  async everything(): Promise<Seen[]> {
    return (await this.#control("GET", "log")) as Seen[];
  }

  /** Forgets all requests so far. */
  async forget(): Promise<void> {
    await this.#control("DELETE", "log");
  }

  async inFlight(batch: string): Promise<{ in_flight: number; max_in_flight: number }> {
    return (await this.#control("GET", `in-flight?batch_id=${batch}`)) as { in_flight: number; max_in_flight: number };
  }

  async #control(method: string, path: string, body?: unknown): Promise<unknown> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.origin}/mock/${path}`, { method, ...sent });
    if (!response.ok) throw new Error(`${method} /mock/${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
