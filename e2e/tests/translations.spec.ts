// The other languages in the built element. The page's language decides the words.
import type { Page } from "@playwright/test";
import { campaign, people, simulated } from "../support/campaigns.ts";
import { expect, test } from "../support/fixtures.ts";
import type { Screen } from "../support/screen.ts";
import type { StaticHost } from "../support/servers.ts";

const CAMPAIGN = simulated("all-statuses", 34);

/** The codes of the language files that were fetched. */
function fetched(host: StaticHost): string[] {
  return host.asked.flatMap((path) => /batch-status-(\w+)\.\w+\.txt$/.exec(path)?.[1] ?? []);
}

/** The texts of a card's parts. */
function card(screen: Screen, name: string): Promise<string[]> {
  return screen.card(name).locator("> *").allInnerTexts();
}

const setLang = (page: Page, lang: string, dir = "ltr") =>
  page.evaluate(
    (given) => {
      document.documentElement.lang = given.lang;
      document.documentElement.dir = given.dir;
    },
    { lang, dir },
  );

test("a German page has a German headline, German cards, chips and titles", async ({ open, host }) => {
  const screen = await open({ batch: CAMPAIGN, lang: "de" });
  await expect(screen.badge).toHaveText("Läuft");
  await expect(screen.headline).toHaveText(/^Wählt: fertig gegen .+ \(.+–.+\)$/);
  expect(await card(screen, "answer-rate")).toEqual(["Annahmequote", expect.stringMatching(/^\d+\s%$/), expect.stringMatching(/^\d+ von \d+ beendeten/)]);
  expect((await card(screen, "pace"))[0]).toBe("Tempo");
  await expect(screen.chip("no_answer")).toContainText("Keine Antwort");
  await expect(screen.chip("completed")).toContainText("Angenommen");
  await expect(screen.sort("name")).toHaveText("Name");
  await expect(screen.sort("duration")).toHaveText("Anwahl bis Ende");
  await expect(screen.search).toHaveAttribute("placeholder", "Name oder Nummer suchen");
  await expect(screen.element.locator("section.campaign")).toHaveAttribute("lang", "de");
  expect(fetched(host)).toEqual(["de"]);
});

test("an Arabic page reads from right to left, with the plural forms of Arabic", async ({ open, page, host }) => {
  const screen = await open({ batch: CAMPAIGN, before: `<main lang="ar" dir="rtl">`, after: "</main>" });
  await expect(screen.badge).toHaveText("قيد التشغيل");
  await expect(screen.headline).toHaveText(/^جارٍ الاتصال: ينتهي نحو .+$/);
  // 34 is of the category `many`.
  await screen.openTab("details");
  await expect(screen.detail("lengths")).toHaveText(/من \d+ مكالم/);
  await screen.openTab("people");
  await expect(screen.chip("busy")).toContainText("مشغول");
  const [first, second] = await Promise.all(["answer-rate", "pace"].map((name) => screen.card(name).boundingBox()));
  expect(first?.x).toBeGreaterThan(second?.x ?? Infinity);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(fetched(host)).toEqual(["ar"]);
});

test("a page that changes its language keeps data, search, filter and place", async ({ open, page, host, mock }) => {
  // No other test uses it, since its requests are counted.
  const batch = simulated("all-statuses", 34, { seed: 7 });
  const screen = await open({ batch, attributes: { "refresh-interval": "0" } });
  await expect(screen.badge).toHaveText("Running");
  expect(fetched(host)).toEqual([]);
  await screen.chip("completed").click();
  await screen.search.fill("a");
  await expect(screen.chip("completed")).toHaveAttribute("aria-pressed", "true");
  const names = await screen.column("name").allInnerTexts();
  const numbers = await screen.column("number").allInnerTexts();
  expect(numbers.length).toBeGreaterThan(0);
  for (const [lang, dir, badge, answered] of [
    ["fr-CA", "ltr", "En cours", "Décroché"],
    ["es", "ltr", "En curso", "Contestada"],
    ["pt-BR", "ltr", "Em andamento", "Atendida"],
    ["ja", "ltr", "実行中", "応答済み"],
    ["ar-EG", "rtl", "قيد التشغيل", "تم الرد"],
    ["de", "ltr", "Läuft", "Angenommen"],
    ["en", "ltr", "Running", "Answered"],
    ["ja", "ltr", "実行中", "応答済み"],
  ] as const) {
    await setLang(page, lang, dir);
    await expect(screen.badge, lang).toHaveText(badge);
    await expect(screen.chip("completed")).toContainText(answered);
    await expect(screen.chip("completed")).toHaveAttribute("aria-pressed", "true");
    await expect(screen.search).toHaveValue("a");
    await expect(screen.column("number")).toHaveText(numbers);
    await screen.expectState("ready");
  }
  await expect(screen.column("name")).toHaveText(names);
  // Each file is fetched once, the campaign once, and none for English.
  expect(fetched(host)).toEqual(["fr", "es", "pt", "ja", "ar", "de"]);
  expect(await mock.questions(batch)).toHaveLength(1);
});

test("what is missing is said in the page's language", async ({ embed, page, host }) => {
  await embed("<batch-status></batch-status>", { lang: "ja" });
  await expect(page.getByText("キャンペーンを選んでください")).toBeVisible();
  expect(fetched(host)).toEqual(["ja"]);
});

for (const [lang, count] of [["ko", 1], ["ru", 21], ["hi", 0]] as const) {
  test(`English words have the forms of English, on a page in ${lang} too`, async ({ open, mock }) => {
    const start = campaign(people(count));
    await mock.put(start.batch.id, start);
    const screen = await open({ batch: start.batch.id, lang });
    await screen.expectState("ready");
    await expect(screen.card("progress").getByRole("img")).toHaveAccessibleName(count === 1 ? /^1 recipient\b/ : new RegExp(`^${count} recipients`));
  });
}

for (const language of ["en-US@posix", "C", ""]) {
  test(`a browser whose language is "${language}" shows the campaign`, async ({ open }) => {
    const setUp = (given: unknown) => Object.defineProperty(Navigator.prototype, "language", { get: () => given });
    const screen = await open({ batch: CAMPAIGN, setUp, given: language, lang: "" });
    await screen.expectState("ready");
    await expect(screen.card("progress").getByRole("img")).toHaveAccessibleName(/^34 recipients/);
  });
}

for (const lang of ["en", "en-US", "nl"]) {
  test(`lang="${lang}" is English, without a file more`, async ({ open, host }) => {
    const screen = await open({ batch: CAMPAIGN, lang });
    await expect(screen.badge).toHaveText("Running");
    await screen.expectState("ready");
    expect(fetched(host)).toEqual([]);
  });
}
