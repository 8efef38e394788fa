//! Plain text as HTML: paragraphs, lists and links, everything else escaped.

/// Text in which nothing is markup any more, in attributes as well.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Paragraphs where blank lines are, lists where lines start with `- `, links where addresses of pages stand.
pub(super) fn from_text(text: &str) -> String {
    text.split("\n\n").map(block).collect::<Vec<_>>().join("\n")
}

fn block(text: &str) -> String {
    let mut html = String::new();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    while let Some(line) = lines.peek() {
        let listed = line.starts_with("- ");
        let mut run = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("- ") == listed) {
            run.push(linked(line.strip_prefix("- ").unwrap_or(line)));
        }
        html.push_str(&match listed {
            true => format!("<ul><li>{}</li></ul>", run.join("</li><li>")),
            false => format!("<p>{}</p>", run.join("<br>")),
        });
    }
    html
}

/// A line in which addresses of pages can be followed; no other kind of address is.
fn linked(line: &str) -> String {
    let word = |word: &str| match word.starts_with("https://") || word.starts_with("http://") {
        true => format!("<a href=\"{0}\">{0}</a>", escape(word)),
        false => escape(word),
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_mean_is_markup() {
        let check = |text: &str, html: &str| assert_eq!(from_text(text), html);
        check("a <b>\nc\n\n- one\n- \"two\"", "<p>a &lt;b&gt;<br>c</p>\n<ul><li>one</li><li>&quot;two&quot;</li></ul>");
        check(
            "see https://x.org/?a=1&b=\"2\" now",
            "<p>see <a href=\"https://x.org/?a=1&amp;b=&quot;2&quot;\">https://x.org/?a=1&amp;b=&quot;2&quot;</a> now</p>",
        );
        check("javascript:alert(1)", "<p>javascript:alert(1)</p>");
        check("list:\n- one\nafter", "<p>list:</p><ul><li>one</li></ul><p>after</p>");
    }
}
