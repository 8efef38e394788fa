//! Sentences about changes in the languages that texts are written in.

use super::facts::Facts;
use crate::calendar::names::Language;
use crate::calendar::term::{Session, SessionStatus};
use crate::time::Zone;

/// How a session is otherwise than it was, in a sentence.
pub(in crate::calendar) fn changed(language: Language, was: &Session, is: &Session, zone: &Zone) -> String {
    let (before, now) = (language.when(was, zone), language.when(is, zone));
    let topic = is.title.as_deref().unwrap_or(language.pick("an open conversation", "una conversación abierta"));
    match language {
        Language::En if is.status == SessionStatus::Cancelled => format!("{before}: does not take place"),
        Language::Es if is.status == SessionStatus::Cancelled => format!("{before}: no se celebra"),
        Language::En if was.start_utc != is.start_utc => format!("{before} is now {now}"),
        Language::Es if was.start_utc != is.start_utc => format!("{before} pasa a {now}"),
        Language::En if was.title != is.title => format!("{now}: the topic is {topic}"),
        Language::Es if was.title != is.title => format!("{now}: el tema es {topic}"),
        Language::En => format!("{now}: another host"),
        Language::Es => format!("{now}: modera otra persona"),
    }
}

/// From when on a circle has another slot.
pub(in crate::calendar) fn meets(language: Language, first: &Session, zone: &Zone) -> String {
    let first = language.when(first, zone);
    match language {
        Language::En => format!("the circle meets at another time from now on, first on {first}"),
        Language::Es => format!("el círculo se reúne a otra hora a partir de ahora, la primera vez el {first}"),
    }
}

/// What a circle with another place is told; the letter names the place.
pub(in crate::calendar) fn elsewhere(language: Language) -> &'static str {
    match language {
        Language::En => "the circle has another place from now on",
        Language::Es => "el círculo tiene otro lugar a partir de ahora",
    }
}

/// Who leads from now on; nothing where nobody is known by name.
pub(in crate::calendar) fn leads(language: Language, facts: &Facts) -> String {
    match (facts.get("leader").unwrap_or_default(), language) {
        ("", _) => String::new(),
        (leader, Language::En) => format!("{leader} leads the circle from now on"),
        (leader, Language::Es) => format!("{leader} coordina el círculo a partir de ahora"),
    }
}
