//! The project's own commands: each brings what it needs and says every step in a line.

mod bench;
mod build;
mod demo;
mod fuzz;
mod house;
mod lists;
mod run;
mod score;
mod serve;
mod test;
mod toolchain;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask demo [--port N]       builds the package and serves the demo
cargo xtask test [PART ..]        everything that must hold, or parts of it
cargo xtask build [--wasm-only]   the npm package, in pkg/dist; sooner and larger with PEER_CIRCLE_QUICK=1
cargo xtask bench [WORD ..]       what was asked and what was measured, and how many times as fast as its peers the package
                                  is; rows with a word in their name, such as mdgp, or all that do not take long
cargo xtask fuzz [TARGET ..]      bytes that a machine thinks up, for every reader; --seconds N, 60 if left out
cargo xtask score COMMAND ..      the same work measured from outside, as JSON; alone, it lists its commands
cargo xtask lists FOLDER          pkg/data/lists.bin from public sources (rarely: the file is committed)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    command_named(command, rest).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn command_named(command: &str, arguments: &[String]) -> anyhow::Result<ExitCode> {
    match command {
        "build" => build::command(arguments)?,
        "demo" => demo::command(arguments)?,
        "test" => return test::command(arguments),
        "lists" => lists::command(arguments)?,
        "fuzz" => fuzz::command(arguments)?,
        "bench" => bench::command(arguments)?,
        "score" => return score::command(arguments),
        "help" | "--help" | "-h" => println!("{USAGE}"),
        other => anyhow::bail!("there is no command {other:?}; these there are:\n{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}
