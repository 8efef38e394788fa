//! Every ceiling on input, each with its reason. Input beyond one is a problem, never a crash.

/// Characters in one text file: a 100 MB transcript must pass, a disk image need not.
pub const TEXT_BYTES: usize = 256 * 1024 * 1024;

/// People in one roster: the largest programme that forming is measured on.
pub const PARTICIPANTS: usize = 50_000;

/// People in one circle: a talk in which everybody speaks ends long before, and counters stay in a byte.
pub const CIRCLE_SIZE: u32 = 100;

/// Rows in one table: no roster, codebook or export of ours comes near.
pub const ROWS: usize = 1_000_000;

/// Columns in one table: a wide export of a forms tool has a few hundred.
pub const COLUMNS: usize = 1_000;

/// Lines in one cell of a table: a quotation mark left open must not swallow the file.
pub const CELL_LINES: usize = 200;

/// Problems listed for one input: nobody reads more, and a wrong file would yield one a line.
pub const PROBLEMS: usize = 1_000;

/// Codes in one codebook: far beyond what a person can apply; each costs a model.
pub const CODES: usize = 2_000;

/// Characters of one indicator phrase: a phrase is looked up whole, not a page.
pub const PHRASE_BYTES: usize = 400;

/// Periods of a recurrence rule examined without finding an instance: all days of ten thousand years and more,
/// after which a rule is as good as empty.
pub const RECURRENCE_PERIODS: u32 = 5_000_000;

/// Ratings compared at once: a hundred coders over a hundred thousand turns.
pub const RATINGS: u64 = 10_000_000;

/// Different values, or sets of codes, of which every two are compared: a table of 32 MB.
pub const COMPARED: usize = 2_000;

/// Levels of one attribute: a scale of a hundred steps is a number.
pub const LEVELS: usize = 100;

/// Pairs of people whom rules or earlier terms name: a term of 50,000 people has 200,000 of them, and each costs
/// some bytes on both its sides.
pub const PAIRS: usize = 2_000_000;

/// Coders of whom every two are compared: 435 pairs, each as long a list as any; with more, all are compared together.
pub const PAIRED_CODERS: usize = 30;

/// Instances of a counting rule passed on the way to a later one: every quarter of an hour for fifty years.
pub const RECURRENCE_PASSED: u32 = 2_000_000;

/// Instants given out at once: 32 MB of numbers.
#[cfg(feature = "wasm")]
pub const INSTANCES: usize = 4_000_000;

/// Periods and instances looked at in all recurrences of one calendar: ten thousand series that each count a thousand, a
/// second of work. Series after that count with their first day.
pub const CALENDAR_RECURRENCES: u64 = 10_000_000;

/// Days in one term: twenty years of meetings; more is a mistyped year.
pub const TERM_DAYS: i64 = 7_320;

/// Cells of a slot grid: a month in quarters of an hour.
pub const SLOT_CELLS: u32 = 4_096;

/// Slots of all circles together that a search looks at: a thousand circles with all slots of a week.
pub const SLOT_CHOICES: usize = 1_000_000;

/// Zones that one calendar describes: all of the world's are fewer, and each is written out for three hundred years.
pub const ZONES: usize = 600;

/// Busy times read from one calendar: one a minute for two months.
pub const BUSY_TIMES: usize = 100_000;

/// Bytes that one archive may unpack to: a project of 200 transcripts has a tenth of it.
pub const ARCHIVE_BYTES: usize = 200 * 1024 * 1024;

/// How many times its size a file of an archive may unpack to; text has 3 to 20.
pub const ARCHIVE_RATIO: usize = 100;

/// Bytes that a file may unpack to whatever its size: small tables repeat themselves and harm nobody.
pub const ARCHIVE_SMALL: usize = 64 * 1024;

/// Files listed in one archive: a source and its media for each of two thousand sessions.
pub const ARCHIVE_ENTRIES: usize = 5_000;

/// Bytes of another tool's files kept with a project to be written back: the texts and layouts of 200 sources, not
/// their recordings.
pub const ORIGIN_BYTES: usize = 32 * 1024 * 1024;

/// Numbers in all embeddings of a project: 384 for each of 25,000 turns, or 100 for each of 100,000.
pub const EMBEDDINGS: usize = 10_000_000;

/// Elements in elements: documents have twenty, and each costs stack.
pub const XML_DEPTH: usize = 200;

/// Elements of one document: a project of 100,000 turns and 50,000 codings has a fifth.
pub const XML_ELEMENTS: usize = 2_000_000;

/// People whose distances from each other are all kept: a table of 64 MB.
pub const DIVERSE: usize = 4_096;

/// People, and rounds, in which nobody is to meet again: a table of all pairs, and a term of meetings twice a week.
pub const ROUNDS_PEOPLE: u32 = 1_000;
/// See [`ROUNDS_PEOPLE`].
pub const ROUNDS: u32 = 100;
