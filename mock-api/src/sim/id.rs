//! `ca11KKSS-CCCC-4VVV-8000-NNNNNNNNNNNN`: a UUID that describes a campaign.
//!
//! So a test can ask for any campaign without preparing it.

use std::fmt::{self, Write};

use super::kind::Kind;
use crate::batch_id::BatchId;

pub(crate) const MOST_RECIPIENTS: u32 = 100_000;

/// How much faster than real time a campaign goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Speed {
    /// It stands still.
    Frozen,
    /// Simulated durations are divided by this before they become timestamps, so that every timestamp
    /// lies in the viewer's past.
    Times(u16),
}

impl Speed {
    fn from_code(code: u16) -> Self {
        if code == 0 { Self::Frozen } else { Self::Times(code) }
    }

    fn code(self) -> u16 {
        match self {
            Self::Frozen => 0,
            Self::Times(factor) => factor,
        }
    }

    /// The divisor of simulated durations: 1 for a campaign that stands still.
    pub(crate) fn factor(self) -> i64 {
        i64::from(self.code().max(1))
    }
}

/// Which columns the answer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Columns {
    /// Every column of the vendor's tables; an unset field is null.
    All,
    /// Those of the documented example; an unset field is absent.
    Documented,
}

/// A simulated campaign as its id describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CampaignId {
    pub(crate) kind: Kind,
    pub(crate) seed: u8,
    pub(crate) columns: Columns,
    pub(crate) speed: Speed,
    pub(crate) size: u32,
}

impl CampaignId {
    /// Reads an id of this form; any other UUID gives `None`.
    pub(crate) fn parse(id: &BatchId) -> Option<Self> {
        let mut parts = id.as_str().split('-');
        let head = parts.next()?.strip_prefix("ca11")?;
        let (kind, seed) = head.split_at_checked(2)?;
        let columns = match parts.next()? {
            "0000" => Columns::All,
            "0001" => Columns::Documented,
            _ => return None,
        };
        let factor = parts.next()?.strip_prefix('4')?;
        if parts.next()? != "8000" {
            return None;
        }
        // `parse` accepts decimal digits only, so a size with a letter in it is no campaign.
        let size = parts.next()?.parse().ok().filter(|size| *size <= MOST_RECIPIENTS)?;
        Some(Self {
            kind: Kind::from_code(u8::from_str_radix(kind, 16).ok()?)?,
            seed: u8::from_str_radix(seed, 16).ok()?,
            columns,
            speed: Speed::from_code(u16::from_str_radix(factor, 16).ok()?),
            size,
        })
    }
}

impl fmt::Display for CampaignId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = match self.columns {
            Columns::All => "0000",
            Columns::Documented => "0001",
        };
        write!(
            out,
            "ca11{:02x}{:02x}-{columns}-4{:03x}-8000-{:012}",
            self.kind.code(),
            self.seed,
            self.speed.code(),
            self.size
        )
    }
}

/// Explains the ids and the kinds, for `--help`.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "A batch id describes its campaign: ca11KKSS-CCCC-4VVV-8000-NNNNNNNNNNNN\n\
         \x20 KK    kind, see below\n\
         \x20 SS    seed (hex): another seed gives other people and outcomes\n\
         \x20 CCCC  0000 for all vendor columns, 0001 for those of the documented example\n\
         \x20 VVV   speed (hex): 001 real time, 03c sixty times faster, 000 frozen at a mid-point\n\
         \x20 N...  recipients, in decimal digits, at most 100000\n\n\
         Kinds:\n",
    );
    for kind in Kind::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {:02x}  {:18} {}", kind.code(), kind.name(), kind.meaning());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<CampaignId> {
        CampaignId::parse(&BatchId::parse(text).unwrap())
    }

    #[test]
    fn ids_read_and_write_the_same() {
        for kind in Kind::ALL {
            let id = CampaignId {
                kind,
                seed: 0xfe,
                columns: Columns::Documented,
                speed: Speed::Times(0xabc),
                size: 100_000,
            };
            assert_eq!(parse(&id.to_string()), Some(id));
        }
    }

    #[test]
    fn foreign_ids_are_no_campaign() {
        fn check(text: &str, known: bool) {
            assert_eq!(parse(text).is_some(), known, "{text}");
        }
        check("ca110001-0000-400a-8000-000000000060", true);
        check("ca110001-0001-4000-8000-000000100000", true);
        check("ca110001-0000-400a-8000-000000100001", false);
        check("ca110001-0000-400a-8000-00000000006a", false);
        check("ca11ff01-0000-400a-8000-000000000060", false);
        check("ca110001-0002-400a-8000-000000000060", false);
        check("ca110001-0000-500a-8000-000000000060", false);
        check("ca110001-0000-400a-9000-000000000060", false);
        check("f1e2d3c4-5678-9012-3456-789012345678", false);
    }

    #[test]
    fn the_help_and_the_docs_name_every_kind() {
        let help = help();
        for kind in Kind::ALL {
            assert!(help.contains(kind.name()) && help.contains(kind.meaning()), "{kind:?}");
            let row = format!("| `{:02x}` | {} | ", kind.code(), kind.name());
            assert!(include_str!("../lib.rs").contains(&row), "the crate's docs lack {row}");
        }
    }
}
