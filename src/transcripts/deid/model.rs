//! What de-identification speaks of: identifiers found, what to do with them, and what became of them.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Values;
use crate::transcripts::Transcript;

/// A stretch of a turn's text that points at a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Identifier {
    /// The id of the turn.
    pub turn: String,
    /// Where it starts in the original text, in UTF-16 units.
    pub from: u32,
    /// Where it ends in the original text (exclusive), in UTF-16 units.
    pub to: u32,
    /// What it is.
    pub kind: Kind,
    /// Why it was taken for one, such as `list.name`; stable across versions.
    #[serde(default)]
    pub code: String,
    /// Why it was taken for one, in a few words of English for people.
    pub reason: String,
    /// How sure that is, from 0 to 1; not a measured probability.
    pub certainty: f64,
    /// What stands in its place; nothing when the policy keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// Where the replacement (or what was kept) starts in the clean text, in UTF-16 units.
    #[serde(default)]
    pub clean_from: u32,
    /// Where it ends in the clean text (exclusive), in UTF-16 units.
    #[serde(default)]
    pub clean_to: u32,
}

/// What an identifier is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A person's name, or part of one.
    #[default]
    Person,
    /// A form of address or a rank before a name: `Dr`, `Mrs`.
    Title,
    /// A job that a single person of the roster has.
    Job,
    /// A town, region, country or other place.
    Place,
    /// A street address, or part of one.
    Address,
    /// A postcode.
    Postcode,
    /// A hospital, school, company or other organisation.
    Institution,
    /// A department or division.
    Department,
    /// An e-mail address.
    Email,
    /// A telephone or fax number.
    Phone,
    /// An address on the web.
    Url,
    /// A name used on a social platform: `@name`.
    Handle,
    /// A network address of a device.
    Ip,
    /// A bank account number.
    Account,
    /// The number of a payment card.
    Card,
    /// A number that a state gives to one person.
    NationalId,
    /// The number of a patient's record, a licence, a policy, a case.
    Record,
    /// A calendar date, or a time of day that belongs to one.
    Date,
    /// A person's age.
    Age,
    /// Whatever a person marked that fits none of these.
    Other,
}

/// What becomes of the identifiers of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Treatment {
    /// It stays as it is.
    Keep,
    /// A pseudonym takes its place, the same one everywhere: `P01`, `Place 2`.
    Replace,
    /// What is left of it says less: of a date the year, of an age "over 89". What dates and ages become by default.
    Generalise,
    /// Dates alone: all of a project are shifted by the same secret number of days, whole weeks of one to ten years, so
    /// that distances and days of the week stay. The number is drawn once and kept in the key; who has one date that
    /// they recognise has them all, of which the risk report warns. Dates without a day, a month and a year say less instead.
    Shift,
}

/// What to do with what is found: a project's setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Policy {
    /// What becomes of each kind; a kind left out is treated as by default.
    #[cfg_attr(feature = "wasm", tsify(type = "Partial<Record<Kind, Treatment>>"))]
    pub treatments: BTreeMap<Kind, Treatment>,
    /// Below this certainty an identifier is listed for review and stays in the text.
    pub at_least: f64,
    /// Below this certainty (and from `at_least` on) it is replaced and listed for review.
    pub review_below: f64,
    /// Ages up to this stay (the safe harbour rule of HIPAA: 89).
    pub ages_up_to: u32,
    /// The year in which the transcript is shared. The year of a birth that may tell an age above `ages_up_to` then goes
    /// too; left out, the year of every birth goes, since nobody here knows how long ago that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u32>,
    /// What people have decided, in that order; applied over anything that is found, everywhere in every transcript or
    /// in one place.
    /// To add a span, mark its words; to remove one, keep them; to change one, mark them as what they are.
    pub decisions: Vec<Decision>,
}

/// What a person decided about a text, wherever it occurs or in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(tag = "do", rename_all = "camelCase", try_from = "WrittenDecision")]
pub enum Decision {
    /// Wherever these words stand (as whole words, in any case) they are an identifier.
    Mark {
        /// The words.
        text: String,
        /// What they are.
        kind: Kind,
        /// The only place where that is so.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        only: Option<Occurrence>,
    },
    /// Wherever these words stand they are none, whatever was found.
    Keep {
        /// The words.
        text: String,
        /// The only place where that is so.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "wasm", tsify(optional))]
        only: Option<Occurrence>,
    },
}

