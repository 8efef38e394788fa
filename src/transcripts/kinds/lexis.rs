//! What is known about single words: by the lists, where they are at hand, and by short lists of our own.

use std::cell::Cell;

use super::super::lists::{Lists, WordSet, phrase};
use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word};

/// Words and what is known about them.
#[derive(Clone, Copy)]
pub(crate) struct Lexis<'a> {
    /// The lists that the page has loaded; without them only a few words are known.
    pub lists: Option<&'a Lists>,
    /// What the lists said of words that came before.
    pub memory: &'a Memory,
}

/// What the lists say of single words, kept since speech repeats its words: a slot for each hash's last bits.
pub(crate) struct Memory {
    slots: Vec<Cell<(u64, u8)>>,
}

/// Slots of a memory, a power of two: the words of an hour's talk.
const SLOTS: usize = 1 << 11;

const WORD: u8 = 1;
const GIVEN: u8 = 1 << 1;
const NAME: u8 = 1 << 2;
const PLACE: u8 = 1 << 3;
/// Tells a slot in use from an empty one.
const USED: u8 = 1 << 4;

impl Memory {
    pub(crate) fn new() -> Self {
        Self { slots: vec![Cell::new((0, 0)); SLOTS] }
    }

    fn slot(&self, key: u64) -> Option<&Cell<(u64, u8)>> {
        self.slots.get(usize::try_from((key ^ key >> 29) & (SLOTS as u64 - 1)).unwrap_or(0))
    }
}

impl Lexis<'_> {
    /// Whether a word is an ordinary one. Without lists only the most frequent are known.
    pub(crate) fn is_word(&self, text: &Text<'_>, word: &Word) -> bool {
        word.letters < 2 || self.known(text, word) & WORD != 0
    }

    pub(crate) fn is_given(&self, text: &Text<'_>, word: &Word) -> bool {
        self.known(text, word) & GIVEN != 0
    }

    /// Whether somebody bears it as a given or family name.
    pub(crate) fn is_name(&self, text: &Text<'_>, word: &Word) -> bool {
        self.known(text, word) & (NAME | GIVEN) != 0
    }

    /// Whether a single word is a place.
    pub(crate) fn is_place_word(&self, text: &Text<'_>, word: &Word) -> bool {
        self.known(text, word) & PLACE != 0
    }

    /// Whether a row of words is a place.
    pub(crate) fn is_place(&self, words: &[Word]) -> bool {
        let mut hashes = [0; 5];
        let Some(hashes) = hashes.get_mut(..words.len()) else { return false };
        hashes.iter_mut().zip(words).for_each(|(hash, word)| *hash = word.hash);
        phrase(hashes).is_some_and(|key| self.lists.is_some_and(|lists| lists.has_key(WordSet::Places, key)))
    }

    /// What the lists say of a word.
    fn known(&self, text: &Text<'_>, word: &Word) -> u8 {
        let Some(lists) = self.lists else { return if word.is(Marks::FREQUENT) { WORD } else { 0 } };
        let Some(slot) = self.memory.slot(word.hash) else { return 0 };
        let (key, known) = slot.get();
        if key == word.hash && known & USED != 0 {
            return known;
        }
        let bit = |set: WordSet, bit: u8| if lists.has_key(set, word.hash) { bit } else { 0 };
        let listed = bit(WordSet::Given, GIVEN) | bit(WordSet::Names, NAME) | bit(WordSet::Places, PLACE);
        let ordinary = if lists.is_word(text.of(word), word.hash) { WORD } else { 0 };
        let known = USED | listed | ordinary;
        slot.set((word.hash, known));
        known
    }
}

/// Whether a word is a form of address or, with a capital, an office that stands before a name: `Dr`, `Uncle`.
pub(super) fn is_title(word: &Word) -> bool {
    word.is(Marks::TITLE) || word.shape == Shape::Capital && word.is(Marks::OFFICE)
}

/// Where a name ends whose last word is shortened: the full stop belongs to it (`Ltd.`).
pub(super) fn stopped(text: &Text<'_>, to: usize) -> usize {
    const SHORT: [&str; 9] = ["inc", "ltd", "co", "corp", "jr", "sr", "st", "str", "bros"];
    let last = text.words.partition_point(|word| word.to < to);
    let short = text.word(last).is_some_and(|word| SHORT.iter().any(|short| short.eq_ignore_ascii_case(text.of(word))));
    to + usize::from(short && text.text.get(to..).is_some_and(|rest| rest.starts_with('.')))
}

