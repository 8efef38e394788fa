//! The coding project: transcripts, a codebook, and what several coders did with them.

mod ask;
mod blind;
mod chart;
mod coding;
mod compare;
mod correct;
mod edit;
mod evidence;
mod exemplar;
mod history;
mod merge;
mod methods;
mod open;
mod overview;
mod pairs;
mod prepare;
mod recode;
mod revision;
mod saturated;
mod setting;
mod settle;
mod suggest;
mod table;
mod threshold;
mod withdraw;

use std::sync::Arc;

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use ask::{Accuracy, AskNext, Probe, Question, Share};
pub use blind::{Draw, LogRow, Sample, Seen, Shown, TurnPlace};
pub use chart::{Addition, Case, Cell, Excerpt, Matrix, Pair};
pub use coding::{Ask, Coding, Embedding, Memo, Passage, Refusal, Suggestion, SuggestionReason};
pub use compare::{CodeAgreement, Compare, Comparison, Disagreement, SuggestionAgreement};
pub use correct::Corrected;
pub use exemplar::Exemplar;
use history::{Change, History};
pub use merge::MergedProject;
pub use open::{Opening, SavedProject};
pub use overview::{Look, Often, Overview};
pub use pairs::{ModelAgreement, PairAgreement};
use prepare::Preparing;
pub use revision::{Revised, Revision};
pub use saturated::{Saturation, SaturationRule};
pub use setting::Setting;
pub use settle::Settlement;
pub use threshold::Threshold;
pub use withdraw::Removed;

use super::Codebook;
use super::learn::Model;
use super::refi::Origin;
use crate::error::{Error, Result};
use crate::job::whole;
use crate::transcripts::{Transcript, Turn, offsets};

/// A coding project: de-identified transcripts, a codebook and the codings of several coders.
///
/// Everything that changes it can be undone. It saves as plain data and opens again without loss.
///
/// ```
/// use peer_circle::themes::{Ask, Opening, Project};
/// use peer_circle::transcripts::{Transcript, Turn};
///
/// let turn = Turn { id: "t1".into(), text: "I felt so alone. Same here, you're not alone!".into(), ..Turn::default() };
/// let transcript = Transcript { turns: vec![turn], ..Transcript::default() };
/// let mut project = Project::open(Opening { transcripts: vec![transcript], ..Opening::default() })?.value;
///
/// let suggestions = project.suggest(&Ask::default());
/// let first = suggestions.iter().find(|s| s.code == "not-alone").expect("the words are in the codebook");
/// assert!(first.reasons.iter().any(|reason| reason.words == "not alone"));
/// project.accept(&first.id)?;
/// assert_eq!(project.codings().count(), 1);
/// assert!(project.undo());
/// assert_eq!(project.codings().count(), 0);
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Project {
    state: State,
    history: History,
    coder: String,
    /// The transcript that the present coder coded last.
    coded_last: Option<String>,
    /// Where each turn of each transcript stands.
    places: Arc<Places>,
    /// What the host knows of turns, by transcript and turn.
    vectors: Arc<BTreeMap<PlaceKey, Vec<f32>>>,
    /// Made when first asked for, thrown away when the codebook changes.
    model: Option<Arc<Model>>,
    /// The same, as far as it is made.
    preparing: Option<Box<Preparing>>,
    /// The model has not yet learnt from the latest decisions.
    stale: bool,
}

/// The case and the code of a summary cell in the framework matrix.
type CellKey = (String, String);

/// By the ids of transcripts where they stand, and by the ids of their turns where those do.
type Places = BTreeMap<String, (usize, PlacesOfTurns)>;

/// By the ids of the turns of a transcript where they stand.
type PlacesOfTurns = Arc<BTreeMap<String, usize>>;

/// A transcript and a turn.
type PlaceKey = (String, String);

/// All that is saved and can be undone.
#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    codebook: Codebook,
    /// Like other large parts that change seldom, one and the same in copies of the project.
    transcripts: Arc<Vec<Transcript>>,
    codings: BTreeMap<String, Coding>,
    refusals: BTreeSet<Refusal>,
    memos: BTreeMap<String, Memo>,
    cells: BTreeMap<CellKey, String>,
    samples: Vec<Sample>,
    settlements: BTreeMap<PlaceKey, Settlement>,
    /// By transcript.
    settings: BTreeMap<String, Setting>,
    /// What happened to the codebook.
    revisions: Vec<Revision>,
    /// What coders were shown; no step to undo.
    seen: BTreeSet<Seen>,
    /// Turns that coders are done with, as refusals of no code.
    done: BTreeSet<Refusal>,
    /// Turns that were drawn by chance; no step to undo.
    probes: BTreeSet<Probe>,
    /// The file of another tool that the project was read from; no step to undo.
    origin: Option<Origin>,
}

