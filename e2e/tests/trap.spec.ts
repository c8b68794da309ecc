// A trap of the wasm, as a panic is one: one element says so, the others go on in a new instance, and the page
// does not notice. The stub's wasm really traps, in a call or in a callback.
import type { Page } from "@playwright/test";
import { campaign, people, SEED } from "../support/campaigns.ts";
import { callsOf, emit } from "../support/entry.ts";
import { expect, heard, tag, test } from "../support/fixtures.ts";
import { Screen } from "../support/screen.ts";
import type { StaticHost } from "../support/servers.ts";
import { answered, quietFor } from "../support/waiting.ts";

const THREE = ["a", "b", "c"].map((id) => `<batch-status id="${id}" batch-id="${id}" loading="eager"></batch-status>`).join("");

test.use({ assets: "stub" });

/** The ids of the elements that show their widget; the others show a failure. */
async function expectDrawn(page: Page, ...ids: string[]): Promise<void> {
  for (const id of ["a", "b", "c"]) {
    const element = page.locator(`#${id}`);
    if (ids.includes(id)) await expect(element.getByText("Drawn")).toBeVisible();
    else await expect(element.getByRole("alert")).toContainText("fault of its own");
    await expect(element.getByRole("alert")).toHaveCount(ids.includes(id) ? 0 : 1);
  }
}

/** The current widget of an element. */
function newestFor(page: Page, id: string): Promise<number> {
  return page.evaluate((batch) => window.stub.widgets.findLastIndex((widget) => String(widget.config["batchId"]) === batch), id);
}

type How = { says?: boolean; depth?: number };

async function trapIn(page: Page, id: string, callback: "timer" | "promise" | "click", how: How = {}): Promise<void> {
  const widget = await newestFor(page, id);
  await page.evaluate(
    ([index, where, options]) => window.stub.widgets[index]?.trapIn(where, options),
    [widget, callback, how] as const,
  );
}

for (const [where, how] of [
  ["timer", {}],
  ["promise", {}],
  ["timer", { depth: 40 }],
] as const) {
  test(`a trap in a ${where}, ${JSON.stringify(how)}, costs one element, and no other`, async ({ embed, page, host }) => {
    await embed(THREE);
    await expectDrawn(page, "a", "b", "c");
    // Another element worked before. The last one of all is not always the one to blame.
    await page.evaluate(() => window.stub.widgets[2]?.emit("working"));
    await trapIn(page, "b", where, how);
    await expectDrawn(page, "a", "c");
    expect(await heard(page, "error")).toEqual([{ kind: "crash", status: null, retryInMs: null }]);
    await expect(page.locator("#b")).toHaveAttribute("data-state", "failed");
    // The same wasm, compiled once; the dead instance has stopped.
    expect(await callsOf(page, "init")).toEqual([true, true]);
    expect(await page.evaluate(() => window.stub.halts)).toBe(1);
    const glue = `${host.origin}/batch-status-app.js`;
    expect(await page.evaluate(() => window.stub.copies)).toEqual([glue, `${glue}#2`]);
  });
}

test("a trap in a call costs the element that was called", async ({ embed, page }) => {
  await embed(THREE);
  await expectDrawn(page, "a", "b", "c");
  await page.evaluate(() => {
    window.stub.throwOn = "refresh";
    (document.getElementById("a") as HTMLElement & { refresh(): void }).refresh();
  });
  await expectDrawn(page, "b", "c");
});

test("a trap in a listener costs the element in which it was clicked", async ({ embed, page }) => {
  await embed(THREE);
  await expectDrawn(page, "a", "b", "c");
  await trapIn(page, "c", "click");
  await page.locator("#c").getByText("Drawn").click();
  await expectDrawn(page, "a", "b");
});

test("where nobody can be blamed, all say so and each can be had again", async ({ embed, page }) => {
  await embed(THREE);
  await expectDrawn(page, "a", "b", "c");
  await trapIn(page, "b", "timer", { says: false });
  await expectDrawn(page);
  for (const id of ["a", "b", "c"]) await page.locator(`#${id}`).getByRole("button", { name: "Try again" }).click();
  await expectDrawn(page, "a", "b", "c");
});

test("the next try has an instance of its own, whose trap harms nobody", async ({ embed, page }) => {
  await embed(THREE);
  await expectDrawn(page, "a", "b", "c");
  for (let round = 0; round < 5; round += 1) {
    await trapIn(page, "a", "timer");
    await expectDrawn(page, "b", "c");
    await page.locator("#a").getByRole("button", { name: "Try again" }).click();
    await expectDrawn(page, "a", "b", "c");
  }
  // Three at first, two that started again, and one for each further try.
  expect(await callsOf(page, "new")).toHaveLength(3 + 2 + 5);
  // A new element shares the instance of the healthy ones.
  await page.evaluate(() => document.body.append(document.createElement("batch-status")));
  await page.locator("batch-status").last().scrollIntoViewIfNeeded();
  await expect.poll(() => callsOf(page, "new")).toHaveLength(3 + 2 + 5 + 1);
  expect(await callsOf(page, "init")).toHaveLength(1 + 1 + 5);
});

