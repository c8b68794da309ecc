//! The id of a batch as clients send it: any UUID, kept in lower case.

use std::fmt;

const DASHES: [usize; 4] = [8, 13, 18, 23];

/// A well-formed UUID. There need not be a batch with this id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct BatchId(String);

impl BatchId {
    /// Reads `8-4-4-4-12` hexadecimal digits, in either case.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| {
                if DASHES.contains(&at) { byte == b'-' } else { byte.is_ascii_hexdigit() }
            });
        well_formed.then(|| Self(text.to_ascii_lowercase()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids() {
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(BatchId::parse(text).as_ref().map(BatchId::as_str), expected, "{text}");
        }
        let seed = "f1e2d3c4-5678-9012-3456-789012345678";
        check(seed, Some(seed));
        check("F1E2D3C4-5678-9012-3456-789012345678", Some(seed));
        check("f1e2d3c4-5678-9012-3456-78901234567", None);
        check("f1e2d3c4-5678-9012-3456-78901234567g", None);
        check("f1e2d3c4056780901203456-789012345678", None);
        check("", None);
    }
}
