//! Recipients in less than half of their bytes, for campaigns so large that this counts.
//!
//! Most of a recipient's JSON is what others have too: the names of its fields, brackets, nulls, its
//! status. That is kept once, as a form with holes; of each recipient only what stood in the holes
//! is kept, as a [`Packed`]. So the bytes that came can be had again, one for one. Whether others
//! are the same is told without that, by a [`print()`] of them.

use super::packed::Packed;
use super::print::print;
use super::roster::Text;
use super::segments::{Segments, Spot};
use super::short;
use crate::domain::{self, Recipient};
use crate::wire::fields::Fields;
use crate::wire::{self, Cursor, Json};
use std::borrow::Cow;
use std::rc::Rc;

/// Stands in a form where a value stood; no JSON holds it.
const HOLE: u8 = 0;
/// So many forms, and bytes in all of them: where recipients have hardly anything in common, they
/// are kept as they came.
const FORMS: usize = 1024;
const FORMS_BYTES: usize = 1 << 18;

/// What is kept of a recipient begins with its print and the number of its form.
const PRINT: usize = 8;
const HEAD: usize = PRINT + 2;
/// In place of the number: the recipient follows as it came.
const AS_IT_CAME: [u8; 2] = [0xff; 2];

/// All that is kept, and the forms of it; rosters that follow each other share both.
#[derive(Default, Debug)]
pub(super) struct Keeping {
    segments: Segments,
    forms: Rc<Forms>,
}

/// Where a recipient is kept.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    spot: Spot,
    /// Of the bytes that came.
    length: u32,
}

#[derive(Clone, Default, Debug)]
struct Forms {
    all: Vec<Form>,
    /// The print of each, to find it by.
    prints: Vec<u64>,
    bytes: usize,
}

/// What some recipients have in common.
#[derive(Clone, Default, Debug)]
struct Form {
    text: Vec<u8>,
    holes: usize,
    /// In which hole each text is.
    texts: [Option<usize>; 4],
}

impl Keeping {
    /// For a roster that follows.
    pub(super) fn after(before: &Self) -> Self {
        Self { segments: Segments::after(&before.segments), forms: Rc::clone(&before.forms) }
    }

    /// Keeps a recipient that was read from that slice.
    pub(super) fn keep(&mut self, slice: &[u8], row: &wire::Recipient<'_>) -> Kept {
        let mut packed = Vec::with_capacity(HEAD + slice.len());
        packed.extend(print(slice).to_le_bytes());
        packed.extend(AS_IT_CAME);
        let form = Form::of(slice, row, &mut packed);
        if let Some(number) = self.number(form) {
            let head = packed.iter_mut().skip(PRINT).zip(number.to_le_bytes());
            head.for_each(|(packed, byte)| *packed = byte);
        } else {
            packed.truncate(HEAD);
            packed.extend_from_slice(slice);
        }
        Kept { spot: self.segments.put(&packed), length: short(slice.len()) }
    }

    /// The number of a form; None where no more are taken.
    fn number(&mut self, form: Form) -> Option<u16> {
        let wanted = print(&form.text);
        let known = self.forms.prints.iter().position(|print| *print == wanted);
        let bytes = self.forms.bytes + form.text.len();
        if known.is_none() && self.forms.all.len() < FORMS && bytes <= FORMS_BYTES {
            let forms = Rc::make_mut(&mut self.forms);
            forms.all.push(form);
            forms.prints.push(wanted);
            forms.bytes = bytes;
            return u16::try_from(forms.all.len() - 1).ok();
        }
        known?.try_into().ok()
    }

    /// Keeps one that stood in the roster before.
    pub(super) fn keep_again(&mut self, before: &Self, kept: &Kept) -> Kept {
        self.release(before, kept);
        Kept { spot: self.segments.put(before.packed(kept)), length: kept.length }
    }

    /// Whether the next roster is to keep it again, and those after it that are in the same part.
    pub(super) fn is_to_move(&self, kept: &Kept) -> bool {
        self.segments.may_clear(kept.spot.segment())
    }

