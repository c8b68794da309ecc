//! Reads any JSON object into a struct of the fields that are wanted of it.
//!
//! A derived reader for each struct would be several times the code.

use super::Json;

/// A struct that is read from an object.
pub trait Fields<'a>: Sized {
    /// None of anything but an object.
    fn of(object: Json<'a>) -> Option<Self>;
}

/// Declares a struct of JSON values named after the API's fields.
macro_rules! fields {
    ($(#[$meta:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
        #[expect(missing_docs, reason = "the API's own names; api.md says what they hold")]
        pub struct $name<'a> {
            $(pub $field: $crate::wire::Json<'a>,)*
        }

        impl<'a> $name<'a> {
            /// What the API calls them.
            pub const NAMES: [&'static str; [$(stringify!($field)),*].len()] =
                [$(stringify!($field)),*];

            /// From the values of all names.
            pub fn from_values(
                values: [$crate::wire::Json<'a>; [$(stringify!($field)),*].len()],
            ) -> Self {
                let [$($field),*] = values;
                Self { $($field),* }
            }

            /// From an array of the values of all names.
            pub fn listed(array: $crate::wire::Json<'a>) -> Option<Self> {
                let mut items = array.items()?;
                Some(Self { $($field: items.next().unwrap_or_default(),)* })
            }

            /// The values of all names.
            pub fn values(self) -> [$crate::wire::Json<'a>; [$(stringify!($field)),*].len()] {
                [$(self.$field),*]
            }
        }

        impl<'a> $crate::wire::fields::Fields<'a> for $name<'a> {
            fn of(object: $crate::wire::Json<'a>) -> Option<Self> {
                let mut values = [$crate::wire::Json::default(); Self::NAMES.len()];
                $crate::wire::fields::fill(object, &Self::NAMES, &mut values)?;
                Some(Self::from_values(values))
            }
        }
    };
}
pub(crate) use fields;

/// Finds the values of these names; of a name that comes twice, the last. None of anything but an
/// object.
pub(crate) fn fill<'a>(object: Json<'a>, names: &[&str], values: &mut [Json<'a>]) -> Option<()> {
    for (name, value) in object.fields()? {
        let name = name.string().unwrap_or_default();
        let mut known = names.iter().zip(&mut *values);
        if let Some((_, field)) = known.find(|(known, _)| **known == name) {
            *field = value;
        }
    }
    Some(())
}

/// Reads one object: for tests of what is made of it.
#[cfg(test)]
pub(crate) fn read_object<'a, T: Fields<'a>>(json: &'a str) -> T {
    T::of(Json::read(json.as_bytes()).unwrap()).unwrap()
}
