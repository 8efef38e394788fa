//! Words that make a name an institution's.

use std::sync::OnceLock;

use super::super::words::Word;
use super::phone::once;

/// Whether a word in small letters ends the names of institutions and hardly stands alone after a name.
pub(super) fn ends_name(word: &Word) -> bool {
    const ENDS: [&str; 18] = [
        "hospital",
        "university",
        "clinic",
        "college",
        "school",
        "church",
        "foundation",
        "institute",
        "hospice",
        "academy",
        "center",
        "centre",
        "inc",
        "ltd",
        "llc",
        "orchestra",
        "synagogue",
        "mosque",
    ];
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    once(&KNOWN, &ENDS).binary_search(&word.hash).is_ok()
}

/// Whether a word says by law or custom that an organisation's name ends here, whatever words come before.
pub(super) fn is_form(word: &Word) -> bool {
    const FORMS: [&str; 22] = [
        "inc",
        "ltd",
        "llc",
        "llp",
        "plc",
        "gmbh",
        "corp",
        "corporation",
        "technologies",
        "holdings",
        "industries",
        "laboratories",
        "labs",
        "partners",
        "associates",
        "software",
        "pharmaceuticals",
        "university",
        "hospital",
        "college",
        "foundation",
        "bros",
    ];
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    once(&KNOWN, &FORMS).binary_search(&word.hash).is_ok()
}

/// Whether a word after "and" makes a firm of the names before it: `Ode and Sons`.
pub(super) fn ends_firm(word: &Word) -> bool {
    const ENDS: [&str; 9] =
        ["sons", "daughters", "brothers", "bros", "associates", "partners", "company", "co", "sisters"];
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    once(&KNOWN, &ENDS).binary_search(&word.hash).is_ok()
}

/// Whether a name goes on after this word with "of": `University of Lund`, `Republic of Korea`.
pub(super) fn takes_of(word: &Word) -> bool {
    const HEADS: [&str; 10] =
        ["republic", "kingdom", "state", "county", "city", "province", "bay", "isle", "house", "diocese"];
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    once(&KNOWN, &HEADS).binary_search(&word.hash).is_ok()
}

/// Whether a word with a capital belongs to the names of institutions.
pub(super) fn is_word(word: &Word) -> bool {
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| super::phone::sorted(&WORDS.split_ascii_whitespace().collect::<Vec<_>>()));
    known.binary_search(&word.hash).is_ok()
}

const WORDS: &str = "academy agency airlines airways analytics associates association authority bank bros brothers campus \
    capital center centre charity church clinic clinics club co college committee company consulting corp corporation \
    council department electronics enterprises faculty federation foundation fund gmbh group health healthcare holdings \
    hochschule hospice hospital hospitals inc industries infirmary institute insurance international laboratories labs \
    library llc llp logistics ltd media medical ministry mosque motors museum orchestra partners pharmaceuticals pharmacy \
    plc practice robotics school schools seminary services society software solutions synagogue systems technologies temple \
    trust union universidad university ventures";
