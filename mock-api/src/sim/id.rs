//! `ca11KKSS-CCCC-4VVV-8000-NNNNNNNNNNNN`: a whole campaign in a UUID.
//!
//! Nothing has to be registered, so a test can ask for any campaign that it can spell.

use std::fmt::{self, Write};

use super::kind::Kind;
use crate::batch_id::BatchId;

/// The largest campaign on offer.
pub(crate) const MOST_RECIPIENTS: u32 = 100_000;

/// How much faster than real time a campaign dials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Speed {
    /// Stands still where it was first seen.
    Frozen,
    /// Simulated durations are divided by this before they become timestamps, so that every
    /// timestamp lies in the viewer's own past.
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

    /// What simulated durations are divided by: 1 when frozen.
    pub(crate) fn factor(self) -> i64 {
        i64::from(self.code().max(1))
    }
}

/// Which columns the answer carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Columns {
    /// Every column of the vendor's tables, null where unset.
    All,
    /// Only those of the documented example, absent where unset.
    Documented,
}

/// A simulated campaign, read from its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CampaignId {
    pub(crate) kind: Kind,
    pub(crate) seed: u8,
    pub(crate) columns: Columns,
    pub(crate) speed: Speed,
    pub(crate) size: u32,
}

impl CampaignId {
    /// Reads an id of the scheme; `None` for every other UUID.
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
        // `parse` takes decimal digits only: a size with a letter in it is no campaign.
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

/// The scheme and the kinds, for `--help`.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "Campaigns are spelled in their batch id: ca11KKSS-CCCC-4VVV-8000-NNNNNNNNNNNN\n\
         \x20 KK    kind, see below\n\
         \x20 SS    seed (hex): another seed, other people and outcomes\n\
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
        check("ca110f01-0000-400a-8000-000000000060", false);
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
