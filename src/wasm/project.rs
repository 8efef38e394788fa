//! Coding projects, for JavaScript.

mod kinds;
mod opening;

use std::cell::{RefCell, RefMut};
use std::mem::take;
use std::rc::Rc;

use js_sys::Uint8Array;
use tsify::Ts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::themes::Problems;
use super::{
    Answer, Portions, Thrown, Words, Work, answer, count, decode, decode_asked, decode_long, encode, throw, unpacked,
};
use crate::error::Error;
use crate::job::{Progress, rest, told};
use crate::json::read_item;
use crate::themes::{
    Accuracy, Ask, AskNext, Case, Code, Codebook, Coding, Compare, Comparison, Corrected, Draw, Look, Memo,
    MergedProject, Overview, Project, ProjectStatus, Sample, Saturation, SaturationRule, SavedProject, Setting,
    Settlement,
};
use crate::transcripts::Transcript;
use kinds::{
    Additions, Codings, EmbeddedTurns, Exemplars, LogRows, Memos, Pairs, Questions, Refusals, Revisions, Samples,
    Settings, Settlements, Suggestions, Thresholds,
};

/// Turns that are noted at once, and what that takes, as [`rest`] counts.
const NOTED: usize = 200;
const NOTING_TAKES: u64 = 200;

/// A coding project.
#[wasm_bindgen]
pub struct ProjectHandle(Rc<RefCell<Held>>);

struct Held {
    /// Work in steps looks at it as it was when that began: what is changed in the meantime is another.
    project: Rc<Project>,
    problems: Vec<Error>,
}

#[wasm_bindgen]
impl ProjectHandle {
    /// Looks at so many turns for suggestions.
    pub fn step(&self, work: u32) -> Result<Ts<Progress>, Thrown> {
        encode(&self.edit().prepare_some(u64::from(work)))
    }

    /// What was wrong with what the project was opened with.
    pub fn problems(&self) -> Result<Ts<Problems>, Thrown> {
        encode(&Problems(self.0.borrow().problems.clone()))
    }

    /// The codebook as it is now.
    pub fn codebook(&self) -> Result<Ts<Codebook>, Thrown> {
        encode(self.now().codebook())
    }

    /// Changes the codebook; returns how many codings lost their code.
    #[wasm_bindgen(js_name = setCodebook, unchecked_return_type = "number")]
    pub fn set_codebook(&self, codebook: Ts<Codebook>) -> Result<Work, Thrown> {
        let codebook = decode(codebook, "codebook")?;
        Ok(self.change(async |project| given(project.set_codebook_in_steps(codebook).await)))
    }

    /// Makes one code of two; returns how many codings changed.
    #[wasm_bindgen(js_name = mergeCodes, unchecked_return_type = "number")]
    pub fn merge_codes(&self, from: String, into: String) -> Work {
        self.change(async move |project| given(project.merge_codes_in_steps(&from, &into).await))
    }

    /// Splits a code; returns the id of the new one.
    #[wasm_bindgen(js_name = splitCode, unchecked_return_type = "string")]
    pub fn split_code(&self, from: String, code: Ts<Code>, codings: Ts<Words>) -> Result<Work, Thrown> {
        let (code, Words(codings)) = (decode(code, "code")?, decode(codings, "codings")?);
        Ok(self.change(async move |project| given(project.split_code_in_steps(&from, code, &codings).await)))
    }

    /// How much there is, and whether there is something to undo.
    pub fn status(&self) -> Result<Ts<ProjectStatus>, Thrown> {
        encode(&self.now().status())
    }

    /// Adds a transcript; returns its id.
    #[wasm_bindgen(unchecked_return_type = "string")]
    pub fn add(&self, transcript: Ts<Transcript>) -> Work {
        let (held, transcript) = (Rc::clone(&self.0), unpacked(&transcript.into()));
        Work::new(async move {
            let transcript = decode_long(transcript, "transcript").await?;
            let added = changed(&held, async move |project| project.add_in_steps(transcript).await).await;
            held.borrow_mut().problems.extend(added.problems);
            Ok(added.value.into())
        })
    }

    /// Changes who is coding.
    #[wasm_bindgen(js_name = setCoder)]
    pub fn set_coder(&self, coder: &str) {
        self.edit().set_coder(coder);
    }

    /// Codes that turns probably carry.
    pub fn suggest(&self, ask: Ts<Ask>) -> Result<Ts<Suggestions>, Thrown> {
        encode(&Suggestions(self.edit().suggest(&decode_asked(ask, "ask")?)))
    }

