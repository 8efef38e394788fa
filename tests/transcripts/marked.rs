//! Texts with marked identifiers, and how much of the marks a result covers.

use std::collections::BTreeSet;

use peer_circle::people::{Participant, Roster};
use peer_circle::transcripts::{Clean, Transcript, Turn};

/// A meeting and its marks: turn, offsets in UTF-16 units, kind.
pub(crate) struct Meeting {
    pub(crate) transcript: Transcript,
    pub(crate) marks: Vec<(usize, u32, u32, String)>,
}

/// Reads the meetings of a file of lines `Speaker: text with {kind:marks}`.
pub(crate) fn meetings(text: &str) -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = Vec::new();
    for line in text.lines() {
        if line.starts_with("##") {
            meetings.push(Meeting { transcript: Transcript::default(), marks: Vec::new() });
        } else if let (Some((speaker, said)), Some(meeting)) = (line.split_once(": "), meetings.last_mut()) {
            let turns = &mut meeting.transcript.turns;
            let (text, marks) = unmarked(said);
            meeting.marks.extend(marks.into_iter().map(|(from, to, kind)| (turns.len(), from, to, kind)));
            let (id, speaker) = (format!("t{}", turns.len() + 1), Some(speaker.to_owned()));
            turns.push(Turn { id, speaker, text, ..Turn::default() });
        }
    }
    meetings
}

fn unmarked(said: &str) -> (String, Vec<(u32, u32, String)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = said;
    while let Some((before, mark)) = rest.split_once('{') {
        let (inside, after) = mark.split_once('}').unwrap();
        let (kind, words) = inside.split_once(':').unwrap();
        text.push_str(before);
        let from = units(&text);
        text.push_str(words);
        marks.push((from, units(&text), kind.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap()
}

/// The same meeting as captions without capitals have it.
pub(crate) fn lower(meeting: &Meeting) -> Transcript {
    let mut transcript = meeting.transcript.clone();
    for turn in &mut transcript.turns {
        turn.text = turn.text.to_lowercase();
    }
    transcript
}

/// Everybody who speaks or is marked.
pub(crate) fn roster(meeting: &Meeting) -> Roster {
    let mut names: BTreeSet<String> = meeting.transcript.speakers().into_iter().map(str::to_owned).collect();
    for (turn, from, to, _) in meeting.marks.iter().filter(|(.., kind)| kind == "person") {
        names.insert(meeting.transcript.turns[*turn].slice(*from, *to).unwrap().to_owned());
    }
    let person = |(index, name)| Participant { id: format!("p{index}"), name, ..Participant::default() };
    Roster { participants: names.into_iter().enumerate().map(person).collect() }
}

/// How many marks there are, are covered whole, are touched; of persons likewise; characters found and found rightly.
#[derive(Debug, Default)]
pub(crate) struct Score {
    pub(crate) marks: u32,
    pub(crate) whole: u32,
    pub(crate) persons: u32,
    pub(crate) persons_touched: u32,
    pub(crate) found: u32,
    pub(crate) right: u32,
    pub(crate) missed: Vec<String>,
    pub(crate) wrong: Vec<String>,
}

impl Score {
    pub(crate) fn add(&mut self, meeting: &Meeting, clean: &Clean) {
        for (index, turn) in meeting.transcript.turns.iter().enumerate() {
            let found: Vec<_> = clean.identifiers.iter().filter(|one| one.turn == turn.id).collect();
            let marks: Vec<_> = meeting.marks.iter().filter(|(turn, ..)| *turn == index).collect();
            let is_found = |at: u32| found.iter().any(|one| (one.from..one.to).contains(&at));
            let is_marked = |at: u32| marks.iter().any(|(_, from, to, _)| (*from..*to).contains(&at));
            for (_, from, to, kind) in &marks {
                let (whole, touched) = ((*from..*to).all(is_found), (*from..*to).any(is_found));
                self.marks += 1;
                self.whole += u32::from(whole);
                self.persons += u32::from(kind == "person");
                self.persons_touched += u32::from(kind == "person" && touched);
                if !whole {
                    self.missed.push(format!("{kind}:{} in {}", turn.slice(*from, *to).unwrap(), turn.text));
                }
            }
            for one in &found {
                self.found += one.to - one.from;
                let right = u32::try_from((one.from..one.to).filter(|at| is_marked(*at)).count()).unwrap();
                self.right += right;
                if right * 2 < one.to - one.from {
                    self.wrong.push(format!(
                        "{:?} {} {} in {}",
                        one.kind,
                        one.certainty,
                        turn.slice(one.from, one.to).unwrap(),
                        turn.text
                    ));
                }
            }
        }
    }

    pub(crate) fn fractions(&self) -> [f64; 3] {
        [(self.whole, self.marks), (self.right, self.found), (self.persons_touched, self.persons)]
            .map(|(part, all)| f64::from(part) / f64::from(all))
    }
}
