//! Codes merged and split, with all that was coded carried along. Renaming and moving a code leave its id, and so its
//! codings, as they are: that is [`Project::set_codebook`].

use super::{ASK_ANEW, Change, Coding, Memo, Project, Revised, coding_id};
use crate::error::{Error, Result};
use crate::job::{rest, whole};
use crate::themes::{Code, Codebook};

/// What looking at a coding takes, as [`rest`] counts.
const CODING_TAKES: u64 = 1;

impl Project {
    /// Makes one code of two: codings, memos, summaries, phrases, examples and the codes below `from` go over to `into`,
    /// and `from` is gone. A passage that a coder gave both carries `into` once. That a coder turned `from` down says
    /// nothing of the wider code and is dropped. One step to undo. Returns how many codings changed.
    ///
    /// # Errors
    /// `coding.unknown_code` when one of them is not there, `codebook.cycle` when `into` is or lies below `from`.
    pub fn merge_codes(&mut self, from: &str, into: &str) -> Result<u32> {
        whole(self.merge_codes_in_steps(from, into))
    }

    /// The same in steps.
    pub(crate) async fn merge_codes_in_steps(&mut self, from: &str, into: &str) -> Result<u32> {
        let old = self.known(from)?.clone();
        self.known(into)?;
        if self.state.codebook.lineage(into).iter().any(|above| above.id == from) {
            let message = format!("\"{into}\" is \"{from}\" or lies below it");
            return Err(
                Error::new("codebook.cycle", message).hint("move it elsewhere first, or merge the other way round")
            );
        }
        let mut moved: Vec<Coding> = Vec::new();
        for coding in self.state.codings.values() {
            moved.extend((coding.code == from).then(|| coding.clone()));
            rest(CODING_TAKES).await;
        }
        let mut changes = self.recoded(&moved, into).await;
        let refused = self.state.refusals.iter().filter(|refusal| refusal.code == from);
        changes.extend(refused.map(|refusal| Change::Refusal(refusal.clone(), false)));
        changes.extend(self.summaries_to(from, into));
        changes.extend(self.settlements_to(from, into));
        changes.extend(self.probes_to(from, into));
        changes.extend(self.memos_to(from, into));
        let codebook = merged(self.state.codebook.clone(), &old, into);
        changes.extend(self.revised(codebook, Some((from, Revised::Merged, into))));
        self.make_in_steps(changes).await;
        Ok(u32::try_from(moved.len()).unwrap_or(u32::MAX))
    }

    /// Splits a code: the new code stands behind the old one, and these codings of the old one, by their ids, become
    /// codings of the new one. One step to undo. Returns the id of the new code.
    ///
    /// # Errors
    /// `coding.unknown_code`, `coding.unknown` for a coding that is not there or not of this code, and the first
    /// problem of the codebook with the new code in it.
    pub fn split_code(&mut self, from: &str, code: Code, codings: &[String]) -> Result<String> {
        whole(self.split_code_in_steps(from, code, codings))
    }

    /// The same in steps.
    pub(crate) async fn split_code_in_steps(&mut self, from: &str, code: Code, codings: &[String]) -> Result<String> {
        self.known(from)?;
        let find = |id: &String| {
            let coding = self.state.codings.get(id).filter(|coding| coding.code == from).cloned();
            coding.ok_or_else(|| {
                Error::new("coding.unknown", format!("\"{id}\" is no coding of \"{from}\"")).hint(ASK_ANEW)
            })
        };
        let moved = codings.iter().map(find).collect::<Result<Vec<Coding>>>()?;
        let mut codebook = self.state.codebook.clone();
        let place = codebook.codes.iter().position(|code| code.id == from).map_or(codebook.codes.len(), |at| at + 1);
        codebook.codes.insert(place, code);
        let codebook = codebook.settled().checked()?;
        let id = codebook.codes.get(place).map(|code| code.id.clone()).unwrap_or_default();
        let mut changes = self.recoded(&moved, &id).await;
        changes.extend(self.settlements_split(from, &id, &moved));
        changes.extend(self.revised(codebook, Some((&id, Revised::Split, from))));
        self.make_in_steps(changes).await;
        Ok(id)
    }

    fn known(&self, id: &str) -> Result<&Code> {
        let unknown = || Error::new("coding.unknown_code", format!("there is no code \"{id}\"")).at_field("code");
        self.state.codebook.code(id).ok_or_else(unknown)
    }

