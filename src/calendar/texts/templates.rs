//! The texts themselves, each with places for facts; a caller may bring others.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use crate::calendar::names::Language;

/// What a text is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum TextKind {
    /// Somebody has a circle.
    #[default]
    Invitation,
    /// A session is near.
    Reminder,
    /// A topic may be seen.
    Topic,
    /// Something is otherwise than told before.
    Change,
    /// Sessions do not take place.
    Cancellation,
    /// Somebody has no part in the circle any more.
    Leaving,
}

/// A text with places for facts in braces.
///
/// A line whose places are all empty is left out, with a heading just above it that ends in a colon. The places are `{name}` (whom the text is for), `{circle}`,
/// `{programme}`, `{leader}`, `{host}`, `{members}` (but for whom the text is for), `{when}` and, for people in another zone, `{whenThere}`,
/// `{place}`, `{url}`, `{topic}`, `{prompts}`, `{agenda}`, `{citation}`, `{dates}` (all sessions to come), `{changes}`
/// and `{reason}`. A blank line parts paragraphs, `- ` begins an entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TextTemplate {
    /// What the text is for.
    pub kind: TextKind,
    /// The subject, of one line.
    pub subject: String,
    /// The text.
    pub body: String,
}

impl TextTemplate {
    /// The library's own text.
    pub fn standard(kind: TextKind, language: Language) -> Self {
        let (subject, body) = match language {
            Language::En => english(kind),
            Language::Es => spanish(kind),
        };
        Self { kind, subject: subject.to_owned(), body: body.to_owned() }
    }
}

fn english(kind: TextKind) -> (&'static str, &'static str) {
    match kind {
        TextKind::Invitation => (
            "{circle}: welcome",
            "Hello {name},\n\nwelcome to {circle} of {programme}.\nYour leader: {leader}\nWith you: {members}\n\n\
             First: {when}\nFor you: {whenThere}\nWhere: {place}\nLink: {url}\nFirst topic: {topic}\n\n\
             All dates:\n{dates}\n\nIf a date does not suit you, decline it in your calendar or answer this message.",
        ),
        TextKind::Reminder => (
            "{circle}: {when}",
            "Hello {name},\n\n{circle} is near.\n\nWhen: {when}\nFor you: {whenThere}\nWhere: {place}\nLink: {url}\n\
             Host: {host}\n\nTopic: {topic}\n{prompts}\n\nIf you cannot come, decline it in your calendar or answer this message.",
        ),
        TextKind::Topic => (
            "{circle}: {topic}",
            "Hello {name},\n\na new topic for {circle}: {topic}\n{prompts}\n\nWhen: {when}\nFor you: {whenThere}\n\
             Link: {url}\n\nSuggested agenda:\n{agenda}\n\n{citation}",
        ),
        TextKind::Change => (
            "{circle}: a change",
            "Hello {name},\n\nsomething has changed in {circle}.\n{changes}\n\nWhy: {reason}\nWhere: {place}\nLink: {url}\n\n\
             Next: {when}\nFor you: {whenThere}\n\nThe invitation to your calendar says the same; a calendar that you subscribe to may need a day.",
        ),
        TextKind::Cancellation => (
            "{circle}: session cancelled",
            "Hello {name},\n\n{circle} does not meet as planned.\n{changes}\n\nWhy: {reason}\n\nNext: {when}\nFor you: {whenThere}",
        ),
        TextKind::Leaving => (
            "{circle}: you are no longer in it",
            "Hello {name},\n\nyou are no longer in {circle} of {programme}; its sessions leave your calendar.\n\n\
             Why: {reason}\n\nIf this is a mistake, answer this message.",
        ),
    }
}

fn spanish(kind: TextKind) -> (&'static str, &'static str) {
    match kind {
        TextKind::Invitation => (
            "{circle}: le damos la bienvenida",
            "Hola, {name}:\n\nLe damos la bienvenida a {circle} de {programme}.\nCoordina: {leader}\nParticipan: {members}\n\n\
             Primera sesión: {when}\nEn su hora: {whenThere}\nLugar: {place}\nEnlace: {url}\nPrimer tema: {topic}\n\n\
             Todas las fechas:\n{dates}\n\nSi una fecha no le conviene, rechácela en su calendario o responda a este mensaje.",
        ),
        TextKind::Reminder => (
            "{circle}: {when}",
            "Hola, {name}:\n\nSe acerca la sesión de {circle}.\n\nCuándo: {when}\nEn su hora: {whenThere}\nLugar: {place}\n\
             Enlace: {url}\nModera: {host}\n\nTema: {topic}\n{prompts}\n\nSi no puede asistir, rechácela en su calendario o responda a este mensaje.",
        ),
        TextKind::Topic => (
            "{circle}: {topic}",
            "Hola, {name}:\n\nUn nuevo tema para {circle}: {topic}\n{prompts}\n\nCuándo: {when}\nEn su hora: {whenThere}\n\
             Enlace: {url}\n\nAgenda propuesta:\n{agenda}\n\n{citation}",
        ),
        TextKind::Change => (
            "{circle}: un cambio",
            "Hola, {name}:\n\nAlgo ha cambiado en {circle}.\n{changes}\n\nMotivo: {reason}\nLugar: {place}\nEnlace: {url}\n\n\
             Próxima sesión: {when}\nEn su hora: {whenThere}\n\nLa invitación en su calendario dice lo mismo; un calendario al que esté suscrito puede tardar un día.",
        ),
        TextKind::Cancellation => (
            "{circle}: sesión cancelada",
            "Hola, {name}:\n\n{circle} no se reúne como estaba previsto.\n{changes}\n\nMotivo: {reason}\n\nPróxima sesión: {when}\nEn su hora: {whenThere}",
        ),
        TextKind::Leaving => (
            "{circle}: ya no forma parte del círculo",
            "Hola, {name}:\n\nYa no forma parte de {circle}, de {programme}; sus sesiones desaparecen de su calendario.\n\n\
             Motivo: {reason}\n\nSi se trata de un error, responda a este mensaje.",
        ),
    }
}

/// A text with its facts in their places, in one pass: what a fact says is never a place again.
pub(super) fn fill(template: &str, facts: &Facts) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in template.lines() {
        let (text, places, filled) = fill_line(line, facts);
        let blank = text.trim().is_empty();
        let left_out = places > 0 && filled == 0;
        // Blank lines part paragraphs: one between two, none at the ends.
        let again = blank && lines.last().is_none_or(|last| last.is_empty());
        if left_out && lines.last().is_some_and(|last| last.ends_with(':')) {
            lines.pop();
        }
        if !left_out && !again {
            lines.push(if blank { String::new() } else { text });
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// A line, how many places it has and how many of them were filled.
fn fill_line(line: &str, facts: &Facts) -> (String, u32, u32) {
    let (mut text, mut places, mut filled) = (String::new(), 0, 0);
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((facts.get(name)?, after))) {
            Some((value, after)) => {
                (places, filled) = (places + 1, filled + u32::from(!value.is_empty()));
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    (text, places, filled)
}
