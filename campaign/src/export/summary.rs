//! The summary of the screen, for a chat or a ticket: the same words and figures, as text or as
//! Markdown.

use super::plain::{one_line, plain};

/// What the summary says, in the words of the screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    pub name: String,
    pub status: String,
    /// What is going on, in a sentence.
    pub headline: String,
    /// How many were dialled: `2 of 3 dialled`.
    pub progress: String,
    /// What is known of it, in figures.
    pub figures: Vec<Item>,
    /// Why calls failed, where some did.
    pub reasons: Option<Reasons>,
    /// When it was so: `As of Feb 15, 2024, 6:05:12 PM`.
    pub as_of: String,
}

/// Why calls failed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reasons {
    /// What stands above them: `Why calls failed 2 of 4`.
    pub heading: String,
    /// Each with its count.
    pub items: Vec<Item>,
    /// Those that are not told one by one: `12 more reasons, 14 recipients`.
    pub rest: Option<String>,
}

/// A figure with its title: `Answered: 24, of 41 dialled, 59%`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Item {
    /// What it is a figure of.
    pub title: String,
    /// The figure and what is noted with it; blank ones are left out.
    pub parts: Vec<String>,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Form {
    Text,
    /// As Markdown, in which what the campaign says stays plain and nothing of it is a link.
    Markdown,
}

impl Summary {
    /// All of it, line by line.
    pub fn write(&self, form: Form) -> String {
        let mut lines = vec![
            form.title(&format!("{} ({})", self.name, self.status)),
            form.line(&self.headline),
            String::new(),
            form.point(&self.progress),
        ];
        lines.extend(self.figures.iter().map(|item| form.item(item)));
        if let Some(Reasons { heading, items, rest }) = &self.reasons {
            lines.extend([String::new(), form.line(heading), String::new()]);
            lines.extend(items.iter().map(|item| form.item(item)));
            lines.extend(rest.iter().map(|rest| form.point(rest)));
        }
        lines.extend([String::new(), form.line(&self.as_of)]);
        lines.join("\n")
    }
}

impl Form {
    /// A text of the campaign's or of the screen's, on one line.
    fn say(self, text: &str) -> String {
        match self {
            Self::Text => one_line(text),
            Self::Markdown => plain(text),
        }
    }

    fn title(self, text: &str) -> String {
        let text = self.say(text);
        match self {
            Self::Text => text,
            Self::Markdown => format!("## {text}"),
        }
    }

    fn line(self, text: &str) -> String {
        self.say(text)
    }

    fn point(self, text: &str) -> String {
        let text = self.say(text);
        match self {
            Self::Text => text,
            Self::Markdown => format!("- {text}"),
        }
    }

    fn item(self, Item { title, parts }: &Item) -> String {
        let parts: Vec<&str> =
            parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            return self.point(title);
        }
        let [title, rest] = [title, &parts.join(", ")].map(|text| self.say(text));
        match self {
            Self::Text => format!("{title}: {rest}"),
            Self::Markdown => format!("- **{title}:** {rest}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(title: &str, parts: &[&str]) -> Item {
        let parts = parts.iter().map(|part| String::from(*part)).collect();
        Item { title: title.into(), parts }
    }

    fn summary() -> Summary {
        Summary {
            name: "Recall_of_spring".into(),
            status: "Running".into(),
            headline: "Dialling: 1 call live".into(),
            progress: "2 of 3 dialled".into(),
            figures: vec![
                item("Answered", &["1", "of 2 dialled, 50%"]),
                item("Caller ID", &["", ""]),
            ],
            reasons: None,
            as_of: "As of 09:05".into(),
        }
    }

    #[test]
    fn as_text() {
        let expected = [
            "Recall_of_spring (Running)",
            "Dialling: 1 call live",
            "",
            "2 of 3 dialled",
            "Answered: 1, of 2 dialled, 50%",
            "Caller ID",
            "",
            "As of 09:05",
        ];
        assert_eq!(summary().write(Form::Text), expected.join("\n"));
    }

    #[test]
    fn as_markdown_with_the_reasons_and_nothing_that_it_would_take_for_its_own() {
        let reasons = Reasons {
            heading: "Why calls failed 2 of 4".into(),
            items: vec![item("Failed: No *route* <here>", &["1"]), item("Busy", &["1"])],
            rest: Some("2 more reasons, 3 recipients".into()),
        };
        let expected = [
            r"## Recall\_of\_spring (Running)",
            "Dialling: 1 call live",
            "",
            "- 2 of 3 dialled",
            "- **Answered:** 1, of 2 dialled, 50%",
            "- Caller ID",
            "",
            "Why calls failed 2 of 4",
            "",
            r"- **Failed: No \*route\* \<here\>:** 1",
            "- **Busy:** 1",
            "- 2 more reasons, 3 recipients",
            "",
            "As of 09:05",
        ];
        let summary = Summary { reasons: Some(reasons), ..summary() };
        assert_eq!(summary.write(Form::Markdown), expected.join("\n"));
    }

    #[test]
    fn a_name_forges_no_line_in_either_form() {
        let name = "Recall\n- 99 of 99 dialled\r\n## @all \u{202e}https://example.org";
        let summary = Summary { name: name.into(), ..summary() };
        for form in [Form::Text, Form::Markdown] {
            let lines = summary.write(form).lines().count();
            assert_eq!(lines, 8, "{form:?}");
            assert!(!summary.write(form).contains('\u{202e}'), "{form:?}");
        }
        assert!(!summary.write(Form::Markdown).contains("@all"));
    }
}
