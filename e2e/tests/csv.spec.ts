// exportCsv(): the table as text for spreadsheets (docs/reference.md#methods).
import { campaign, people, SEED, SEED_TIME } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";

type Exporting = HTMLElement & { exportCsv(options?: { separator?: string }): Promise<string | undefined> };

const csv = (screen: Screen, options?: { separator?: string }): Promise<string | undefined> =>
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
