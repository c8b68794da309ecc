// One contender's page in a browser of its own: nothing is warm from another.

import { setTimeout as sleep } from "node:timers/promises";
import { Browser } from "./browser.mjs";
import { probe } from "./probe.mjs";
import { Processes } from "./processes.mjs";

const IDLE_MS = 1000;

export class Page {
  idle = { main: 0, cpu: 0 };

  static async open(origin, chromium, name, batch) {
    const browser = await Browser.launch(chromium);
    try {
      const { targetInfos } = await browser.call("Target.getTargets");
      const { targetId } = targetInfos.find(({ type }) => type === "page");
      const { sessionId } = await browser.call("Target.attachToTarget", { targetId, flatten: true });
      const page = new Page(browser, sessionId, `${origin}/bench/${name}/?batch=${batch}`);
      await page.call("Page.enable");
      await page.call("Performance.enable", { timeDomain: "threadTicks" });
      await page.call("Page.addScriptToEvaluateOnNewDocument", { source: `(${probe})()` });
      return page;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  constructor(browser, session, address) {
    this.browser = browser;
    this.session = session;
    this.address = address;
  }

  call(method, params) {
    return this.browser.call(method, params, this.session);
  }

  close() {
    return this.browser.close();
  }

  async load() {
    // The call is answered before the page is another: what is run at once would run in the old one.
    const there = new Promise((resolve) => {
      const stop = this.browser.listen(({ method }) => method === "Page.domContentEventFired" && resolve(stop()));
    });
    await this.call("Page.navigate", { url: this.address });
    await there;
    this.processes = new Processes(this.browser.pid);
  }

  /** The value of an expression, waited for if it is a promise. */
  async run(expression) {
    const { result, exceptionDetails } = await this.call("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async metrics() {
    const { metrics } = await this.call("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  /**
   * What the page costs while nothing happens, in milliseconds a second: clocks that tick, pictures that
   * move. Known from then on, it is no part of any other cost.
   */
  async settle() {
    await this.processes.quiet();
    this.idle = await this.#spent(() => sleep(IDLE_MS)).then(({ main, cpu }) => ({ main: (main * 1000) / IDLE_MS, cpu: (cpu * 1000) / IDLE_MS }));
    return this.idle;
  }

  /** Without animations, as for those who wish so: their frames would drown what else is measured. */
  async still() {
    const features = [{ name: "prefers-reduced-motion", value: "reduce" }];
    await this.call("Emulation.setEmulatedMedia", { features });
    await this.settle();
  }

  /** Waits for the end of all that was brought about. */
  quiet() {
    return this.processes.quiet(this.idle.cpu);
  }

  /** What `act` and what follows from it cost: the main thread's milliseconds and the whole browser's. */
  async cost(act) {
    const { main, cpu, took } = await this.#spent(async () => {
      await act();
      await this.quiet();
    });
    return { main: main - (this.idle.main * took) / 1000, cpu: cpu - (this.idle.cpu * took) / 1000 };
  }

  async #spent(act) {
    const [start, metrics, time] = [performance.now(), await this.metrics(), this.processes.time()];
    await act();
    const [after, afterTime, took] = [await this.metrics(), this.processes.time(), performance.now() - start];
    return { main: (after.TaskDuration - metrics.TaskDuration) * 1000, cpu: afterTime - time, took };
  }

  async firstRow() {
    const took = await this.run("probe.firstRow()");
    // The page may have moved to another process with its address.
    this.processes = new Processes(this.browser.pid);
    return took;
  }

  refresh() {
    return this.run("probe.refresh()");
  }

  /** Clicks, and waits for other rows: milliseconds from the click to them, on screen. */
  async click(selector) {
    const { x, y } = await this.run(`probe.place(${JSON.stringify(selector)})`);
    await this.run("probe.expectRows('click')");
    const at = { x, y, button: "left", clickCount: 1 };
    await this.call("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
    await this.call("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
    return this.run("probe.answered");
  }

  async focus(selector) {
    const at = { ...(await this.run(`probe.place(${JSON.stringify(selector)})`)), button: "left", clickCount: 1 };
    await this.call("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
    await this.call("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
  }

  /** Presses a letter, and waits for other rows. */
  async press(letter) {
    await this.run("probe.expectRows('keydown')");
    const key = { key: letter, code: `Key${letter.toUpperCase()}`, windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0) };
    await this.call("Input.dispatchKeyEvent", { type: "keyDown", text: letter, ...key });
    await this.call("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    return this.run("probe.answered");
  }

  scroll(frames) {
    return this.run(`probe.scroll(${frames})`);
  }
}
