//! What people are sent.

use peer_circle::calendar::{AgendaItem, Language, Programme, TextKind, TextOptions, TextTemplate, Topic, kit, texts};
use peer_circle::people::{Participant, Roster};
use peer_circle::time::Day;

use crate::schedule::{circle, reference, term};

fn roster() -> Roster {
    let person =
        |id: &str, name: &str| Participant { id: id.to_owned(), name: name.to_owned(), ..Participant::default() };
    Roster { participants: vec![person("p1", "Ada\r\nBcc: all"), person("p2", "Bo <img src=x onerror=alert(1)>")] }
}

fn programme() -> Programme {
    let topic = Topic {
        title: "Joy {name}".to_owned(),
        prompts: vec!["When was work \"light\"?".to_owned()],
        agenda: vec![
            AgendaItem { minutes: 10, title: "Arrive".to_owned() },
            AgendaItem { minutes: 50, title: "Talk".to_owned() },
        ],
        ..Topic::default()
    };
    Programme { topics: vec![topic], url: Some("https://example.org/meet?a=1&b=2".to_owned()), ..reference() }
}

fn options(kind: TextKind, language: Language) -> TextOptions {
    TextOptions { kind, circle: "c1".to_owned(), language, ..TextOptions::default() }
}

const KINDS: [TextKind; 5] =
    [TextKind::Invitation, TextKind::Reminder, TextKind::Topic, TextKind::Change, TextKind::Cancellation];

#[test]
fn every_text_in_every_language_is_whole_and_escaped() {
    for text_circle in [false, true] {
        let slot = if text_circle { None } else { Some((Day::Tuesday, "17:30")) };
        let term = term(vec![circle("c1", slot)], &programme());
        for (kind, language) in KINDS.into_iter().flat_map(|kind| [(kind, Language::En), (kind, Language::Es)]) {
            let mails = texts(&term, &roster(), &options(kind, language)).unwrap();
            assert_eq!(mails.len(), 2);
            for mail in mails {
                assert!(!mail.subject.is_empty() && !mail.subject.contains(['\r', '\n']), "{mail:?}");
                assert!(!mail.text.contains("\n\n\n") && !mail.text.contains(": \n"), "{}", mail.text);
                // The only brace is one that somebody wrote themselves.
                assert!(!mail.text.replace("{name}", "").contains(['{', '}']), "{}", mail.text);
                assert!(!mail.html.contains("<img") && !mail.html.contains("Joy Ada"), "{}", mail.html);
            }
        }
    }
}

#[test]
fn a_reminder_says_when_where_and_what() {
    let term = term(vec![circle("c1", Some((Day::Tuesday, "17:30")))], &programme());
    let mails = texts(&term, &roster(), &options(TextKind::Reminder, Language::En)).unwrap();
    assert_eq!(
        mails[0].text,
        "Hello Ada Bcc: all,\n\nCircle c1 is near.\n\nWhen: Tuesday, October 6, 2020, 5:30 pm to 6:30 pm (New York time)\n\
         Link: https://example.org/meet?a=1&b=2\nHost: Ada Bcc: all\n\nTopic: Joy {name}\n- When was work \"light\"?\n\n\
         If you cannot come, decline it in your calendar or answer this message."
    );
    assert!(mails[0].html.contains("<a href=\"https://example.org/meet?a=1&amp;b=2\">"));
    assert!(mails[0].html.contains("<ul><li>When was work &quot;light&quot;?</li></ul>"));
}

#[test]
fn a_template_of_ones_own_replaces_ours() {
    let term = term(vec![circle("c1", Some((Day::Tuesday, "17:30")))], &programme());
    let template = TextTemplate {
        kind: TextKind::Reminder,
        subject: "{circle}\n{unknown}".to_owned(),
        body: "{citation}\nAgenda:\n{citation}\nSee {name} } {".to_owned(),
    };
    let options = TextOptions { templates: vec![template], ..options(TextKind::Reminder, Language::En) };
    let mail = texts(&term, &roster(), &options).unwrap().remove(0);
    assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("Circle c1 {unknown}", "See Ada Bcc: all } {"));
}

#[test]
fn what_is_not_there_is_said() {
    let term = term(vec![circle("c1", Some((Day::Tuesday, "17:30")))], &programme());
    let error = |options: TextOptions| texts(&term, &roster(), &options).unwrap_err().code().to_owned();
    assert_eq!(error(TextOptions::default()), "texts.no_circle");
    let session = Some("c1/1999-01-01".to_owned());
    assert_eq!(error(TextOptions { session, ..options(TextKind::Topic, Language::En) }), "texts.no_session");
    assert_eq!(kit(&term, None, "c9", Language::En).unwrap_err().code(), "texts.no_session");
}

#[test]
fn a_kit_is_a_page_of_its_own() {
    let term = term(vec![circle("c1", Some((Day::Tuesday, "17:30")))], &programme());
    let page = kit(&term, Some(&roster()), "c1/2020-10-06", Language::Es).unwrap();
    assert!(page.starts_with("<!doctype html><html lang=\"es\">"));
    for part in
        ["martes, 6 de octubre de 2020", "<td>17:40<td>50 min<td>Talk", "Bo &lt;img", "Asistencia", "&quot;light&quot;"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<img") && !page.contains("<script"));
    // Without a roster nobody is named.
    assert!(!kit(&term, None, "c1/2020-10-06", Language::En).unwrap().contains("Who came"));
}
