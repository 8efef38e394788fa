//! Opening a project, new or saved, and saving it.

use std::sync::Arc;

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Coding, History, Memo, Places, PlacesOfTurns, Probe, Project, Refusal, Revision, Sample, Seen, Setting, Settlement,
    State,
};
use crate::error::{Error, Read, Result};
use crate::job::{rest, told, whole};
use crate::limits;
use crate::themes::Codebook;
use crate::themes::refi::Origin;
use crate::transcripts::Transcript;

/// The version that [`Project::save`] writes; all lower ones can be read.
const VERSION: u32 = 3;

/// What marks a saved project among other files.
const FORMAT: &str = "peer-circle/project";

/// What a turn and a coding take, as [`rest`] counts.
const TURN_TAKES: u64 = 1;
const CODING_TAKES: u64 = 2;
/// Places of turns that are let go of in what counts as one.
const TURNS_LEFT: u64 = 10;

/// What a new project is opened with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Opening {
    /// The codebook; the built-in one when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codebook: Option<Codebook>,
    /// De-identified transcripts; one without an id is given one.
    #[serde(default)]
    pub transcripts: Vec<Transcript>,
    /// Who is coding; `coder` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder: Option<String>,
}

/// A project as it is kept in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SavedProject {
    /// `peer-circle/project`.
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// Who was coding.
    #[serde(default)]
    pub coder: String,
    /// The codebook.
    pub codebook: Codebook,
    /// The transcripts.
    pub transcripts: Vec<Transcript>,
    /// The codings of all coders.
    #[serde(default)]
    pub codings: Vec<Coding>,
    /// The suggestions that were turned down.
    #[serde(default)]
    pub refusals: Vec<Refusal>,
    /// The memos.
    #[serde(default)]
    pub memos: Vec<Memo>,
    /// The summary cells of the framework matrix.
    #[serde(default)]
    pub summaries: Vec<CellSummary>,
    /// The samples that were drawn to be coded blind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// What was settled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settlements: Vec<Settlement>,
    /// Which sessions the transcripts are of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<Setting>,
    /// What happened to the codebook.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Revision>,
    /// What coders were shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Seen>,
    /// Turns that coders are done with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<Refusal>,
    /// Turns that were drawn by chance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probes: Vec<Probe>,
    /// The file of another tool that the project was read from, for what has no place here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// What a person wrote into a cell of the framework matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CellSummary {
    /// The case: a participant's pseudonym, or a transcript.
    pub case: String,
    /// The id of the code.
    pub code: String,
    /// The summary.
    pub text: String,
}

impl Project {
    /// Opens a new project. Problems: transcripts with equal ids (one is renamed), turns with equal ids.
    ///
    /// # Errors
    /// The first problem of the codebook, since nothing can be coded with a broken one.
    pub fn open(opening: Opening) -> Result<Read<Self>> {
        whole(Self::open_in_steps(opening))
    }

    /// The same in steps.
    pub(crate) async fn open_in_steps(opening: Opening) -> Result<Read<Self>> {
        let codebook = opening.codebook.unwrap_or_else(Codebook::circle).settled().checked()?;
        let coder = opening.coder.filter(|coder| !coder.trim().is_empty()).unwrap_or_else(|| "coder".to_owned());
        let mut problems = Vec::new();
        let transcripts = Arc::new(named(opening.transcripts, &mut problems).await);
        let state = State { codebook, transcripts, ..State::default() };
        Ok(Read { value: Self::with(state, &coder).await, problems })
    }

    /// Opens a saved project. A coding whose turn or code is not there is listed as a problem and left out.
    ///
    /// # Errors
    /// `project.format` when it is something else, `project.version` when a later version saved it.
    pub fn load(saved: SavedProject) -> Result<Read<Self>> {
        whole(Self::load_in_steps(saved))
    }

    /// The same in steps.
    pub(crate) async fn load_in_steps(mut saved: SavedProject) -> Result<Read<Self>> {
        check_format(&saved)?;
        let SavedProject { codebook, transcripts, codings, coder, .. } = &mut saved;
        let (codebook, transcripts) = (std::mem::take(codebook), std::mem::take(transcripts));
        let (codings, coder) = (std::mem::take(codings), std::mem::take(coder));
        let Read { value: mut project, mut problems } =
            Self::open_in_steps(Opening { codebook: Some(codebook), transcripts, coder: Some(coder) }).await?;
        let State { codebook, transcripts, .. } = std::mem::take(&mut project.state);
        project.state = State { codebook, transcripts, ..back(saved) };
        for (index, coding) in told(codings).enumerate() {
            match project.settled(coding) {
                Ok(coding) => drop(project.state.codings.insert(coding.id.clone(), coding)),
                Err(problem) => problems.push(problem.at_field(format!("codings.{index}"))),
            }
            rest(CODING_TAKES).await;
        }
        problems.truncate(limits::PROBLEMS);
        Ok(Read { value: project, problems })
    }

