// exportCsv(): the table as text for spreadsheets (docs/reference.md#methods).
import { readFile } from "node:fs/promises";
import { campaign, changed, people, SEED, SEED_TIME, type Campaign } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";
import { told } from "../support/waiting.ts";

// The recipients are known by their places.
test.use({ order: "list" });

interface Options {
  separator?: string;
  rows?: string;
}

type Exporting = HTMLElement & { exportCsv(options?: Options): Promise<string | undefined> };

const csv = (screen: Screen, options?: Options): Promise<string | undefined> =>
  screen.element.evaluate((element, options) => (element as Exporting).exportCsv(options), options);

/** Its lines, without the byte order mark at its beginning. */
const lines = async (screen: Screen): Promise<string[]> => ((await csv(screen)) ?? "").slice(1).split("\r\n");

test("the whole table, byte for byte", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { "time-zone": "Asia/Tokyo" } });
  await screen.expectState("ready");
  const attempted = '"Attempted (UTC)","Attempted (Asia/Tokyo)"';
  const ended = '"Ended (UTC)","Ended (Asia/Tokyo)"';
  expect(await csv(screen)).toBe(
    [
      `\u{feff}"Name","Number","Status","Reason",${attempted},${ended},"Dial to end (s)","Call record"`,
      `"John Doe","+14155551234","Answered","","2024-02-15 09:00:10","2024-02-15 18:00:10","2024-02-15 09:03:45","2024-02-15 18:03:45","215","call-uuid-1"`,
      `"Jane Smith","+12125559876","Calling","","2024-02-15 09:04:00","2024-02-15 18:04:00","","","","call-uuid-2"`,
      `"Bob Wilson","+13105557890","Waiting","","","","","","",""`,
      "",
    ].join("\r\n"),
  );
});

test("in UTC no column stands there twice", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { columns: "attempted" } });
  await screen.expectState("ready");
  expect(await lines(screen)).toContain('"Attempted (UTC)"');
});

test("nothing before there is a campaign", async ({ open, mock }) => {
  const screen = await open({ batch: SEED, endpoint: mock.faulty("never") });
  await screen.expectState("loading");
  expect(await csv(screen)).toBeUndefined();
});

test("search, filter, order and columns are those of the screen", async ({ open, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { columns: "status name" } });
  await screen.expectState("ready");
  expect(await lines(screen)).toEqual(['"Status","Reason","Name"', '"Answered","","John Doe"', '"Calling","","Jane Smith"', '"Waiting","","Bob Wilson"', ""]);
  await screen.sort("name").click();
  await expect(screen.column("name")).toHaveText(["Bob Wilson", "Jane Smith", "John Doe"]);
  expect(await lines(screen)).toEqual(['"Status","Reason","Name"', '"Waiting","","Bob Wilson"', '"Calling","","Jane Smith"', '"Answered","","John Doe"', ""]);
  await screen.search.fill("jo");
  await expect(screen.rows).toHaveCount(1);
  expect(await lines(screen)).toEqual(['"Status","Reason","Name"', '"Answered","","John Doe"', ""]);
  await screen.search.fill("");
  await screen.chip("pending").click();
  await expect(screen.rows).toHaveCount(1);
  expect(await lines(screen)).toEqual(['"Status","Reason","Name"', '"Waiting","","Bob Wilson"', ""]);
  await page.locator("batch-status").evaluate((element) => element.setAttribute("columns", "number"));
  await expect.poll(() => lines(screen)).toEqual(['"Number"', '"+13105557890"', ""]);
});

test("it obeys the mask", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { mask: "all", columns: "name number" } });
  await screen.expectState("ready");
  expect(await lines(screen)).toEqual(['"Name","Number"', '"J. D.","•••234"', '"J. S.","•••876"', '"B. W.","•••890"', ""]);
});

test("every row, however few are drawn", async ({ open, mock }) => {
  const start = campaign(people(2_000));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { columns: "name" } });
  await screen.expectState("ready");
  expect(await screen.rows.count()).toBeLessThan(100);
  const rows = await lines(screen);
  expect(rows).toHaveLength(2_002);
  expect(rows[2_000]).toBe('"Jon 1999"');
});

test("no cell is a formula, whoever chose its text and whatever separates the cells", async ({ open, mock }) => {
  const cells: [name: string, shown: string][] = [
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1+1", "'＝1+1"],
    ["\u00a0=1", "'\u00a0=1"],
    ["\u200b\ufeff=1", "'\u200b\ufeff=1"],
    ["1;=2+3;x", "1;'=2+3;x"],
    ["1\u0009-2", "1\u0009'-2"],
    ['the "boss", Ada', 'the ""boss"", Ada'],
    ["two\nlines", "two\nlines"],
    ["Zoë 木", "Zoë 木"],
    ["+16045551234", "+16045551234"],
  ];
  const start = campaign(people(cells.length).map((one, at) => ({ ...one, name: cells[at]?.[0] ?? null })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { columns: "name" } });
  await screen.expectState("ready");
  expect((await lines(screen)).slice(1, -1)).toEqual(cells.map(([, shown]) => `"${shown}"`));
});