/// What can be taken back, and how much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ProjectStatus {
    /// There is a step to undo.
    pub can_undo: bool,
    /// There is a step to redo.
    pub can_redo: bool,
    /// Transcripts in the project.
    pub transcripts: u32,
    /// Turns in all transcripts.
    pub turns: u32,
    /// Codings by all coders.
    pub codings: u32,
    /// Suggestions that were refused.
    pub refusals: u32,
}

impl Project {
    /// The codebook as it is now.
    pub fn codebook(&self) -> &Codebook {
        &self.state.codebook
    }

    /// The transcripts, in the order in which they were added.
    pub fn transcripts(&self) -> &[Transcript] {
        &self.state.transcripts
    }

    /// The codings of all coders, ordered by id.
    pub fn codings(&self) -> impl Iterator<Item = &Coding> {
        self.state.codings.values()
    }

    /// The coding with this id.
    pub fn coding(&self, id: &str) -> Option<&Coding> {
        self.state.codings.get(id)
    }

    /// The suggestions that coders turned down.
    pub fn refusals(&self) -> impl Iterator<Item = &Refusal> {
        self.state.refusals.iter()
    }

    /// Who is coding now.
    pub fn coder(&self) -> &str {
        &self.coder
    }

    /// Changes who is coding.
    pub fn set_coder(&mut self, coder: &str) {
        self.coder = coder.trim().to_owned();
        self.coded_last = None;
        self.stale = true;
    }

    /// Everybody who coded or refused or is done with a turn, in alphabetical order.
    pub fn coders(&self) -> Vec<String> {
        let codings = self.state.codings.values().map(|coding| &coding.coder);
        let refusals = self.state.refusals.iter().chain(&self.state.done).map(|refusal| &refusal.coder);
        codings.chain(refusals).collect::<BTreeSet<_>>().into_iter().cloned().collect()
    }

    /// How much there is, and whether there is something to undo.
    pub fn status(&self) -> ProjectStatus {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (can_undo, can_redo) = self.history.can();
        ProjectStatus {
            can_undo,
            can_redo,
            transcripts: count(self.state.transcripts.len()),
            turns: count(self.state.transcripts.iter().map(|transcript| transcript.turns.len()).sum()),
            codings: count(self.state.codings.len()),
            refusals: count(self.state.refusals.len()),
        }
    }

    /// Codes a turn, or a passage of it; returns the id of the coding. Coding the same twice changes nothing.
    ///
    /// # Errors
    /// `coding.unknown_turn`, `coding.unknown_code`, or `coding.passage` when the passage is not part of the turn.
    pub fn code(&mut self, coding: Coding) -> Result<String> {
        let coding = self.settled(coding)?;
        let id = coding.id.clone();
        if coding.coder == self.coder {
            self.coded_last = Some(coding.transcript.clone());
        }
        if self.state.codings.get(&id).is_none_or(|before| before.suggested != coding.suggested) {
            let refusal = refusal(&coding);
            let refused = self.state.refusals.contains(&refusal).then_some(Change::Refusal(refusal, false));
            self.make(refused.into_iter().chain([Change::Coding(id.clone(), Some(coding))]).collect());
        }
        Ok(id)
    }

    /// Takes a coding out.
    ///
    /// # Errors
    /// `coding.unknown` when there is none with this id.
    pub fn uncode(&mut self, id: &str) -> Result<()> {
        if !self.state.codings.contains_key(id) {
            return Err(Error::new("coding.unknown", format!("there is no coding \"{id}\"")).hint(ASK_ANEW));
        }
        self.make(vec![Change::Coding(id.to_owned(), None)]);
        Ok(())
    }

