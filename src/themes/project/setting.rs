//! Where and how what a transcript holds was said, so that themes can be laid out by it.

use serde::{Deserialize, Serialize};

use super::{Case, Change, Project};
use crate::error::{Error, Result};

/// What can be known of a transcript, in the order of the fields.
const FACTS: [&str; 6] = ["circle", "session", "topic", "mode", "platform", "date"];

/// The session that a transcript is of. What is not known is left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Setting {
    /// The transcript.
    pub transcript: String,
    /// The circle that met, such as `Circle 3`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub circle: String,
    /// Which of its sessions, such as `5`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub session: String,
    /// What it was about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topic: String,
    /// How people spoke: `talk` or `text`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mode: String,
    /// Where: the name of a platform, or `in person`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub platform: String,
    /// When, as a year, month or day (`2021`, `2021-03`, `2021-03-02`); de-identified transcripts often keep less than a
    /// day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
}

impl Project {
    /// Says which session a transcript is of; a setting without anything in it is taken out.
    ///
    /// # Errors
    /// `setting.unknown_transcript`.
    ///
    /// ```
    /// use peer_circle::themes::{Case, Coding, Opening, Project, Setting};
    /// use peer_circle::transcripts::{Transcript, Turn};
    ///
    /// let turn = Turn { id: "t1".into(), text: "You are not alone.".into(), ..Turn::default() };
    /// let transcript = Transcript { id: "s1".into(), turns: vec![turn], ..Transcript::default() };
    /// let mut project = Project::open(Opening { transcripts: vec![transcript], ..Opening::default() })?.value;
    /// project.set_setting(Setting { transcript: "s1".into(), topic: "Sleep".into(), ..Setting::default() })?;
    /// project.code(Coding { transcript: "s1".into(), turn: "t1".into(), code: "not-alone".into(), ..Coding::default() })?;
    /// assert_eq!(project.matrix(Case::Topic).cells[0].case, "Sleep");
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    pub fn set_setting(&mut self, setting: Setting) -> Result<()> {
        let id = setting.transcript.clone();
        if !self.places.contains_key(&id) {
            let message = format!("there is no transcript \"{id}\"");
            return Err(Error::new("setting.unknown_transcript", message)
                .at_field("transcript")
                .hint("use the id of one of the project's transcripts"));
        }
        let value = Some(setting).filter(|setting| setting.facts().next().is_some());
        if self.state.settings.get(&id) != value.as_ref() {
            self.make(vec![Change::Setting(id, value)]);
        }
        Ok(())
    }

    /// The settings, ordered by transcript.
    pub fn settings(&self) -> impl Iterator<Item = &Setting> {
        self.state.settings.values()
    }
}

impl Setting {
    /// What makes the transcript part of a case; nothing when it is not known, or for cases of another kind.
    pub(super) fn case(&self, case: Case) -> Option<&str> {
        let found = match case {
            Case::Circle => &self.circle,
            Case::Session => &self.session,
            Case::Topic => &self.topic,
            Case::Mode => &self.mode,
            Case::Platform => &self.platform,
            Case::Month => return self.date.get(..7),
            Case::Speaker | Case::Transcript => return None,
        };
        Some(found.as_str()).filter(|found| !found.is_empty())
    }

    /// What is known, by name.
    pub(in crate::themes) fn facts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Self { transcript: _, circle, session, topic, mode, platform, date } = self;
        let all = [circle, session, topic, mode, platform, date].map(String::as_str);
        FACTS.into_iter().zip(all).filter(|(_, value)| !value.is_empty())
    }

    /// The place of a fact; nothing when there is none of this name.
    pub(in crate::themes) fn fact_mut(&mut self, name: &str) -> Option<&mut String> {
        let Self { transcript: _, circle, session, topic, mode, platform, date } = self;
        let all = [circle, session, topic, mode, platform, date];
        FACTS.into_iter().zip(all).find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}
