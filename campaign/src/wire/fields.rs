//! Reads any JSON object into a struct that says where its fields go.

use super::scalar::Scalar;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A struct that is filled from an object.
pub trait Fields<'a> {
    /// Where a field goes; None passes it over.
    fn slot(&mut self, name: &str) -> Option<Slot<'_, 'a>>;

    /// Takes back what [`Fields::slot`] made room for: neither an object nor an array came.
    fn take_back(&mut self, _name: &str) {}

    /// Takes a text that came in place of an object, as errors do.
    fn plain(&mut self, _text: Cow<'a, str>) {}
}

/// Where a field goes.
pub enum Slot<'s, 'a> {
    /// A value of its own.
    Scalar(&'s mut Scalar<'a>),
    /// An object.
    Object(&'s mut dyn Fields<'a>),
    /// An array of objects.
    List(&'s mut dyn List<'a>),
}

/// An array that is filled from objects.
pub trait List<'a> {
    /// Makes room for one more.
    fn grow(&mut self);
    /// The one that was made last.
    fn last(&mut self) -> Option<&mut dyn Fields<'a>>;
    /// Takes the last one back: it was no object.
    fn shrink(&mut self);
}

impl<'a, T: Fields<'a> + Default> List<'a> for Vec<T> {
    fn grow(&mut self) {
        self.push(T::default());
    }

    fn last(&mut self) -> Option<&mut dyn Fields<'a>> {
        self.last_mut().map(|last| last as &mut dyn Fields<'a>)
    }

    fn shrink(&mut self) {
        self.pop();
    }
}

/// Declares a struct of scalars named after the API's fields.
macro_rules! columns {
    ($(#[$meta:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Default, Debug)]
        #[expect(missing_docs, reason = "the API's own names; api.md says what they hold")]
        pub struct $name<'a> {
            $(pub $field: $crate::wire::scalar::Scalar<'a>,)*
        }

        impl<'a> $crate::wire::fields::Fields<'a> for $name<'a> {
            fn slot(&mut self, name: &str) -> Option<$crate::wire::fields::Slot<'_, 'a>> {
                let field = match name {
                    $(stringify!($field) => &mut self.$field,)*
                    _ => return None,
                };
                Some($crate::wire::fields::Slot::Scalar(field))
            }
        }
    };
}
pub(crate) use columns;

/// Passes over values that are neither text nor made of others. All are named, since what is left
/// out would be an error, and serde's errors bring along the formatting of floats.
macro_rules! ignore {
    () => {
        ignore!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);

        fn visit_unit<E>(self) -> Result<bool, E> {
            Ok(false)
        }
    };
    ($($visit:ident: $type:ty),*) => {
        $(fn $visit<E>(self, _: $type) -> Result<bool, E> {
            Ok(false)
        })*
    };
}

/// Fills a struct; says whether there was an object to fill it from.
pub struct Fill<'s, 'a>(pub &'s mut dyn Fields<'a>);

impl<'de> DeserializeSeed<'de> for Fill<'_, 'de> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_, 'de> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while let Some(name) = map.next_key::<Scalar<'de>>()? {
            let name = name.text().unwrap_or_default();
            match self.0.slot(&name) {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some(Slot::Scalar(field)) => *field = map.next_value()?,
                Some(Slot::Object(object)) => {
                    if !map.next_value_seed(Fill(object))? {
                        self.0.take_back(&name);
                    }
                }
                Some(Slot::List(list)) => {
                    if !map.next_value_seed(FillList(list))? {
                        self.0.take_back(&name);
                    }
                }
            }
        }
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<bool, E> {
        self.0.plain(text.into());
        Ok(false)
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        self.0.plain(text.to_owned().into());
        Ok(false)
    }

    ignore!();
}

/// Fills an array; says whether there was one to fill it from.
struct FillList<'s, 'a>(&'s mut dyn List<'a>);

impl<'de> DeserializeSeed<'de> for FillList<'_, 'de> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FillList<'_, 'de> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    ignore!();

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        loop {
            self.0.grow();
            let Some(last) = self.0.last() else { return Ok(true) };
            match seq.next_element_seed(Fill(last))? {
                Some(true) => {}
                Some(false) => self.0.shrink(),
                None => {
                    self.0.shrink();
                    return Ok(true);
                }
            }
        }
    }
}

/// Reads one object: for tests of what is made of it.
#[cfg(test)]
pub(crate) fn read_object<'a, T: Fields<'a> + Default>(json: &'a str) -> T {
    let mut object = T::default();
    Fill(&mut object).deserialize(&mut serde_json::Deserializer::from_str(json)).unwrap();
    object
}
