//! A rule in Spanish.

use super::rule::{Frequency, Rule};
use super::words::{WEEKDAYS, WHOLE_WEEK, figure, from_both_ends, joined, named, numbers, wide};
use crate::calendar::names::Language;

pub(super) struct Spanish<'r>(pub(super) &'r Rule);

/// What a period is called: one of it, several, and of it.
struct Unit {
    one: &'static str,
    several: &'static str,
    of: &'static str,
}

impl Spanish<'_> {
    pub(super) fn words(&self) -> String {
        let mut text = if self.0.positions.is_empty() { self.days() } else { self.positions() };
        self.add_filters(&mut text);
        self.add_clock(&mut text);
        self.add_end(&mut text);
        text
    }

    /// The main clause: on which days of which period.
    fn days(&self) -> String {
        let rule = self.0;
        let numbered = rule.numbers_days();
        match rule.frequency {
            Frequency::Monthly if numbered || !rule.days.is_empty() && rule.month_days.is_empty() => {
                self.of_period(&self.numbered_days())
            }
            Frequency::Yearly if numbered && rule.months != 0 => {
                let years = if rule.interval == 1 { String::new() } else { format!(", {}", self.every()) };
                format!("{} de {}{years}", self.numbered_days(), self.months())
            }
            Frequency::Yearly if numbered => self.of_period(&self.numbered_days()),
            Frequency::Weekly if rule.interval == 1 && rule.plain_mask() == WEEKDAYS => "de lunes a viernes".to_owned(),
            Frequency::Weekly if rule.interval == 1 && !rule.days.is_empty() => self.weekdays(),
            Frequency::Weekly if !rule.days.is_empty() => format!("{}, {}", self.every(), self.weekdays()),
            Frequency::Monthly if !rule.month_days.is_empty() => self.of_period(&self.month_days()),
            _ => self.every(),
        }
    }

    /// The main clause of a rule that picks among the days of a period.
    fn positions(&self) -> String {
        let rule = self.0;
        let days = match rule.days.len() {
            0 => "momento posible".to_owned(),
            _ if rule.plain_mask() == WEEKDAYS => "día laborable".to_owned(),
            _ if rule.plain_mask() == WHOLE_WEEK => "día".to_owned(),
            _ => named(&rule.weekdays(), day_name, "o"),
        };
        self.of_period(&format!("{} {days}", ordinals(&from_both_ends(&rule.positions))))
    }

    /// The clauses that narrow the main one.
    fn add_filters(&self, text: &mut String) {
        let rule = self.0;
        let (monthly, numbered) = (rule.frequency == Frequency::Monthly, rule.numbers_days());
        let said = numbered || !rule.positions.is_empty() || rule.frequency == Frequency::Weekly;
        let in_main = said || monthly && rule.month_days.is_empty();
        if !(rule.days.is_empty() || in_main) {
            text.push_str(&match monthly {
                true => format!(", si es {}", named(&rule.weekdays(), day_name, "o")),
                false => format!(", {}", self.weekdays()),
            });
        }
        let in_main = monthly && rule.positions.is_empty() && !numbered;
        if !(rule.month_days.is_empty() || in_main) {
            text.push_str(&format!(", {}", self.month_days()));
        }
        if !rule.year_days.is_empty() {
            text.push_str(&format!(", {} día del año", ordinals(&from_both_ends(&rule.year_days))));
        }
        if !rule.weeks.is_empty() {
            text.push_str(&self.weeks());
        }
        if rule.months != 0 && !(rule.frequency == Frequency::Yearly && numbered && rule.positions.is_empty()) {
            text.push_str(&format!(" en {}", self.months()));
        }
    }

    /// The times of day, where the rule names them.
    fn add_clock(&self, text: &mut String) {
        if let Some(times) = self.0.times_of_day() {
            let at = if times.first().is_some_and(|first| first.starts_with("1:")) { "a la" } else { "a las" };
            return text.push_str(&format!(", {at} {}", joined(&times, "y")));
        }
        let clock =
            [(u64::from(self.0.hours), "la hora"), (self.0.minutes, "el minuto"), (self.0.seconds, "el segundo")];
        for (mask, unit) in clock.into_iter().filter(|(mask, _)| *mask != 0) {
            text.push_str(&format!(", en {unit} {}", named(&numbers(mask), figure, "y")));
        }
    }

    fn add_end(&self, text: &mut String) {
        match self.0.count {
            Some(1) => text.push_str(", una vez"),
            Some(count) => text.push_str(&format!(", {count} veces")),
            None => {}
        }
        if let Some(day) = self.0.last_day() {
            text.push_str(&format!(", hasta el {day}"));
        }
    }

    /// `cada mes`, `cada 3 meses`.
    fn every(&self) -> String {
        let unit = unit(self.0.frequency);
        match self.0.interval {
            1 => format!("cada {}", unit.one),
            interval => format!("cada {interval} {}", unit.several),
        }
    }

    /// Something of a period, or of one in several.
    fn of_period(&self, what: &str) -> String {
        match self.0.interval {
            1 => format!("{what} {}", unit(self.0.frequency).of),
            _ => format!("{what}, {}", self.every()),
        }
    }

    /// Weekdays with their numbers, such as `el primer y el tercer martes`.
    fn numbered_days(&self) -> String {
        let group = |(days, numbers): (Vec<i32>, Vec<i16>)| match numbers.contains(&0) {
            true => format!("los {}", named(&days, days_name, "y")),
            false => {
                format!("{} {}", ordinals(&from_both_ends(&numbers)), named(&days, day_name, "y"))
            }
        };
        joined(&self.0.numbered().into_iter().map(group).collect::<Vec<String>>(), "y")
    }

    /// `los lunes y miércoles`.
    fn weekdays(&self) -> String {
        format!("los {}", named(&self.0.weekdays(), days_name, "y"))
    }

    fn months(&self) -> String {
        named(&numbers(self.0.months.into()), |month| Language::Es.month(month as u32 - 1).to_owned(), "y")
    }

    /// `los días 1 y 15 y el último día`.
    fn month_days(&self) -> String {
        let days = from_both_ends(&wide(&self.0.month_days));
        let (forward, back) = days.split_at(days.iter().take_while(|day| **day > 0).count());
        let article = if forward.len() == 1 { "el día" } else { "los días" };
        let forward = (!forward.is_empty()).then(|| format!("{article} {}", named(forward, figure, "y")));
        let back = (!back.is_empty()).then(|| format!("{} día", ordinals(back)));
        joined(&[forward, back].into_iter().flatten().collect::<Vec<String>>(), "y")
    }

    fn weeks(&self) -> String {
        let weeks = from_both_ends(&wide(&self.0.weeks));
        match &weeks[..] {
            weeks if weeks.iter().any(|week| *week < 0) => {
                format!(" en {} semana del año", named(weeks, week_name, "y"))
            }
            [_] => format!(" en la semana {}", named(&weeks, figure, "y")),
            _ => format!(" en las semanas {}", named(&weeks, figure, "y")),
        }
    }
}