test("after three faults of different elements the rest does not start again", async ({ embed, page }) => {
  await embed(`${THREE}<batch-status id="d" batch-id="d" loading="eager"></batch-status><batch-status id="e" batch-id="e" loading="eager"></batch-status>`);
  await expectDrawn(page, "a", "b", "c");
  await trapIn(page, "a", "timer");
  await expectDrawn(page, "b", "c");
  await trapIn(page, "b", "timer");
  await expectDrawn(page, "c");
  await trapIn(page, "c", "timer");
  await expectDrawn(page);
  await expect(page.locator("#d").getByText("Drawn")).toBeVisible();
  await trapIn(page, "d", "timer");
  await expect(page.getByText("Drawn")).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(5);
});

test("the new instance is told everything again, the key and a pause too, and ready is told once", async ({ embed, page, key }) => {
  await embed(THREE, { key });
  await expectDrawn(page, "a", "b", "c");
  await page.evaluate(async (secret) => {
    const element = document.getElementById("c") as HTMLElement & Record<string, unknown> & { pause(): void };
    element["apiKey"] = secret;
    element.pause();
    await Promise.resolve();
  }, key);
  await emit(page, "ready", {}, 2);
  await trapIn(page, "a", "timer");
  await expectDrawn(page, "b", "c");
  const renewed = await newestFor(page, "c");
  expect(renewed).toBeGreaterThan(2);
  expect(await page.evaluate((at) => window.stub.widgets[at]?.config["apiKey"], renewed)).toBe(key);
  expect(await callsOf(page, "pause")).toHaveLength(2);
  await emit(page, "ready", {}, renewed);
  expect(await heard(page, "ready")).toHaveLength(1);
});

test("an element out of the page while another traps comes back whole", async ({ embed, page }) => {
  await embed(THREE);
  await expectDrawn(page, "a", "b", "c");
  await page.evaluate(() => {
    const element = document.getElementById("c");
    Object.assign(window, { kept: element });
    element?.remove();
  });
  await trapIn(page, "a", "timer");
  await expect(page.locator("#a").getByRole("alert")).toBeVisible();
  await page.evaluate(() => document.body.append((window as unknown as { kept: Element }).kept));
  await expect.poll(() => newestFor(page, "c")).toBeGreaterThan(2);
  await expectDrawn(page, "b", "c");
});

test("what a dead instance still says reaches nobody", async ({ embed, page }) => {
  await embed(THREE);
  await expectDrawn(page, "a", "b", "c");
  await trapIn(page, "a", "timer");
  await expectDrawn(page, "b", "c");
  await emit(page, "statechange", { from: "loading", to: "ready" }, 1);
  await emit(page, "update", { changed: 1 }, 1);
  await expect(page.locator("#b")).toHaveAttribute("data-state", "loading");
  expect(await heard(page, "update")).toEqual([]);
});

/** Runs in the page: another wasm, compiled from bytes, traps. */
async function trapElsewhere(): Promise<void> {
  // (module (func (export "trap") unreachable))
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
  setTimeout(instance.exports["trap"] as () => void);
}

test("another wasm's trap, and the page's own errors, are none of its business", async ({ embed, page, consoleLines }) => {
  await embed(THREE);
  await expectDrawn(page, "a", "b", "c");
  await page.evaluate(trapElsewhere);
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error("the page's own");
    });
    void Promise.reject(new Error("the page's own"));
    window.dispatchEvent(new ErrorEvent("error", { message: "no error in it" }));
  });
  await expect.poll(() => consoleLines().filter((line) => line.startsWith("uncaught"))).toHaveLength(3);
  await expectDrawn(page, "a", "b", "c");
  expect(await callsOf(page, "init")).toEqual([true]);
});

test("a panic that the wasm tells of itself ends the same way", async ({ embed, page }) => {
  await embed(THREE);
  await expectDrawn(page, "a", "b", "c");
  const crash = { kind: "crash", status: null, retryInMs: null };
  await page.evaluate((detail) => {
    const { widgets } = window.stub;
    widgets[1]?.emit("working");
    for (const widget of widgets.slice(0, 3)) widget.emit("error", detail);
  }, crash);
  await expectDrawn(page, "a", "c");
  expect(await heard(page, "error")).toEqual([crash]);
});