    /// The project as data to keep; [`load`](Self::load) opens it again.
    pub fn save(&self) -> SavedProject {
        saved(self.state.clone(), self.coder.clone())
    }

    /// Looks at the project as data to keep, which takes no second copy of it: for whoever writes a file.
    ///
    /// ```
    /// use peer_circle::themes::{Opening, Project};
    ///
    /// let mut project = Project::open(Opening::default())?.value;
    /// let text = project.with_saved(|saved| serde_json::to_string(saved).unwrap_or_default());
    /// assert_eq!(serde_json::to_string(&project.save()).unwrap_or_default(), text);
    /// # Ok::<(), peer_circle::Error>(())
    /// ```
    pub fn with_saved<T>(&mut self, look: impl FnOnce(&SavedProject) -> T) -> T {
        let saved = saved(std::mem::take(&mut self.state), std::mem::take(&mut self.coder));
        let seen = look(&saved);
        self.coder = saved.coder.clone();
        self.state = back(saved);
        seen
    }

    /// The same without its long lists: the turns of transcripts, which are there, codings, refusals, what coders were
    /// shown and are done with but for the first.
    #[cfg(feature = "wasm")]
    pub(crate) fn saved_without_lists(&self) -> SavedProject {
        let now = &self.state;
        let state = State {
            codebook: now.codebook.clone(),
            transcripts: Arc::new(now.transcripts.iter().map(Transcript::without_turns).collect()),
            codings: BTreeMap::new(),
            refusals: BTreeSet::new(),
            memos: now.memos.clone(),
            cells: now.cells.clone(),
            samples: now.samples.clone(),
            settlements: now.settlements.clone(),
            settings: now.settings.clone(),
            revisions: now.revisions.clone(),
            // Lists that are left out where they are empty keep their place by the first of what they hold.
            seen: now.seen.iter().take(1).cloned().collect(),
            done: now.done.iter().take(1).cloned().collect(),
            probes: now.probes.clone(),
            origin: now.origin.clone(),
        };
        saved(state, self.coder.clone())
    }

    /// Puts a coding in that came with a file, which is no step to undo; returns its id.
    pub(in crate::themes) fn take_in(&mut self, coding: Coding) -> Result<String> {
        let coding = self.settled(coding)?;
        let id = coding.id.clone();
        self.state.codings.insert(id.clone(), coding);
        Ok(id)
    }

    /// Puts a memo in that came with a file; returns its id.
    pub(in crate::themes) fn take_in_memo(&mut self, memo: Memo) -> String {
        let id = format!("m{}", self.state.memos.len() + 1);
        self.state.memos.insert(id.clone(), Memo { id: id.clone(), ..memo });
        id
    }

    /// Puts a setting in that came with a file, if anything is known.
    pub(in crate::themes) fn take_in_setting(&mut self, setting: Setting) {
        if setting.facts().next().is_some() {
            self.state.settings.insert(setting.transcript.clone(), setting);
        }
    }

    /// The file of another tool that the project was read from.
    pub(in crate::themes) fn origin(&self) -> Option<&Origin> {
        self.state.origin.as_ref()
    }

    pub(in crate::themes) fn set_origin(&mut self, origin: Option<Origin>) {
        self.state.origin = origin;
    }

    /// Lets go of the project in steps: to give back what all that it holds takes long.
    pub(super) async fn let_go(self) {
        for turn in Arc::unwrap_or_clone(self.state.transcripts).into_iter().flat_map(|one| one.turns) {
            drop(turn);
            rest(TURN_TAKES).await;
        }
        for (_, coding) in self.state.codings {
            drop(coding);
            rest(TURN_TAKES).await;
        }
        for (_, (_, turns)) in Arc::unwrap_or_clone(self.places) {
            rest(turns.len() as u64 / TURNS_LEFT).await;
        }
    }

    async fn with(state: State, coder: &str) -> Self {
        let places = Arc::new(placed(&state.transcripts, Places::new()).await);
        Self {
            state,
            history: History::default(),
            coder: coder.trim().to_owned(),
            coded_last: None,
            places,
            vectors: Arc::default(),
            model: None,
            preparing: None,
            stale: true,
        }
    }
}

/// What a project holds, as it is kept.
fn saved(state: State, coder: String) -> SavedProject {
    let State {
        codebook,
        transcripts,
        codings,
        refusals,
        memos,
        cells,
        samples,
        settlements,
        settings,
        revisions,
        seen,
        done,
        probes,
        origin,
    } = state;
    let summary = |((case, code), text)| CellSummary { case, code, text };
    SavedProject {
        format: FORMAT.to_owned(),
        version: VERSION,
        coder,
        codebook,
        transcripts: Arc::unwrap_or_clone(transcripts),
        codings: codings.into_values().collect(),
        refusals: refusals.into_iter().collect(),
        memos: memos.into_values().collect(),
        summaries: cells.into_iter().map(summary).collect(),
        samples,
        settlements: settlements.into_values().collect(),
        settings: settings.into_values().collect(),
        revisions,
        seen: seen.into_iter().collect(),
        done: done.into_iter().collect(),
        probes: probes.into_iter().collect(),
        origin,
    }
}

