//! The id of a campaign.

use std::fmt;

/// A UUID in its text form, checked before any request is made (docs/reference.md, `batch-id`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BatchId(Box<str>);

impl BatchId {
    /// Takes 8-4-4-4-12 hexadecimal digits of any version; surrounding white space is dropped,
    /// since ids are pasted.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_ascii();
        let groups = text.split('-').map(str::len);
        let sound = groups.eq([8, 4, 4, 4, 12])
            && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
        sound.then(|| Self(text.to_ascii_lowercase().into()))
    }

    /// The id as the API writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let id = BatchId::parse(text);
        assert_eq!(id.as_ref().map(BatchId::as_str), expected, "{text}");
    }

    #[test]
    fn only_uuids() {
        let seed = "f1e2d3c4-5678-9012-3456-789012345678";
        check(seed, Some(seed));
        check(" F1E2D3C4-5678-9012-3456-789012345678\n", Some(seed));
        check("f1e2d3c4567890123456789012345678", None);
        check("f1e2d3c4-5678-9012-3456-78901234567g", None);
        check("f1e2d3c4-5678-9012-3456-789012345678-", None);
        check("", None);
    }
}
