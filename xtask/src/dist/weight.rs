//! What the files weigh, and whether that is within the budget.

use std::{fmt, fs, io::Write, path::Path};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

/// The entry stands in every page, whether an element is shown or not.
const ENTRY_BUDGET: usize = 3 * 1024;
/// All that one element makes a page fetch, as it is: no change may make it more. Both are of
/// brotli's bytes, what browsers receive.
const TOTAL_BUDGET: usize = 75 * 1024;
/// One language, for those who read it.
const LANGUAGE_BUDGET: usize = 3 * 1024;

/// Bytes: as they are, under gzip 9 and under brotli 11.
#[derive(Clone, Copy, Default)]
struct Weight {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

type Rows = Vec<(String, Weight)>;

/// What an embed fetches, the entry first; the languages, of which it fetches one at most; and
/// what it fetches only where the page asks for it or something has gone wrong.
pub(super) struct Table {
    fetched: Rows,
    languages: Rows,
    seldom: Rows,
}

impl Table {
    pub(super) fn weigh(
        dir: &Path,
        fetched: &[&str],
        languages: &[&str],
        seldom: &[&str],
    ) -> Result<Self> {
        let weigh = |name: &&str| {
            let bytes = fs::read(dir.join(name)).with_context(|| format!("reading {name}"))?;
            Ok(((*name).to_owned(), Weight::of(&bytes)?))
        };
        let rows = |names: &[&str]| names.iter().map(weigh).collect::<Result<_>>();
        Ok(Self { fetched: rows(fetched)?, languages: rows(languages)?, seldom: rows(seldom)? })
    }

    fn entry(&self) -> Weight {
        self.fetched.first().map(|(_, weight)| *weight).unwrap_or_default()
    }

    fn total(&self) -> Weight {
        self.fetched.iter().fold(Weight::default(), |sum, (_, weight)| Weight {
            raw: sum.raw + weight.raw,
            gzip: sum.gzip + weight.gzip,
            brotli: sum.brotli + weight.brotli,
        })
    }

    pub(super) fn fits(&self) -> bool {
        self.entry().brotli <= ENTRY_BUDGET
            && self.total().brotli <= TOTAL_BUDGET
            && self.languages.iter().all(|(_, weight)| weight.brotli <= LANGUAGE_BUDGET)
    }
}

impl Weight {
    fn of(bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let brotli = under_brotli(bytes)?.len();
        Ok(Self { raw: bytes.len(), gzip: gzip.finish()?.len(), brotli })
    }
}

/// As browsers receive it, as small as brotli can.
pub(crate) fn under_brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &parameters)?;
    Ok(brotli)
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<34}{:>10}{:>10}{:>10}", "file", "raw", "gzip", "brotli")?;
        rows(f, &self.fetched)?;
        row(f, "all that an embed fetches", self.total())?;
        rows(f, &self.languages)?;
        rows(f, &self.seldom)?;
        writeln!(f)?;
        budget(f, "entry", self.entry().brotli, ENTRY_BUDGET)?;
        budget(f, "total", self.total().brotli, TOTAL_BUDGET)?;
        for (name, weight) in &self.languages {
            budget(f, name, weight.brotli, LANGUAGE_BUDGET)?;
        }
        Ok(())
    }
}

fn rows(f: &mut fmt::Formatter<'_>, rows: &Rows) -> fmt::Result {
    rows.iter().try_for_each(|(name, weight)| row(f, name, *weight))
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

    fn table(entry: usize, wasm: usize, language: usize) -> Table {
        let row = |name: &str, brotli| (name.into(), Weight { raw: 9, gzip: 8, brotli });
        Table {
            fetched: vec![row("batch-status.js", entry), row("app.wasm", wasm)],
            languages: vec![row("de.txt", language)],
            seldom: vec![row("diagnose.js", 9000)],
        }
    }

    #[test]
    fn every_budget_can_be_broken() {
        for (entry, wasm, language, fits) in [
            (ENTRY_BUDGET, TOTAL_BUDGET - ENTRY_BUDGET, LANGUAGE_BUDGET, true),
            (ENTRY_BUDGET + 1, 0, 0, false),
            (ENTRY_BUDGET, TOTAL_BUDGET - ENTRY_BUDGET + 1, 0, false),
            (0, 0, LANGUAGE_BUDGET + 1, false),
        ] {
            assert_eq!(table(entry, wasm, language).fits(), fits, "{entry} {wasm} {language}");
        }
    }

    #[test]
    fn the_table_sums_up_and_names_what_is_over() {
        let text = table(4000, 5, 3073).to_string();
        let sum = "all that an embed fetches                 18        16      4005\n";
        assert!(text.contains(sum), "{text}");
        assert!(text.contains("entry: 4000 of 3072 bytes under brotli, OVER budget"), "{text}");
        assert!(text.contains("total: 4005 of 76800 bytes under brotli, within budget"), "{text}");
        assert!(text.contains("de.txt: 3073 of 3072 bytes under brotli, OVER budget"), "{text}");
    }

    #[test]
    fn a_file_is_weighed_in_all_three_ways() {
        let weight = Weight::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(weight.raw, 10_000);
        assert!(weight.brotli < weight.gzip && weight.gzip < 100);
    }
}