    /// One that stood in the roster before is not in this one.
    pub(super) fn release(&mut self, before: &Self, kept: &Kept) {
        self.segments.release(kept.spot, before.packed(kept).len());
    }

    /// All are in.
    pub(super) fn close(&mut self) {
        self.segments.close();
    }

    /// What a recipient was packed to.
    fn packed(&self, kept: &Kept) -> &[u8] {
        let behind = self.segments.rest(kept.spot);
        let size = match self.form(behind) {
            Some(form) => behind.len() - pass(rest(behind, HEAD), form.holes).len(),
            None => HEAD + kept.length as usize,
        };
        behind.get(..size).unwrap_or_default()
    }

    fn form(&self, packed: &[u8]) -> Option<&Form> {
        let number = u16::from_le_bytes(*rest(packed, PRINT).first_chunk()?);
        self.forms.all.get(usize::from(number))
    }

    /// Reads the bytes that came.
    pub(super) fn with<T>(&self, kept: &Kept, read: impl FnOnce(&[u8]) -> T) -> T {
        read(&self.bytes(kept))
    }

    fn bytes(&self, kept: &Kept) -> Cow<'_, [u8]> {
        let packed = self.segments.rest(kept.spot);
        let (mut values, length) = (rest(packed, HEAD), kept.length as usize);
        let Some(form) = self.form(packed) else {
            return values.get(..length).unwrap_or_default().into();
        };
        let mut bytes = Vec::with_capacity(length);
        for byte in &form.text {
            if *byte == HOLE {
                let (value, size) = Packed::read(values);
                value.unpack(&mut bytes);
                values = rest(values, size);
            } else {
                bytes.push(*byte);
            }
        }
        bytes.into()
    }

    /// Whether both are in the same part of what is kept.
    #[expect(clippy::unused_self, reason = "as in `whole`")]
    pub(super) fn are_together(&self, one: &Kept, other: &Kept) -> bool {
        one.spot.segment() == other.spot.segment()
    }

    /// Whether that slice is what came.
    pub(super) fn is_of(&self, kept: &Kept, slice: &[u8]) -> bool {
        self.segments.rest(kept.spot).first_chunk() == Some(&print(slice).to_le_bytes())
    }

    /// All that is known of the recipient.
    pub(super) fn recipient(&self, kept: &Kept) -> Option<Recipient<'_>> {
        match self.bytes(kept) {
            Cow::Borrowed(bytes) => Recipient::read(bytes),
            Cow::Owned(bytes) => Recipient::read(&bytes).map(Recipient::into_owned),
        }
    }

    /// One of the texts.
    pub(super) fn text(&self, kept: &Kept, which: Text) -> Option<Cow<'_, str>> {
        let packed = self.segments.rest(kept.spot);
        let values = rest(packed, HEAD);
        let Some(form) = self.form(packed) else {
            let row = wire::Recipient::of(Json::trusted(values.get(..kept.length as usize)?))?;
            return domain::text(*Text::of(&row).get(which as usize)?);
        };
        let hole = (*form.texts.get(which as usize)?)?;
        Packed::read(pass(values, hole)).0.text()
    }

    /// What holds it.
    #[cfg(test)]
    pub(super) fn segments(&self) -> &Segments {
        &self.segments
    }
}

impl Kept {
    /// How many bytes came.
    pub(super) fn length(&self) -> usize {
        self.length as usize
    }
}

impl Form {
    /// That of a recipient, whose values are appended.
    fn of(slice: &[u8], row: &wire::Recipient<'_>, values: &mut Vec<u8>) -> Self {
        let mut form = Self { text: Vec::with_capacity(slice.len()), ..Self::default() };
        let texts = Text::of(row);
        let mut cursor = Cursor::new(slice);
        while let rest @ [byte, ..] = cursor.rest() {
            if !matches!(byte, b'"' | b'-' | b'0'..=b'9') {
                form.text.push(*byte);
                cursor.pass(1);
                continue;
            }
            // The syntax was checked.
            let Ok(word) = cursor.value() else { break };
            let is = |field: &Json<'_>| std::ptr::eq(field.bytes().as_ptr(), rest.as_ptr());
            let is_name = cursor.clone().peek() == Ok(b':');
            if is_name || is(&row.status) {
                form.text.extend_from_slice(word);
                continue;
            }
            for (_, hole) in texts.iter().zip(&mut form.texts).filter(|(field, _)| is(field)) {
                *hole = Some(form.holes);
            }
            Packed::put(word, values);
            form.text.push(HOLE);
            form.holes += 1;
        }
        form
    }
}

