//! Texts for the members of a circle, whatever sends them.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::html;
use super::templates::{TextKind, TextTemplate, fill};
use crate::calendar::names::Language;
use crate::calendar::term::{Series, Session, SessionStatus, Term};
use crate::error::{Error, Result};
use crate::people::{Participant, Roster};

/// Which text to write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TextOptions {
    /// What the text is for.
    pub kind: TextKind,
    /// The id of the circle.
    pub circle: String,
    /// The id of the session; the circle's first that takes place when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The language of the library's own templates.
    #[serde(default)]
    pub language: Language,
    /// Templates in place of the library's own.
    #[serde(default)]
    pub templates: Vec<TextTemplate>,
    /// Why something has changed.
    #[serde(default)]
    pub reason: String,
}

/// A text for one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// The id of the participant.
    pub member: String,
    /// Where to send it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The subject, of one line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML, everything that people wrote escaped.
    pub html: String,
}

/// Writes a text for everybody in a circle whom the roster knows, each with their own name and, in another zone, time.
///
/// ```
/// use peer_circle::calendar::{Language, Programme, TextKind, TextOptions, schedule, texts};
/// use peer_circle::circles::{Circle, Plan};
/// use peer_circle::people::{self, Mode};
/// use peer_circle::time::{Day, Slot};
///
/// let roster = people::read(b"id,name,time zone\np1,Ada <Okoro>,Europe/Oslo\n")?.value;
/// let circle = Circle {
///     id: "c1".to_owned(),
///     name: "Circle 1".to_owned(),
///     mode: Mode::Talk,
///     leader: None,
///     members: vec!["p1".to_owned()],
///     slot: Some(Slot { day: Day::Tuesday, start: "17:30".parse()?, minutes: 60 }),
///     ..Circle::default()
/// };
/// let plan = Plan { circles: vec![circle], ..Plan::default() };
/// let mut programme = Programme::between("2020-10-01".parse().unwrap(), "2020-10-31".parse().unwrap());
/// programme.zone = "America/New_York".to_owned();
/// let term = schedule(&plan, &programme)?.value;
/// let options =
///     TextOptions { kind: TextKind::Reminder, circle: "c1".to_owned(), language: Language::Es, ..TextOptions::default() };
/// let mail = &texts(&term, &roster, &options)?[0];
/// assert_eq!(mail.subject, "Circle 1: martes, 6 de octubre de 2020, de 17:30 a 18:30 (hora de New York)");
/// assert!(mail.text.contains("En su hora: martes, 6 de octubre de 2020, de 23:30 a 0:30 (hora de Oslo)"));
/// assert!(mail.html.starts_with("<p>Hola, Ada &lt;Okoro&gt;:</p>"));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `texts.no_circle` and `texts.no_session` when the term has no such circle or session.
pub fn texts(term: &Term, roster: &Roster, options: &TextOptions) -> Result<Vec<Mail>> {
    let series = term.series(&options.circle).ok_or_else(|| {
        let message = format!("there is no circle \"{}\"", options.circle);
        Error::new("texts.no_circle", message).at_field("circle").hint("use the id of one of the term's series")
    })?;
    let session = session(series, options)?;
    let mut facts = Facts::of(term, series, session, Some(roster), options.language);
    facts.set("reason", options.reason.clone());
    let letter = Letter { kind: options.kind, language: options.language, templates: &options.templates, facts };
    Ok(letters(term, roster, session, &series.members, &letter))
}

fn session<'a>(series: &'a Series, options: &TextOptions) -> Result<Option<&'a Session>> {
    let Some(session) = &options.session else {
        let takes_place = |session: &&Session| session.status != SessionStatus::Cancelled;
        return Ok(series.sessions.iter().find(takes_place));
    };
    series.session(session).map(Some).ok_or_else(|| {
        let error = Error::new("texts.no_session", format!("there is no session \"{session}\""));
        error.at_field("session").hint("use the id of one of the circle's sessions")
    })
}

/// A text before it is written to anybody.
pub(in crate::calendar) struct Letter<'a> {
    pub(in crate::calendar) kind: TextKind,
    pub(in crate::calendar) language: Language,
    /// Templates in place of the library's own.
    pub(in crate::calendar) templates: &'a [TextTemplate],
    pub(in crate::calendar) facts: Facts,
}

/// Writes a text to those of some people whom the roster knows.
pub(in crate::calendar) fn letters(
    term: &Term,
    roster: &Roster,
    session: Option<&Session>,
    people: &[String],
    letter: &Letter<'_>,
) -> Vec<Mail> {
    let own = letter.templates.iter().find(|template| template.kind == letter.kind).cloned();
    let template = own.unwrap_or_else(|| TextTemplate::standard(letter.kind, letter.language));
    let known = |id: &String| roster.participants.iter().find(|person| person.id == *id);
    let write = |person: &Participant| {
        let mut facts = letter.facts.clone();
        facts.to(person, term, session, letter.language);
        let text = fill(&template.body, &facts);
        let subject = fill(&template.subject, &facts).replace('\n', " ");
        Mail { member: person.id.clone(), email: person.email.clone(), subject, html: html::from_text(&text), text }
    };
    people.iter().filter_map(known).map(write).collect()
}
