//! Short forms of given names, own list.

/// A given name and the forms that people use for it.
const FORMS: [&str; 62] = [
    "alexander alex alec sasha xander",
    "alexandra alex sasha sandra lexi",
    "andrew andy drew",
    "anthony tony",
    "antonio tony",
    "barbara barb",
    "benjamin ben benji",
    "catherine cathy kate katie cat",
    "katherine kathy kate katie kat",
    "charles charlie chuck",
    "christina chris tina",
    "christine chris chrissy",
    "christopher chris",
    "daniel dan danny",
    "david dave davey",
    "deborah deb debbie",
    "dorothy dot dottie",
    "edward ed eddie ted",
    "elizabeth liz lizzie beth betty eliza",
    "eleanor ellie nell",
    "emily em",
    "eugene gene",
    "frances fran",
    "francisco paco pancho",
    "frederick fred freddy",
    "gabriel gabe",
    "gerald gerry jerry",
    "gregory greg",
    "guadalupe lupe",
    "henry hank harry",
    "isabel isa bella",
    "isabella isa bella",
    "james jim jimmy jamie",
    "jennifer jen jenny",
    "jessica jess",
    "john jack johnny",
    "jonathan jon",
    "jose pepe",
    "joseph joe joey",
    "joshua josh",
    "kenneth ken kenny",
    "lawrence larry",
    "leonard leo len",
    "margaret maggie meg peggy",
    "matthew matt",
    "michael mike mick",
    "mohammed mo",
    "nathaniel nate nat",
    "nicholas nick",
    "olivia liv",
    "pamela pam",
    "patricia pat patty trish",
    "patrick pat",
    "peter pete",
    "philip phil",
    "rebecca becky becca",
    "richard rick dick rich",
    "robert bob rob bobby",
    "samantha sam",
    "steven steve",
    "thomas tom tommy",
    "william will bill billy liam",
];

/// The short forms of a given name in lower case.
pub(super) fn nicknames(name: &str) -> impl Iterator<Item = &'static str> {
    let same = |known: &str| known == name || (known == "steven" && name == "stephen");
    let line = FORMS.iter().find(move |line| line.split(' ').next().is_some_and(same));
    line.into_iter().flat_map(|line| line.split(' ').skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_forms_that_people_use() {
        for (name, forms) in [
            ("eugene", &["gene"][..]),
            ("margaret", &["maggie", "meg", "peggy"]),
            ("stephen", &["steve"]),
            ("steven", &["steve"]),
            ("adaeze", &[]),
            // A short form is nobody's whole name: it would reach everybody who shares it.
            ("chris", &[]),
            ("", &[]),
        ] {
            assert_eq!(nicknames(name).collect::<Vec<_>>(), forms, "{name}");
        }
    }

    #[test]
    fn forms_are_listed_once_in_small_letters() {
        for line in FORMS {
            let words: Vec<&str> = line.split(' ').collect();
            assert!(words.len() > 1 && words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
            assert!((1..words.len()).all(|at| !words[..at].contains(&words[at])), "{line}");
            assert_eq!(
                FORMS.iter().filter(|other| other.split(' ').next() == words.first().copied()).count(),
                1,
                "{line}"
            );
        }
    }
}
