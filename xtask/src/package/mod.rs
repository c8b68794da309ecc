//! Everything that is written about the element, from one description, `package/element.json`.
//!
//! [`description`] reads that file, and [`agreement`] compares it with the code. [`reference`] writes
//! the tables of docs/reference.md; [`types`] and [`manifests`] write what editors and frameworks
//! read. The npm package around them is made by `dist`.

pub(crate) mod agreement;
pub(crate) mod description;
pub(crate) mod manifests;
pub(crate) mod reference;
pub(crate) mod types;
