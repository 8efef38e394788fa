//! A paragraph for the methods section, drawn from what the project knows of its own making.
//!
//! It answers the items on analysis of COREQ (Tong, Sainsbury and Craig, 2007): number of coders, the coding tree, where
//! codes came from, software, saturation. What the project cannot know (who the coders are, what training they had, whether
//! participants gave feedback) is left to whoever writes.

use crate::ordered::BTreeSet;

use super::{Compare, Project, Sample};
use crate::job::whole;
use crate::themes::agreement::Resampled;

/// The figures of the paragraph.
struct Figures {
    transcripts: usize,
    /// Of these, those of which it is known that something was looked for when they were de-identified.
    deidentified: usize,
    turns: usize,
    speakers: usize,
    categories: usize,
    codes: usize,
    coders: Vec<String>,
    codings: usize,
    suggested: usize,
    refused: usize,
    /// Turns that were to be coded blind by several.
    sampled: usize,
    samples: usize,
    disagreements: usize,
    /// Of these, those that were settled.
    settled: usize,
    agreement: Option<Resampled>,
    /// Turns over which agreement was computed.
    compared: u32,
    /// Turns of samples on which somebody had seen suggestions or others' codings when the sample was drawn.
    leaked: usize,
    /// Transcripts at the end that brought no code for the first time.
    quiet: usize,
}

impl Project {
    /// The paragraph in English, or Spanish for `es`. Agreement is that of the samples coded blind; where there is none,
    /// that of all that at least two coders read, and the paragraph says so.
    pub fn methods(&self, language: &str) -> String {
        whole(self.methods_in_steps(language))
    }

    /// The same in steps.
    pub(crate) async fn methods_in_steps(&self, language: &str) -> String {
        let figures = self.figures().await;
        if language.starts_with("es") { figures.spanish() } else { figures.english() }
    }

    async fn figures(&self) -> Figures {
        let speakers: BTreeSet<&str> = self.state.transcripts.iter().flat_map(|one| one.speakers()).collect();
        let samples: Vec<&Sample> = self.state.samples.iter().collect();
        // With several samples the last counts, the earlier ones were for training; one that is still coded blind tells nothing.
        let sample = samples.iter().rev().find(|sample| !sample.open).map(|sample| sample.id.clone());
        let known = samples.is_empty() || sample.is_some();
        let compared = self.agreement_in_steps(&Compare { sample, uncoded: true, ..Compare::default() }).await;
        let sampled: BTreeSet<(&str, &str)> = samples
            .iter()
            .flat_map(|sample| &sample.turns)
            .map(|place| (place.transcript.as_str(), place.turn.as_str()))
            .collect();
        let shown = samples.iter().flat_map(|sample| &sample.shown_before);
        let additions = self.saturation_in_steps().await;
        Figures {
            transcripts: self.state.transcripts.len(),
            deidentified: self.state.transcripts.iter().filter(|one| !one.looked_for.is_empty()).count(),
            turns: self.state.transcripts.iter().map(|one| one.turns.len()).sum(),
            speakers: speakers.len(),
            categories: self.codebook().categories().count(),
            codes: self.codebook().codes.len(),
            coders: self.coders(),
            codings: self.state.codings.len(),
            suggested: self.state.codings.values().filter(|coding| coding.suggested.is_some()).count(),
            refused: self.state.refusals.len(),
            sampled: sampled.len(),
            samples: samples.len(),
            disagreements: compared.disagreements.len(),
            settled: compared.disagreements.iter().filter(|one| one.settled.is_some()).count(),
            agreement: compared.sets.masi.filter(|_| known),
            compared: compared.turns,
            leaked: shown.collect::<BTreeSet<_>>().len(),
            quiet: additions.iter().rev().take_while(|one| one.new_codes.is_empty()).count(),
        }
    }
}

/// A part of a whole in percent.
fn percent(part: usize, whole: usize) -> String {
    format!("{} %", (200 * part + whole) / (2 * whole.max(1)))
}

