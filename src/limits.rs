//! Every ceiling on input, each with its reason. Input beyond one is a problem, never a crash.

/// Characters in one text file: a 100 MB transcript must pass, a disk image need not.
pub const TEXT_BYTES: usize = 256 * 1024 * 1024;

/// People in one roster: the largest programme that forming is measured on.
pub const PARTICIPANTS: usize = 50_000;

/// Problems listed for one input: nobody reads more, and a wrong file would yield one a line.
pub const PROBLEMS: usize = 1_000;
