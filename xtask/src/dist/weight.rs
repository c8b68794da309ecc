//! What the files weigh.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// A watch post, no law: above it somebody should look at what has grown.
const TOTAL_WATCHED: usize = 160 * 1024;

/// One line of the table, in bytes: as the file is, and as browsers receive it.
struct Row {
    name: String,
    raw: usize,
    brotli: usize,
}

impl Row {
    fn weigh(dir: &Path, name: &str) -> Result<Self> {
        let bytes = fs::read(dir.join(name)).with_context(|| format!("reading {name}"))?;
        Ok(Self { name: name.into(), raw: bytes.len(), brotli: under_brotli(&bytes)?.len() })
    }

    fn sum(name: &str, rows: &[Self]) -> Self {
        let raw = rows.iter().map(|row| row.raw).sum();
        Self { name: name.into(), raw, brotli: rows.iter().map(|row| row.brotli).sum() }
    }

    fn line(&self) -> String {
        format!("{:<38}{:>10}{:>10}\n", self.name, self.raw, self.brotli)
    }
}

/// What an embed fetches, the sum of that, and what it fetches only where the page asks for it or
/// something has gone wrong.
pub(super) fn table(dir: &Path, fetched: &[&str], others: &[&str]) -> Result<String> {
    let weigh = |names: &[&str]| -> Result<Vec<_>> {
        names.iter().map(|name| Row::weigh(dir, name)).collect()
    };
    let mut rows = weigh(fetched)?;
    let total = Row::sum("all that an embed fetches", &rows);
    let warning = if total.brotli > TOTAL_WATCHED {
        format!("\nAn embed fetches more than {TOTAL_WATCHED} bytes under brotli.\n")
    } else {
        String::new()
    };
    rows.push(total);
    rows.extend(weigh(others)?);
    let head = format!("{:<38}{:>10}{:>10}\n", "file", "raw", "brotli");
    Ok(head + &rows.iter().map(Row::line).collect::<String>() + &warning)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_sums_up_what_is_always_fetched() {
        let dir = std::env::temp_dir().join(format!("weight-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for (name, length) in [("a.js", 1000), ("b.wasm", 2000), ("de.txt", 4000)] {
            fs::write(dir.join(name), vec![b'a'; length]).unwrap();
        }
        let text = table(&dir, &["a.js", "b.wasm"], &["de.txt"]).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        let words: Vec<Vec<_>> =
            text.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(words[3][..6], ["all", "that", "an", "embed", "fetches", "3000"]);
        assert_eq!(words[4][..2], ["de.txt", "4000"]);
    }

    #[test]
    fn brotli_makes_it_small() {
        assert!(under_brotli(&[b'a'; 10_000]).unwrap().len() < 100);
    }
}
