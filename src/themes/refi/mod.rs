//! Exchange with other tools by the REFI-QDA standard (version 1.0).

mod guid;
mod qdc;
mod qdpx;
mod zip;
