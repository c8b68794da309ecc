//! A campaign with every status that a recipient may have, the vendor's synonyms, and an unknown one.

use super::campaign::{Campaign, Scene};
use super::row::Row;
use super::stamp::Stamp;

/// What a row carries beside its status.
#[derive(Clone, Copy)]
enum Carries {
    Nothing,
    Dialled,
    Ended,
    EndedUndialled,
    Error,
}

const STATUSES: [(&str, Carries); 17] = [
    ("pending", Carries::Nothing),
    ("calling", Carries::Dialled),
    ("initiated", Carries::Dialled),
    ("ringing", Carries::Dialled),
    ("in_progress", Carries::Dialled),
    ("completed", Carries::Ended),
    ("failed", Carries::Error),
    ("busy", Carries::Ended),
    ("no_answer", Carries::Ended),
    ("skipped", Carries::EndedUndialled),
    ("canceled", Carries::Nothing),
    ("cancelled", Carries::Nothing),
    ("in-progress", Carries::Dialled),
    ("no-answer", Carries::Ended),
    ("answered", Carries::Dialled),
    ("queued", Carries::Nothing),
    ("transferred", Carries::Dialled),
];

/// It stands still, and has at least one row of each status, even where the id asks for fewer rows.
pub(super) fn scene(campaign: &Campaign) -> Scene<'_> {
    let first = campaign.first;
    let rows = campaign.size().max(STATUSES.len());
    let mut batch = campaign.batch("running", first - 700_000);
    batch.started_at = Some(first - 690_000);
    batch.total_recipients = u32::try_from(rows).unwrap_or(u32::MAX);
    batch.unknown = Some(("dial_strategy", r#"{"mode":"progressive","ratio":1.2}"#));
    Scene::counted(batch, rows, move |index| {
        let kind = STATUSES.get(index % STATUSES.len()).copied();
        let (status, carries) = kind.unwrap_or(("pending", Carries::Nothing));
        let row = Row { status, ..Row::waiting(index, Stamp::of_row(index)) };
        let step = i64::try_from(index % 100).unwrap_or(0) * 1_000;
        let dialled = Some(first - 600_000 + step);
        let ended = Some(first - 500_000 + step);
        match carries {
            Carries::Nothing => row,
            Carries::Dialled => Row { attempted_at: Some(first - 45_000 + step / 4), ..row },
            Carries::Ended => Row { attempted_at: dialled, completed_at: ended, ..row },
            Carries::EndedUndialled => Row { completed_at: ended, ..row },
            Carries::Error => Row {
                attempted_at: dialled,
                completed_at: ended,
                error_message: Some("SIP 503: carrier rejected the call"),
                ..row
            },
        }
    })
}
