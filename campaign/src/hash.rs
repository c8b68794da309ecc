//! A number for a text: short, and even enough to find texts by.

/// FNV-1a of some parts, which do not run into each other.
pub fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |mixed, byte| {
        (mixed ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}
