//! Coding projects, for JavaScript.

use std::rc::Rc;

use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::themes::Problems;
use super::{
    Answer, Portions, Thrown, Words, Work, answer, count, decode, decode_asked, decode_long, encode, throw, unpacked,
};
use crate::error::{Error, Read};
use crate::job::{Progress, told};
use crate::json::{Item, Node, Outcome, in_steps, long, read, read_long};
use crate::themes::{
    Accuracy, Addition, Ask, AskNext, Case, Code, Codebook, Coding, Compare, Comparison, Corrected, Draw, Embedding,
    Exemplar, LogRow, Look, Matrix, Memo, MergedProject, Opening, Overview, Pair, Project, ProjectStatus, Question,
    Refusal, Removed, Revision, Sample, Saturation, SaturationRule, SavedProject, Setting, Settlement, Suggestion,
    Threshold,
};
use crate::transcripts::{Transcript, Turn};

/// Suggestions in the order of the turns.
#[derive(Serialize, Tsify)]
pub struct Suggestions(Vec<Suggestion>);

/// Codings in the order of the transcripts.
#[derive(Serialize, Tsify)]
pub struct Codings(Vec<Coding>);

/// Turns worth coding next, in that order.
#[derive(Serialize, Tsify)]
pub struct Questions(Vec<Question>);

/// A threshold for each code, in the order of the codebook.
#[derive(Serialize, Tsify)]
pub struct Thresholds(Vec<Threshold>);

/// A turn of which a host knows something, and by how many of the numbers that come beside.
#[derive(Deserialize, Tsify)]
pub struct Embedded {
    /// The transcript.
    transcript: String,
    /// The turn in it.
    turn: String,
    /// How many of the numbers are its own.
    numbers: u32,
}

/// Turns in the order of their numbers.
#[derive(Deserialize, Tsify)]
pub struct EmbeddedTurns(Vec<Embedded>);

/// Samples in the order in which they were drawn.
#[derive(Serialize, Tsify)]
pub struct Samples(Vec<Sample>);

/// What each coder did and saw, by coder and transcript.
#[derive(Serialize, Tsify)]
pub struct LogRows(Vec<LogRow>);

/// What was settled, by transcript and turn.
#[derive(Serialize, Tsify)]
pub struct Settlements(Vec<Settlement>);

/// Suggestions that were turned down.
#[derive(Serialize, Tsify)]
pub struct Refusals(Vec<Refusal>);

/// Memos, ordered by id.
#[derive(Serialize, Tsify)]
pub struct Memos(Vec<Memo>);

/// Codes that stand together in turns.
#[derive(Serialize, Tsify)]
pub struct Pairs(Vec<Pair>);

/// What each further transcript added.
#[derive(Serialize, Tsify)]
pub struct Additions(Vec<Addition>);

/// Which sessions transcripts are of.
#[derive(Serialize, Tsify)]
pub struct Settings(Vec<Setting>);

/// What happened to the codebook, in this order.
#[derive(Serialize, Tsify)]
pub struct Revisions(Vec<Revision>);

/// Passages to quote, in the order of the codebook.
#[derive(Serialize, Tsify)]
pub struct Exemplars(Vec<Exemplar>);

/// A coding project.
#[wasm_bindgen]
pub struct ProjectHandle {
    /// Work in steps looks at it as it was when that began: what is changed in the meantime is another.
    project: Rc<Project>,
    problems: Vec<Error>,
}

