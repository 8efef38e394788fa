//! A page for the leader of a session, to print.

use chrono::TimeDelta;

use super::facts::name_of;
use super::html::escape;
use crate::calendar::names::Language;
use crate::calendar::programme::Topic;
use crate::calendar::term::{Series, Session, Term};
use crate::error::{Error, Result};
use crate::people::Roster;
use crate::time::Zone;

/// Fits one sheet of A4 or Letter; no colour is needed to read it.
const STYLE: &str = "@page{margin:15mm}body{font:11pt/1.4 serif;margin:0 auto;max-width:40em}h1{font-size:1.4em;margin:0}\
h2{font-size:1.1em;margin:1em 0 .3em}p{margin:.3em 0}table{border-collapse:collapse;width:100%}\
td,th{border-bottom:1px solid #999;text-align:left;padding:.2em .5em .2em 0}.lines{height:6em;border:1px solid #999}";

/// What a leader has at hand in a session, as an HTML page of its own: when and where, the topic with its prompts, the
/// agenda by the clock, who belongs to the circle with room to tick them off, and room for notes that name nobody.
///
/// # Errors
/// `texts.no_session` when the term has no such session.
pub fn kit(term: &Term, roster: Option<&Roster>, session: &str, language: Language) -> Result<String> {
    let found = term.series.iter().find_map(|series| Some((series, series.session(session)?)));
    let (series, session) = found.ok_or_else(|| {
        Error::new("texts.no_session", format!("there is no session \"{session}\"")).at_field("session")
    })?;
    let page = Page { term, series, session, roster, language };
    let title = escape(&format!("{} · {}", series.title(), session.title.as_deref().unwrap_or_default()));
    let parts = [page.head(), page.topic(), page.agenda(), page.people(), page.notes()];
    let code = language.pick("en", "es");
    Ok(format!(
        "<!doctype html><html lang=\"{code}\"><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style><body>{}</body></html>",
        parts.concat()
    ))
}

struct Page<'a> {
    term: &'a Term,
    series: &'a Series,
    session: &'a Session,
    roster: Option<&'a Roster>,
    language: Language,
}

impl Page<'_> {
    fn head(&self) -> String {
        let programme = &self.term.programme;
        let zone = Zone::named(&programme.zone).unwrap_or_else(|_| Zone::utc());
        let place = self.series.platform(programme, Some(self.session)).map(str::to_owned);
        let rows = [
            Some(programme.title.clone()),
            Some(self.language.when(self.session, &zone)),
            place,
            self.series.url(programme).map(str::to_owned),
        ];
        let lines =
            rows.into_iter().flatten().filter(|row| !row.is_empty()).map(|row| format!("<p>{}</p>", escape(&row)));
        format!("<h1>{}</h1>{}", escape(self.series.title()), lines.collect::<String>())
    }

    fn topic(&self) -> String {
        let Some(topic) = self.found() else { return String::new() };
        let prompts = list("ul", topic.prompts.iter().map(|prompt| escape(prompt)));
        let citation = topic.citation.as_ref().map(|citation| format!("<p><small>{}</small></p>", escape(citation)));
        format!("<h2>{}</h2>{prompts}{}", escape(&topic.title), citation.unwrap_or_default())
    }

    /// The agenda by the clock; a week of writing has none.
    fn agenda(&self) -> String {
        let agenda = self.found().map(|topic| &topic.agenda[..]).unwrap_or_default();
        if agenda.is_empty() {
            return String::new();
        }
        let mut at = self.session.start;
        let rows = agenda.iter().map(|item| {
            let clock = if self.session.is_week() { String::new() } else { self.language.clock(at) };
            at += TimeDelta::minutes(i64::from(item.minutes));
            format!("<tr><td>{clock}<td>{} min<td>{}", item.minutes, escape(&item.title))
        });
        let rows: String = rows.collect();
        format!("<h2>{}</h2><table>{rows}</table>", self.language.pick("Agenda", "Agenda"))
    }

    fn people(&self) -> String {
        let named = self.series.members.iter().map(|id| (id, name_of(self.roster, id)));
        let row = |(id, name): (&String, String)| {
            let host = self.session.host.as_ref().or(self.series.leader.as_ref()) == Some(id);
            let role = if host { self.language.pick("host", "modera") } else { "" };
            format!("<tr><td>☐<td>{}<td>{role}", escape(&name))
        };
        let rows: String = named.filter(|(_, name)| !name.is_empty()).map(row).collect();
        if rows.is_empty() {
            return rows;
        }
        format!("<h2>{}</h2><table>{rows}</table>", self.language.pick("Who came", "Asistencia"))
    }

    fn notes(&self) -> String {
        let title = self.language.pick("Notes, without names", "Notas, sin nombres");
        format!("<h2>{title}</h2><div class=\"lines\"></div>")
    }

    fn found(&self) -> Option<&Topic> {
        self.session.topic.and_then(|index| self.term.programme.topics.get(index as usize))
    }
}

fn list(tag: &str, entries: impl Iterator<Item = String>) -> String {
    let entries: String = entries.map(|entry| format!("<li>{entry}</li>")).collect();
    if entries.is_empty() { entries } else { format!("<{tag}>{entries}</{tag}>") }
}
