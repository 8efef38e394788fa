//! Transcripts, for JavaScript.

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Thrown, decode, encode, throw};
use crate::error::{Error, Read};
use crate::people::Roster;
use crate::transcripts::{self, Clean, Deidentifier, Key, Lists, Policy, Transcript, Treatment, Webvtt};

/// A transcript, and everything that could not be read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TranscriptRead {
    /// What was understood.
    transcript: Transcript,
    /// Everything that was not, each with its line.
    problems: Vec<Error>,
}

/// A WebVTT file as a browser sees it, and everything that its algorithm drops.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct WebvttRead {
    /// Cues, regions and style sheets.
    file: Webvtt,
    /// Everything that was dropped, each with its line.
    problems: Vec<Error>,
}

/// What de-identification may be given.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub struct DeidentifyOptions {
    /// The people of the programme, whose names are found in any form.
    roster: Option<Roster>,
    /// What becomes of what is found.
    policy: Option<Policy>,
    /// The key of the project so far.
    key: Option<Key>,
}

/// Names, places and ordinary words, read once and used for every transcript.
#[wasm_bindgen]
pub struct NameLists(Lists);

#[wasm_bindgen]
impl NameLists {
    /// Reads the file that comes with the package, or one of the host's own.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<NameLists, Thrown> {
        Lists::read(bytes).map(Self).map_err(|error| throw(&error))
    }

    /// Where the lists come from and under which licence.
    pub fn notice(&self) -> String {
        self.0.notice().to_owned()
    }

    /// Replaces what identifies people in a transcript, with these lists.
    pub fn deidentify(&self, transcript: Ts<Transcript>, options: Ts<DeidentifyOptions>) -> Result<Ts<Clean>, Thrown> {
        deidentify(transcript, options, Some(&self.0))
    }
}

/// Reads a transcript from the bytes of a file.
#[wasm_bindgen(js_name = transcriptsRead)]
pub fn transcripts_read(bytes: &[u8]) -> Result<Ts<TranscriptRead>, Thrown> {
    let Read { value: transcript, problems } = transcripts::read(bytes).map_err(|error| throw(&error))?;
    encode(&TranscriptRead { transcript, problems })
}

/// Reads WebVTT exactly as a browser does.
#[wasm_bindgen(js_name = transcriptsWebvtt)]
pub fn transcripts_webvtt(bytes: &[u8]) -> Result<Ts<WebvttRead>, Thrown> {
    let text = crate::encoding::decode(bytes).map_err(|error| throw(&error))?.text;
    let Read { value: file, problems } = transcripts::webvtt(&text);
    encode(&WebvttRead { file, problems })
}

/// The tree of a cue's text.
#[wasm_bindgen(js_name = transcriptsCueText)]
pub fn transcripts_cue_text(text: &str) -> Result<Ts<CueTree>, Thrown> {
    encode(&CueTree { nodes: transcripts::cue_text(text) })
}

/// The tree of a cue's text.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CueTree {
    /// The nodes at the top.
    nodes: Vec<transcripts::CueNode>,
}

/// Replaces what identifies people in a transcript, without name lists.
#[wasm_bindgen(js_name = transcriptsDeidentify)]
pub fn transcripts_deidentify(transcript: Ts<Transcript>, options: Ts<DeidentifyOptions>) -> Result<Ts<Clean>, Thrown> {
    deidentify(transcript, options, None)
}

fn deidentify(
    transcript: Ts<Transcript>,
    options: Ts<DeidentifyOptions>,
    lists: Option<&Lists>,
) -> Result<Ts<Clean>, Thrown> {
    let transcript = decode(transcript, "transcript")?;
    let DeidentifyOptions { roster, policy, key } = decode(options, "options")?;
    let (policy, mut key) = (policy.unwrap_or_default(), key.unwrap_or_default());
    if key.shift_days.is_none() && policy.treatments.values().any(|treatment| *treatment == Treatment::Shift) {
        key.shift_days = Some(secret_days()?);
    }
    encode(&Deidentifier { roster: roster.as_ref(), policy, key, lists }.run(&transcript))
}

/// A secret number of whole weeks up to about ten years either way.
fn secret_days() -> Result<i32, Thrown> {
    let mut secret = [0; 4];
    random_values(&mut secret)
        .map_err(|_| throw(&Error::new("call.no_secret", "the browser gives no random numbers")))?;
    Ok(transcripts::secret_shift(u32::from_le_bytes(secret)))
}

#[wasm_bindgen]
extern "C" {
    /// The platform's own source of secrets; fills the bytes.
    #[wasm_bindgen(js_namespace = ["globalThis", "crypto"], js_name = getRandomValues, catch)]
    fn random_values(bytes: &mut [u8]) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>;
}
