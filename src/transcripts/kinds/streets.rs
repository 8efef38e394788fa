//! The words that streets and parts of buildings are known by.

/// Words that stand before the number of a part of a building or of a box.
pub(super) const UNITS: &str = "suite ste apt apartment unit flat box psc cmr bldg building lot postfach postbus postbox floor piso etage \
    byt dept edif edificio depto studio";

/// Words that stand before such a number only inside an address: `Nr. 256 Bl. 59`, `Piano 7`.
pub(super) const INNER_UNITS: &str =
    "nr no num número bl bloc bloque block sc ap et int interior piano scala stiege top pta puerta esc room rm";

/// Ships of the United States, whose crews have their mail through a military post office.
pub(super) const SHIPS: &str = "uss usns usnv uscgc";

/// Military post offices of the United States: `APO AE 09123`.
pub(super) const MILITARY: &str = "apo fpo dpo";

/// Words that stand at the end of a street's name.
pub(super) const LAST: &str = "street st str road rd avenue ave av lane ln drive dr boulevard blvd court ct place pl square sq way \
    terrace ter crescent cres close parkway pkwy highway hwy circle cir trail row mews walk quay loop \
    turnpike gardens grove alley esplanade parade bypass crossing plaza path pike run spur utca u ut út tér \
    gata vej väg gade köz expressway freeway motorway ring";

/// Words at the end of a street's name that are written small: `Béke utca 20`. A number follows them.
pub(super) const LAST_SMALL: &str = "utca utcája út útja tér tere rakpart kapu köz sor u ulica cesta šetalište trg gate gata gatan vei veg \
    vej väg vägen tee põik puiestee enparantza kalea sokak caddesi bulvarı laan straat plein dreef singel weg straße strasse platz gasse tie katu";

/// Words of Hungarian streets, whose number has a full stop: `Béke utca 20.`
pub(super) const HUNGARIAN: [&str; 10] =
    [" utca ", " utcája ", " út ", " útja ", " tér ", " tere ", " u. ", " köz ", " sor ", " rakpart "];

/// Words at the start of a street's name, written small where a number stands before them: `33 avenue de Provence`.
pub(super) const FIRST_SMALL: [&str; 8] = ["avenue", "place", "boulevard", "bd", "cours", "route", "square", "via"];

/// Words that end names of streets in the United States and much else: a number stands before such a street
/// (US Postal Service, publication 28, appendix C1).
pub(super) const LAST_WEAK: &str = "annex arcade basin crossroad crossroads ganj marg nagar riviera tarn villas bayou beach bend bluff bluffs bottom branch bridge brook brooks camp canyon cape causeway \
    cliff cliffs club common commons corner corners cove coves creek crest curve dale dam divide estate estates extension fall falls \
    ferry field fields flat flats ford forest forge fork forks fort garden gateway glen glens green greens harbor haven heights hill \
    hills hollow inlet island islands isle junction key keys knoll knolls lake lakes land landing light lights locks lodge mall manor \
    meadow meadows mill mills mission mount mountain neck orchard oval overpass park parks pass passage pine pines plain plains point \
    points port ports prairie radial ramp ranch rapid rapids rest ridge ridges river roads route shoal shoals shores shore skyway spring \
    springs squares station stravenue stream streets summit throughway trace track trafficway tunnel underpass union unions valley \
    valleys via viaduct view views village ville vista ways well wells circuit circlet rise chase croft gate outlook retreat steps wharf";

/// Words at the end of a street's name that end other names as often.
pub(super) const COMMON_LAST: &str =
    "st dr place square way court circle run path walk close row loop u gardens parade pl ct av str ter ring";

/// Words at the start of a street's name that other names and sentences have too.
pub(super) const FIRST: &str =
    "via c av avenue plaza place square boulevard bd route cours am an auf im zum unter lago";

/// Words at the start of a street's name, whatever follows.
pub(super) const FIRST_SURE: &str = "rue calle rua avenida strada ulica ul ulice chemin allée viale vicolo camino carrer camiño travessa \
    largo praça passeig quai impasse straße corso piazza piazzale ladeira loteamento chácara canale glorieta andador aleea aleja aleje \
    soseaua șoseaua calea bulevardul plac osiedle nám náměstí prolongación privada cerrada callejón condominio vereda sítio colônia \
    rodovia viela vila borgo contrada rotonda alameda cañada cuesta pasaje rambla ronda urbanización jirón viaducto circuito retorno \
    residencial quadra recanto morro feira jardim parque conjunto estrada setor fazenda avinguda plaça passatge paseo λεωφόρος οδός";

/// Whether a word ends as the names of streets do where they are written in one word.
pub(super) fn ends_like_street(word: &str) -> bool {
    const ENDINGS: [&str; 41] = [
        "str", "straße", "strasse", "gasse", "weg", "platz", "allee", "ring", "damm", "ufer", "steig", "laan",
        "straat", "steenweg", "plein", "dreef", "gracht", "kade", "gatan", "gata", "vägen", "vagen", "väg", "gränd",
        "vej", "gade", "stræde", "veien", "vegen", "tie", "katu", "kuja", "polku", "utca", "gatve", "braut", "vegur",
        "stígur", "tuin", "hof", "park",
    ];
    let folded = word.to_lowercase();
    word.chars().count() >= 6 && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}
