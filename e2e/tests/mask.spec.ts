// With mask="all" no name and no number is anywhere: not on the page, in an event, on the clipboard or in a
// file (docs/reference.md#attributes). This holds on the page and with the worker.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { campaign, changed, people, type Campaign } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";

// The recipients are known by their places.
test.use({ order: "list" });

const NOW = "2024-02-15T09:05:00Z";
const SECOND = 1000;

test.skip(({ browserName }) => browserName !== "chromium", "Chromium alone lets a test read the clipboard");

/** All recipients have been called, and the service's words quote numbers. */
function crowd(size: number): Campaign {
  const all = people(size).map((one, at) => ({
    ...one,
    name: `Zacharias${at} Quigley${at}`,
    call_record_id: `00000000-0000-4000-8000-${at}`,
    attempted_at: "2024-02-15T09:00:10Z",
    completed_at: at % 2 === 0 ? "2024-02-15T09:01:00Z" : null,
    ...(at % 2 === 0 ? { status: "failed", error_message: `${one.phone_number} is not in service` } : { status: "ringing" }),
  }));
  return campaign(all);
}

const SECRETS = ["Zacharias", "Quigley", "4155550", "+1415555"];

const MODES = {
  "on the page": { size: 40, isOnHost: false },
  "from the worker": { size: 10_000, isOnHost: true },
};

for (const [mode, { size, isOnHost }] of Object.entries(MODES)) {
  test(`${mode} nothing tells a name or a number`, async ({ open, mock, hunt, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const start = crowd(size);
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: NOW, isOnHost, attributes: { mask: "all" }, setUp: recordClicks });
    await screen.expectState("ready");
    expect(page.workers()).toHaveLength(mode === "on the page" ? 0 : 1);

    const found = await takeAway(screen, page, mode);
    await mock.put(start.batch.id, changed(start, { r1: { status: "completed", completed_at: "2024-02-15T09:05:05Z" } }));
    await page.clock.fastForward(10 * SECOND);
    await expect(screen.cell("r1", "status")).toHaveText("Answered");
    await screen.openTab("activity");
    await expect(screen.element.locator(".feed .list")).toContainText("Z. Q. answered");

    if (mode === "on the page") expect(found.csv.split("\r\n")).toHaveLength(size + 2);
    expect(found.summary).toContain("is not in service");
    expect(found.events).toContain("recipient-click");
    for (const secret of SECRETS) {
      for (const [place, text] of Object.entries(found)) expect(text.includes(secret), `${secret} in ${place}`).toBe(false);
      expect(await hunt.find(secret)).toEqual([]);
    }

    // Without a mask the search finds them.
    await screen.set("mask", "none");
    await expect(screen.element.locator(".feed .list")).toContainText("Zacharias1 Quigley1 answered");
    await screen.openTab("people");
    await expect(screen.cell("r0", "name")).toHaveText("Zacharias0 Quigley0");
    for (const secret of SECRETS) expect(await hunt.find(secret), secret).not.toEqual([]);
  });
}

test("a number in the place of a name is hidden like one, in the file too", async ({ open, mock }) => {
  const [one] = people(1);
  const start = campaign([{ ...one, name: "+1 (415) 555-0001", phone_number: "+14155550001", attempted_at: "2024-02-15T09:00:10Z" }] as Campaign["recipients"]);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW, attributes: { mask: "numbers" } });
  await expect(screen.cell("r0", "name")).toHaveText("+• (•••) •••-••••");
  await screen.openTab("activity");
  await expect(screen.element.locator(".feed .list")).toContainText("Dialled +• (•••) •••-••••");
  const csv = await screen.element.evaluate((element) => (element as unknown as { exportCsv(): Promise<string> }).exportCsv());
  expect(csv).not.toContain("555-0001");
});

test("digits of any script are hidden, and a number in a call record too, which is no link then", async ({ open, mock }) => {
  const [one, two] = people(2);
  const failed = { status: "failed", attempted_at: "2024-02-15T09:00:10Z", completed_at: "2024-02-15T09:01:00Z" };
  const start = campaign([
    { ...one, ...failed, phone_number: "+14155551234", name: "４１５５５５１２３４", error_message: "٤١٥٥٥٥١٢٣٤ is busy", call_record_id: "call-+1-415-555-1234" },
    { ...two, ...failed, call_record_id: "f1e2d3c4-5678-9012-3456-789012345678" },
  ] as Campaign["recipients"]);
  await mock.put(start.batch.id, start);
  const attributes = { mask: "numbers", "call-url": "https://example.org/{call_record_id}" };
  const screen = await open({ batch: start.batch.id, at: NOW, attributes });
  await expect(screen.cell("r0", "name")).toHaveText("••••••••••");
  await expect(screen.cell("r0", "status")).toHaveAttribute("title", "•••••••••• is busy");
  await expect(screen.cell("r0", "call")).toHaveText("call-+•-•••-•••-••••");
  await expect(screen.element.getByRole("link")).toHaveCount(1);
  const csv = await screen.element.evaluate((element) => (element as unknown as { exportCsv(): Promise<string> }).exportCsv());
  for (const hidden of ["４", "٤", "415-555"]) expect(csv).not.toContain(hidden);
});

/** The page hears of the row that is pressed. */
function recordClicks(): void {
  document.addEventListener("batch-status-recipient-click", (event) => {
    window.recorded.push({ name: event.type, detail: (event as CustomEvent).detail });
  });
}

/** Uses everything that shows or gives recipients' data. */
async function takeAway(screen: Screen, page: Page, mode: string) {
  await screen.openTab("reasons");
  await screen.openTab("activity");
  await expect(screen.element.locator(".feed .list")).not.toHaveText("");
  await screen.openTab("people");
  await screen.row("r0").click();
  await screen.sort("name").click();
  await screen.search.fill("0");
  await screen.search.fill("");
  await screen.sort("name").click();
  await screen.sort("name").click();
  await screen.element.getByRole("button", { name: "List order" }).click();
  const share = screen.element.locator("button[data-action=share]");
  await share.click();
  await screen.element.getByRole("button", { name: "Copy summary as text" }).click();
  await expect(screen.element.locator(".menu [role=status]")).toHaveText("Copied");
  let csv = "";
  if (mode === "on the page") {
    await share.click();
    const [download] = await Promise.all([page.waitForEvent("download"), screen.element.getByRole("button", { name: "Download table as CSV" }).click()]);
    csv = await readFile(await download.path(), "utf8");
  }
  type Taken = Record<"snapshot" | "exportCsv", () => unknown>;
  const call = (method: keyof Taken) =>
    screen.element.evaluate(async (element, name) => JSON.stringify(await (element as unknown as Taken)[name]()) ?? "", method);
  return {
    summary: await page.evaluate(() => navigator.clipboard.readText()),
    csv,
    exported: await call("exportCsv"),
    snapshot: await call("snapshot"),
    events: await page.evaluate(() => JSON.stringify(window.recorded)),
  };
}
