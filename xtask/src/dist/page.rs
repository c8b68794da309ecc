//! index.html as a plain page: what Trunk's marks ask for is done, the marks are gone.
//!
//! Only what this repository's page uses is understood (`rust`, `copy-file`, `css`); any other mark
//! is an error. No general HTML: a mark is one `<link>` tag with quoted attributes.

use anyhow::{Context, Result, bail};

/// A file that the page needs beside it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asset {
    /// From the root of the repository.
    pub(super) source: String,
    /// From the page.
    pub(super) name: String,
}

pub(super) struct Page {
    pub(super) html: String,
    pub(super) assets: Vec<Asset>,
}

pub(super) fn plain(html: &str) -> Result<Page> {
    let mut page = Page { html: String::new(), assets: Vec::new() };
    let mut rest = html;
    while let Some(mark) = rest.find("data-trunk") {
        let (before, after) = rest.split_at(mark);
        let start = before.rfind('<').context("data-trunk outside a tag")?;
        let end = mark + after.find('>').context("a tag that does not end")? + 1;
        let tag = rest.get(start..end).unwrap_or_default();
        // Comments may speak of the mark.
        if tag.starts_with("<!--") {
            page.html.push_str(rest.get(..end).unwrap_or_default());
        } else {
            page.html.push_str(rest.get(..start).unwrap_or_default());
            page.resolve(tag)?;
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    page.html.push_str(rest);
    page.html = without_blank_lines(&page.html);
    Ok(page)
}

impl Page {
    fn resolve(&mut self, tag: &str) -> Result<()> {
        let relation = attribute(tag, "rel").unwrap_or_default();
        if !tag.starts_with("<link") {
            bail!("only <link data-trunk> is understood, not {tag}");
        }
        match relation {
            "rust" => Ok(()),
            "copy-file" => self.asset(tag).map(drop),
            "css" => {
                let name = self.asset(tag)?;
                self.html.extend(["<link rel=\"stylesheet\" href=\"", &name, "\">"]);
                Ok(())
            }
            _ => bail!("dist does not know what Trunk does for {tag}"),
        }
    }

    fn asset(&mut self, tag: &str) -> Result<String> {
        let source = attribute(tag, "href").with_context(|| format!("no href in {tag}"))?;
        let file = source.rsplit('/').next().unwrap_or(source);
        let name = match attribute(tag, "data-target-path") {
            Some(dir) => format!("{}/{file}", dir.trim_matches('/')),
            None => file.to_owned(),
        };
        self.assets.push(Asset { source: source.to_owned(), name: name.clone() });
        Ok(name)
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

/// The removed tags stood on lines of their own.
fn without_blank_lines(html: &str) -> String {
    html.lines().filter(|line| !line.trim().is_empty()).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(source: &str, name: &str) -> Asset {
        Asset { source: source.into(), name: name.into() }
    }

    #[test]
    fn marks_become_files_and_plain_tags() {
        let html = r#"<head>
  <!-- Marked data-trunk: see Trunk.toml. -->
  <link data-trunk rel="rust" data-bin="batch-status-app" data-wasm-opt="0">
  <link data-trunk rel="copy-file" href="embed/batch-status.js">
  <link data-trunk rel="copy-file" href="embed/page.js" data-target-path="demo">
  <link data-trunk rel="css" href="style/page.css">
  <script type="module" src="./batch-status.js"></script>
</head>
"#;
        let page = plain(html).unwrap();
        let expected = r#"<head>
  <!-- Marked data-trunk: see Trunk.toml. -->
  <link rel="stylesheet" href="page.css">
  <script type="module" src="./batch-status.js"></script>
</head>
"#;
        assert_eq!(page.html, expected);
        assert_eq!(
            page.assets,
            [
                asset("embed/batch-status.js", "batch-status.js"),
                asset("embed/page.js", "demo/page.js"),
                asset("style/page.css", "page.css"),
            ]
        );
    }

    #[test]
    fn an_unknown_mark_is_an_error() {
        assert!(plain(r#"<link data-trunk rel="tailwind-css" href="a.css">"#).is_err());
        assert!(plain(r#"<script data-trunk src="a.js"></script>"#).is_err());
        assert!(plain(r#"<link data-trunk rel="css">"#).is_err());
    }
}
