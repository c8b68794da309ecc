//! Trunk.toml, changed for one run: the API need not be on its usual port.

use anyhow::{Context, Result, ensure};

const API: &str = "http://127.0.0.1:8787/";

/// The text with every proxy going to `port`.
pub(super) fn with_api_port(config: &str, port: u16) -> Result<String> {
    ensure!(config.contains(API), "Trunk.toml has no proxy to {API}");
    Ok(config.replace(API, &format!("http://127.0.0.1:{port}/")))
}

/// The paths of the line `watch = [...]`.
pub(super) fn watched(config: &str) -> Result<Vec<String>> {
    let line = config.lines().find_map(|line| line.strip_prefix("watch = ["));
    let list = line.context("Trunk.toml has no line `watch = [...]`")?;
    // Between quotes is every second piece.
    Ok(list.split('"').skip(1).step_by(2).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "[watch]\nwatch = [\"index.html\", \"campaign/src\"]\n\n[[proxy]]\n\
                          backend = \"http://127.0.0.1:8787/functions/\"\n";

    #[test]
    fn proxies_move_and_the_rest_stays() {
        let moved = with_api_port(CONFIG, 9).unwrap();
        assert_eq!(moved, CONFIG.replace(":8787/", ":9/"));
        assert!(with_api_port("[watch]", 9).is_err());
    }

    #[test]
    fn watched_paths_are_those_of_the_list() {
        assert_eq!(watched(CONFIG).unwrap(), ["index.html", "campaign/src"]);
        assert!(watched("[watch]").is_err());
    }

    #[test]
    fn the_real_file_is_understood() {
        let config = include_str!("../../../Trunk.toml");
        assert!(with_api_port(config, 9).is_ok());
        assert!(watched(config).unwrap().contains(&"src".to_owned()));
    }
}