    /// The turns to code next.
    #[wasm_bindgen(js_name = askNext, unchecked_return_type = "Questions")]
    pub fn ask_next(&self, ask: Ts<AskNext>) -> Result<Work, Thrown> {
        let ask = decode_asked(ask, "ask")?;
        Ok(self.change(async move |project| answer(&Questions(project.next_in_steps(&ask).await))))
    }

    /// The present coder is done with a turn.
    pub fn done(&self, transcript: &str, turn: &str) -> Result<(), Thrown> {
        self.edit().done(transcript, turn).map_err(|error| throw(&error))
    }

    /// How right suggestions were on turns drawn by chance.
    pub fn accuracy(&self) -> Result<Ts<Accuracy>, Thrown> {
        encode(&self.now().accuracy())
    }

    /// For each code from where on suggestions keep a precision.
    #[wasm_bindgen(unchecked_return_type = "Thresholds")]
    pub fn thresholds(&self, precision: f64) -> Work {
        self.edit().expect();
        self.work(async move |project| answer(&Thresholds(project.thresholds_expected(precision).await)))
    }

    /// What the host knows of turns.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn embed(&self, turns: Ts<EmbeddedTurns>, numbers: Vec<f32>) -> Work {
        let turns = unpacked(&turns.into());
        self.change(async move |project| {
            let embeddings = decode_long::<EmbeddedTurns>(turns, "embeddings").await?.with(&numbers).await;
            project.embed_in_steps(embeddings).await.map_err(|error| throw(&error))?;
            Ok(JsValue::NULL)
        })
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
    pub fn accept(&self, id: &str) -> Result<String, Thrown> {
        self.edit().accept(id).map_err(|error| throw(&error))
    }

    /// Turns a suggestion down.
    pub fn reject(&self, id: &str) -> Result<(), Thrown> {
        self.edit().reject(id).map_err(|error| throw(&error))
    }

    /// Codes a turn or a passage by hand; returns the coding's id.
    pub fn code(&self, coding: Ts<Coding>) -> Result<String, Thrown> {
        self.edit().code(decode(coding, "coding")?).map_err(|error| throw(&error))
    }

    /// Takes a coding out.
    pub fn uncode(&self, id: &str) -> Result<(), Thrown> {
        self.edit().uncode(id).map_err(|error| throw(&error))
    }

    /// Writes, changes or takes out a memo; returns its id.
    pub fn memo(&self, memo: Ts<Memo>) -> Result<String, Thrown> {
        Ok(self.edit().memo(decode(memo, "memo")?))
    }

