//! Words that make a name an institution's.

/// Words that end the names of institutions and hardly stand alone after a name, in text without capitals.
pub(super) const ENDS: &str = "hospital university clinic college school church foundation institute hospice academy center centre inc \
    ltd llc orchestra synagogue mosque";

/// Words that say by law or custom that an organisation's name ends here, whatever words come before.
pub(super) const FORMS: &str = "inc ltd llc llp plc gmbh corp corporation technologies holdings industries laboratories labs partners \
    associates software pharmaceuticals university hospital college foundation bros";

/// Words that, after "and", make a firm of the names before: `Ode and Sons`.
pub(super) const FIRM_ENDS: &str = "sons daughters brothers bros associates partners company co sisters asociados hijos figli fratelli \
    fils cie associés filhos irmãos söhne sohn partner zonen sønner söner synowie";

/// Words for "and" between the names of a firm.
pub(super) const ANDS: [&str; 8] = ["and", "y", "e", "et", "und", "og", "och", "en"];

/// What the law of its country has a firm put after its name, without full stops.
pub(super) const LEGAL: [&str; 47] = [
    "sa", "sarl", "srl", "sl", "slu", "sll", "slne", "scoop", "ev", "snc", "spa", "bv", "nv", "as", "sro", "doo",
    "spzoo", "kk", "oy", "oyj", "ab", "asa", "aps", "ohg", "kg", "kgaa", "gbr", "se", "sas", "sasu", "eurl", "ltda",
    "plc", "llp", "llc", "inc", "ltd", "corp", "pty", "pte", "gmbh", "ag", "mbh", "kft", "zrt", "nyrt", "scp",
];

/// Words after which a name goes on with "of": `Republic of Korea`.
pub(super) const HEADS: &str = "republic kingdom state county city province bay isle house diocese";

/// Words that, with a capital, belong to the names of institutions.
pub(super) const WORDS: &str = "academy agency airlines airways analytics associates association authority bank bros brothers campus \
    capital center centre charity church clinic clinics club co college committee company consulting corp \
    corporation council department electronics enterprises faculty federation foundation fund gmbh group \
    health healthcare holdings hochschule hospice hospital hospitals inc industries infirmary institute \
    insurance international laboratories labs library llc llp logistics ltd media medical ministry mosque \
    motors museum orchestra partners pharmaceuticals pharmacy plc practice robotics school schools seminary \
    services society software solutions synagogue systems technologies temple trust union universidad \
    university ventures";

#[cfg(test)]
mod tests {
    use super::super::super::lists::{Lists, WordSet};
    use super::super::super::words::Text;
    use super::super::{Kind, Lexis, Memory, by_words};
    use super::*;

    /// What stands in a text as an institution's name.
    fn institutions(text: &str) -> Vec<String> {
        let words = (WordSet::Words, &["we", "were", "at", "the", "there", "rapid"][..]);
        let lists = Lists::read(&Lists::build("", &[words, (WordSet::Names, &["ruiz"])])).unwrap();
        let (memory, mut found) = (Memory::new(), Vec::new());
        let read = Text::new(text);
        let lexis = Lexis { lists: Some(&lists), memory: &memory };
        by_words(&read, lexis, !read.capitals, !read.capitals, &mut found);
        let named = found.iter().filter(|one| one.kind == Kind::Institution);
        named.map(|one| text[one.from..one.to].to_owned()).collect()
    }

    #[test]
    fn each_word_makes_an_institution_of_the_name_before() {
        for word in WORDS.split_ascii_whitespace() {
            let (first, rest) = word.split_at(1);
            let name = format!("Ruiz {}{rest}", first.to_uppercase());
            let found = institutions(&format!("we were at {name} there"));
            assert!(found.iter().any(|found| found.starts_with(&name)), "{name}: {found:?}");
        }
    }

    #[test]
    fn without_capitals_some_words_end_such_a_name() {
        for word in ENDS.split_ascii_whitespace() {
            let name = format!("ruiz {word}");
            assert_eq!(institutions(&format!("we were at {name}")), [name.as_str()], "{name}");
        }
        assert_eq!(institutions("we were at the hospital there"), [""; 0]);
    }

    #[test]
    fn forms_of_law_are_written_as_they_are_looked_for() {
        for form in LEGAL {
            assert!(form.bytes().all(|byte| byte.is_ascii_lowercase()), "{form} has stops or capitals");
        }
        assert!(institutions("we were at Ruiz S.L. there").contains(&"Ruiz S.L.".to_owned()));
    }
}
