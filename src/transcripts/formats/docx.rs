//! Word documents, as Teams writes transcripts: the paragraphs as lines of text.

use crate::archive::Archive;
use crate::error::{Error, Result};
use crate::xml::{self, Element, Node};

/// Where a Word document keeps its text (ECMA-376, part 1, section 11.3.10; the name that every program uses).
const MAIN: &str = "word/document.xml";

/// The lines of a document: one for each paragraph and each break in one.
///
/// # Errors
/// `file.not_text` for another archive; those of archives and XML, with the file in it.
pub(super) fn text(bytes: &[u8]) -> Result<String> {
    let Some(main) = Archive::open(bytes)?.read(MAIN)? else {
        return Err(Error::new("file.not_text", "this archive is no Word document")
            .hint("choose the transcript itself: captions (.vtt, .srt), text, a table or a Word document (.docx)"));
    };
    let root = xml::parse(&String::from_utf8_lossy(&main)).map_err(|error| error.at_field(MAIN))?;
    let mut lines = String::new();
    write(&root, &mut lines);
    Ok(lines)
}

/// Adds what an element says; what was deleted, and the codes of fields, are not said.
fn write(element: &Element, lines: &mut String) {
    match element.local() {
        "t" => lines.push_str(&element.text()),
        "tab" => lines.push('\t'),
        "br" | "cr" => lines.push('\n'),
        "noBreakHyphen" => lines.push('-'),
        "delText" | "instrText" | "pPr" | "rPr" | "sectPr" => {}
        name => {
            for child in &element.children {
                if let Node::Element(child) = child {
                    write(child, lines);
                }
            }
            if name == "p" {
                lines.push('\n');
            }
        }
    }
}
