// What cannot be read is never taken for absent (docs/field.md, 4).
import { campaign, people, type Campaign } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";

const NOW = "2024-02-15T12:00:00Z";
const open_at = (start: Campaign) => ({ batch: start.batch.id, at: NOW });

for (const limits of [{ window_start_time: "soon" }, { window_end_time: "5 o'clock" }, { window_days: "Mon-Fri" }, { window_days: [9] }]) {
  test(`a window that cannot be read is not "any time": ${JSON.stringify(limits)}`, async ({ open, mock }) => {
    const start = campaign(people(3), { status: "running", ...(limits as object) });
    await mock.put(start.batch.id, start);
    const screen = await open(open_at(start));
    await screen.openTab("details");
    await screen.expectState("ready");
    await expect(screen.detail("window")).toContainText("not understood as it came");
    await expect(screen.notes).toContainText(Object.keys(limits)[0] ?? "");
    await expect(screen.headline).toHaveText("Dialling: 3 waiting");
  });
}

test("a time that programs write for never is none, and one before 1970 is named", async ({ open, mock }) => {
  const [one, two, three] = people(3);
  const live = { status: "in_progress", attempted_at: "2024-02-15T11:59:00Z" };
  const rows = [
    { ...one, ...live, completed_at: "0001-01-01T00:00:00Z" },
    { ...two, ...live, completed_at: "1899-12-30T00:00:00Z" },
    { ...three, status: "pending", attempted_at: "0001-01-01T00:00:00Z" },
  ];
  const start = campaign(rows as Campaign["recipients"], { status: "running" });
  await mock.put(start.batch.id, start);
  const screen = await open(open_at(start));
  await screen.openTab("details");
  await screen.expectState("ready");
  await expect(screen.legend("live")).toHaveText("2");
  await expect(screen.value("progress")).toHaveText("2 of 3 dialled");
  await expect(screen.notes).toContainText("completed_at");
});

test("rows that are none are told of, also where the API does not say how many there are", async ({ open, mock }) => {
  const start = campaign(people(2), { status: "running" });
  const { total_recipients: _, ...batch } = start.batch as typeof start.batch & { total_recipients?: number };
  await mock.put(start.batch.id, { batch, recipients: [...start.recipients, 7, null, "x"] } as unknown as Campaign);
  const screen = await open(open_at(start));
  await screen.openTab("details");
  await screen.expectState("ready");
  await expect(screen.notes).toContainText("recipients");
  await screen.openTab("people");
  await expect(screen.rows).toHaveCount(2);
});