/// Whether a name may follow a title here: after a space, or after the full stop that shortens it (`Dr.`, no `Father.`).
pub(super) fn is_beside(text: &Text<'_>, title: usize) -> bool {
    let short = text.word(title).is_some_and(|word| word.letters <= 4);
    matches!(text.gap(title), " " | "  ") || short && matches!(text.gap(title), ". " | ".")
}

/// Whether a word stands for somebody's title or degree, which goes with the name.
pub(super) fn is_degree(word: &str) -> bool {
    ["Jr", "Sr", "PhD", "MD", "DDS", "DVM", "RN", "MPH", "II", "III", "IV", "Esq", "CPA"].contains(&word)
}

/// Whether a word is written as names are: a capital first, and not a short row of capitals (`CEO`, `CEOs`).
pub(super) fn is_capital(text: &Text<'_>, word: &Word) -> bool {
    let said = text.of(word);
    match word.shape {
        Shape::Capital => true,
        Shape::Upper => word.letters > 4,
        Shape::Mixed => {
            let acronym = said.strip_suffix('s').is_some_and(|said| said.chars().all(char::is_uppercase));
            said.starts_with(char::is_uppercase) && !acronym
        }
        _ => false,
    }
}

/// Forms of address before a name, in any case.
pub(super) const TITLES: &str = "dr mr mrs ms mx miss prof professor doctor rev";

/// Offices and kin that are a title with a capital before a name: `Uncle Ben`, `Dean Ortiz`.
pub(super) const OFFICES: &str = "sir dame reverend father mother sister brother nurse judge captain colonel sergeant senator governor \
    mayor president dean chancellor pastor rabbi imam uncle aunt auntie grandma grandpa";

/// Words that only hold sentences together, whatever names they may also be.
pub(super) const FUNCTION: &str = "a about after again all also am an and another any are as at be because been before being both but by can \
    could did do does doing done dont down each either else even every few for from get gets getting give go goes going got had has have having \
    he hello her here hers hi him his how i if in into is it its just let like make many may me might mine more most much must my near \
    never no nobody nor not nothing now of off often on once one only or other our ours out over own please put really same say says she \
    should since so some somebody something still such take than thank thanks that the their theirs them then there these they thing \
    things this those though through to too under until up upon us use very was we were what when where which while who whom whose why \
    with within without would yes yet you your yours sir bot user name address phone email date time my well good great sure maybe \
    today tomorrow yesterday yeah ok okay oh sorry what's it's that's will wont cant come came see told ask asked call called tell need \
    want know think look first last next two three ago because year years day days week weeks month months old new's also per via";

/// Words whose capital says nothing: days, languages, feasts, brands that everybody uses.
pub(super) const PUBLIC: &str = "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun january february \
    march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec \
    english spanish french german italian portuguese dutch russian chinese mandarin cantonese japanese korean arabic hindi urdu \
    bengali polish turkish greek hebrew latin swedish norwegian danish finnish vietnamese american americans british european \
    europeans african africans asian asians indian indians mexican canadian australian irish scottish western eastern northern southern latino latina hispanic caucasian \
    native christian christians christianity jewish jew jews judaism muslim muslims islam catholic catholics protestant buddhist \
    buddhism hindu bible quran god jesus christ lord allah christmas easter thanksgiving halloween hanukkah passover ramadan \
    diwali eid lent advent new year valentine covid coronavirus corona delta omicron sars ebola zika hipaa ptsd adhd ocd autism \
    alzheimer parkinson tylenol advil ibuprofen prozac zoloft lexapro xanax adderall ritalin ativan benadryl botox pfizer moderna google facebook \
    instagram twitter youtube netflix amazon zoom teams skype whatsapp reddit tiktok snapchat linkedin uber lyft iphone ipad \
    android mac macbook windows xbox playstation nintendo microsoft apple alexa siri spotify pinterest venmo paypal slack webex \
    facetime wikipedia google's gmail outlook excel word powerpoint kindle hulu disney walmart target costco starbucks mcdonalds ikea ebay \
    internet web wifi bluetooth usb pdf tv dvd cd ok okay usa us uk eu un nato fbi cia irs nhs cdc fda who nih er icu or ob gyn emt \
    gp iban atm pin ceo cfo cto hr faq md phd dr mr mrs ms mom dad mum mama papa grandma grandpa nana auntie uncle aunt sir maam madam professor doctor dean chair \
    black white democrat democrats republican republicans congress senate parliament medicare medicaid olympics \
    whoa woah geez jeez gosh ahh ohh hahah yikes wahoo whew welp yay hooray congrats cheers amen bravo namaste hola ciao merci gracias yo";