#[wasm_bindgen]
impl ProjectHandle {
    /// Looks at so many turns for suggestions.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.edit().prepare_some(u64::from(work)))
    }

    /// What was wrong with what the project was opened with.
    pub fn problems(&self) -> Result<Ts<Problems>, Thrown> {
        encode(&Problems(self.problems.clone()))
    }

    /// The codebook as it is now.
    pub fn codebook(&self) -> Result<Ts<Codebook>, Thrown> {
        encode(self.project.codebook())
    }

    /// Changes the codebook; returns how many codings lost their code.
    #[wasm_bindgen(js_name = setCodebook)]
    pub fn set_codebook(&mut self, codebook: Ts<Codebook>) -> Result<u32, Thrown> {
        self.edit().set_codebook(decode(codebook, "codebook")?).map_err(|error| throw(&error))
    }

    /// Makes one code of two; returns how many codings changed.
    #[wasm_bindgen(js_name = mergeCodes)]
    pub fn merge_codes(&mut self, from: &str, into: &str) -> Result<u32, Thrown> {
        self.edit().merge_codes(from, into).map_err(|error| throw(&error))
    }

    /// Splits a code; returns the id of the new one.
    #[wasm_bindgen(js_name = splitCode)]
    pub fn split_code(&mut self, from: &str, code: Ts<Code>, codings: Ts<Words>) -> Result<String, Thrown> {
        let (code, Words(codings)) = (decode(code, "code")?, decode(codings, "codings")?);
        self.edit().split_code(from, code, &codings).map_err(|error| throw(&error))
    }

    /// How much there is, and whether there is something to undo.
    pub fn status(&self) -> Result<Ts<ProjectStatus>, Thrown> {
        encode(&self.project.status())
    }

    /// Adds a transcript; returns its id.
    pub fn add(&mut self, transcript: Ts<Transcript>) -> Result<String, Thrown> {
        let Read { value, problems } = self.edit().add(decode(transcript, "transcript")?);
        self.problems.extend(problems);
        Ok(value)
    }

    /// Changes who is coding.
    #[wasm_bindgen(js_name = setCoder)]
    pub fn set_coder(&mut self, coder: &str) {
        self.edit().set_coder(coder);
    }

    /// Codes that turns probably carry.
    pub fn suggest(&mut self, ask: Ts<Ask>) -> Result<Ts<Suggestions>, Thrown> {
        encode(&Suggestions(self.edit().suggest(&decode_asked(ask, "ask")?)))
    }

    /// The turns to code next.
    #[wasm_bindgen(js_name = askNext)]
    pub fn ask_next(&mut self, ask: Ts<AskNext>) -> Result<Ts<Questions>, Thrown> {
        encode(&Questions(self.edit().next(&decode_asked(ask, "ask")?)))
    }

    /// The present coder is done with a turn.
    pub fn done(&mut self, transcript: &str, turn: &str) -> Result<(), Thrown> {
        self.edit().done(transcript, turn).map_err(|error| throw(&error))
    }

    /// How right suggestions were on turns drawn by chance.
    pub fn accuracy(&self) -> Result<Ts<Accuracy>, Thrown> {
        encode(&self.project.accuracy())
    }

    /// For each code from where on suggestions keep a precision.
    pub fn thresholds(&mut self, precision: f64) -> Result<Ts<Thresholds>, Thrown> {
        encode(&Thresholds(self.edit().thresholds(precision)))
    }

    /// What the host knows of turns.
    pub fn embed(&mut self, turns: Ts<EmbeddedTurns>, numbers: &[f32]) -> Result<(), Thrown> {
        let EmbeddedTurns(turns) = decode(turns, "embeddings")?;
        let mut rest = numbers.iter().copied();
        let embedding = |Embedded { transcript, turn, numbers }| {
            let vector = rest.by_ref().take(numbers as usize).collect();
            Embedding { transcript, turn, vector }
        };
        let embeddings = turns.into_iter().map(embedding).collect();
        self.edit().embed(embeddings).map_err(|error| throw(&error))
    }

    /// Words and phrases that are said often.
    #[wasm_bindgen(unchecked_return_type = "Overview")]
    pub fn overview(&self, look: Ts<Look>) -> Result<Work, Thrown> {
        let look = decode_asked(look, "look")?;
        Ok(self.work(async move |project| answer::<Overview>(&project.overview_in_steps(&look).await)))
    }

    /// Saturation by a rule.
    #[wasm_bindgen(unchecked_return_type = "Saturation")]
    pub fn saturated(&self, rule: Ts<SaturationRule>) -> Result<Work, Thrown> {
        let rule = decode_asked(rule, "rule")?;
        Ok(self.work(async move |project| answer::<Saturation>(&project.saturated_in_steps(rule).await)))
    }

    /// Makes a suggestion a coding; returns the coding's id.
    pub fn accept(&mut self, id: &str) -> Result<String, Thrown> {
        self.edit().accept(id).map_err(|error| throw(&error))
    }

    /// Turns a suggestion down.
    pub fn reject(&mut self, id: &str) -> Result<(), Thrown> {
        self.edit().reject(id).map_err(|error| throw(&error))
    }

    /// Codes a turn or a passage by hand; returns the coding's id.
    pub fn code(&mut self, coding: Ts<Coding>) -> Result<String, Thrown> {
        self.edit().code(decode(coding, "coding")?).map_err(|error| throw(&error))
    }

    /// Takes a coding out.
    pub fn uncode(&mut self, id: &str) -> Result<(), Thrown> {
        self.edit().uncode(id).map_err(|error| throw(&error))
    }

    /// Writes, changes or takes out a memo; returns its id.
    pub fn memo(&mut self, memo: Ts<Memo>) -> Result<String, Thrown> {
        Ok(self.edit().memo(decode(memo, "memo")?))
    }

    /// Writes a summary cell of the framework matrix.
    pub fn summarise(&mut self, case: &str, code: &str, text: &str) {
        self.edit().summarise(case, code, text);
    }

    /// Puts right what a turn says and who says it.
    pub fn correct(
        &mut self,
        transcript: &str,
        turn: &str,
        text: &str,
        speaker: Option<String>,
    ) -> Result<Ts<Corrected>, Thrown> {
        let corrected = self.edit().correct(transcript, turn, text, speaker.as_deref());
        encode(&corrected.map_err(|error| throw(&error))?)
    }

    /// Takes a transcript as it was de-identified anew.
    pub fn renew(&mut self, transcript: Ts<Transcript>) -> Result<Ts<Corrected>, Thrown> {
        let corrected = self.edit().renew(&decode(transcript, "transcript")?);
        encode(&corrected.map_err(|error| throw(&error))?)
    }

    /// Removes a speaker who withdrew; returns what went.
    pub fn withdraw(&mut self, speaker: &str) -> Result<Ts<Removed>, Thrown> {
        encode(&self.edit().withdraw(speaker))
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> bool {
        self.edit().undo()
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self) -> bool {
        self.edit().redo()
    }

    /// The codings that the present coder may see, or all.
    #[wasm_bindgen(unchecked_return_type = "Codings")]
    pub fn codings(&mut self, all: bool) -> Work {
        let visible = if all { Vec::new() } else { self.edit().visible() };
        self.work(async move |project| {
            let codings = Portions::of(&Codings(Vec::new()));
            match all {
                true => codings.list("", project.in_order()).await,
                false => codings.list("", &visible).await,
            }
            codings.answer()
        })
    }

    /// Draws a sample to be coded blind.
    pub fn draw(&mut self, draw: Ts<Draw>) -> Result<Ts<Sample>, Thrown> {
        encode(&self.edit().draw(&decode_asked(draw, "draw")?).map_err(|error| throw(&error))?)
    }

    /// The samples.
    pub fn samples(&self) -> Result<Ts<Samples>, Thrown> {
        encode(&Samples(self.project.samples().to_vec()))
    }

    /// Ends the blind coding of a sample.
    pub fn reveal(&mut self, sample: &str) -> Result<(), Thrown> {
        self.edit().reveal(sample).map_err(|error| throw(&error))
    }

    /// What each coder did and saw.
    pub fn log(&self) -> Result<Ts<LogRows>, Thrown> {
        encode(&LogRows(self.project.log()))
    }

    /// Settles a turn.
    pub fn settle(&mut self, settlement: Ts<Settlement>) -> Result<(), Thrown> {
        self.edit().settle(decode(settlement, "settlement")?).map_err(|error| throw(&error))
    }

    /// Takes a settlement back.
    pub fn unsettle(&mut self, transcript: &str, turn: &str) -> bool {
        self.edit().unsettle(transcript, turn)
    }

    /// What was settled.
    pub fn settlements(&self) -> Result<Ts<Settlements>, Thrown> {
        encode(&Settlements(self.project.settlements().cloned().collect()))
    }

    /// Says which session a transcript is of.
    #[wasm_bindgen(js_name = setSetting)]
    pub fn set_setting(&mut self, setting: Ts<Setting>) -> Result<(), Thrown> {
        self.edit().set_setting(decode(setting, "setting")?).map_err(|error| throw(&error))
    }

    /// Which sessions transcripts are of.
    pub fn settings(&self) -> Result<Ts<Settings>, Thrown> {
        encode(&Settings(self.project.settings().cloned().collect()))
    }

    /// What happened to the codebook.
    pub fn revisions(&self) -> Result<Ts<Revisions>, Thrown> {
        encode(&Revisions(self.project.revisions().to_vec()))
    }

    /// Passages to quote.
    pub fn exemplars(&self, most: f64) -> Result<Ts<Exemplars>, Thrown> {
        encode(&Exemplars(self.project.exemplars(count(most, "most")?)))
    }

    /// A paragraph for the methods section.
    #[wasm_bindgen(unchecked_return_type = "string")]
    pub fn methods(&self, language: String) -> Work {
        self.work(async move |project| Ok(project.methods_in_steps(&language).await.into()))
    }

    /// The suggestions that were turned down.
    pub fn refusals(&self) -> Result<Ts<Refusals>, Thrown> {
        encode(&Refusals(self.project.refusals().cloned().collect()))
    }

    /// The memos.
    pub fn memos(&self) -> Result<Ts<Memos>, Thrown> {
        encode(&Memos(self.project.memos().cloned().collect()))
    }

    /// How far coders agree.
    #[wasm_bindgen(unchecked_return_type = "Comparison")]
    pub fn agreement(&self, compare: Ts<Compare>) -> Result<Work, Thrown> {
        let compare = decode_asked(compare, "compare")?;
        Ok(self.work(async move |project| answer::<Comparison>(&project.agreement_in_steps(&compare).await)))
    }

    /// The framework matrix.
    pub fn matrix(&self, case: Ts<Case>) -> Result<Ts<Matrix>, Thrown> {
        encode(&self.project.matrix(decode(case, "case")?))
    }

    /// The framework matrix as CSV, and below it what was looked for and found when each transcript was de-identified;
    /// `presence` shows 0 and 1 instead of words, and nothing below.
    #[wasm_bindgen(js_name = matrixCsv)]
    pub fn matrix_csv(&self, case: Ts<Case>, presence: bool) -> Result<String, Thrown> {
        let case = decode(case, "case")?;
        Ok(if presence { self.project.matrix(case).presence_csv() } else { self.project.matrix_csv(case) })
    }

    /// The tables as a workbook.
    pub fn xlsx(&self, case: Ts<Case>) -> Result<Vec<u8>, Thrown> {
        Ok(self.project.xlsx(decode(case, "case")?))
    }

    /// Codebook and matrix as a page.
    pub fn html(&self, case: Ts<Case>) -> Result<String, Thrown> {
        Ok(self.project.html(decode(case, "case")?))
    }

    /// Codes that stand together in turns.
    #[wasm_bindgen(unchecked_return_type = "Pairs")]
    pub fn pairs(&self) -> Work {
        self.work(async |project| answer(&Pairs(project.pairs_in_steps().await)))
    }

    /// What each further transcript added.
    #[wasm_bindgen(unchecked_return_type = "Additions")]
    pub fn saturation(&self) -> Work {
        self.work(async |project| answer(&Additions(project.saturation_in_steps().await)))
    }

    /// Takes in another coder's project.
    pub fn merge(&mut self, saved: Ts<SavedProject>) -> Result<Ts<MergedProject>, Thrown> {
        let merged = self.edit().merge(decode(saved, "saved")?).map_err(|error| throw(&error))?;
        encode(&merged)
    }

    /// The project as a REFI-QDA project file.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array")]
    pub fn qdpx(&self, name: String) -> Work {
        self.work(async move |project| Ok(Uint8Array::from(project.qdpx_in_steps(&name).await.as_slice()).into()))
    }

    /// The codings as CSV.
    #[wasm_bindgen(unchecked_return_type = "string")]
    pub fn csv(&self) -> Work {
        self.work(async |project| Ok(project.csv_in_steps().await.into()))
    }

    /// The codebook as a REFI-QDA codebook file.
    pub fn qdc(&self) -> String {
        self.project.codebook().qdc()
    }

    /// The project as data to keep.
    #[wasm_bindgen(unchecked_return_type = "SavedProject")]
    pub fn save(&self) -> Work {
        self.work(async |project| {
            let saved = Portions::of::<SavedProject>(&project.saved_without_lists());
            for (at, transcript) in told(project.transcripts()).enumerate() {
                saved.list(&format!("transcripts.{at}.turns"), &transcript.turns).await;
            }
            saved.list("codings", project.codings()).await;
            saved.answer()
        })
    }
}

