import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect } from "@playwright/test";
import { program } from "./programs.ts";
import { freePort } from "./projects.ts";

/** How WebDriver names an element of the page. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** WebKit as Debian has it: MiniBrowser on a display of its own, driven by WebDriver, since Playwright brings a WebKit of its own only. */
export class WebKit {
  readonly #programs: ChildProcess[];
  readonly #session: string;

  private constructor(programs: ChildProcess[], session: string) {
    this.#programs = programs;
    this.#session = session;
  }

  static async start(): Promise<WebKit> {
    const display = spawn(program("XVFB", ["Xvfb"]), ["-displayfd", "1", "-screen", "0", "1280x1024x24"], { stdio: ["ignore", "pipe", "ignore"] });
    const [number] = (await once(createInterface(display.stdout), "line")) as [string];
    const port = await freePort();
    // Its sandbox cannot start as root, in containers and on build machines.
    const own = { DISPLAY: `:${number}`, GDK_BACKEND: "x11", TZ: "UTC", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1" };
    const driver = spawn(program("WEBKIT_DRIVER", ["WebKitWebDriver"]), [`--port=${port}`], { env: { ...process.env, ...own }, stdio: "ignore" });
    const origin = `http://127.0.0.1:${port}`;
    await expect(async () => expect((await fetch(`${origin}/status`)).ok).toBe(true)).toPass({ timeout: 20_000 });
    const { sessionId } = (await ask("POST", `${origin}/session`, { capabilities: {} })) as { sessionId: string };
    return new WebKit([driver, display], `${origin}/session/${sessionId}`);
  }

  async stop(): Promise<void> {
    await ask("DELETE", this.#session);
    for (const each of this.#programs) {
      const ended = once(each, "exit");
      each.kill();
      await ended;
    }
  }

  async open(url: string): Promise<void> {
    await ask("POST", `${this.#session}/url`, { url });
  }

  /** What a function gives that runs in the page. */
  async run<T>(act: (...args: any[]) => T, ...args: unknown[]): Promise<Awaited<T>> {
    const script = `return (${act.toString()})(...arguments)`;
    return (await ask("POST", `${this.#session}/execute/sync`, { script, args })) as Awaited<T>;
  }

  /** Waits until a part of the element is there, and gives it. */
  async #part(css: string): Promise<string> {
    let found: Record<string, string> | null = null;
    const look = (selector: string) => document.querySelector("batch-status")?.shadowRoot?.querySelector(selector) ?? null;
    await expect
      .poll(async () => (found = (await this.run(look, css)) as Record<string, string> | null), { message: css })
      .not.toBeNull();
    return (found as unknown as Record<string, string>)[ELEMENT] as string;
  }

  async click(css: string): Promise<void> {
    await ask("POST", `${this.#session}/element/${await this.#part(css)}/click`, {});
  }

  async type(css: string, text: string): Promise<void> {
    await ask("POST", `${this.#session}/element/${await this.#part(css)}/value`, { text });
  }

  /** The texts of all parts that fit. */
  texts(css: string): Promise<string[]> {
    return this.run(
      (selector: string) => [...(document.querySelector("batch-status")?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])].map((it) => it.innerText.trim()),
      css,
    );
  }

  state(): Promise<string | undefined> {
    return this.run(() => document.querySelector<HTMLElement>("batch-status")?.dataset.state);
  }
}

async function ask(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, body ? { method, body: JSON.stringify(body) } : { method });
  const { value } = (await response.json()) as { value: { message?: string } };
  if (!response.ok) throw new Error(`${method} ${url}: ${value?.message}`);
  return value;
}
