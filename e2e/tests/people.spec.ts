// What the page can choose to show of recipients: columns, a mask, links, clicks (docs/reference.md).
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";

test("columns: which, and in which order", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { columns: "status, name" } });
  await screen.expectState("ready");
  const shown = () =>
    screen.rows.first().locator("[part~=cell]").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-column")));
  expect(await shown()).toEqual(["status", "name"]);
  await expect(screen.element.getByRole("columnheader")).toHaveText([/Status/, /Name/]);
  const boxes = await screen.rows.first().locator("[part~=cell]").evaluateAll((cells) =>
    cells.map((cell) => cell.getBoundingClientRect().width),
  );
  expect(Math.min(...boxes)).toBeGreaterThan(150);
  await screen.set("columns", "nonsense");
  await expect(screen.rows.first().locator("[part~=cell]")).toHaveCount(7);
  await expect(page.locator("batch-status")).toHaveAttribute("data-state", "ready");
});

test("mask: numbers, then names too, in the table and in its titles", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { mask: "numbers" } });
  await screen.expectState("ready");
  await expect(screen.cell("r1-uuid", "number")).toHaveText("•••234");
  await expect(screen.cell("r1-uuid", "name")).toHaveText("John Doe");
  await screen.set("mask", "all");
  await expect(screen.cell("r1-uuid", "name")).toHaveText("J. D.");
  const inside = await screen.element.evaluate((element) => element.shadowRoot?.innerHTML ?? "");
  for (const hidden of ["John", "Smith", "+14155551234", "5559876"]) expect(inside).not.toContain(hidden);
  await screen.set("mask", "none");
  await expect(screen.cell("r1-uuid", "number")).toHaveText("+14155551234");
});

test("call-url: a call record leads to a page of the host's", async ({ open, mock }) => {
  const called = { id: "called", phone_number: "+14155550100", status: "busy", call_record_id: "a/b c" };
  const start = campaign([called, ...people(1)]);
  await mock.put(start.batch.id, start);
  const attributes = { columns: "name number status call", "call-url": "https://example.org/calls/{call_record_id}?from=widget" };
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes });
  await screen.expectState("ready");
  const link = screen.cell("called", "call").getByRole("link");
  await expect(link).toHaveText("a/b c");
  await expect(link).toHaveAttribute("href", "https://example.org/calls/a%2Fb%20c?from=widget");
  await expect(link).toHaveAttribute("rel", "noopener");
  await screen.set("call-url", "https://example.org/{call_record_id}?id={call_record_id}");
  await expect(link).toHaveAttribute("href", "https://example.org/a%2Fb%20c?id=a%2Fb%20c");
  await screen.set("call-url", "https://{call_record_id}.example.org/");
  await expect(screen.cell("called", "call")).toHaveText("a/b c");
  await expect(screen.element.getByRole("link")).toHaveCount(0);
  await screen.set("call-url", "javascript:alert('{call_record_id}')");
  await expect(screen.cell("called", "call")).toHaveText("a/b c");
  await expect(screen.element.getByRole("link")).toHaveCount(0);
});

test("call-url: a link of a UUID says what it does, and has the UUID in its title", async ({ open, mock }) => {
  const id = "0c8b5a3e-93b1-4a5e-8a54-1f0e6f1c9b7d";
  const start = campaign([{ id: "called", phone_number: "+14155550100", status: "busy", call_record_id: id }]);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { "call-url": "https://example.org/{call_record_id}" } });
  await screen.expectState("ready");
  const cell = screen.cell("called", "call");
  await expect(cell.getByRole("link", { name: "Open" })).toHaveAttribute("href", `https://example.org/${id}`);
  await expect(cell).toHaveAttribute("title", id);
});

test("recipient-click tells whose row it was, as much as is shown", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME });
  await screen.expectState("ready");
  await page.evaluate(() => {
    document.addEventListener("batch-status-recipient-click", (event) => {
      window.recorded.push({ name: event.type, detail: (event as CustomEvent).detail });
    });
  });
  const clicked = () =>
    page.evaluate(() => window.recorded.filter(({ name }) => name.endsWith("recipient-click")).map(({ detail }) => detail));
  await screen.row("r2-uuid").click();
  await expect.poll(clicked).toEqual([
    {
      recipient: {
        id: "r2-uuid",
        name: "Jane Smith",
        phoneNumber: "+12125559876",
        status: "calling",
        callRecordId: "call-uuid-2",
      },
    },
  ]);
  await screen.set("mask", "all");
  await screen.row("r3-uuid").click();
  await expect.poll(async () => (await clicked())[1]).toEqual({
    recipient: { id: "r3-uuid", name: "B. W.", phoneNumber: "•••890", status: "pending", callRecordId: null },
  });
});

test("a text of 100,000 letters is shown cut, and taken away whole", async ({ open, mock }) => {
  const long = "Ann é".repeat(20_000);
  const rows = people(1).map((one) => ({ ...one, name: long, status: long, error_message: long }));
  const start = campaign(rows, { name: long });
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { columns: "name status" } });
  await screen.expectState("ready");
  const cut = `${long.slice(0, 500)}…`;
  await expect(screen.cell("r0", "name")).toHaveText(cut);
  await expect(screen.cell("r0", "name")).toHaveAttribute("title", cut);
  await expect(screen.cell("r0", "status")).toHaveAttribute("title", cut);
  const shown = await screen.element.evaluate((element) => element.shadowRoot?.innerHTML.length ?? 0);
  expect(shown).toBeLessThan(100_000);
  const csv = await screen.element.evaluate((element) => (element as unknown as { exportCsv(): Promise<string> }).exportCsv());
  expect(csv.split(long)).toHaveLength(3);
});
