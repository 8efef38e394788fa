//! The arguments of a command, and the files they name.

use std::fs;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use serde::de::DeserializeOwned;

/// What was asked for: positional arguments, options with a value, flags.
pub(crate) struct Call {
    /// The command's name; the script of `--wasm` bears it too.
    pub(crate) name: &'static str,
    /// Whether the built package in Node does the work.
    pub(crate) wasm: bool,
    takes: &'static str,
    places: Vec<String>,
    options: Vec<(String, String)>,
}

impl Call {
    /// Sorts the arguments by what the command says it takes: `[--flag]`, `--option VALUE`, `PLACE`.
    pub(super) fn new(name: &'static str, takes: &'static str, arguments: &[String]) -> Result<Self> {
        let mut call = Self { name, wasm: false, takes, places: Vec::new(), options: Vec::new() };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--wasm" => call.wasm = true,
                option if option.starts_with("--") => {
                    let value = if call.has_value(option)? { rest.next() } else { Some(argument) };
                    let value = value.with_context(|| format!("{option} wants a value"))?;
                    call.options.push((option.to_owned(), value.clone()));
                }
                place => call.places.push(place.to_owned()),
            }
        }
        Ok(call)
    }

    fn has_value(&self, option: &str) -> Result<bool> {
        let known = |word: &&str| word.trim_matches(['[', ']']) == option;
        let mut words = self.takes.split_whitespace().skip_while(|word| !known(word));
        let Some(found) = words.next() else { bail!("score {} {} [--wasm] knows no {option}", self.name, self.takes) };
        Ok(!found.ends_with(']') && words.next().is_some_and(|value| value.starts_with(char::is_uppercase)))
    }

    /// The positional argument of a number, counted from 0.
    pub(crate) fn place(&self, number: usize) -> Result<&str> {
        let found = self.places.get(number).map(String::as_str);
        found.with_context(|| format!("score {} {}: too few arguments", self.name, self.takes))
    }

    /// The text of the file that a positional argument names.
    pub(crate) fn text(&self, number: usize) -> Result<String> {
        let path = self.place(number)?;
        let bytes = fs::read(path).with_context(|| format!("cannot read {path}"))?;
        String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"))
    }

    /// The JSON file that a positional argument names.
    pub(crate) fn json<T: DeserializeOwned>(&self, number: usize) -> Result<T> {
        let text = self.text(number)?;
        serde_json::from_str(&text).with_context(|| format!("{} is not of the format", self.places[number]))
    }

    /// The rows of the JSON-lines file that a positional argument names; empty lines do not count.
    pub(crate) fn rows<T: DeserializeOwned>(&self, number: usize) -> Result<Vec<T>> {
        let text = self.text(number)?;
        let row = |(index, line): (usize, &str)| {
            let place = || format!("{} line {} is not of the format", self.places[number], index + 1);
            serde_json::from_str(line).with_context(place)
        };
        text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(row).collect()
    }

    /// Whether a flag such as `--roster` is set.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.options.iter().any(|(option, _)| option == name)
    }

    /// The value of an option such as `--seed`, if it is given.
    pub(crate) fn option<T: FromStr>(&self, name: &str) -> Result<Option<T>> {
        let found = self.options.iter().rev().find(|(option, _)| option == name);
        let parse =
            |(_, value): &(String, String)| value.parse().map_err(|_| anyhow::anyhow!("{name} cannot be {value:?}"));
        found.map(parse).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(arguments: &str) -> Result<Call> {
        let words: Vec<String> = arguments.split_whitespace().map(str::to_owned).collect();
        Call::new("x", "FILE [--seed N] [--roster] [--seconds S | --moves M]", &words)
    }

    #[test]
    fn arguments_are_sorted() -> Result<()> {
        let call = call("a.json --seed 7 --roster b.json --moves 9 --wasm")?;
        assert_eq!((call.place(0)?, call.place(1)?), ("a.json", "b.json"));
        assert_eq!((call.option::<u64>("--seed")?, call.option::<u64>("--moves")?), (Some(7), Some(9)));
        assert_eq!((call.wasm, call.flag("--roster"), call.option::<f64>("--seconds")?), (true, true, None));
        Ok(())
    }

    #[test]
    fn what_is_not_known_or_missing_is_said() -> Result<()> {
        assert!(call("--sed 7").is_err() && call("a --seed").is_err());
        assert!(call("a --seed x")?.option::<u64>("--seed").is_err() && call("")?.place(0).is_err());
        Ok(())
    }
}