test.describe("the widget itself", () => {
  test.use({ assets: "dist" });

  /** Reports a trap as the browser does for one in a listener of the first element, in the task of its click. */
  const reportTrap = (page: Page, host: StaticHost) =>
    page.evaluate((href) => {
      const headline = document.getElementById("one")?.shadowRoot?.querySelector("[part~=headline]");
      headline?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      const error = new WebAssembly.RuntimeError("unreachable");
      error.stack = `RuntimeError: unreachable\n    at wasm-function[7]:0x1f\n    at real (${href}:1:9)`;
      window.dispatchEvent(new ErrorEvent("error", { error }));
    }, host.origin + host.asked.find((path) => /-app.*\.js$/.test(path)));

  // Where its type is wrong it has no address in the stack, but the name that it has within.
  for (const [type, named] of [
    ["application/wasm", /-app\.\w+\.wasm$/],
    ["application/octet-stream", /^wasm:\/\/wasm\/batch_status_app/],
  ] as const) {
    test(`knows its own wasm, sent as ${type}, in a stack that shows nothing else, and no other`, async ({ open, page, host, consoleLines }) => {
      host.types[".wasm"] = type;
      const session = await page.context().newCDPSession(page);
      const wasms: string[] = [];
      session.on("Debugger.scriptParsed", ({ url, scriptLanguage }) => scriptLanguage === "WebAssembly" && wasms.push(url));
      await session.send("Debugger.enable");
      const screen = await open({ batch: SEED });
      await screen.expectState("ready");
      await screen.search.fill("j");
      await page.evaluate(trapElsewhere);
      await expect.poll(() => consoleLines().filter((line) => line.startsWith("uncaught"))).toHaveLength(1);
      await screen.expectState("ready");
      await expect(screen.search).toHaveValue("j");
      expect(await heard(page, "error")).toEqual([]);

      const own = wasms.filter((url) => named.test(url));
      expect(own).toHaveLength(1);
      await screen.search.fill("jo");
      await page.evaluate((url) => {
        const error = new WebAssembly.RuntimeError("unreachable");
        error.stack = `RuntimeError: unreachable\n    at ${url}:wasm-function[7]:0x1f`;
        window.dispatchEvent(new ErrorEvent("error", { error }));
      }, own[0]);
      await expect(screen.error).toHaveAttribute("data-kind", "crash");
    });
  }

  test("goes on beside one that trapped: the same campaign, key and view, and one poller", async ({ embed, page, mock, host, key }) => {
    const [one, two] = [campaign(people(3)), campaign(people(5))];
    for (const start of [one, two]) await mock.put(start.batch.id, start);
    const element = (id: string, batch: string, view: string) =>
      tag({ id, "batch-id": batch, endpoint: mock.endpoint, "api-key": key, view, loading: "eager" });
    await embed(element("one", one.batch.id, "full") + element("two", two.batch.id, "table"), { key, at: "2024-02-15T09:05:00Z" });
    const [broken, well] = ["#one", "#two"].map((id) => new Screen(page, page.locator(id))) as [Screen, Screen];
    await expect(broken.rows).toHaveCount(3);
    await expect(well.rows).toHaveCount(5);

    await reportTrap(page, host);
    await expect(broken.error).toHaveAttribute("data-kind", "crash");
    await answered(page, mock, two.batch.id, 2);
    await expect(well.rows).toHaveCount(5);
    await well.search.fill("a");

    // The dead instance asks for neither campaign any more.
    await quietFor(page, mock, one.batch.id, 3_600_000);
    const before = (await mock.questions(two.batch.id)).length;
    await page.clock.fastForward(10_000);
    await answered(page, mock, two.batch.id, before + 1);

    await broken.retryButton.click();
    await expect(broken.rows).toHaveCount(3);
    await broken.expectState("ready");
    await expect(broken.part("progress")).toBeVisible();
    await expect(well.part("progress")).toBeHidden();
  });

  test("goes on beside one that trapped, though a worker keeps its campaign", async ({ embed, page, mock, host, key }) => {
    const [one, two] = [campaign(people(3)), campaign(people(20_000))];
    for (const start of [one, two]) await mock.put(start.batch.id, start);
    const element = (id: string, batch: string) =>
      tag({ id, "batch-id": batch, endpoint: mock.endpoint, "api-key": key, loading: "eager" });
    await embed(element("one", one.batch.id) + element("two", two.batch.id), { key, at: "2024-02-15T09:05:00Z", isOnHost: true });
    const [broken, well] = ["#one", "#two"].map((id) => new Screen(page, page.locator(id))) as [Screen, Screen];
    await expect(broken.rows).toHaveCount(3);
    await expect(well.headline).toHaveText(/20,000 waiting/);
    expect(page.workers()).toHaveLength(1);

    await reportTrap(page, host);
    await expect(broken.error).toHaveAttribute("data-kind", "crash");
    // They come from the same answer as before.
    await answered(page, mock, two.batch.id, 2);
    await expect(well.headline).toHaveText(/20,000 waiting/);
    await expect(well.scroller).toHaveAttribute("aria-rowcount", "20001");
  });
});
