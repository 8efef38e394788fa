//! What a text can say: the values of the places of templates.

use crate::calendar::names::Language;
use crate::calendar::programme::Topic;
use crate::calendar::term::{Series, Session, SessionStatus, Term};
use crate::people::{Participant, Roster};
use crate::time::Zone;

/// Values by the names of their places; empty where there is nothing to say.
#[derive(Clone, Debug, Default)]
pub(in crate::calendar) struct Facts {
    said: Vec<(&'static str, String)>,
    /// The members by their ids, with their names.
    members: Vec<(String, String)>,
}

impl Facts {
    /// What is known of a circle and, where one is meant, of a session.
    pub(in crate::calendar) fn of(
        term: &Term,
        series: &Series,
        session: Option<&Session>,
        roster: Option<&Roster>,
        language: Language,
    ) -> Self {
        let mut facts = Self::default();
        let programme = &term.programme;
        let zone = Zone::named(&programme.zone).unwrap_or_else(|_| Zone::utc());
        let name = |id: &String| name_of(roster, id);
        facts.set("circle", line(series.title()));
        facts.set("programme", line(&programme.title));
        facts.set("leader", series.leader.as_ref().map(name).unwrap_or_default());
        facts.members = series.members.iter().map(|id| (id.clone(), name(id))).collect();
        facts.with(None);
        facts.set("url", line(series.url(programme).unwrap_or_default()));
        facts.set("when", session.map(|session| language.when(session, &zone)).unwrap_or_default());
        facts.set("place", line(series.platform(programme, session).unwrap_or_default()));
        let host = session.and_then(|session| session.host.as_ref()).or(series.leader.as_ref());
        facts.set("host", host.map(name).unwrap_or_default());
        let topic = session.and_then(|session| session.topic).and_then(|index| programme.topics.get(index as usize));
        facts.topic(topic.unwrap_or(&Topic::default()), language);
        let to_come = series.sessions.iter().filter(|other| session.is_none_or(|session| other.start >= session.start));
        let to_come = to_come.filter(|session| session.status != SessionStatus::Cancelled);
        facts.set("dates", list(to_come.map(|session| language.when(session, &zone))));
        for name in ["name", "whenThere", "changes", "reason"] {
            facts.set(name, String::new());
        }
        facts
    }

    fn topic(&mut self, topic: &Topic, language: Language) {
        self.set("topic", line(&topic.title));
        self.set("prompts", list(topic.prompts.iter().map(|prompt| line(prompt))));
        let item = |(minutes, title): (u16, &str)| {
            format!("{minutes} {}: {}", language.pick("minutes", "minutos"), line(title))
        };
        self.set("agenda", list(topic.agenda.iter().map(|part| item((part.minutes, &part.title)))));
        self.set("citation", line(topic.citation.as_deref().unwrap_or_default()));
    }

    /// Says who else is a member.
    fn with(&mut self, person: Option<&str>) {
        let others = self.members.iter().filter(|(id, name)| person != Some(id) && !name.is_empty());
        let others: Vec<&str> = others.map(|(_, name)| name.as_str()).collect();
        self.set("members", others.join(", "));
    }

    /// Says whom the text is for: their name, the others and, in another zone than the programme's, their time.
    pub(super) fn to(&mut self, person: &Participant, term: &Term, session: Option<&Session>, language: Language) {
        self.set("name", line(&person.name));
        self.with(Some(&person.id));
        let ours = Zone::named(&term.programme.zone).unwrap_or_else(|_| Zone::utc());
        let theirs = person.zone.as_ref().and_then(|zone| Zone::named(zone).ok());
        let (Some(theirs), Some(session)) = (theirs, session.filter(|session| !session.is_week())) else { return };
        let at = session.start_utc.timestamp();
        if ours.offset_at(at) != theirs.offset_at(at) {
            self.set("whenThere", language.when(session, &theirs));
        }
    }

    /// Says something under a name.
    pub(in crate::calendar) fn set(&mut self, name: &'static str, value: String) {
        self.said.retain(|(known, _)| *known != name);
        self.said.push((name, value));
    }

    /// What is said under a name; none for a name that no place has.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.said.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// What somebody is called; nothing for people that the roster does not know.
pub(super) fn name_of(roster: Option<&Roster>, id: &str) -> String {
    let person = roster.and_then(|roster| roster.participants.iter().find(|person| person.id == *id));
    person.map(|person| line(&person.name)).unwrap_or_default()
}

/// A value of one line: nobody's name begins a header or a paragraph.
fn line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn list(entries: impl Iterator<Item = String>) -> String {
    entries.map(|entry| format!("- {entry}")).collect::<Vec<_>>().join("\n")
}
