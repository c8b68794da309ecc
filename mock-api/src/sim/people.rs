//! The recipients' names and numbers, all made up.

use super::draw::Draw;

const FIRST: [&str; 32] = [
    "Amara", "Ben", "Chloe", "Diego", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jonas", "Keiko",
    "Liam", "Maya", "Nikhil", "Olivia", "Pavel", "Quinn", "Rosa", "Samir", "Tara", "Uma", "Viktor",
    "Wanda", "Xavier", "Yara", "Zoe", "José", "Zoë", "Søren", "Łukasz", "Anaïs", "Jürgen",
];
const LAST: [&str; 32] = [
    "Adeyemi",
    "Baker",
    "Castillo",
    "Dubois",
    "Eriksson",
    "Fischer",
    "Garcia",
    "Haddad",
    "Ito",
    "Jansen",
    "Kowalski",
    "Lopez",
    "Murphy",
    "Nguyen",
    "O'Connor",
    "Patel",
    "Quist",
    "Rossi",
    "Smith",
    "Tanaka",
    "Ueda",
    "Varga",
    "Williams",
    "Xu",
    "Yilmaz",
    "Zhang",
    "Núñez",
    "Müller",
    "Brontë",
    "Ångström",
    "Nováková",
    "Smith-Jones",
];
const AREAS: [&str; 20] = [
    "202", "206", "212", "213", "303", "305", "310", "312", "404", "415", "503", "512", "602",
    "604", "617", "702", "713", "718", "801", "916",
];

/// 20 areas of 10,000 numbers each.
const NUMBERS: u64 = 200_000;

/// A first and a last name.
pub(crate) fn name(draw: Draw) -> (&'static str, &'static str) {
    (draw.salted(1).pick(&FIRST), draw.salted(2).pick(&LAST))
}

/// The area code and the last four digits of `+1 area 555 line`. No two recipients of a campaign
/// share a number, since 7,919 and the number of numbers have no common factor.
pub(crate) fn phone(seed: u64, index: u64) -> (&'static str, u64) {
    let number = (index * 7_919 + seed * 101) % NUMBERS;
    let area = usize::try_from(number / 10_000).ok().and_then(|at| AREAS.get(at));
    (area.copied().unwrap_or("415"), number % 10_000)
}