    /// Writes a memo, or changes the one with its id; one without text is taken out. Returns its id.
    pub fn memo(&mut self, mut memo: Memo) -> String {
        if memo.coder.is_empty() {
            memo.coder.clone_from(&self.coder);
        }
        if memo.id.is_empty() {
            let taken = |number: &usize| !self.state.memos.contains_key(&format!("m{number}"));
            memo.id = format!("m{}", (self.state.memos.len() + 1..).find(taken).unwrap_or_default());
        }
        let id = memo.id.clone();
        let text = (!memo.text.is_empty()).then_some(memo);
        self.make(vec![Change::Memo(id.clone(), text)]);
        id
    }

    /// The memos, ordered by id.
    pub fn memos(&self) -> impl Iterator<Item = &Memo> {
        self.state.memos.values()
    }

    /// Takes the last step back; whether there was one.
    pub fn undo(&mut self) -> bool {
        whole(self.undo_in_steps())
    }

    /// The same in steps.
    pub(crate) async fn undo_in_steps(&mut self) -> bool {
        let deep = self.history.undo(&mut self.state).await;
        self.refresh_if(deep == Some(true)).await;
        deep.is_some()
    }

    /// Makes the step again that was taken back last; whether there was one.
    pub fn redo(&mut self) -> bool {
        whole(self.redo_in_steps())
    }

    /// The same in steps.
    pub(crate) async fn redo_in_steps(&mut self) -> bool {
        let deep = self.history.redo(&mut self.state).await;
        self.refresh_if(deep == Some(true)).await;
        deep.is_some()
    }

    fn make(&mut self, changes: Vec<Change>) {
        whole(self.make_in_steps(changes));
    }

    /// The same in steps.
    async fn make_in_steps(&mut self, changes: Vec<Change>) {
        let deep = changes.iter().any(Change::is_deep);
        self.history.make(&mut self.state, changes).await;
        self.refresh_if(deep).await;
    }

    /// Brings what is derived from the state up to date.
    async fn refresh_if(&mut self, deep: bool) {
        self.stale = true;
        if deep {
            self.forget_model();
            let known = Arc::unwrap_or_clone(std::mem::take(&mut self.places));
            self.places = Arc::new(open::placed(&self.state.transcripts, known).await);
        }
    }

    fn turn(&self, transcript: &str, turn: &str) -> Option<&Turn> {
        let (at, turns) = self.places.get(transcript)?;
        self.state.transcripts.get(*at)?.turns.get(*turns.get(turn)?)
    }

    /// The coding with everything filled in and checked.
    fn settled(&self, mut coding: Coding) -> Result<Coding> {
        let Some(turn) = self.turn(&coding.transcript, &coding.turn) else {
            return Err(no_turn(&coding.transcript, &coding.turn));
        };
        if self.state.codebook.code(&coding.code).is_none() {
            let message = format!("there is no code \"{}\"", coding.code);
            return Err(Error::new("coding.unknown_code", message)
                .at_field("code")
                .hint("add it to the codebook first"));
        }
        if let Some(Passage { from, to }) = coding.passage {
            if from >= to || turn.slice(from, to).is_none() {
                let message = format!("the passage {from} to {to} is not part of the turn");
                return Err(Error::new("coding.passage", message).at_field("passage").hint("offsets are UTF-16 units"));
            }
            coding.passage = coding.passage.filter(|_| from > 0 || to < offsets::units(&turn.text));
        }
        if coding.coder.is_empty() {
            coding.coder.clone_from(&self.coder);
        }
        coding.id = coding_id(&coding);
        Ok(coding)
    }
}

/// What to do about a coding that is not there.
const ASK_ANEW: &str = "ask for the codings anew: it was taken back, or carried to another code";

/// What a coding says is its id, so that two projects made from one merge without renumbering.
fn coding_id(coding: &Coding) -> String {
    let Coding { transcript, turn, code, coder, .. } = coding;
    let passage = coding.passage.map(|Passage { from, to }| format!("/{from}-{to}")).unwrap_or_default();
    format!("{transcript}/{turn}{passage}/{code}/{coder}")
}

fn refusal(coding: &Coding) -> Refusal {
    let Coding { transcript, turn, code, coder, .. } = coding.clone();
    Refusal { transcript, turn, code, coder }
}

fn no_turn(transcript: &str, turn: &str) -> Error {
    let error = Error::new("coding.unknown_turn", format!("there is no turn \"{transcript}/{turn}\"")).at_field("turn");
    error.hint("use the ids of one of the project's transcripts and of a turn in it")
}
