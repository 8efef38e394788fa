//! The same pseudonym for the same person or thing, everywhere in a project.

use crate::ordered::BTreeMap;

use super::known::{Known, Person};
use super::{Key, KeyEntry, Kind};
use crate::transcripts::words::{fold, hash};

/// Forms kept for each entry of the key: a slip in every turn must not fill it.
const FORMS: usize = 200;

/// The highest number of a pseudonym from which counting goes on.
const MOST: u32 = 1 << 30;

/// The version of the key's form that this library writes.
const VERSION: u32 = 1;

/// The key under construction, with ways to look things up in it.
pub(super) struct Pseudonyms {
    key: Key,
    /// By kind and form, which is known by its hash in any case: the entry.
    forms: BTreeMap<(Kind, u64), usize>,
    /// By each word of the names of people who do not take part: the entries.
    parts: BTreeMap<u64, Parts>,
    /// By the id or (without one) the folded name of somebody who takes part: the entry.
    people: BTreeMap<String, usize>,
    /// How many pseudonyms with each beginning are given.
    counts: BTreeMap<&'static str, u32>,
}

/// Whose name a word is part of: two say that by itself it names nobody, and more would only fill the memory.
#[derive(Clone, Copy)]
enum Parts {
    One(usize),
    Several,
}

impl Pseudonyms {
    pub(super) fn new(key: Key) -> Self {
        let mut all = Self {
            key: Key { version: VERSION, ..Key::default() },
            forms: BTreeMap::new(),
            parts: BTreeMap::new(),
            people: BTreeMap::new(),
            counts: BTreeMap::new(),
        };
        all.key.shift_days = key.shift_days;
        for entry in key.entries {
            let beginning = if taking_part(&entry) { "P" } else { beginning(entry.kind) };
            let number = entry.pseudonym.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0);
            // Nobody has given so many: counting on from there would end, and two would share the last.
            let number = if number > MOST { 0 } else { number };
            let count = all.counts.entry(beginning).or_default();
            *count = number.max(*count);
            all.keep(entry);
        }
        all
    }

    pub(super) fn into_key(self) -> Key {
        self.key
    }

    pub(super) fn shift_days(&self) -> Option<i32> {
        self.key.shift_days
    }

    /// The pseudonym of somebody who takes part, who was named in this form.
    pub(super) fn person(&mut self, known: &Known, who: u32, form: &str) -> String {
        let Some(person) = usize::try_from(who).ok().and_then(|who| known.people.get(who)) else {
            return String::new();
        };
        let entry = match self.people.get(&identity(person)) {
            Some(entry) => *entry,
            None => {
                let pseudonym = self.next("P", true);
                let participant = person.participant.clone();
                self.keep(KeyEntry { pseudonym, kind: Kind::Person, participant, forms: vec![person.name.clone()] })
            }
        };
        self.form(entry, form)
    }

    /// The pseudonym of anything else.
    pub(super) fn thing(&mut self, kind: Kind, form: &str) -> String {
        let key = hash(form);
        let known = self.forms.get(&(kind, key)).copied();
        let entry = match known.or_else(|| self.named(kind, key, form)) {
            Some(entry) => {
                // A longer name is one to know the entry by; a part alone may be somebody else's tomorrow.
                if known.is_none() && form.contains(' ') {
                    self.register(entry, kind, key, form);
                }
                entry
            }
            None => {
                let pseudonym = self.next(beginning(kind), false);
                self.keep(KeyEntry { pseudonym, kind, participant: None, forms: vec![form.to_owned()] })
            }
        };
        self.form(entry, form)
    }

    /// The one entry of a person that has this form as a part of a name, or of which it is the longer name.
    fn named(&self, kind: Kind, key: u64, form: &str) -> Option<usize> {
        if kind != Kind::Person {
            return None;
        }
        match self.parts.get(&key) {
            Some(Parts::One(entry)) => Some(*entry),
            _ => self.shorter(form),
        }
    }

    /// The one entry of somebody who was called by parts of this name alone: `Ode`, who is now `Adaeze Ode`.
    fn shorter(&self, name: &str) -> Option<usize> {
        let part = |form: &String| name.split(' ').any(|part| hash(part) == hash(form));
        let whole = |entry: &&usize| self.key.entries.get(**entry).is_some_and(|entry| entry.forms.iter().all(part));
        let called = name.split(' ').filter_map(|part| self.forms.get(&(Kind::Person, hash(part))));
        let mut entries: Vec<usize> = called.filter(whole).copied().collect();
        entries.dedup();
        match entries.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    fn next(&mut self, beginning: &'static str, two_figures: bool) -> String {
        let count = self.counts.entry(beginning).or_default();
        *count = count.saturating_add(1);
        let number = count.to_string();
        let between = match (two_figures, number.len()) {
            (true, 1) => "0",
            (true, _) => "",
            (false, _) => " ",
        };
        [beginning, between, &number].concat()
    }

    fn keep(&mut self, entry: KeyEntry) -> usize {
        let index = self.key.entries.len();
        // Whoever withdrew has a line without a name, so that nobody else gets their pseudonym.
        let withdrawn = entry.forms.is_empty() && entry.participant.is_none();
        if taking_part(&entry) && !withdrawn {
            let name = entry.forms.first().cloned().unwrap_or_default();
            self.people.insert(identity(&Person { participant: entry.participant.clone(), name }), index);
        } else {
            entry.forms.iter().for_each(|form| self.register(index, entry.kind, hash(form), form));
        }
        self.key.entries.push(entry);
        index
    }

    /// Makes an entry known by one more form.
    fn register(&mut self, index: usize, kind: Kind, key: u64, form: &str) {
        let person = if kind == Kind::Person { form } else { "" };
        for part in person.split(' ').filter(|part| !part.is_empty()) {
            let entry = self.parts.entry(hash(part)).or_insert(Parts::One(index));
            if !matches!(entry, Parts::One(known) if *known == index) {
                *entry = Parts::Several;
            }
        }
        self.forms.entry((kind, key)).or_insert(index);
    }

    fn form(&mut self, index: usize, form: &str) -> String {
        let Some(entry) = self.key.entries.get_mut(index) else { return String::new() };
        if entry.forms.len() < FORMS && !entry.forms.iter().any(|known| known == form) {
            entry.forms.push(form.to_owned());
        }
        entry.pseudonym.clone()
    }
}

/// Whether an entry is of somebody who takes part: those have no space in their pseudonym.
pub(super) fn taking_part(entry: &KeyEntry) -> bool {
    entry.kind == Kind::Person && !entry.pseudonym.contains(' ')
}

fn identity(person: &Person) -> String {
    person.participant.as_ref().map_or_else(|| format!("name:{}", fold(&person.name)), |id| format!("id:{id}"))
}

/// How the pseudonyms of a kind begin.
fn beginning(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Title => "Title",
        Kind::Job => "Job",
        Kind::Place => "Place",
        Kind::Address => "Address",
        Kind::Postcode => "Postcode",
        Kind::Institution => "Institution",
        Kind::Department => "Department",
        Kind::Email => "Email",
        Kind::Phone => "Phone",
        Kind::Url => "Link",
        Kind::Handle => "Handle",
        Kind::Ip => "Device",
        Kind::Account => "Account",
        Kind::Card => "Card",
        Kind::NationalId => "ID",
        Kind::Record => "Record",
        Kind::Date => "Date",
        Kind::Age => "Age",
        Kind::Other => "Identifier",
    }
}
