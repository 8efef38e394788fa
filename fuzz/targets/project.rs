//! Projects, codebooks and workbooks of other tools: what was understood of a codebook is written and understood again.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use peer_circle::themes::{Codebook, Project};
use peer_circle::workbook;
use zip::write::{SimpleFileOptions, ZipWriter};

fuzz_target!(|bytes: &[u8]| {
    let _ = Project::read_qdpx(bytes);
    let _ = Project::read_qdpx(&packed(&[("project.qde", bytes)]));
    let _ = workbook::csv(&packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", bytes)]));
    let _ = Codebook::read_csv(bytes);
    let Ok(read) = Codebook::read_qdc(bytes) else { return };
    let again = Codebook::read_qdc(read.value.qdc().as_bytes()).map(|again| again.value.codes.len());
    assert_eq!(again, Ok(read.value.codes.len()));
});

/// An archive of parts.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
