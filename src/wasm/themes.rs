//! Codebooks, phrases, models and agreement, for JavaScript.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, Words, Work, answer, decode, decode_long, encode, throw, unpacked};
use crate::error::{Error, Read};
use crate::json::{Item, long};
use crate::themes::agreement::{Coefficients, Ratings, Resampling, SetCoefficients, SetRatings};
use crate::themes::{Codebook, Label, Lexicon, Match, Model, Said, Subject};

/// What is wrong, each with its place; empty when nothing is.
#[derive(Serialize, Tsify)]
pub struct Problems(pub(super) Vec<Error>);

/// Matches in the order of the text, offsets in UTF-16 units.
#[derive(Serialize, Tsify)]
pub struct Matches(Vec<Match>);

/// The built-in codebook: four categories and nine themes.
#[wasm_bindgen(js_name = themesCircle)]
pub fn themes_circle() -> Result<Ts<Codebook>, Thrown> {
    encode(&Codebook::circle())
}

/// What is wrong with a codebook.
#[wasm_bindgen(js_name = themesProblems)]
pub fn themes_problems(codebook: Ts<Codebook>) -> Result<Ts<Problems>, Thrown> {
    encode(&Problems(decode(codebook, "codebook")?.settled().problems()))
}

/// A codebook as a REFI-QDA codebook file.
#[wasm_bindgen(js_name = themesQdc)]
pub fn themes_qdc(codebook: Ts<Codebook>) -> Result<String, Thrown> {
    Ok(decode(codebook, "codebook")?.settled().qdc())
}

/// A codebook, and what could not be read.
#[derive(Serialize, Tsify)]
pub struct ReadCodebook {
    /// The codebook.
    codebook: Codebook,
    /// What has no place in it.
    problems: Vec<Error>,
}

/// The codebook in a REFI-QDA codebook file.
#[wasm_bindgen(js_name = themesReadQdc)]
pub fn themes_read_qdc(bytes: &[u8]) -> Result<Ts<ReadCodebook>, Thrown> {
    let Read { value: codebook, problems } = Codebook::read_qdc(bytes).map_err(|error| throw(&error))?;
    encode(&ReadCodebook { codebook, problems })
}

/// The codebook in a table.
#[wasm_bindgen(js_name = themesReadCsv)]
pub fn themes_read_csv(bytes: &[u8]) -> Result<Ts<ReadCodebook>, Thrown> {
    let Read { value: codebook, problems } = Codebook::read_csv(bytes).map_err(|error| throw(&error))?;
    encode(&ReadCodebook { codebook, problems })
}

/// A codebook as a table.
#[wasm_bindgen(js_name = themesCsv)]
pub fn themes_csv(codebook: Ts<Codebook>) -> Result<String, Thrown> {
    Ok(decode(codebook, "codebook")?.settled().csv())
}

/// How far coders agree, by all coefficients.
#[wasm_bindgen(js_name = themesAgreement, unchecked_return_type = "Coefficients")]
pub fn themes_agreement(ratings: Ts<Ratings>, resampling: Ts<Resampling>) -> Result<Work, Thrown> {
    let ratings = Ratings::by_unit(decode(ratings, "ratings")?.units).map_err(|error| throw(&error))?;
    let resampling = decode(resampling, "resampling")?;
    Ok(Work::new(async move { answer::<Coefficients>(&ratings.report_in_steps(resampling).await) }))
}

/// How far coders agree on sets of codes.
#[wasm_bindgen(js_name = themesSetAgreement, unchecked_return_type = "SetCoefficients")]
pub fn themes_set_agreement(ratings: Ts<SetRatings>, resampling: Ts<Resampling>) -> Result<Work, Thrown> {
    let (ratings, resampling): (SetRatings, _) = (decode(ratings, "ratings")?, decode(resampling, "resampling")?);
    Ok(Work::new(async move { answer::<SetCoefficients>(&ratings.report_in_steps(resampling).await) }))
}

/// Phrases ready to be looked up.
#[wasm_bindgen]
pub struct LexiconHandle {
    lexicon: Lexicon,
    problems: Vec<Error>,
}

/// Makes a lexicon; the last step gives its handle.
#[wasm_bindgen(js_name = themesLexicon, unchecked_return_type = "LexiconHandle")]
pub fn themes_lexicon(phrases: Ts<Words>) -> Result<Work, Thrown> {
    let Words(phrases) = decode(phrases, "phrases")?;
    Ok(Work::new(async move {
        let read = Lexicon::new_in_steps(&phrases).await.map_err(|error| throw(&error))?;
        Ok(LexiconHandle { lexicon: read.value, problems: read.problems }.into())
    }))
}

#[wasm_bindgen]
impl LexiconHandle {
    /// The phrases that can match nothing.
    pub fn problems(&self) -> Result<Ts<Problems>, Thrown> {
        encode(&Problems(self.problems.clone()))
    }

    /// All matches.
    pub fn find(&self, text: &str) -> Result<Ts<Matches>, Thrown> {
        encode(&Matches(self.lexicon.find_utf16(text)))
    }

    /// How many matches there are.
    pub fn count(&self, text: &str) -> f64 {
        self.lexicon.count(text) as f64
    }
}

/// What a person says of turns.
#[derive(Deserialize, Tsify)]
pub struct Labels(Vec<Label>);

/// Turns with what was said before each.
#[derive(Deserialize, Tsify)]
pub struct Turns(Vec<Said>);

/// For each turn the probability of each class.
#[derive(Serialize, Tsify)]
pub struct Probabilities(Vec<Vec<f64>>);

/// Models that learn from labels.
#[wasm_bindgen]
pub struct ModelHandle {
    model: Rc<Model>,
}

/// Models that know a codebook and turns, and no labels yet; the last step gives their handle.
#[wasm_bindgen(js_name = themesModel, unchecked_return_type = "ModelHandle")]
pub fn themes_model(subject: Ts<Subject>) -> Work {
    let subject = unpacked(&subject.into());
    Work::new(async move {
        let mut subject: Subject = decode_long(subject, "subject").await?;
        subject.codebook = subject.codebook.settled();
        let model = Model::new_in_steps(&subject).await.map_err(|error| throw(&error))?;
        Ok(ModelHandle { model: Rc::new(model) }.into())
    })
}

#[wasm_bindgen]
impl ModelHandle {
    /// Forgets all labels and learns these.
    pub fn learn(&mut self, labels: Ts<Labels>) -> Result<(), Thrown> {
        let Labels(labels) = decode(labels, "labels")?;
        Rc::make_mut(&mut self.model).learn(&labels);
        Ok(())
    }

    /// How likely it is that turns carry each class.
    #[wasm_bindgen(unchecked_return_type = "Probabilities")]
    pub fn probabilities(&self, turns: Ts<Turns>) -> Result<Work, Thrown> {
        let Turns(turns) = decode(turns, "turns")?;
        let model = self.model.clone();
        Ok(Work::new(async move { answer(&Probabilities(model.probabilities_in_steps(&turns).await)) }))
    }
}

long!(Subject, turns, Said);

impl Item for Said {}
