// A short one of `cargo xtask soak`.
import { expect, unlimited } from "../support/fixtures.ts";
import { soak } from "../support/soaking.ts";

unlimited("sixty refreshes through faults, jumps of the clock, sleep, hiding and moves", async ({ page, mock, key, open }) => {
  unlimited.setTimeout(120_000);
  const { findings } = await soak({ page, mock, key, open }, { seed: 7, refreshes: 60 });
  expect(findings).toEqual([]);
});
