//! "Whose details are shown?" The same recipient's through every refresh, sort, search and filter.

use crate::store::{Changes, Roster, Text};
use crate::table::{Mask, Row};

/// A recipient whose details are shown, wherever it is in the table.
#[derive(Debug, Default)]
pub(super) struct Unfolded {
    /// Its id, as it was asked for. None while nobody's are shown.
    id: Option<String>,
    /// Where it is in dialling order; None while the campaign has nobody with that id.
    pub(super) place: Option<u32>,
}

impl Unfolded {
    /// Shows those of the recipient with that id. Ids are hidden by a mask or stand there twice, so the one at the
    /// `active` row is looked at first: a row is pressed there.
    pub(super) fn unfold(
        &mut self,
        id: Option<String>,
        active: Option<u32>,
        roster: &Roster,
        mask: Mask,
    ) {
        let shown_id = |place: &u32| Some(Row::shown(&roster.recipient(*place)?, mask).id);
        let active = active.filter(|it| shown_id(it).as_deref() == id.as_deref());
        self.id = id;
        self.place = active.or_else(|| self.find(roster));
    }

    /// Goes along with those who moved in dialling order.
    pub(super) fn follow(&mut self, changes: &Changes, roster: &Roster) {
        let place = self.place.and_then(|place| changes.now(place));
        self.place = place.or_else(|| self.find(roster));
    }

    fn find(&self, roster: &Roster) -> Option<u32> {
        let id = self.id.as_deref()?;
        (0..roster.len()).find(|place| roster.text(*place, Text::Id) == Some(id))
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::{Answer, Ask, Engine, Generation, Go, Shown};
    use crate::table::{Mask, Query};

    /// An engine with these recipients by id, each with a name and a number that end as the id does.
    fn apply(engine: &mut Engine, ids: &[&str], status: &str) {
        let row = |id: &&str| {
            format!(
                r#"{{"id":"{id}","name":"Ann {id}","phone_number":"+160455512{id}","status":"{status}"}}"#
            )
        };
        let rows: Vec<_> = ids.iter().map(row).collect();
        let body = format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows.join(","));
        engine.handle(Ask::Apply(Generation(1), body.into_bytes().into()));
    }

    /// Name and status of whose details are shown.
    fn unfolded(engine: &mut Engine, ask: Ask) -> Option<String> {
        engine.handle(ask).into_iter().find_map(|answer| match answer {
            Answer::Table(slice) => slice.unfolded.as_ref().map(|row| {
                format!("{} {}", row.name.as_deref().unwrap_or_default(), row.status.key())
            }),
            _ => None,
        })
    }

    fn look() -> Ask {
        Ask::Show(Shown::default())
    }

    #[test]
    fn details_stay_with_their_recipient_wherever_it_goes() {
        let mut engine = Engine::default();
        assert_eq!(unfolded(&mut engine, Ask::Unfold(Some("12".into()))), None, "nobody came yet");
        apply(&mut engine, &["11", "12", "13"], "pending");
        assert_eq!(unfolded(&mut engine, look()).as_deref(), Some("Ann 12 pending"));
        apply(&mut engine, &["10", "11", "12"], "busy");
        assert_eq!(unfolded(&mut engine, look()).as_deref(), Some("Ann 12 busy"));
        let query = Query { search: "nobody".into(), ..Query::default() };
        assert_eq!(unfolded(&mut engine, Ask::Query(query)).as_deref(), Some("Ann 12 busy"));
        apply(&mut engine, &["10"], "busy");
        assert_eq!(unfolded(&mut engine, look()), None, "it has left the list");
        apply(&mut engine, &["10", "12"], "failed");
        assert_eq!(unfolded(&mut engine, look()).as_deref(), Some("Ann 12 failed"));
        assert_eq!(unfolded(&mut engine, Ask::Unfold(None)), None);
        engine.handle(Ask::Unfold(Some("12".into())));
        engine.handle(Ask::Forget);
        apply(&mut engine, &["12"], "busy");
        assert_eq!(unfolded(&mut engine, look()), None, "another campaign");
    }

    #[test]
    fn a_row_that_is_pressed_is_found_behind_a_mask_too() {
        let mut engine = Engine::default();
        let json = r#"{"id":"a +16045551234","name":"Ann","phone_number":"+16045551234"}"#;
        let body = format!(r#"{{"batch":{{}},"recipients":[{{"id":"b"}},{json}]}}"#);
        engine.handle(Ask::Query(Query { mask: Mask::Numbers, ..Query::default() }));
        engine.handle(Ask::Apply(Generation(1), body.into_bytes().into()));
        engine.handle(Ask::Go(Go { from: Some(1), by: 0 }));
        let id = "a +•••••••••••".to_owned();
        assert!(unfolded(&mut engine, Ask::Unfold(Some(id))).unwrap().starts_with("Ann "));
    }
}
