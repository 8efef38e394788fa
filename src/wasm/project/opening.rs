//! Opening projects, for JavaScript.

use serde::Deserialize;
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

use super::ProjectHandle;
use crate::error::Read;
use crate::json::{read, read_item};
use crate::themes::{Opening, Project, SavedProject};
use crate::wasm::{Answer, Work, decode_long, throw, unpacked};

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
        let opened = read_item::<SavedProject>(&saved, "saved").await;
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
    Ok(ProjectHandle::of(project, problems).into())
}
