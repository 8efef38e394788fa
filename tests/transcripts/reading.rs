use peer_circle::transcripts::read;

/// Real captions, where they are at hand: every cue is kept and every cue has a speaker.
#[test]
fn zoom_captions_lose_nothing() {
    let Some(folder) = std::env::var_os("PEER_CIRCLE_DATA") else { return };
    let folder = std::path::Path::new(&folder).join("transcripts/zoom");
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&path).unwrap();
        let read = read(&bytes).unwrap();
        let arrows = String::from_utf8(bytes).unwrap().matches(" --> ").count();
        let turns = &read.value.turns;
        assert_eq!(turns.iter().map(|turn| turn.cues.len()).sum::<usize>(), arrows, "{path:?}");
        assert!(turns.iter().all(|turn| turn.speaker.is_some()), "{path:?}");
        assert_eq!(read.problems, [], "{path:?}");
    }
}
