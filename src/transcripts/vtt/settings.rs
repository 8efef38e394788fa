//! Cue timings, cue settings and regions: sections 6.2 and 6.3 of WebVTT.

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use super::time::timestamp;

/// A cue as the file has it; names and defaults are those of the web's `VTTCue`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VttCue {
    /// The identifier; may be empty.
    pub id: String,
    /// When it starts, in milliseconds.
    pub start: u64,
    /// When it ends, in milliseconds.
    pub end: u64,
    /// The text with its tags and entities.
    pub text: String,
    /// The index of its region among the file's regions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<u32>,
    /// `""`, `"rl"` or `"lr"`.
    pub vertical: String,
    /// Whether `line` counts lines; else it is a percentage.
    pub snap_to_lines: bool,
    /// The line; `auto` when nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<f64>,
    /// `"start"`, `"center"` or `"end"`.
    pub line_align: String,
    /// The position in percent; `auto` when nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<f64>,
    /// `"auto"`, `"line-left"`, `"center"` or `"line-right"`.
    pub position_align: String,
    /// The size in percent.
    pub size: f64,
    /// `"start"`, `"center"`, `"end"`, `"left"` or `"right"`.
    pub align: String,
}

/// A region as the file has it; names and defaults are those of the web's `VTTRegion`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct VttRegion {
    /// The identifier that cues name; may be empty.
    pub id: String,
    /// The width in percent.
    pub width: f64,
    /// The height in lines.
    pub lines: f64,
    /// The point of the region that is anchored, across, in percent.
    pub region_anchor_x: f64,
    /// The same, down.
    pub region_anchor_y: f64,
    /// The point of the viewport that it is anchored to, across, in percent.
    pub viewport_anchor_x: f64,
    /// The same, down.
    pub viewport_anchor_y: f64,
    /// `""` or `"up"`.
    pub scroll: String,
}

impl VttCue {
    /// "Collect WebVTT cue timings and settings": nothing when the times cannot be read.
    pub(super) fn parse(line: &str, id: String, regions: &BTreeMap<String, u32>) -> Option<Self> {
        let (start, rest) = timestamp(trim(line))?;
        let (end, rest) = timestamp(trim(trim(rest).strip_prefix("-->")?))?;
        let mut cue = Self { id, start, end, ..Self::default() };
        for (name, value) in pairs(rest) {
            // A setting with a mistake is passed over, as the algorithm has it.
            let _ = cue.set(name, value, regions);
        }
        Some(cue)
    }

    /// Applies one setting; nothing when it is not a valid one.
    fn set(&mut self, name: &str, value: &str, regions: &BTreeMap<String, u32>) -> Option<()> {
        match name {
            "region" => self.region = regions.get(value).copied(),
            "vertical" => self.vertical = one_of(value, &["rl", "lr"])?,
            "line" => self.set_line(value)?,
            "position" => {
                let (position, align) = comma(value);
                let position = percentage(position)?;
                if let Some(align) = align {
                    self.position_align = one_of(align, &["line-left", "center", "line-right"])?;
                }
                self.position = Some(position);
            }
            "size" => self.size = percentage(value)?,
            "align" => self.align = one_of(value, &["start", "center", "end", "left", "right"])?,
            _ => {}
        }
        if matches!(name, "vertical" | "line" | "size")
            && (!self.vertical.is_empty() || self.line.is_some() || self.size != 100.0)
        {
            self.region = None;
        }
        Some(())
    }

    fn set_line(&mut self, value: &str) -> Option<()> {
        let (line, align) = comma(value);
        let in_lines = !line.ends_with('%');
        let number = if in_lines { signed(line)? } else { percentage(line)? };
        if let Some(align) = align {
            self.line_align = one_of(align, &["start", "center", "end"])?;
        }
        self.line = Some(number);
        self.snap_to_lines = in_lines;
        Some(())
    }
}

impl Default for VttCue {
    fn default() -> Self {
        Self {
            id: String::new(),
            start: 0,
            end: 0,
            text: String::new(),
            region: None,
            vertical: String::new(),
            snap_to_lines: true,
            line: None,
            line_align: "start".to_owned(),
            position: None,
            position_align: "auto".to_owned(),
            size: 100.0,
            align: "center".to_owned(),
        }
    }
}

impl VttRegion {
    /// "Collect WebVTT region settings".
    pub(super) fn parse(text: &str) -> Self {
        let mut region = Self::default();
        for (name, value) in pairs(text) {
            let _ = region.set(name, value);
        }
        region
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "id" => value.clone_into(&mut self.id),
            "width" => self.width = percentage(value)?,
            "lines" if value.bytes().all(|byte| byte.is_ascii_digit()) => self.lines = finite(value)?,
            "regionanchor" => (self.region_anchor_x, self.region_anchor_y) = anchor(value)?,
            "viewportanchor" => (self.viewport_anchor_x, self.viewport_anchor_y) = anchor(value)?,
            "scroll" => self.scroll = one_of(value, &["up"])?,
            _ => {}
        }
        Some(())
    }
}

impl Default for VttRegion {
    fn default() -> Self {
        Self {
            id: String::new(),
            width: 100.0,
            lines: 3.0,
            region_anchor_x: 0.0,
            region_anchor_y: 100.0,
            viewport_anchor_x: 0.0,
            viewport_anchor_y: 100.0,
            scroll: String::new(),
        }
    }
}

/// The text after its leading ASCII white space (which has no vertical tab).
fn trim(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_whitespace())
}

/// Every `name:value` of a list, neither part empty.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let words = text.split(|c: char| c.is_ascii_whitespace());
    words.filter_map(|word| word.split_once(':')).filter(|(name, value)| !name.is_empty() && !value.is_empty())
}

fn comma(value: &str) -> (&str, Option<&str>) {
    value.split_once(',').map_or((value, None), |(first, second)| (first, Some(second)))
}

fn one_of(value: &str, allowed: &[&str]) -> Option<String> {
    allowed.contains(&value).then(|| value.to_owned())
}

fn anchor(value: &str) -> Option<(f64, f64)> {
    let (x, y) = value.split_once(',')?;
    Some((percentage(x)?, percentage(y)?))
}

/// "Parse a percentage string": from 0 to 100.
fn percentage(text: &str) -> Option<f64> {
    let number = unsigned(text.strip_suffix('%')?)?;
    (0.0..=100.0).contains(&number).then_some(number)
}

/// Figures, perhaps with a minus before and a fraction after them.
fn signed(text: &str) -> Option<f64> {
    match text.strip_prefix('-') {
        // Minus nought is nought.
        Some(text) => unsigned(text).map(|number| if number == 0.0 { 0.0 } else { -number }),
        None => unsigned(text),
    }
}

fn unsigned(text: &str) -> Option<f64> {
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    (figures(whole) && fraction.is_none_or(figures)).then(|| finite(text)).flatten()
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}
