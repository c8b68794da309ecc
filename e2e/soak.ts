// `cargo xtask soak`: how long, and from which seed, is for it to say.
import { expect, unlimited } from "./support/fixtures.ts";
import { soak } from "./support/soaking.ts";

const [seed, refreshes] = [Number(process.env.SEED ?? 1), Number(process.env.REFRESHES ?? 2000)];

unlimited(`${refreshes} refreshes, seed ${seed}`, async ({ page, mock, key, open }) => {
  unlimited.setTimeout(60_000 + refreshes * 2000);
  const { findings, table } = await soak({ page, mock, key, open }, { seed, refreshes });
  console.log(`\n${table}\n`);
  expect(findings).toEqual([]);
});