/// A coefficient with its interval.
fn alpha(value: &Resampled, word: &str) -> String {
    let interval = value.low.zip(value.high).map(|(low, high)| format!(" ({word} {low:.2}, {high:.2})"));
    format!("{:.2}{}", value.value, interval.unwrap_or_default())
}

fn plural<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// Names as a list, in a language's manner.
fn list(names: &[String], and: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} {and} {last}", head.join(", ")),
    }
}

impl Figures {
    fn english(&self) -> String {
        let Self { transcripts, turns, speakers, categories, codes, codings, suggested, refused, .. } = self;
        let coders = self.coders.len();
        let mut said = vec![
            format!(
                "{transcripts} {}{} ({turns} {} by {speakers} {}) {} analysed by the framework method with a \
                 codebook of {codes} {} in {categories} {}.",
                if self.deidentified == *transcripts { "de-identified " } else { "" },
                plural(*transcripts, "transcript", "transcripts"),
                plural(*turns, "turn", "turns"),
                plural(*speakers, "speaker", "speakers"),
                plural(*transcripts, "was", "were"),
                plural(*codes, "code", "codes"),
                plural(*categories, "category", "categories"),
            ),
            self.english_deidentification(),
            format!(
                "{coders} {} ({}) made {codings} {}.",
                plural(coders, "coder", "coders"),
                list(&self.coders, "and"),
                plural(*codings, "coding", "codings")
            ),
        ];
        if suggested + refused > 0 {
            said.push(format!(
                "Software suggested codes from the codebook and each coder's own earlier decisions; nothing was coded until a \
                 coder accepted it. {suggested} codings ({}) began as suggestions, and {refused} suggestions were turned down.",
                percent(*suggested, *codings)
            ));
        }
        said.extend(self.english_agreement());
        if self.quiet > 0 && self.quiet < *transcripts {
            said.push(format!(
                "The last {} {} brought no code that had not been used before.",
                self.quiet,
                plural(self.quiet, "transcript", "transcripts")
            ));
        }
        said.push(format!("The analysis was done with peer-circle {}, in the browser.", env!("CARGO_PKG_VERSION")));
        said.join(" ")
    }

    /// What is known of de-identification, where it does not go for all.
    fn english_deidentification(&self) -> String {
        let unknown = self.transcripts - self.deidentified;
        match (self.deidentified, unknown) {
            (_, 0) => "Identifiers were looked for by software, which finds not all.".to_owned(),
            (0, _) => "Whether identifiers were looked for in them is not known to the software.".to_owned(),
            _ => format!("In {unknown} of them it is not known to the software whether identifiers were looked for."),
        }
    }

    fn spanish_deidentification(&self) -> String {
        let unknown = self.transcripts - self.deidentified;
        match (self.deidentified, unknown) {
            (_, 0) => "Los identificadores se buscaron con un programa, que no los encuentra todos.".to_owned(),
            (0, _) => "El programa no sabe si en ellas se buscaron identificadores.".to_owned(),
            _ => format!("De {unknown} de ellas el programa no sabe si se buscaron identificadores."),
        }
    }

    fn english_agreement(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.sampled > 0 {
            let rounds = if self.samples > 1 { format!(" in {} rounds", self.samples) } else { String::new() };
            let leaked = match self.leaked {
                0 => ", without suggestions and without seeing each other's codings".to_owned(),
                count => format!(", although on {count} of them something beside the text had been shown"),
            };
            said.push(format!(
                "A random sample of {} turns ({}) drawn{rounds} was to be coded independently{leaked}.",
                self.sampled,
                percent(self.sampled, self.turns)
            ));
        }
        let Some(value) = &self.agreement else { return said };
        let over = if self.sampled > 0 { "the sample" } else { "all that at least two coders read (not coded blind)" };
        said.push(format!(
            "Agreement on the sets of codes over {over} ({} turns, uncoded ones included) was Krippendorff's alpha = {} with \
             the MASI distance.",
            self.compared,
            alpha(value, "95 % interval by resampling")
        ));
        let count = self.disagreements;
        said.push(match (count, self.settled) {
            (0, _) => "There were no disagreements.".to_owned(),
            (_, 0) => format!("{count} {} not been settled.", plural(count, "disagreement has", "disagreements have")),
            (_, settled) => {
                format!("Of {count} turns with disagreement, {settled} were settled by discussion, which is recorded.")
            }
        });
        said
    }