impl ProjectHandle {
    /// Work that looks at the project, as it is now.
    fn work(&self, look: impl AsyncFnOnce(&Project) -> Answer + 'static) -> Work {
        let project = Rc::clone(&self.project);
        Work::new(async move { look(&project).await })
    }

    /// The project, to be changed.
    fn edit(&mut self) -> &mut Project {
        Rc::make_mut(&mut self.project)
    }
}

/// Opens a new project over transcripts, the built-in codebook where none is given; the last step gives its handle.
#[wasm_bindgen(js_name = projectOpen, unchecked_return_type = "ProjectHandle")]
pub fn project_open(opening: Ts<Opening>) -> Work {
    let opening = unpacked(&opening.into());
    Work::new(async move { handle(Project::open_in_steps(decode_long(opening, "opening").await?).await) })
}

/// Opens a saved project; the last step gives its handle.
#[wasm_bindgen(js_name = projectLoad, unchecked_return_type = "ProjectHandle")]
pub fn project_load(saved: Ts<SavedProject>) -> Work {
    let saved = unpacked(&saved.into());
    Work::new(async move {
        let opened = read_long::<SavedProject>(&saved, "saved").await;
        // What a later version saved may have another form.
        let later =
            || read::<Stamp>(&saved, "saved").ok().and_then(|stamp| SavedProject::later(&stamp.format, stamp.version));
        let opened = opened.map_err(|error| throw(&later().unwrap_or(error)))?;
        handle(Project::load_in_steps(opened).await)
    })
}

#[derive(Deserialize)]
struct Stamp {
    format: String,
    version: u32,
}

/// Opens another tool's project, a REFI-QDA project file; the last step gives its handle.
#[wasm_bindgen(js_name = projectReadQdpx, unchecked_return_type = "ProjectHandle")]
pub fn project_read_qdpx(bytes: Vec<u8>) -> Work {
    Work::new(async move { handle(Project::read_qdpx_in_steps(&bytes).await) })
}

fn handle(read: crate::Result<Read<Project>>) -> Answer {
    let Read { value: project, problems } = read.map_err(|error| throw(&error))?;
    Ok(ProjectHandle { project: Rc::new(project), problems }.into())
}

long!(Opening, transcripts, Transcript);
long!(SavedProject, transcripts, Transcript);
long!(Transcript, turns, Turn);

impl Item for Turn {}

/// A transcript is a long list itself.
impl Item for Transcript {
    fn read(node: Node<'_>) -> impl Future<Output = Outcome<Self>> {
        in_steps(node)
    }
}