    /// Writes a summary cell of the framework matrix.
    pub fn summarise(&self, case: &str, code: &str, text: &str) {
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
    #[wasm_bindgen(unchecked_return_type = "Corrected")]
    pub fn renew(&self, transcript: Ts<Transcript>) -> Work {
        let transcript = unpacked(&transcript.into());
        self.change(async move |project| {
            let corrected = project.renew_in_steps(&decode_long(transcript, "transcript").await?).await;
            answer(&corrected.map_err(|error| throw(&error))?)
        })
    }

    /// Removes a speaker who withdrew; returns what went.
    #[wasm_bindgen(unchecked_return_type = "Removed")]
    pub fn withdraw(&self, speaker: String) -> Work {
        self.change(async move |project| answer(&project.withdraw_in_steps(&speaker).await))
    }

    /// Takes the last step back.
    #[wasm_bindgen(unchecked_return_type = "boolean")]
    pub fn undo(&self) -> Work {
        self.change(async |project| Ok(project.undo_in_steps().await.into()))
    }

    /// Makes the step again that was taken back last.
    #[wasm_bindgen(unchecked_return_type = "boolean")]
    pub fn redo(&self) -> Work {
        self.change(async |project| Ok(project.redo_in_steps().await.into()))
    }

    /// All codings.
    #[wasm_bindgen(unchecked_return_type = "Codings")]
    pub fn codings(&self) -> Work {
        self.work(async |project| {
            let codings = Portions::of(&Codings(Vec::new()));
            codings.list("", project.in_order().await.into_iter().map(|(coding, _)| coding)).await;
            codings.answer()
        })
    }

    /// The codings that the present coder may see, which is noted.
    #[wasm_bindgen(unchecked_return_type = "Codings")]
    pub fn visible(&self) -> Work {
        self.change(async |project| {
            let codings = Portions::of(&Codings(Vec::new()));
            let (visible, others) = project.visible_in_steps().await;
            codings.list("", visible).await;
            let coder = project.coder().to_owned();
            for some in others.chunks(NOTED) {
                project.note_others(&coder, some);
                rest(NOTING_TAKES).await;
            }
            codings.answer()
        })
    }

    /// Draws a sample to be coded blind.
    #[wasm_bindgen(unchecked_return_type = "Sample")]
    pub fn draw(&self, draw: Ts<Draw>) -> Result<Work, Thrown> {
        let draw = decode_asked(draw, "draw")?;
        Ok(self.change(async move |project| {
            let sample = project.draw_in_steps(&draw).await.map_err(|error| throw(&error))?;
            let drawn = Portions::of(&sample.without_turns());
            drawn.list("turns", sample.turns).await;
            drawn.list("shownBefore", sample.shown_before).await;
            drawn.answer()
        }))
    }

    /// The samples.
    #[wasm_bindgen(unchecked_return_type = "Samples")]
    pub fn samples(&self) -> Work {
        self.work(async |project| {
            let samples = Portions::of(&Samples(project.samples().iter().map(Sample::without_turns).collect()));
            for (at, sample) in project.samples().iter().enumerate() {
                samples.list(&format!("{at}.turns"), &sample.turns).await;
                samples.list(&format!("{at}.shownBefore"), &sample.shown_before).await;
            }
            samples.answer()
        })
    }

    /// Ends the blind coding of a sample.
    pub fn reveal(&self, sample: &str) -> Result<(), Thrown> {
        self.edit().reveal(sample).map_err(|error| throw(&error))
    }

    /// What each coder did and saw.
    pub fn log(&self) -> Result<Ts<LogRows>, Thrown> {
        encode(&LogRows(self.now().log()))
    }

    /// Settles a turn.
    pub fn settle(&self, settlement: Ts<Settlement>) -> Result<(), Thrown> {
        self.edit().settle(decode(settlement, "settlement")?).map_err(|error| throw(&error))
    }

    /// Takes a settlement back.
    pub fn unsettle(&self, transcript: &str, turn: &str) -> bool {
        self.edit().unsettle(transcript, turn)
    }

    /// What was settled.
    pub fn settlements(&self) -> Result<Ts<Settlements>, Thrown> {
        encode(&Settlements(self.now().settlements().cloned().collect()))
    }

    /// Says which session a transcript is of.
    #[wasm_bindgen(js_name = setSetting)]
    pub fn set_setting(&self, setting: Ts<Setting>) -> Result<(), Thrown> {
        self.edit().set_setting(decode(setting, "setting")?).map_err(|error| throw(&error))
    }

    /// Which sessions transcripts are of.
    pub fn settings(&self) -> Result<Ts<Settings>, Thrown> {
        encode(&Settings(self.now().settings().cloned().collect()))
    }

    /// What happened to the codebook.
    pub fn revisions(&self) -> Result<Ts<Revisions>, Thrown> {
        encode(&Revisions(self.now().revisions().to_vec()))
    }

    /// Passages to quote.
    #[wasm_bindgen(unchecked_return_type = "Exemplars")]
    pub fn exemplars(&self, most: f64) -> Result<Work, Thrown> {
        let most = count(most, "most")?;
        Ok(self.work(async move |project| answer(&Exemplars(project.exemplars_in_steps(most).await))))
    }

    /// A paragraph for the methods section.
    #[wasm_bindgen(unchecked_return_type = "string")]
    pub fn methods(&self, language: String) -> Work {
        self.work(async move |project| Ok(project.methods_in_steps(&language).await.into()))
    }

    /// The suggestions that were turned down.
    pub fn refusals(&self) -> Result<Ts<Refusals>, Thrown> {
        encode(&Refusals(self.now().refusals().cloned().collect()))
    }

    /// The memos.
    pub fn memos(&self) -> Result<Ts<Memos>, Thrown> {
        encode(&Memos(self.now().memos().cloned().collect()))
    }

    /// How far coders agree.
    #[wasm_bindgen(unchecked_return_type = "Comparison")]
    pub fn agreement(&self, compare: Ts<Compare>) -> Result<Work, Thrown> {
        let compare = decode_asked(compare, "compare")?;
        Ok(self.work(async move |project| answer::<Comparison>(&project.agreement_in_steps(&compare).await)))
    }

    /// The framework matrix.
    #[wasm_bindgen(unchecked_return_type = "Matrix")]
    pub fn matrix(&self, case: Ts<Case>) -> Result<Work, Thrown> {
        let case = decode(case, "case")?;
        Ok(self.work(async move |project| {
            let mut matrix = project.matrix_in_steps(case).await;
            let cells = take(&mut matrix.cells);
            let matrix = Portions::of(&matrix);
            matrix.list("cells", cells).await;
            matrix.answer()
        }))
    }

    /// The framework matrix as CSV, and below it what was looked for and found when each transcript was de-identified;
    /// `presence` shows 0 and 1 instead of words, and nothing below.
    #[wasm_bindgen(js_name = matrixCsv, unchecked_return_type = "string")]
    pub fn matrix_csv(&self, case: Ts<Case>, presence: bool) -> Result<Work, Thrown> {
        let case = decode(case, "case")?;
        Ok(self.work(async move |project| {
            let text = match presence {
                true => project.matrix_in_steps(case).await.presence_csv(),
                false => project.matrix_csv_in_steps(case).await,
            };
            Ok(text.into())
        }))
    }

    /// The tables as a workbook.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array")]
    pub fn xlsx(&self, case: Ts<Case>) -> Result<Work, Thrown> {
        let case = decode(case, "case")?;
        Ok(self.work(async move |project| bytes(&project.xlsx_in_steps(case).await)))
    }

    /// Codebook and matrix as a page.
    #[wasm_bindgen(unchecked_return_type = "string")]
    pub fn html(&self, case: Ts<Case>) -> Result<Work, Thrown> {
        let case = decode(case, "case")?;
        Ok(self.work(async move |project| Ok(project.html_in_steps(case).await.into())))
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
    #[wasm_bindgen(unchecked_return_type = "MergedProject")]
    pub fn merge(&self, saved: Ts<SavedProject>) -> Work {
        let saved = unpacked(&saved.into());
        self.change(async move |project| {
            let saved = read_item(&saved, "saved").await.map_err(|error| throw(&error))?;
            answer::<MergedProject>(&project.merge_in_steps(saved).await.map_err(|error| throw(&error))?)
        })
    }

    /// The project as a REFI-QDA project file.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array")]
    pub fn qdpx(&self, name: String) -> Work {
        self.work(async move |project| bytes(&project.qdpx_in_steps(&name).await))
    }

    /// The codings as CSV.
    #[wasm_bindgen(unchecked_return_type = "string")]
    pub fn csv(&self) -> Work {
        self.work(async |project| Ok(project.csv_in_steps().await.into()))
    }

    /// The codebook as a REFI-QDA codebook file.
    pub fn qdc(&self) -> String {
        self.now().codebook().qdc()
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
            saved.list("refusals", project.refusals()).await;
            // What is without these lists has the first item of each already.
            saved.list("done", project.turns_done().skip(1)).await;
            saved.list("seen", project.shown().skip(1)).await;
            saved.answer()
        })
    }
}

