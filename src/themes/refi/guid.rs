//! Identifiers for the standard: the same content yields the same one, since there is no randomness here.

/// A GUID made from a text, of the form of a version 8 UUID (RFC 9562, section 5.8).
pub(super) fn guid(text: &str) -> String {
    let (mut high, low) = (hash(text, 0xcbf2_9ce4_8422_2325), hash(text, 0x6c62_272e_07bb_0142));
    high = (high & 0xffff_ffff_ffff_0fff) | 0x8000;
    let low = (low & 0x3fff_ffff_ffff_ffff) | 0x8000_0000_0000_0000;
    let (a, b, c) = (high >> 32, (high >> 16) & 0xffff, high & 0xffff);
    format!("{a:08x}-{b:04x}-{c:04x}-{:04x}-{:012x}", low >> 48, low & 0xffff_ffff_ffff)
}

/// Whether a GUID, in small letters, is of the form that [`guid`] makes.
pub(super) fn is_ours(guid: &str) -> bool {
    guid.split('-').nth(2).is_some_and(|part| part.starts_with('8'))
}

/// FNV-1a, its bits mixed at the end so that similar texts differ everywhere.
fn hash(text: &str, start: u64) -> u64 {
    let fnv = text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let mixed = (fnv ^ (fnv >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 29)
}