/// What follows so many values.
fn pass(values: &[u8], count: usize) -> &[u8] {
    (0..count).fold(values, |values, _| rest(values, Packed::read(values).1))
}

fn rest(bytes: &[u8], at: usize) -> &[u8] {
    bytes.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::fields::Fields;

    /// Packs it, and holds what is kept against what came.
    fn check<'a>(keeping: &'a mut Keeping, json: &str) -> &'a [u8] {
        let slice = json.as_bytes();
        let row = wire::Recipient::of(Json::trusted(slice)).unwrap();
        let kept = keeping.keep(slice, &row);
        keeping.keep(slice, &row);
        assert!(keeping.is_of(&kept, slice), "{json}");
        assert_eq!(str::from_utf8(&keeping.bytes(&kept)), Ok(json));
        assert_eq!(keeping.recipient(&kept), Recipient::read(slice), "{json}");
        let all = [Text::Id, Text::Name, Text::Number, Text::Call];
        for (which, field) in all.into_iter().zip(Text::of(&row)) {
            assert_eq!(keeping.text(&kept, which), domain::text(field), "{json}");
        }
        let mut next = Keeping::after(keeping);
        let again = next.keep_again(keeping, &kept);
        assert_eq!(next.packed(&again), keeping.packed(&kept), "{json}");
        keeping.packed(&kept)
    }

    #[test]
    fn a_recipient_takes_a_third() {
        let json = |status: &str| {
            format!(
                r#"{{"id":"f1e2d3c4-5678-9012-3456-789012345678","phone_number":"+14155551234","name":"John Doe","status":"{status}","attempted_at":"2024-02-15T09:00:10.123456+00:00","completed_at":null}}"#
            )
        };
        let mut keeping = Keeping::default();
        let kept = check(&mut keeping, &json("calling"));
        assert_eq!(kept.len(), HEAD + 17 + 7 + 11 + 17);
        check(&mut keeping, &json("busy"));
        check(&mut keeping, &json("calling"));
        assert_eq!(keeping.forms.all.len(), 2);
    }

    #[test]
    fn whatever_json_there_is() {
        let mut keeping = Keeping::default();
        for json in [
            "{}",
            r#"{"id":1}"#,
            r#"{ "id" : "1" , "x" : [ -1.5e9, {"id":"2"}, true ], "name":"A \"b\" \\" }"#,
            r#"{"name":"a","i\u0064":"7","name":"","phone_number":"  "}"#,
            r#"{"status":5,"id":{"a":"b"},"name":["x"],"phone_number":false}"#,
            r#"{"status":"1","id":"1","name":"1","phone_number":"1"}"#,
        ] {
            check(&mut keeping, json);
        }
    }

    #[test]
    fn people_who_have_nothing_in_common_are_kept_as_they_came() {
        let mut keeping = Keeping::default();
        for at in 0..FORMS + 10 {
            let kept = check(&mut keeping, &format!(r#"{{"name":"Ann","{at}":null}}"#));
            assert_eq!(kept.get(PRINT..HEAD) == Some(&AS_IT_CAME), at >= FORMS);
        }
        let mut keeping = Keeping::default();
        for at in 0..10 {
            let long = "x".repeat(FORMS_BYTES / 4);
            check(&mut keeping, &format!(r#"{{"{long}{at}":"1","id":"2"}}"#));
        }
        assert_eq!(keeping.forms.all.len(), 3);
        check(&mut keeping, r#"{"id":"3"}"#);
    }
}