fn week_name(week: i32) -> String {
    match week {
        -1 => "la última".to_owned(),
        week if week < 0 => format!("la {}.ª desde la última", week.unsigned_abs()),
        week => format!("la {week}.ª"),
    }
}

fn day_name(day: i32) -> String {
    Language::Es.weekday(day as u32).to_owned()
}

/// The name of a weekday where it is meant again and again.
fn days_name(day: i32) -> String {
    let name = day_name(day);
    if name.ends_with('s') { name } else { name + "s" }
}

fn unit(frequency: Frequency) -> Unit {
    let (one, several, of) = match frequency {
        Frequency::Yearly => ("año", "años", "del año"),
        Frequency::Monthly => ("mes", "meses", "del mes"),
        Frequency::Weekly => ("semana", "semanas", "de la semana"),
        Frequency::Daily => ("día", "días", "del día"),
        Frequency::Hourly => ("hora", "horas", "de la hora"),
        Frequency::Minutely => ("minuto", "minutos", "del minuto"),
        Frequency::Secondly => ("segundo", "segundos", "del segundo"),
    };
    Unit { one, several, of }
}

/// `el primer y el último`, for a masculine noun.
fn ordinals(numbers: &[i32]) -> String {
    named(numbers, |number| format!("el {}", ordinal(number)), "y")
}

fn ordinal(number: i32) -> String {
    match number {
        1 => "primer".to_owned(),
        2 => "segundo".to_owned(),
        3 => "tercer".to_owned(),
        4 => "cuarto".to_owned(),
        5 => "quinto".to_owned(),
        -1 => "último".to_owned(),
        -2 => "penúltimo".to_owned(),
        -3 => "antepenúltimo".to_owned(),
        number if number < 0 => format!("{}.º desde el último", number.unsigned_abs()),
        number => format!("{number}.º"),
    }
}
