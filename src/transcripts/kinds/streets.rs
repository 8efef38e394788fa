//! The words that streets and parts of buildings are known by.

/// Words that stand before the number of a part of a building or of a box.
pub(super) const UNITS: &str = "suite ste apt apartment unit flat box psc cmr bldg building lot postfach postbus postbox floor piso etage \
    byt dept";

/// Words that stand at the end of a street's name.
pub(super) const LAST: &str = "street st str road rd avenue ave av lane ln drive dr boulevard blvd court ct place pl square sq way \
    terrace ter crescent cres close parkway pkwy highway hwy circle cir trail row mews walk quay loop \
    turnpike gardens grove alley esplanade parade bypass crossing plaza path pike run spur utca u ut út tér \
    gata vej väg gade köz";

/// Words at the end of a street's name that end other names as often.
pub(super) const COMMON_LAST: &str =
    "st dr place square way court circle run path walk close row loop u gardens parade pl ct av str ter";

/// Words that stand at the start of a street's name.
pub(super) const FIRST: &str = "rue via calle c rua avenida av avenue plaza piazza strada ulica ul boulevard bd chemin place route allée \
    corso viale camino carrer camiño travessa largo praça vicolo paseo ronda passeig quai impasse cours \
    square straße am an auf im zum unter";

/// Whether a word ends as the names of streets do where they are written in one word.
pub(super) fn ends_like_street(word: &str) -> bool {
    const ENDINGS: [&str; 40] = [
        "straße", "strasse", "gasse", "weg", "platz", "allee", "ring", "damm", "ufer", "steig", "laan", "straat",
        "steenweg", "plein", "dreef", "gracht", "kade", "gatan", "gata", "vägen", "vagen", "väg", "gränd", "vej",
        "gade", "stræde", "veien", "vegen", "tie", "katu", "kuja", "polku", "utca", "gatve", "braut", "vegur",
        "stígur", "tuin", "hof", "park",
    ];
    let folded = word.to_lowercase();
    word.chars().count() >= 6 && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}
