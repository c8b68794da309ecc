//! What the files weigh.

use std::path::Path;

use anyhow::Result;
use fs_err as fs;

/// A watch post, no law: above it somebody should look at what has grown.
const TOTAL_WATCHED: usize = 160 * 1024;

/// What an embed fetches, the sum of that, and what it fetches only where the page asks for it or
/// something has gone wrong: in bytes, as the file is, and as browsers receive it.
pub(super) fn table(dir: &Path, fetched: &[String], others: &[String]) -> Result<String> {
    let line = |name: &str, raw, brotli| format!("{name:<38}{raw:>10}{brotli:>10}\n");
    let mut text = format!("{:<38}{:>10}{:>10}\n", "file", "raw", "brotli");
    let (mut raw_total, mut brotli_total) = (0, 0);
    for name in fetched {
        let (raw, brotli) = weigh(dir, name)?;
        (raw_total, brotli_total) = (raw_total + raw, brotli_total + brotli);
        text += &line(name, raw, brotli);
    }
    text += &line("all that an embed fetches", raw_total, brotli_total);
    for name in others {
        let (raw, brotli) = weigh(dir, name)?;
        text += &line(name, raw, brotli);
    }
    let warning = format!("\nAn embed fetches more than {TOTAL_WATCHED} bytes under brotli.\n");
    Ok(if brotli_total > TOTAL_WATCHED { text + &warning } else { text })
}

fn weigh(dir: &Path, name: &str) -> Result<(usize, usize)> {
    let bytes = fs::read(dir.join(name))?;
    Ok((bytes.len(), under_brotli(&bytes)?.len()))
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
        let text = table(&dir, &["a.js".into(), "b.wasm".into()], &["de.txt".into()]).unwrap();
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
