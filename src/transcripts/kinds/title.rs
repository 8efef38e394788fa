//! Forms of address and ranks before the names that were found.

use super::super::words::Text;
use super::lexis::{is_beside, is_title};
use super::{Found, Kind, Why};

/// Adds the title before each person that was found, with the space between them.
pub(crate) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    let persons = found.iter().filter(|one| one.kind == Kind::Person);
    let titles = persons.filter_map(|one| {
        let index = text.words.partition_point(|word| word.from < one.from).checked_sub(1)?;
        let word = text.word(index).filter(|word| is_title(word))?;
        let beside = word.to <= one.from && is_beside(text, index);
        beside.then(|| {
            Found::new(
                word.from,
                one.from,
                Kind::Title,
                &Why("title.before_name", "a title before a name"),
                one.certainty,
            )
        })
    });
    let titles: Vec<Found> = titles.collect();
    found.extend(titles);
}

#[cfg(test)]
mod tests {
    use super::super::{Lexis, Memory, all, proper};
    use super::*;

    #[test]
    fn titles_go_before_names_and_end_no_sentence() {
        let lexis = Lexis { lists: None, memory: &Memory::new() };
        let both = |text: &Text<'_>, found: &mut Vec<Found>| {
            proper::find(text, lexis, found);
            find(text, found);
            found.retain(|one| one.kind == Kind::Title);
        };
        assert_eq!(all(both, "we saw Dr. Okonkwo and Professor Ruiz"), ["Dr. ", "Professor "]);
        assert_eq!(all(both, "You deserve to be a Father. Have you asked the professor. It is late"), [""; 0]);
    }
}
