//! What the files weigh, and whether that is within the budget.

use std::{fmt, fs, io::Write, path::Path};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

/// The entry stands in every page, whether an element is shown or not.
const ENTRY_BUDGET: usize = 3 * 1024;
/// All that one element makes a page fetch, as it is: no change may make it more. Both are of
/// brotli's bytes, what browsers receive.
const TOTAL_BUDGET: usize = 73_900;
/// What it is to become. Printed beside the budget, which follows it down.
const TOTAL_GOAL: usize = 64 * 1024;

/// Bytes: as they are, under gzip 9 and under brotli 11.
#[derive(Clone, Copy, Default)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// The files that an embed fetches, the entry first.
pub(super) struct Table {
    rows: Vec<(String, Weight)>,
}

impl Table {
    pub(super) fn weigh(dir: &Path, names: &[&str]) -> Result<Self> {
        let weigh = |name: &&str| {
            let bytes = fs::read(dir.join(name)).with_context(|| format!("reading {name}"))?;
            Ok(((*name).to_owned(), Weight::of(&bytes)?))
        };
        Ok(Self { rows: names.iter().map(weigh).collect::<Result<_>>()? })
    }

    fn entry(&self) -> Weight {
        self.rows.first().map(|(_, weight)| *weight).unwrap_or_default()
    }

    fn total(&self) -> Weight {
        self.rows.iter().fold(Weight::default(), |sum, (_, weight)| Weight {
            raw: sum.raw + weight.raw,
            gzip: sum.gzip + weight.gzip,
            brotli: sum.brotli + weight.brotli,
        })
    }

    pub(super) fn fits(&self) -> bool {
        self.entry().brotli <= ENTRY_BUDGET && self.total().brotli <= TOTAL_BUDGET
    }
}

impl Weight {
    fn of(bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            size_hint: bytes.len(),
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &*bytes, &mut brotli, &parameters)?;
        Ok(Self { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli: brotli.len() })
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<34}{:>10}{:>10}{:>10}", "file", "raw", "gzip", "brotli")?;
        for (name, weight) in &self.rows {
            row(f, name, *weight)?;
        }
        row(f, "all that an embed fetches", self.total())?;
        writeln!(f)?;
        budget(f, "entry", self.entry().brotli, ENTRY_BUDGET)?;
        budget(f, "total", self.total().brotli, TOTAL_BUDGET)?;
        writeln!(f, "total: the goal is {TOTAL_GOAL}")
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, weight: Weight) -> fmt::Result {
    let Weight { raw, gzip, brotli } = weight;
    writeln!(f, "{name:<34}{raw:>10}{gzip:>10}{brotli:>10}")
}

fn budget(f: &mut fmt::Formatter<'_>, name: &str, is: usize, may: usize) -> fmt::Result {
    let verdict = if is <= may { "within" } else { "OVER" };
    writeln!(f, "{name}: {is} of {may} bytes under brotli, {verdict} budget")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(entry: usize, wasm: usize) -> Table {
        let row = |name: &str, brotli| (name.into(), Weight { raw: 9, gzip: 8, brotli });
        Table { rows: vec![row("batch-status.js", entry), row("app.wasm", wasm)] }
    }

    #[test]
    fn either_budget_can_be_broken() {
        for (entry, wasm, fits) in [
            (ENTRY_BUDGET, TOTAL_BUDGET - ENTRY_BUDGET, true),
            (ENTRY_BUDGET + 1, 0, false),
            (ENTRY_BUDGET, TOTAL_BUDGET - ENTRY_BUDGET + 1, false),
        ] {
            assert_eq!(table(entry, wasm).fits(), fits, "{entry} {wasm}");
        }
    }

    #[test]
    fn the_table_sums_up_and_names_what_is_over() {
        let text = table(4000, 5).to_string();
        let sum = "all that an embed fetches                 18        16      4005\n";
        assert!(text.contains(sum), "{text}");
        assert!(text.contains("entry: 4000 of 3072 bytes under brotli, OVER budget"), "{text}");
        assert!(text.contains("total: 4005 of 73900 bytes under brotli, within budget"), "{text}");
    }

    #[test]
    fn a_file_is_weighed_in_all_three_ways() {
        let weight = Weight::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(weight.raw, 10_000);
        assert!(weight.brotli < weight.gzip && weight.gzip < 100);
    }
}
