//! What calendars show of a session.

use crate::calendar::programme::Topic;
use crate::calendar::term::{Series, Session, Term};

/// The circle's name and, where there is one, the session's topic.
pub(super) fn summary(series: &Series, session: Option<&Session>) -> String {
    let name = series.title();
    match session.and_then(|session| session.title.as_ref()) {
        Some(title) => format!("{name}: {title}"),
        None => name.to_owned(),
    }
}

/// The programme and the topic: its prompts, its agenda and its citation.
pub(super) fn description(term: &Term, series: &Series, session: Option<&Session>) -> String {
    let mut parts = vec![term.programme.title.clone(), series.when.clone()];
    let topic = session.and_then(|session| session.topic);
    if let Some(topic) = topic.and_then(|index| term.programme.topics.get(index as usize)) {
        parts.extend(about(topic));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn about(topic: &Topic) -> Vec<String> {
    let prompts = topic.prompts.iter().map(|prompt| format!("- {prompt}"));
    let agenda = topic.agenda.iter().map(|item| format!("{} min: {}", item.minutes, item.title));
    std::iter::once(topic.title.clone()).chain(prompts).chain(agenda).chain(topic.citation.clone()).collect()
}
