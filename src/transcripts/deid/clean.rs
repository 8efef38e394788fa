//! Puts the policy into effect: the clean text, and where everything went.

use super::dates;
use super::known::Known;
use super::pseudonyms::Pseudonyms;
use super::{Identifier, Kind, Policy, Treatment};
use crate::transcripts::kinds::Found;
use crate::transcripts::offsets::{Units, units};
use crate::transcripts::{Cue, Turn};

/// What turns found things into clean text.
pub(super) struct Cleaner<'a> {
    pub policy: &'a Policy,
    pub known: &'a Known,
    pub pseudonyms: &'a mut Pseudonyms,
}

impl Cleaner<'_> {
    /// The clean turn and its identifiers; what was found must be sorted and must not overlap.
    pub(super) fn turn(&mut self, turn: &Turn, found: &[Found]) -> (Turn, Vec<Identifier>) {
        let speaker = turn.speaker.as_deref().map(|label| self.speaker(label));
        let mut original = Units::new(&turn.text);
        let mut clean = String::with_capacity(turn.text.len());
        let mut clean_units = 0_u32;
        let mut done = 0;
        let mut identifiers = Vec::with_capacity(found.len());
        for one in found {
            let between = turn.text.get(done..one.from).unwrap_or_default();
            let form = turn.text.get(one.from..one.to).unwrap_or_default();
            let replacement = self.replacement(one, &turn.text);
            let said = replacement.as_deref().unwrap_or(form);
            clean.push_str(between);
            clean.push_str(said);
            let clean_from = clean_units.saturating_add(units(between));
            clean_units = clean_from.saturating_add(units(said));
            identifiers.push(Identifier {
                turn: turn.id.clone(),
                from: original.of(one.from),
                to: original.of(one.to),
                kind: one.kind,
                code: one.reason.0.to_owned(),
                reason: one.reason.1.to_owned(),
                certainty: one.certainty,
                replacement,
                clean_from,
                clean_to: clean_units,
            });
            done = one.to;
        }
        clean.push_str(turn.text.get(done..).unwrap_or_default());
        let cues = turn.cues.iter().map(|cue| moved(cue, &identifiers)).collect();
        (Turn { id: turn.id.clone(), speaker, start: turn.start, end: turn.end, text: clean, cues }, identifiers)
    }

    /// The pseudonym of a speaker; labels that name nobody stay.
    fn speaker(&mut self, label: &str) -> String {
        match self.known.labels.get(label) {
            Some(who) if self.policy.treatment(Kind::Person) != Treatment::Keep => {
                self.pseudonyms.person(self.known, *who, label)
            }
            _ => label.to_owned(),
        }
    }

    /// What stands in the place of what was found in a text; nothing when it stays.
    fn replacement(&mut self, one: &Found, text: &str) -> Option<String> {
        let form = text.get(one.from..one.to).unwrap_or_default();
        if one.certainty < self.policy.at_least {
            return None;
        }
        match (self.policy.treatment(one.kind), one.kind) {
            (Treatment::Keep, _) => None,
            (Treatment::Generalise | Treatment::Shift, Kind::Date) if self.tells_age(one, text) => {
                Some("[date]".to_owned())
            }
            (Treatment::Generalise | Treatment::Shift, Kind::Date) if dates::says_little(form) => None,
            (Treatment::Shift, Kind::Date) => {
                let shifted = self.pseudonyms.shift_days().and_then(|days| dates::shifted(form, days));
                shifted.or_else(|| general_date(form))
            }
            (Treatment::Generalise, Kind::Date) => general_date(form),
            (Treatment::Generalise, Kind::Age) => Some(format!("over {}", self.policy.ages_up_to)),
            _ => Some(match one.who {
                Some(who) => self.pseudonyms.person(self.known, who, form),
                None => self.pseudonyms.thing(one.kind, form),
            }),
        }
    }

    /// Whether a date is that of a birth whose year alone tells an age that is not to stay.
    fn tells_age(&self, one: &Found, text: &str) -> bool {
        let (before, after) = (text.get(..one.from).unwrap_or_default(), text.get(one.to..).unwrap_or_default());
        let form = text.get(one.from..one.to).unwrap_or_default();
        let stays = matches!(self.policy.treatment(Kind::Age), Treatment::Keep);
        !stays && dates::tells_age(before, form, after, self.policy.ages_up_to, self.policy.year)
    }
}

fn general_date(form: &str) -> Option<String> {
    Some(dates::year(form).unwrap_or("[date]").to_owned())
}

/// A cue of the original text as a cue of the clean one.
fn moved(cue: &Cue, identifiers: &[Identifier]) -> Cue {
    let (from, to) = (super::map::to_clean(identifiers, cue.from).0, super::map::to_clean(identifiers, cue.to).1);
    Cue { from, to: to.max(from), id: cue.id.clone(), ..*cue }
}