/// The most frequent words, for when no lists are at hand.
pub(super) const FREQUENT: &str = "the of and to in is you that it he was for on are as with his they i at be this have from or one had by word but not what all \
    were we when your can said there use an each which she do how their if will up other about out many then them these so some her \
    would make like him into time has look two more write go see number no way could people my than first been call who its now find \
    long down day did get come made may part over new sound take only little work know place year live me back give most very after \
    thing our just name good sentence man think say great where help through much before line right too mean old any same tell boy \
    follow came want show also around form three small set put end does another well large must big even such because turn here why \
    ask went men read need land different home us move try kind hand picture again change off play spell air away animal house point \
    page letter mother answer found study still learn should yes yeah okay ok oh um uh hi hello hey thanks thank please sorry maybe \
    really actually anyway honestly always never every everyone everybody nobody somebody something anything nothing let lets im ive \
    dont thats youre theyre were id ill hes shes it's well sure exactly absolutely right and but because while until although since \
    both either neither own same few lot lots sometimes often today tomorrow yesterday tonight morning evening afternoon night week \
    month session meeting group circle topic question questions welcome good great nice fine perfect wonderful awesome cool excuse \
    once twice next last another during after before against between without within under above below near far later sooner ago";

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> Lists {
        let words: &[&str] = &["rose", "apologize", "walk", "color"];
        let file = Lists::build(
            "",
            &[
                (WordSet::Words, words),
                (WordSet::Given, &["rose"]),
                (WordSet::Names, &["ruiz"]),
                (WordSet::Places, &["lund", "new haven"]),
            ],
        );
        Lists::read(&file).unwrap()
    }

    /// What is known of each word of a text: ordinary, given name, any name, place.
    #[track_caller]
    fn check(lists: Option<&Lists>, text: &str, expected: &[[bool; 4]]) {
        let (memory, text) = (Memory::new(), Text::new(text));
        let lexis = Lexis { lists, memory: &memory };
        let of = |word: &Word| {
            let (ordinary, given) = (lexis.is_word(&text, word), lexis.is_given(&text, word));
            [ordinary, given, lexis.is_name(&text, word), lexis.is_place_word(&text, word)]
        };
        // What was asked before is remembered, and is the same.
        for _ in 0..2 {
            assert_eq!(text.words.iter().map(of).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn words_are_what_the_lists_say_in_any_form() {
        let lists = lists();
        let (ordinary, strange) = ([true, false, false, false], [false; 4]);
        check(
            Some(&lists),
            "Rose ruiz LUND",
            &[[true, true, true, false], [false, false, true, false], [false, false, false, true]],
        );
        check(Some(&lists), "walks walked walking apologised colour", &[ordinary; 5]);
        check(Some(&lists), "wal x zzyzx", &[strange, ordinary, strange]);
    }

    #[test]
    fn without_lists_the_most_frequent_words_are_known() {
        check(None, "the zzyzx", &[[true, false, false, false], [false; 4]]);
    }

    #[test]
    fn rows_of_words_are_places() {
        let (lists, memory) = (lists(), Memory::new());
        let lexis = Lexis { lists: Some(&lists), memory: &memory };
        let place = |text: &str| lexis.is_place(&Text::new(text).words);
        assert!(place("New Haven") && place("new-haven"));
        assert!(!place("haven new") && !place("new haven new haven new haven") && !place(""));
    }

    #[test]
    fn titles_go_with_a_name_and_shortened_words_with_their_stop() {
        let title = |text: &str| is_title(&Text::new(text).words[0]);
        assert!(title("dr") && title("Uncle") && !title("uncle") && !title("Ana"));
        let beside = |text: &str| is_beside(&Text::new(text), 0);
        assert!(beside("Dr Ana") && beside("Dr. Ana") && !beside("Father. Ana") && !beside("Dr, Ana"));
        let whole = |text: &str, to: usize| stopped(&Text::new(text), to) == text.len();
        assert!(whole("Ruiz Ltd.", 8) && whole("Ruiz ltd", 8) && !whole("Ruiz met.", 8));
    }

    #[test]
    fn rows_of_capitals_are_no_names() {
        let capital = |text: &str| {
            let text = Text::new(text);
            is_capital(&text, &text.words[0])
        };
        for (text, expected) in [
            ("Ana", true),
            ("ana", false),
            ("CEO", false),
            ("CEOs", false),
            ("GARCIA", true),
            ("McKay", true),
            ("iPhone", false),
            ("R2", false),
        ] {
            assert_eq!(capital(text), expected, "{text}");
        }
    }
}
