//! The address of a call's record, as the page gives it: a template with places for the record's id.

/// Where the id stands in a template.
const PLACE: &str = "{call_record_id}";

/// The address of a record, whose id is escaped already. None of an id that an address would take for
/// a step up.
pub fn address(template: &str, escaped_id: &str) -> Option<String> {
    let is_step = matches!(escaped_id, "." | "..");
    (!is_step).then(|| template.replace(PLACE, escaped_id))
}

/// Whether a template may be used: it has a place for the id, and leads to the same host over the web
/// whatever the id is. `absolute` makes an address absolute, as the page's own links are.
pub(super) fn is_template(text: &str, absolute: &dyn Fn(&str) -> Option<String>) -> bool {
    let site = |id: &str| {
        let address = absolute(&text.replace(PLACE, id))?;
        site_of(&address).map(str::to_owned)
    };
    let [one, other] = ["a", "b"].map(site);
    text.contains(PLACE) && one.is_some() && one == other
}

/// What of a web address says who answers: everything before its path.
fn site_of(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let is_web = matches!(scheme, "http" | "https");
    address.get(..scheme.len() + "://".len() + end).filter(|_| is_web)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a browser on `https://page.example/app/` would, as far as these tests go.
    fn absolute(text: &str) -> Option<String> {
        let has_scheme = text.split_once(':').is_some_and(|(it, _)| !it.contains('/'));
        Some(match text {
            _ if text.contains(":port") => return None,
            _ if has_scheme => text.to_owned(),
            _ if text.starts_with("//") => format!("https:{text}"),
            _ if text.starts_with('/') => format!("https://page.example{text}"),
            _ => format!("https://page.example/app/{text}"),
        })
    }

    #[test]
    fn the_id_stands_behind_the_host() {
        for template in [
            "/calls/{call_record_id}",
            "{call_record_id}",
            "?call={call_record_id}",
            "https://example.org/{call_record_id}/{call_record_id}",
            "https://example.org?call={call_record_id}#{call_record_id}",
            "http://example.org:8080/{call_record_id}",
        ] {
            assert!(is_template(template, &absolute), "{template}");
        }
    }

    #[test]
    fn data_never_says_who_answers() {
        for template in [
            "/calls",
            "https://{call_record_id}/x",
            "https://{call_record_id}.example.org/x",
            "https://example.org{call_record_id}",
            "https://example.{call_record_id}/x",
            "https://{call_record_id}@example.org/",
            "https://ann:{call_record_id}@example.org/",
            "//{call_record_id}/x",
            "{call_record_id}://example.org/",
            "https://example.org:port{call_record_id}/",
            "javascript:alert('{call_record_id}')",
            "ftp://example.org/{call_record_id}",
        ] {
            assert!(!is_template(template, &absolute), "{template}");
        }
    }

    #[test]
    fn every_place_is_filled() {
        let template = "/calls/{call_record_id}?id={call_record_id}&{x}";
        assert_eq!(address(template, "a%2Fb").as_deref(), Some("/calls/a%2Fb?id=a%2Fb&{x}"));
        assert_eq!(address(template, ".."), None);
    }
}