impl ProjectHandle {
    fn of(project: Project, problems: Vec<Error>) -> Self {
        Self(Rc::new(RefCell::new(Held { project: Rc::new(project), problems })))
    }

    /// The project as it is now.
    fn now(&self) -> Rc<Project> {
        Rc::clone(&self.0.borrow().project)
    }

    /// Work that looks at the project, as it is now.
    fn work(&self, look: impl AsyncFnOnce(&Project) -> Answer + 'static) -> Work {
        let project = self.now();
        Work::new(async move { look(&project).await })
    }

    /// The project, to be changed at once.
    fn edit(&self) -> RefMut<'_, Project> {
        RefMut::map(self.0.borrow_mut(), |held| Rc::make_mut(&mut held.project))
    }

    /// Work that changes the project; nobody else is asked for anything of it until that is done.
    fn change(&self, change: impl AsyncFnOnce(&mut Project) -> Answer + 'static) -> Work {
        let held = Rc::clone(&self.0);
        Work::new(async move { changed(&held, change).await })
    }
}

/// What comes of a change that takes steps.
#[expect(
    clippy::await_holding_refcell_ref,
    reason = "a handle is asked for nothing while it is changed or brought back"
)]
async fn changed<T>(held: &RefCell<Held>, change: impl AsyncFnOnce(&mut Project) -> T) -> T {
    change(Rc::make_mut(&mut held.borrow_mut().project)).await
}

/// A number or a text, or what went wrong.
fn given<T: Into<JsValue>>(made: crate::Result<T>) -> Answer {
    made.map(Into::into).map_err(|error| throw(&error))
}

fn bytes(file: &[u8]) -> Answer {
    Ok(Uint8Array::from(file).into())
}
