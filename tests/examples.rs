//! The examples do what they say.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../examples/programme.rs"]
#[expect(dead_code, reason = "a test has a main of its own")]
mod programme;

#[test]
fn a_programme_from_its_roster_to_its_meetings() {
    let told = programme::programme(include_bytes!("../examples/data/physicians.csv")).unwrap();
    let people = |line: &str| line.split(": ").nth(1).unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
    assert_eq!(told.lines().map(people).sum::<usize>(), 50, "{told}");
    assert!(told.lines().all(|line| line.contains(" the first 2020-10-")), "{told}");
    assert!(programme::programme(&[0, 1, 2]).is_err());
}