    fn spanish(&self) -> String {
        let Self { transcripts, turns, speakers, categories, codes, codings, suggested, refused, .. } = self;
        let coders = self.coders.len();
        let mut said = vec![
            format!(
                "Se {} {transcripts} {} ({turns} {} de {speakers} {}) con el método \
                 de marco (framework) y un libro de códigos de {codes} {} en {categories} {}.",
                plural(*transcripts, "analizó", "analizaron"),
                match (self.deidentified == *transcripts, plural(*transcripts, "", "es").is_empty()) {
                    (true, true) => "transcripción desidentificada",
                    (true, false) => "transcripciones desidentificadas",
                    (false, true) => "transcripción",
                    (false, false) => "transcripciones",
                },
                plural(*turns, "intervención", "intervenciones"),
                plural(*speakers, "hablante", "hablantes"),
                plural(*codes, "código", "códigos"),
                plural(*categories, "categoría", "categorías"),
            ),
            self.spanish_deidentification(),
            format!(
                "{coders} {} ({}) {} {codings} {}.",
                plural(coders, "persona", "personas"),
                list(&self.coders, "y"),
                plural(coders, "hizo", "hicieron"),
                plural(*codings, "codificación", "codificaciones")
            ),
        ];
        if suggested + refused > 0 {
            said.push(format!(
                "El programa sugería códigos a partir del libro de códigos y de las decisiones anteriores de cada persona; nada \
                 quedaba codificado hasta que alguien lo aceptaba. {suggested} codificaciones ({}) empezaron como sugerencias y \
                 se rechazaron {refused} sugerencias.",
                percent(*suggested, *codings)
            ));
        }
        said.extend(self.spanish_agreement());
        if self.quiet > 0 && self.quiet < *transcripts {
            said.push(match self.quiet {
                1 => "La última transcripción no aportó ningún código que no se hubiera usado antes.".to_owned(),
                count => format!(
                    "Las últimas {count} transcripciones no aportaron ningún código que no se hubiera usado antes."
                ),
            });
        }
        said.push(format!("El análisis se hizo con peer-circle {}, en el navegador.", env!("CARGO_PKG_VERSION")));
        said.join(" ")
    }

    fn spanish_agreement(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.sampled > 0 {
            let rounds = if self.samples > 1 { format!(" en {} rondas", self.samples) } else { String::new() };
            let leaked = match self.leaked {
                0 => ", sin sugerencias y sin ver las codificaciones de los demás".to_owned(),
                count => format!(", aunque en {count} de ellas se había mostrado algo más que el texto"),
            };
            said.push(format!(
                "Una muestra aleatoria de {} intervenciones ({}), extraída{rounds}, debía codificarse de forma \
                 independiente{leaked}.",
                self.sampled,
                percent(self.sampled, self.turns)
            ));
        }
        let Some(value) = &self.agreement else { return said };
        let over = if self.sampled > 0 { "la muestra" } else { "lo que leyeron al menos dos personas (no a ciegas)" };
        said.push(format!(
            "El acuerdo sobre los conjuntos de códigos en {over} ({} intervenciones, incluidas las no codificadas) fue un alfa \
             de Krippendorff de {} con la distancia MASI.",
            self.compared,
            alpha(value, "intervalo del 95 % por remuestreo")
        ));
        let count = self.disagreements;
        said.push(match (count, self.settled) {
            (0, _) => "No hubo desacuerdos.".to_owned(),
            (_, 0) => format!("{count} {} sin resolver.", plural(count, "desacuerdo sigue", "desacuerdos siguen")),
            (_, settled) => format!(
                "De {count} intervenciones con desacuerdo se resolvieron {settled} por discusión, de lo que queda constancia."
            ),
        });
        said
    }
}
