//! Codebooks, phrases, models and agreement, for JavaScript.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Portions, Thrown, Words, Work, answer, decode, decode_long, encode, throw, unpacked};
use crate::error::{Error, Read};
use crate::json::{Item, long};
use crate::ordered::BTreeSet;
use crate::themes::agreement::{Coefficients, Ratings, Resampling, SetCoefficients, SetRatings};
use crate::themes::{Code, Codebook, Label, Lexicon, Match, Model, Said, Subject};

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
#[wasm_bindgen(js_name = themesProblems, unchecked_return_type = "Problems")]
pub fn themes_problems(codebook: Ts<Codebook>) -> Work {
    let codebook = unpacked(&codebook.into());
    Work::new(async move {
        let codebook: Codebook = decode_long(codebook, "codebook").await?;
        answer(&Problems(codebook.settled().problems_in_steps().await))
    })
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
#[wasm_bindgen(js_name = themesReadQdc, unchecked_return_type = "ReadCodebook")]
pub fn themes_read_qdc(bytes: Vec<u8>) -> Work {
    Work::new(async move {
        let read = Codebook::read_qdc_in_steps(&bytes).await.map_err(|error| throw(&error))?;
        answer(&ReadCodebook { codebook: read.value, problems: read.problems })
    })
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
pub fn themes_agreement(ratings: Ts<Ratings>, resampling: Ts<Resampling>) -> Work {
    let ratings = unpacked(&ratings.into());
    Work::new(async move {
        let ratings: Ratings = decode_long(ratings, "ratings").await?;
        let ratings = Ratings::by_unit(ratings.units).map_err(|error| throw(&error))?;
        answer::<Coefficients>(&ratings.report_in_steps(decode(resampling, "resampling")?).await)
    })
}

/// How far coders agree on sets of codes.
#[wasm_bindgen(js_name = themesSetAgreement, unchecked_return_type = "SetCoefficients")]
pub fn themes_set_agreement(ratings: Ts<SetRatings>, resampling: Ts<Resampling>) -> Work {
    let ratings = unpacked(&ratings.into());
    Work::new(async move {
        let ratings: SetRatings = decode_long(ratings, "ratings").await?;
        answer::<SetCoefficients>(&ratings.report_in_steps(decode(resampling, "resampling")?).await)
    })
}

long!(Codebook, codes, Code);
long!(Ratings, units, Vec<Option<f64>>);
long!(SetRatings, units, Vec<Option<BTreeSet<String>>>);

impl Item for Code {
    const TAKES: u64 = 20;
}

impl Item for Vec<Option<f64>> {}

impl Item for Vec<Option<BTreeSet<String>>> {}

/// Phrases ready to be looked up.
#[wasm_bindgen]
pub struct LexiconHandle {
    lexicon: Rc<Lexicon>,
    problems: Vec<Error>,
}

/// Makes a lexicon; the last step gives its handle.
#[wasm_bindgen(js_name = themesLexicon, unchecked_return_type = "LexiconHandle")]
pub fn themes_lexicon(phrases: Ts<Words>) -> Work {
    let phrases = unpacked(&phrases.into());
    Work::new(async move {
        let Words(phrases) = decode_long(phrases, "phrases").await?;
        let read = Lexicon::new_in_steps(&phrases).await.map_err(|error| throw(&error))?;
        Ok(LexiconHandle { lexicon: Rc::new(read.value), problems: read.problems }.into())
    })
}

long!(Words, 0, String, "");

impl Item for String {
    const TAKES: u64 = 1;
}

#[wasm_bindgen]
impl LexiconHandle {
    /// The phrases that can match nothing.
    pub fn problems(&self) -> Result<Ts<Problems>, Thrown> {
        encode(&Problems(self.problems.clone()))
    }

    /// All matches.
    #[wasm_bindgen(unchecked_return_type = "Matches")]
    pub fn find(&self, text: String) -> Work {
        let lexicon = self.lexicon.clone();
        Work::new(async move {
            let matches = Portions::of(&Matches(Vec::new()));
            matches.list("", lexicon.find_utf16_in_steps(&text).await).await;
            matches.answer()
        })
    }

    /// How many matches there are.
    #[wasm_bindgen(unchecked_return_type = "number")]
    pub fn count(&self, text: String) -> Work {
        let lexicon = self.lexicon.clone();
        Work::new(async move { Ok((lexicon.count_in_steps(&text).await as f64).into()) })
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
    pub fn probabilities(&self, turns: Ts<Turns>) -> Work {
        let (model, turns) = (self.model.clone(), unpacked(&turns.into()));
        Work::new(async move {
            let Turns(turns) = decode_long(turns, "turns").await?;
            let probabilities = Portions::of(&Probabilities(Vec::new()));
            probabilities.list("", model.probabilities_in_steps(&turns).await).await;
            probabilities.answer()
        })
    }
}

long!(Subject, turns, Said);
long!(Turns, 0, Said, "");

impl Item for Said {}