test("with the separator that is asked for, or that of the language's lists", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { columns: "name number" } });
  await screen.expectState("ready");
  const first = async (separator?: string) => (await csv(screen, separator === undefined ? {} : { separator }))?.slice(1).split("\r\n")[1];
  expect(await first()).toBe('"John Doe","+14155551234"');
  expect(await first(";")).toBe('"John Doe";"+14155551234"');
  expect(await first("\t")).toBe('"John Doe"\t"+14155551234"');
});

test("why a call failed stands beside its status", async ({ open, mock }) => {
  const start = campaign(people(1).map((one) => ({ ...one, status: "failed", error_message: "=no; -route" })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { columns: "status" } });
  await screen.expectState("ready");
  expect(await lines(screen)).toEqual(['"Status","Reason"', `"Failed","'=no;' -route"`, ""]);
});

test("in the reader's language", async ({ open }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { lang: "de", columns: "status duration" } });
  await screen.expectState("ready");
  expect((await lines(screen))[1]).toBe('"Angenommen";"";"215"');
});

/** Of so many the first are called, the first five in different ways: two of them may be reached by another call. */
function toCallBack(size: number): Campaign {
  const endings = [
    { status: "busy" },
    { status: "failed", error_message: "SIP 503" },
    { status: "failed", error_message: "SIP 404" },
    { status: "completed" },
    { status: "failed", error_message: "SIP 603" },
  ];
  const ended = { attempted_at: "2024-02-15T09:00:10Z", completed_at: "2024-02-15T09:01:00Z" };
  // Rows as long as the API's, so that many are enough for the worker.
  const record = (at: number) => ({ call_record_id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}` });
  return campaign(people(size).map((one, at) => ({ ...one, ...record(at), ...(at < endings.length && { ...ended, ...endings[at] }) })));
}

const CALL_BACK = [
  '"Number","Name","Status","Reason","Attempted (UTC)"',
  '"+14155550000","Ada 0000","Busy","","2024-02-15 09:00:10"',
  '"+14155550001","Ben 0001","Failed","SIP 503","2024-02-15 09:00:10"',
  "",
];

const PLACES = {
  "on the page": { size: 9, isOnHost: false },
  "from the worker": { size: 10_000, isOnHost: true },
};

for (const [where, { size, isOnHost }] of Object.entries(PLACES)) {
  test(`${where} the list to call back has all whom another call may reach, whatever the table shows`, async ({ open, mock, page }) => {
    const start = toCallBack(size);
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, at: SEED_TIME, isOnHost, attributes: { columns: "name status", "time-zone": "UTC" } });
    await screen.expectState("ready");
    expect(page.workers()).toHaveLength(isOnHost ? 1 : 0);
    await screen.search.fill("nobody");
    await expect(screen.rows).toHaveCount(0);
    expect((await csv(screen, { rows: "call-back" }))?.slice(1).split("\r\n")).toEqual(CALL_BACK);
    expect((await csv(screen, { rows: "call-back", separator: ";" }))?.slice(1).split("\r\n")[0]).toBe(CALL_BACK[0]?.replaceAll(",", ";"));
    expect(await csv(screen, { rows: "view" })).toBe('\u{feff}"Name","Status","Reason"\r\n');
    await screen.set("mask", "all");
    await expect.poll(async () => (await csv(screen, { rows: "call-back" }))?.split("\r\n")[1]).toBe('"•••000","A. 0.","Busy","","2024-02-15 09:00:10"');
  });
}

test("rows that there are not earn one warning, and are those of the table", async ({ open, consoleLines, page }) => {
  const screen = await open({ batch: SEED, at: SEED_TIME, attributes: { columns: "name" } });
  await screen.expectState("ready");
  expect(await csv(screen, { rows: "everybody" })).toBe(await csv(screen));
  expect(await told(page, consoleLines, "everybody")).toEqual([expect.stringContaining('rows="everybody" is not one of view, call-back, so view is used.')]);
});

test("the menu has the list to call back while somebody is on it, and says how many it leaves out", async ({ open, mock, page }) => {
  const start = campaign(people(3));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: SEED_TIME, attributes: { "time-zone": "UTC" } });
  await screen.expectState("ready");
  await screen.element.locator("button[data-action=share]").click();
  const item = (name: string) => screen.element.getByRole("button", { name });
  const list = item("Download list to call back");
  await expect(item("Download table as CSV")).toBeVisible();
  await expect(list).toHaveCount(0);
  const failed = { status: "failed", error_message: "SIP 404" };
  await mock.put(start.batch.id, changed(start, { r0: { status: "no_answer" }, r1: failed, r2: failed }));
  await page.clock.fastForward(10_000);
  const [download] = await Promise.all([page.waitForEvent("download"), list.click()]);
  expect(download.suggestedFilename()).toBe("Spring recall To call back 2024-02-15.csv");
  const file = await readFile(await download.path(), "utf8");
  expect(file).toBe(await csv(screen, { rows: "call-back" }));
  expect(file.split("\r\n")).toHaveLength(3);
  const leftOut = "2 recipients left out, since the number cannot work as it stands";
  await expect(screen.element.locator(".menu [role=status]")).toHaveText(`Downloading Spring recall To call back 2024-02-15.csv; ${leftOut}`);
});