    /// The codings with another code, which changes their ids, and memos with them.
    async fn recoded(&self, moved: &[Coding], into: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        for coding in moved {
            let mut new = Coding { code: into.to_owned(), ..coding.clone() };
            new.id = coding_id(&new);
            changes.extend(self.memos_to(&coding.id, &new.id));
            changes.push(Change::Coding(coding.id.clone(), None));
            if !self.state.codings.contains_key(&new.id) {
                changes.push(Change::Coding(new.id.clone(), Some(new)));
            }
            rest(CODING_TAKES * 4 + self.state.memos.len() as u64 / 100).await;
        }
        changes
    }

    pub(super) fn memos_to(&self, from: &str, into: &str) -> Vec<Change> {
        let about = self.state.memos.values().filter(|memo| memo.about == from);
        let moved = |memo: &Memo| Memo { about: into.to_owned(), ..memo.clone() };
        about.map(|memo| Change::Memo(memo.id.clone(), Some(moved(memo)))).collect()
    }

    /// What was settled, and what had been given before, with another code.
    fn settlements_to(&self, from: &str, into: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        for (key, before) in &self.state.settlements {
            let mut settlement = before.clone();
            for codes in std::iter::once(&mut settlement.codes).chain(settlement.given.values_mut()) {
                renamed(codes, from, into);
            }
            if settlement != *before {
                changes.push(Change::Settlement(key.clone(), Some(settlement)));
            }
        }
        changes
    }

    /// A settled turn whose codings moved to a new code is settled with that; with the old one too where some stayed.
    fn settlements_split(&self, from: &str, into: &str, moved: &[Coding]) -> Vec<Change> {
        let mut changes = Vec::new();
        for (key, before) in &self.state.settlements {
            let here = moved.iter().filter(|one| (&one.transcript, &one.turn) == (&key.0, &key.1)).count();
            if here == 0 || !before.codes.iter().any(|code| code == from) {
                continue;
            }
            let all = self.of_turn(&key.0, &key.1).filter(|one| one.code == from).count();
            let mut settlement = before.clone();
            settlement.codes.extend((here < all).then(|| from.to_owned()));
            let place = settlement.codes.iter().position(|code| code == from);
            place.and_then(|at| settlement.codes.get_mut(at)).into_iter().for_each(|code| into.clone_into(code));
            settlement.codes.sort();
            changes.push(Change::Settlement(key.clone(), Some(settlement)));
        }
        changes
    }

    /// What was expected of turns drawn by chance, with another code.
    fn probes_to(&self, from: &str, into: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        for probe in self.state.probes.iter().filter(|probe| probe.expected.iter().any(|code| code == from)) {
            let mut new = probe.clone();
            renamed(&mut new.expected, from, into);
            changes.extend([Change::Probe(probe.clone(), false), Change::Probe(new, true)]);
        }
        changes
    }

    fn summaries_to(&self, from: &str, into: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        for ((case, code), text) in self.state.cells.iter().filter(|((_, code), _)| code == from) {
            let there = (case.clone(), into.to_owned());
            let both = self.state.cells.get(&there).map(|before| format!("{before}\n\n{text}"));
            changes.push(Change::Cell((case.clone(), code.clone()), None));
            changes.push(Change::Cell(there, Some(both.unwrap_or_else(|| text.clone()))));
        }
        changes
    }
}

/// Codes in which one stands for another, each once.
fn renamed(codes: &mut Vec<String>, from: &str, into: &str) {
    if codes.iter().any(|code| code == from) {
        codes.retain(|code| code != from && code != into);
        codes.push(into.to_owned());
        codes.sort();
    }
}

/// The codebook in which one code has taken over what another had.
fn merged(mut codebook: Codebook, old: &Code, into: &str) -> Codebook {
    codebook.codes.retain(|code| code.id != old.id);
    for code in &mut codebook.codes {
        if code.parent.as_ref() == Some(&old.id) {
            code.parent = Some(into.to_owned());
        }
        if code.id == into {
            add(&mut code.include, &old.include);
            add(&mut code.exclude, &old.exclude);
            add(&mut code.phrases, &old.phrases);
            add(&mut code.examples, &old.examples);
            add(&mut code.counter_examples, &old.counter_examples);
        }
    }
    codebook
}

fn add(list: &mut Vec<String>, more: &[String]) {
    let new: Vec<String> = more.iter().filter(|entry| !list.contains(entry)).cloned().collect();
    list.extend(new);
}
