// Names and numbers are found however they are typed (docs/field.md, 27).
import { campaign, people } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";

const NOW = "2024-02-15T09:05:00Z";

const NAMES = ["Nguyễn Văn Thiện", "Αλέξανδρος Παπαδόπουλος", "Jürgen Groß", "Ægir Œuvre", "Conan O’Brien", "María-José Peña", "أحمد فاطمة", "Jean-Luc Picard"];

const TYPED: Record<string, string> = {
  "nguyen thien": "Nguyễn Văn Thiện",
  ΑΛΕΞΑΝΔΡΟΣ: "Αλέξανδρος Παπαδόπουλος",
  gross: "Jürgen Groß",
  "ju\u{308}rgen": "Jürgen Groß",
  "oeuvre  aegir": "Ægir Œuvre",
  "o'brien": "Conan O’Brien",
  "ｍａｒｉａ jose": "María-José Peña",
  "احمد فاطمه": "أحمد فاطمة",
  "picard jean": "Jean-Luc Picard",
};

const NUMBERS = ["020 7946 0018", "0044 20 7946 0018", "+44 (0)20 7946 0018", "tel:+44-20-7946-0018", "+44 20 7946 0018 ext 7", "٠٢٠ ٧٩٤٦ ٠٠١٨", "\u{202a}+44\u{2011}20\u{2013}7946 0018\u{202c}"];

test("names and numbers are found as people write them", async ({ open, mock }) => {
  const named = people(NAMES.length).map((one, at) => ({ ...one, name: NAMES[at] ?? null }));
  const [london] = people(1).map((one) => ({ ...one, id: "london", name: "London", phone_number: "+442079460018" }));
  const start = campaign(london === undefined ? named : [...named, london]);
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  for (const [typed, name] of Object.entries(TYPED)) {
    await screen.search.fill(typed);
    await expect(screen.column("name"), typed).toHaveText([name]);
  }
  for (const number of NUMBERS) {
    await screen.search.fill(number);
    await expect(screen.column("name"), number).toHaveText(["London"]);
  }
});

test("how many are found is said aloud, once for each search", async ({ open, mock, page }) => {
  const start = campaign(people(30));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  const found = screen.element.locator("p[role=status].found");
  await expect(found).toHaveText("");
  await screen.search.fill("eva");
  await expect(found).toHaveText("3 recipients found");
  // A refresh is no search.
  await mock.put(start.batch.id, campaign(people(3), { id: start.batch.id }));
  await page.clock.fastForward(10_000);
  await expect(screen.value("progress")).toHaveText("0 of 3 dialled");
  await expect(found).toHaveText("3 recipients found");
  await screen.search.fill("nobody of that name");
  await expect(found).toHaveText("");
  await expect(screen.element.locator("p[role=status].empty")).toHaveText("Nobody matches.");
  await screen.search.fill("");
  await expect(found).toHaveText("");
});

test("names sort as they are searched, and by how much their numbers are", async ({ open, mock }) => {
  const sorted = ["Oeuf", "Œuvre", "Room 2", "Room 10", "Zoe"];
  const start = campaign(people(sorted.length).map((one, at) => ({ ...one, name: sorted.toReversed()[at] ?? null })));
  await mock.put(start.batch.id, start);
  const screen = await open({ batch: start.batch.id, at: NOW });
  await screen.expectState("ready");
  await screen.sort("name").click();
  await expect(screen.column("name")).toHaveText(sorted);
});