/// One place in a transcript as it came. Turns of other transcripts may have the same id: whoever has several gives each
/// only those decisions that are about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Occurrence {
    /// The id of the turn.
    pub turn: String,
    /// Where it starts in the original text, in UTF-16 units.
    pub from: u32,
    /// Where it ends in the original text (exclusive), in UTF-16 units.
    pub to: u32,
}

/// A decision as it is written. Reading it so, and not as a tagged enum, spares the module the machinery for such.
#[derive(Deserialize)]
struct WrittenDecision {
    r#do: String,
    text: String,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    only: Option<Occurrence>,
}

impl TryFrom<WrittenDecision> for Decision {
    type Error = &'static str;

    fn try_from(WrittenDecision { r#do, text, kind, only }: WrittenDecision) -> Result<Self, &'static str> {
        match (r#do.as_str(), kind) {
            ("mark", Some(kind)) => Ok(Self::Mark { text, kind, only }),
            ("keep", _) => Ok(Self::Keep { text, only }),
            _ => Err("a decision is to mark a text as a kind, or to keep it"),
        }
    }
}

/// A transcript that has been through de-identification, with what was found and what remains.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Clean {
    /// The transcript with every identifier treated as the policy says.
    pub transcript: Transcript,
    /// What was found, in the order of the text: offsets and reasons, never the words themselves.
    pub identifiers: Vec<Identifier>,
    /// Which pseudonym stands for whom. It undoes the work: keep it apart, and never in an export.
    pub key: Key,
    /// What was looked for, and what may still point at somebody.
    pub risk: Risk,
}

/// Which pseudonym stands for what.
///
/// One key serves a whole project: given to the next transcript, the same person gets the same pseudonym.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Key {
    /// The version of this form of the file.
    #[serde(default)]
    pub version: u32,
    /// The pseudonyms, in the order in which they were given.
    #[serde(default)]
    pub entries: Vec<KeyEntry>,
    /// The secret number of days by which dates were shifted, where they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift_days: Option<i32>,
}

/// One line of the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct KeyEntry {
    /// What stands in the clean transcript.
    pub pseudonym: String,
    /// What kind of identifier it stands for.
    pub kind: Kind,
    /// The id of the participant, where it is one of the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<String>,
    /// Every form that was found in a text, each once.
    pub forms: Vec<String>,
}

/// What was looked for and what may still point at somebody. Never a claim that nothing does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Risk {
    /// The kinds that were looked for.
    pub looked_for: Vec<Kind>,
    /// How many were found, by kind.
    #[cfg_attr(feature = "wasm", tsify(type = "Partial<Record<Kind, number>>"))]
    pub found: BTreeMap<Kind, u32>,
    /// What a person should look at, the most doubtful or telling first.
    pub remaining: Vec<Remains>,
    /// What the process could not look for.
    pub warnings: Vec<Warning>,
}

/// Something that the process could not look for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// What it is, such as `missed.stories`; stable across versions.
    pub code: String,
    /// The same in a sentence of English for people.
    pub message: String,
}

/// One place that may still point at a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Remains {
    /// The id of the turn.
    pub turn: String,
    /// Where it starts in the original text, in UTF-16 units.
    pub from: u32,
    /// Where it ends in the original text (exclusive), in UTF-16 units.
    pub to: u32,
    /// Why it is listed, such as `doubt.left`; stable across versions.
    #[serde(default)]
    pub code: String,
    /// What that is about, by name: `reason`, the code of the identifier that is in doubt; `attribute`, of the roster.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    #[cfg_attr(feature = "wasm", tsify(optional, type = "Record<string, string[]>"))]
    pub values: Values,
    /// Why it is listed, in a few words of English for people.
    pub why: String,
    /// Whether something was put in its place already and only the doubt is listed.
    pub replaced: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            treatments: BTreeMap::new(),
            at_least: 0.3,
            review_below: 0.7,
            ages_up_to: 89,
            year: None,
            decisions: Vec::new(),
        }
    }
}

impl Policy {
    /// What becomes of identifiers of a kind: as set, else dates and ages say less, titles stay, and the rest is replaced.
    pub fn treatment(&self, kind: Kind) -> Treatment {
        let default = match kind {
            Kind::Date | Kind::Age => Treatment::Generalise,
            Kind::Title => Treatment::Keep,
            _ => Treatment::Replace,
        };
        self.treatments.get(&kind).copied().unwrap_or(default)
    }
}
