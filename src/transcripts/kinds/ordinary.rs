//! Names that are ordinary words as well; own list.

use std::sync::OnceLock;

use super::phone::sorted;

const WORDS: &str = "will mark grace hope joy faith rose may april june august art bill bob rob pat drew chase chance \
    dean frank grant gene guy hunter iris ivy jack lance miles nick norm peg ray rich robin rusty sandy sky stew sue tab ty van victor \
    wade ward young long short white black brown green gray grey king page park rice price cook bush field fields hill lake wood woods \
    stone rivers banks brooks day best good love little small major noble sharp sweet wise key bond case cross fox wolf lamb bird berry \
    bell ball bass barber baker carter cooper fisher hall house church bishop pope knight law judge means more power poor song so su to \
    an do go he you in no may be am my me on at as is we us or if it of by up hi oh ah man men see say sun moon summer autumn winter \
    spring early late moody savage swift strong stark rush read reed root rock ring rank rich pace pack parks pan pearl penny pepper \
    plum pool post pratt pride prince quick rains ramp reader regal rhodes rider robe rose rowing ruby ruff sage sale salt sands seal \
    self shade shell shepherd shore silver singer skinner smart snow soto south speed spencer star steel street such tan teal temple \
    thorn tide tiger tower town trail tree trip turner vale vice vine violet walk walker wall waters way weaver web wells west \
    north east wing winner witty worth wynn yard york zero lee chin min ming han son tong wan wu many much some been them want well long \
    dot ginger heather holly hazel daisy lily olive dawn eve christian carol cherry crystal amber angel bunny buddy duke earl ebony \
    gay harmony jade jasmine jewel justice liberty melody mercy destiny misty patience pearl prudence queen reed rocky sonny sterling \
    summer sunny tiffany trinity trust unity bear beau brook buck cash chip clay cliff colt dale dash dell dusty flint ford forest \
    gale glen heath jay jet joy lane lark link marina mason max nova parker pierce piper porter presley reef rex ridge river roman saint \
    scout skip storm taylor trace tucker tyler west";

/// Whether a word (by its hash) is an ordinary one that is a name too.
pub(crate) fn is_ordinary(word: u64) -> bool {
    static SORTED: OnceLock<Vec<u64>> = OnceLock::new();
    SORTED.get_or_init(|| sorted(&WORDS.split_ascii_whitespace().collect::<Vec<_>>())).binary_search(&word).is_ok()
}
