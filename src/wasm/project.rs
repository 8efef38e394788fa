//! Coding projects, for JavaScript.

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::themes::Problems;
use super::{Thrown, Words, decode, encode, throw};
use crate::error::{Error, Read};
use crate::job::Progress;
use crate::themes::{
    Accuracy, Addition, Ask, AskNext, Case, Code, Codebook, Coding, Compare, Comparison, Corrected, Draw, Embedding,
    Exemplar, LogRow, Look, Matrix, Memo, MergedProject, Opening, Overview, Pair, Project, ProjectStatus, Question,
    Refusal, Removed, Revision, Sample, Saturation, SaturationRule, SavedProject, Setting, Settlement, Suggestion,
    Threshold,
};
use crate::transcripts::Transcript;

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

/// What a host knows of turns.
#[derive(Deserialize, Tsify)]
pub struct Embeddings(Vec<Embedding>);

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
    project: Project,
    problems: Vec<Error>,
}

#[wasm_bindgen]
impl ProjectHandle {
    /// Opens a new project.
    #[wasm_bindgen(constructor)]
    pub fn new(opening: Ts<Opening>) -> Result<ProjectHandle, Thrown> {
        handle(Project::open(decode(opening, "opening")?))
    }

    /// Looks at so many turns for suggestions.
    pub fn step(&mut self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.project.prepare_some(u64::from(work)))
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
        self.project.set_codebook(decode(codebook, "codebook")?).map_err(|error| throw(&error))
    }

    /// Makes one code of two; returns how many codings changed.
    #[wasm_bindgen(js_name = mergeCodes)]
    pub fn merge_codes(&mut self, from: &str, into: &str) -> Result<u32, Thrown> {
        self.project.merge_codes(from, into).map_err(|error| throw(&error))
    }

    /// Splits a code; returns the id of the new one.
    #[wasm_bindgen(js_name = splitCode)]
    pub fn split_code(&mut self, from: &str, code: Ts<Code>, codings: Ts<Words>) -> Result<String, Thrown> {
        let (code, Words(codings)) = (decode(code, "code")?, decode(codings, "codings")?);
        self.project.split_code(from, code, &codings).map_err(|error| throw(&error))
    }

    /// How much there is, and whether there is something to undo.
    pub fn status(&self) -> Result<Ts<ProjectStatus>, Thrown> {
        encode(&self.project.status())
    }

    /// Adds a transcript; returns its id.
    pub fn add(&mut self, transcript: Ts<Transcript>) -> Result<String, Thrown> {
        let Read { value, problems } = self.project.add(decode(transcript, "transcript")?);
        self.problems.extend(problems);
        Ok(value)
    }

    /// Changes who is coding.
    #[wasm_bindgen(js_name = setCoder)]
    pub fn set_coder(&mut self, coder: &str) {
        self.project.set_coder(coder);
    }

    /// Codes that turns probably carry.
    pub fn suggest(&mut self, ask: Ts<Ask>) -> Result<Ts<Suggestions>, Thrown> {
        encode(&Suggestions(self.project.suggest(&decode(ask, "ask")?)))
    }

    /// The turns to code next.
    #[wasm_bindgen(js_name = askNext)]
    pub fn ask_next(&mut self, ask: Ts<AskNext>) -> Result<Ts<Questions>, Thrown> {
        encode(&Questions(self.project.next(&decode(ask, "ask")?)))
    }

    /// The present coder is done with a turn.
    pub fn done(&mut self, transcript: &str, turn: &str) -> Result<(), Thrown> {
        self.project.done(transcript, turn).map_err(|error| throw(&error))
    }

    /// How right suggestions were on turns drawn by chance.
    pub fn accuracy(&self) -> Result<Ts<Accuracy>, Thrown> {
        encode(&self.project.accuracy())
    }

    /// For each code from where on suggestions keep a precision.
    pub fn thresholds(&mut self, precision: f64) -> Result<Ts<Thresholds>, Thrown> {
        encode(&Thresholds(self.project.thresholds(precision)))
    }

    /// What the host knows of turns.
    pub fn embed(&mut self, embeddings: Ts<Embeddings>) -> Result<(), Thrown> {
        let Embeddings(embeddings) = decode(embeddings, "embeddings")?;
        self.project.embed(embeddings).map_err(|error| throw(&error))
    }

    /// Words and phrases that are said often.
    pub fn overview(&self, look: Ts<Look>) -> Result<Ts<Overview>, Thrown> {
        encode(&self.project.overview(&decode(look, "look")?))
    }

    /// Saturation by a rule.
    pub fn saturated(&self, rule: Ts<SaturationRule>) -> Result<Ts<Saturation>, Thrown> {
        encode(&self.project.saturated(decode(rule, "rule")?))
    }

    /// Makes a suggestion a coding; returns the coding's id.
    pub fn accept(&mut self, id: &str) -> Result<String, Thrown> {
        self.project.accept(id).map_err(|error| throw(&error))
    }

    /// Turns a suggestion down.
    pub fn reject(&mut self, id: &str) -> Result<(), Thrown> {
        self.project.reject(id).map_err(|error| throw(&error))
    }

    /// Codes a turn or a passage by hand; returns the coding's id.
    pub fn code(&mut self, coding: Ts<Coding>) -> Result<String, Thrown> {
        self.project.code(decode(coding, "coding")?).map_err(|error| throw(&error))
    }

    /// Takes a coding out.
    pub fn uncode(&mut self, id: &str) -> Result<(), Thrown> {
        self.project.uncode(id).map_err(|error| throw(&error))
    }

    /// Writes, changes or takes out a memo; returns its id.
    pub fn memo(&mut self, memo: Ts<Memo>) -> Result<String, Thrown> {
        Ok(self.project.memo(decode(memo, "memo")?))
    }

    /// Writes a summary cell of the framework matrix.
    pub fn summarise(&mut self, case: &str, code: &str, text: &str) {
        self.project.summarise(case, code, text);
    }

    /// Puts right what a turn says and who says it.
    pub fn correct(
        &mut self,
        transcript: &str,
        turn: &str,
        text: &str,
        speaker: Option<String>,
    ) -> Result<Ts<Corrected>, Thrown> {
        let corrected = self.project.correct(transcript, turn, text, speaker.as_deref());
        encode(&corrected.map_err(|error| throw(&error))?)
    }

    /// Takes a transcript as it was de-identified anew.
    pub fn renew(&mut self, transcript: Ts<Transcript>) -> Result<Ts<Corrected>, Thrown> {
        let corrected = self.project.renew(&decode(transcript, "transcript")?);
        encode(&corrected.map_err(|error| throw(&error))?)
    }

    /// Removes a speaker who withdrew; returns what went.
    pub fn withdraw(&mut self, speaker: &str) -> Result<Ts<Removed>, Thrown> {
        encode(&self.project.withdraw(speaker))
    }

    /// Takes the last step back.
    pub fn undo(&mut self) -> bool {
        self.project.undo()
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self) -> bool {
        self.project.redo()
    }

    /// The codings that the present coder may see, or all.
    pub fn codings(&mut self, all: bool) -> Result<Ts<Codings>, Thrown> {
        let every = |project: &Project| project.in_order().into_iter().cloned().collect();
        encode(&Codings(if all { every(&self.project) } else { self.project.visible() }))
    }

    /// Draws a sample to be coded blind.
    pub fn draw(&mut self, draw: Ts<Draw>) -> Result<Ts<Sample>, Thrown> {
        encode(&self.project.draw(&decode(draw, "draw")?).map_err(|error| throw(&error))?)
    }

    /// The samples.
    pub fn samples(&self) -> Result<Ts<Samples>, Thrown> {
        encode(&Samples(self.project.samples().to_vec()))
    }

    /// Ends the blind coding of a sample.
    pub fn reveal(&mut self, sample: &str) -> Result<(), Thrown> {
        self.project.reveal(sample).map_err(|error| throw(&error))
    }

    /// What each coder did and saw.
    pub fn log(&self) -> Result<Ts<LogRows>, Thrown> {
        encode(&LogRows(self.project.log()))
    }

    /// Settles a turn.
    pub fn settle(&mut self, settlement: Ts<Settlement>) -> Result<(), Thrown> {
        self.project.settle(decode(settlement, "settlement")?).map_err(|error| throw(&error))
    }

    /// Takes a settlement back.
    pub fn unsettle(&mut self, transcript: &str, turn: &str) -> bool {
        self.project.unsettle(transcript, turn)
    }

    /// What was settled.
    pub fn settlements(&self) -> Result<Ts<Settlements>, Thrown> {
        encode(&Settlements(self.project.settlements().cloned().collect()))
    }

    /// Says which session a transcript is of.
    #[wasm_bindgen(js_name = setSetting)]
    pub fn set_setting(&mut self, setting: Ts<Setting>) -> Result<(), Thrown> {
        self.project.set_setting(decode(setting, "setting")?).map_err(|error| throw(&error))
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
    pub fn exemplars(&self, most: u32) -> Result<Ts<Exemplars>, Thrown> {
        encode(&Exemplars(self.project.exemplars(most)))
    }

    /// A paragraph for the methods section.
    pub fn methods(&self, language: &str) -> String {
        self.project.methods(language)
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
    pub fn agreement(&self, compare: Ts<Compare>) -> Result<Ts<Comparison>, Thrown> {
        encode(&self.project.agreement(&decode(compare, "compare")?))
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
    pub fn pairs(&self) -> Result<Ts<Pairs>, Thrown> {
        encode(&Pairs(self.project.pairs()))
    }

    /// What each further transcript added.
    pub fn saturation(&self) -> Result<Ts<Additions>, Thrown> {
        encode(&Additions(self.project.saturation()))
    }

    /// Takes in another coder's project.
    pub fn merge(&mut self, saved: Ts<SavedProject>) -> Result<Ts<MergedProject>, Thrown> {
        let merged = self.project.merge(decode(saved, "saved")?).map_err(|error| throw(&error))?;
        encode(&merged)
    }

    /// The project as a REFI-QDA project file.
    pub fn qdpx(&self, name: &str) -> Vec<u8> {
        self.project.qdpx(name)
    }

    /// The codings as CSV.
    pub fn csv(&self) -> String {
        self.project.csv()
    }

    /// The codebook as a REFI-QDA codebook file.
    pub fn qdc(&self) -> String {
        self.project.codebook().qdc()
    }

    /// The project as data to keep.
    pub fn save(&mut self) -> Result<Ts<SavedProject>, Thrown> {
        self.project.with_saved(encode)
    }
}

/// Opens a saved project.
#[wasm_bindgen(js_name = projectLoad)]
pub fn project_load(saved: Ts<SavedProject>) -> Result<ProjectHandle, Thrown> {
    handle(Project::load(decode(saved, "saved")?))
}

/// Opens another tool's project, a REFI-QDA project file.
#[wasm_bindgen(js_name = projectReadQdpx)]
pub fn project_read_qdpx(bytes: &[u8]) -> Result<ProjectHandle, Thrown> {
    handle(Project::read_qdpx(bytes))
}

fn handle(read: crate::Result<Read<Project>>) -> Result<ProjectHandle, Thrown> {
    let Read { value: project, problems } = read.map_err(|error| throw(&error))?;
    Ok(ProjectHandle { project, problems })
}