/// What was kept, as a project holds it.
fn back(saved: SavedProject) -> State {
    let cells = saved.summaries.into_iter().map(|CellSummary { case, code, text }| ((case, code), text));
    let settlements = saved.settlements.into_iter().map(|one| ((one.transcript.clone(), one.turn.clone()), one));
    State {
        codebook: saved.codebook,
        transcripts: Arc::new(saved.transcripts),
        codings: saved.codings.into_iter().map(|coding| (coding.id.clone(), coding)).collect(),
        refusals: saved.refusals.into_iter().collect(),
        memos: saved.memos.into_iter().map(|memo| (memo.id.clone(), memo)).collect(),
        cells: cells.collect(),
        samples: saved.samples,
        settlements: settlements.collect(),
        settings: saved.settings.into_iter().map(|one| (one.transcript.clone(), one)).collect(),
        revisions: saved.revisions,
        seen: saved.seen.into_iter().collect(),
        done: saved.done.into_iter().collect(),
        probes: saved.probes.into_iter().collect(),
        origin: saved.origin,
    }
}

fn check_format(saved: &SavedProject) -> Result<()> {
    if saved.format != FORMAT {
        let message = format!("this is not a saved project but \"{}\"", saved.format);
        return Err(Error::new("project.format", message)
            .at_field("format")
            .hint("choose a file that a coding project was saved to"));
    }
    SavedProject::later(&saved.format, saved.version).map_or(Ok(()), Err)
}

impl SavedProject {
    /// The problem of one that a later version saved.
    pub(crate) fn later(format: &str, version: u32) -> Option<Error> {
        let message = format!("the project was saved by a later version ({version})");
        let error = Error::new("project.version", message).at_field("version").hint("update peer-circle");
        (format == FORMAT && version > VERSION).then_some(error)
    }
}

/// Where each transcript and each of its turns stands, the first of equal ids; those `known` before are where they were.
pub(super) async fn placed(transcripts: &[Transcript], mut known: Places) -> Places {
    let mut places = Places::new();
    for (at, transcript) in told(transcripts).enumerate() {
        let turns = match known.remove(&transcript.id) {
            Some((_, turns)) => turns,
            None => placed_turns(transcript).await,
        };
        places.insert(transcript.id.clone(), (at, turns));
    }
    places
}

async fn placed_turns(transcript: &Transcript) -> PlacesOfTurns {
    let mut places = BTreeMap::new();
    for (at, turn) in told(transcript.turns.iter().enumerate().rev()) {
        places.insert(turn.id.clone(), at);
        rest(TURN_TAKES).await;
    }
    Arc::new(places)
}

/// The transcripts with an id of its own for each.
async fn named(mut transcripts: Vec<Transcript>, problems: &mut Vec<Error>) -> Vec<Transcript> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (index, transcript) in told(&mut transcripts).enumerate() {
        problems.extend(name(transcript, index, &taken).await);
        taken.insert(transcript.id.clone());
    }
    transcripts
}

/// Gives a transcript an id that is not taken; what was wrong with those that it and its turns had.
pub(super) async fn name(transcript: &mut Transcript, index: usize, taken: &BTreeSet<String>) -> Vec<Error> {
    let mut problems = Vec::new();
    let given = transcript.id.clone();
    if given.is_empty() || taken.contains(&given) {
        let free = (index + 1..).map(|number| format!("s{number}")).find(|id| !taken.contains(id));
        transcript.id = free.unwrap_or_default();
    }
    if !given.is_empty() && given != transcript.id {
        let message = format!("two transcripts have the id \"{given}\"; the later is now \"{}\"", transcript.id);
        problems.push(
            Error::new("project.duplicate_transcript", message)
                .at_field(format!("transcripts.{index}.id"))
                .hint("see whether it is the same session twice"),
        );
    }
    problems.extend(duplicate_turn(transcript).await.map(|error| error.at_field(format!("transcripts.{index}.turns"))));
    problems
}

async fn duplicate_turn(transcript: &Transcript) -> Option<Error> {
    let (mut seen, mut twice) = (BTreeSet::new(), None);
    for turn in told(&transcript.turns) {
        if !seen.insert(turn.id.as_str()) {
            twice = Some(turn);
            break;
        }
        rest(TURN_TAKES).await;
    }
    let twice = twice?;
    let message = format!("two turns have the id \"{}\"; only the first can be coded", twice.id);
    Some(Error::new("project.duplicate_turn", message).hint("give every turn an id of its own"))
}
