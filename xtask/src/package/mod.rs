//! What is written about the element, all of it from one description, `package/element.json`: the
//! README's reference, the types and manifests of the npm package.
//!
//! [`description`] is that file; [`agreement`] compares it with the code; [`reference`] writes the
//! README's tables, [`types`] and [`manifests`] what editors and frameworks read. The package around
//! them is `dist`'s.

pub(crate) mod agreement;
pub(crate) mod description;
pub(crate) mod manifests;
pub(crate) mod reference;
pub(crate) mod types;
