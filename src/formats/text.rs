//! Plain text (.txt): an edition as lines that make sense when they are heard one after the other, for screen readers,
//! e-mail and braille translation software.
//!
//! **The file.** UTF-8 with a byte order mark: many hosts send a text file without naming its encoding, and a browser
//! that guesses (as does Word) can read a bullet or dash as "â€¢" unless the mark tells it. Lines end in CR LF, which
//! every reader takes, those of braille displays and embossers and of old Windows too. A paragraph is one line, however
//! long: who reads it breaks it to fit. No line ends in a space. Control characters are left out.
//!
//! **The grammar.** Everything that the web page's words do not have is one of these, so that it can be taken out again.
//! `…` stands for the author's words. A line's *indent* is the spaces it begins with. In a language that runs from right
//! to left each line begins with U+200F, and addresses stand between U+2066 and U+2069.
//!
//! | generated | where |
//! |---|---|
//! | the first line | the organisation, above the title |
//! | a line of one repeated mark, `=` `-` `~` `.` `:` or `'`, 4 to 40 of them | under the title and the headings of levels 2 to 6, as long as the line above where that fits |
//! | `Contents`, its underline, then a line `• …` for each heading of level 2 | below the title where there are 3 such headings or more; ends at the first blank line |
//! | `• ` and `1. ` after the indent | before an item of a list |
//! | ` <address>` | after the words of a link, unless the words are the address or the link leads to a heading |
//! | `[1]` | where the text refers to a footnote, without a space before it |
//! | `Notes` with its underline, and `[1] ` before each note | after the text |
//! | `[Picture: …]` | the alternative of a picture; the web page has it in an attribute |
//! | `Table 1: ` and `Figure 1: ` | before a caption |
//! | `[Table with 3 columns and 12 rows. The columns are:]` | above a table's column headers, each in a line of its own, further in; `[Table with 3 columns and 12 rows]` where it has no headers |
//! | `[Row 1 of 12]` | above the cells of a row, each in a line of its own |
//! | the column's header and `: ` | before a cell; no colon after a header that ends with one of `.:;?!`; `[Column 2]: ` where the header has no words |
//! | `[blank]` | in place of a cell without words |
//! | `[End of table]` | below the last row |
//! | `: ` between a term and its meaning, `:` after a term with several | definition lists; no colon after a term that ends with one of `.:;?!` |
//! | `[Quotation]` and `[End of quotation]` | around a quotation |
//! | `[End of information]`, `… tip`, `… important information`, `… warning`, `… caution`, `… do list`, `… do not list`, `… details`, `… contact details`, `… transcript` | below a component of more than one block |
//! | `* * *` | a thematic break |
//! | `[End of document]` and all after it | the foot: organisation, then reference, version and review date |
//!
//! "Information: ", "Warning", "Do", "Do not", "Video: ", "Transcript" and "Audio described version" are words of the
//! web page. Emphasis and the look of code have no sign: the words say it all.
//!
//! A table is read row by row with the header before each cell, because nobody who hears a table can look up to its
//! head. An empty cell is said, because silence would leave open whether something was missed.
//!
//! `lines` writes lines, `blocks` and `tables` the blocks in them, `runs` the words in those.

mod blocks;
mod lines;
mod runs;
mod tables;

use self::lines::Writer;
use crate::document::tree::{Body, plain_text};
use crate::formats::format::{Draft, Edition, Finished, Recipe};

/// The text of an edition.
pub fn draft(edition: &Edition<'_>) -> Draft {
    let mut recipe = Recipe::default();
    recipe.push_text("text", write(edition));
    // The recipe is the file already.
    Draft::new(recipe, |recipe| {
        let bytes = recipe.parts.iter().flat_map(|part| part.content.bytes()).copied().collect();
        Ok(Finished { bytes, pages: None })
    })
}

/// Headings of level 2 from which on a text has a list of contents, as in the Word document.
const CONTENTS_MIN: usize = 3;

fn write(edition: &Edition<'_>) -> String {
    let mut writer = Writer::new(edition);
    writer.line(|writer| writer.words(edition.organisation));
    writer.heading_line(1, |writer| writer.words(edition.title));
    writer.contents(edition.body);
    writer.blocks(&edition.body.blocks);
    writer.notes(edition.body);
    writer.foot();
    writer.out
}

impl Writer<'_> {
    fn contents(&mut self, body: &Body) {
        let entries = body.headings().filter(|(heading, _)| heading.level <= 2);
        let entries = entries.map(|(heading, _)| plain_text(&heading.content)).filter(|words| !words.trim().is_empty());
        let entries: Vec<_> = entries.collect();
        if entries.len() < CONTENTS_MIN {
            return;
        }
        self.heading_line(2, |writer| writer.out.push_str("Contents"));
        self.is_apart = false;
        for words in &entries {
            self.line(|writer| {
                writer.out.push_str("• ");
                writer.words(words);
            });
        }
        self.is_apart = true;
    }

    fn notes(&mut self, body: &Body) {
        if body.footnotes.is_empty() {
            return;
        }
        self.heading_line(2, |writer| writer.out.push_str("Notes"));
        for (index, footnote) in body.footnotes.iter().enumerate() {
            self.item(&format!("[{}] ", index + 1), &footnote.content);
            self.is_apart = true;
        }
    }

    fn foot(&mut self) {
        self.is_apart = true;
        self.say("[End of document]");
        let Edition { organisation, identity, title, .. } = *self.edition;
        for fact in [organisation, if identity == title { "" } else { identity }] {
            self.line(|writer| writer.words(fact));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse_markdown;
    use crate::formats::sample::{any_body, drafted, part};

    /// Asserts that the text of some Markdown has these lines between its title and its foot.
    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let (body, _) = parse_markdown(markdown);
        let draft = drafted(draft, &body, "en-GB");
        let text = part(&draft, "text").replace("\r\n", "\n");
        let start = "\u{feff}A trust\n\nA <title>\n=========\n\n";
        let text = text.strip_prefix(start).expect("the title").strip_suffix("[End of document]\nA trust\nREF-1\n");
        assert_eq!(text.expect("the foot").trim_end().lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn headings_are_underlined_by_their_level() {
        check("## A heading\n\ntext\n\n### B", &["A heading", "---------", "", "text", "", "B", "~~~~"]);
        let long = "x".repeat(60);
        check(&format!("## {long}"), &[&long, &"-".repeat(40)]);
        check("## \n\ntext", &["text"]);
        check(
            "## A\n\n### B\n\n## C\n\n## D",
            &[
                "Contents", "--------", "• A", "• C", "• D", "", "A", "----", "", "B", "~~~~", "", "C", "----", "",
                "D", "----",
            ],
        );
    }

    #[test]
    fn lists_nest() {
        check("- a\n- b\n  1. c\n     - d\n- e", &["• a", "• b", "  1. c", "     • d", "• e"]);
        check("9. a\n\n   b\n\n10. c\\\n    d", &["9. a", "", "   b", "", "10. c", "    d"]);
        check("- 1. a\n-\n- > b", &["• 1. a", "", "•", "", "• [Quotation]", "    b", "  [End of quotation]"]);
    }

    #[test]
    fn tables_are_read_row_by_row() {
        check(
            "Table: Falls[^1]\n\n| Ward | Who? | |\n|---|---|---|\n| Ash[^1] | | x |\n\n[^1]: Note",
            &[
                "Table 1: Falls[1]",
                "[Table with 3 columns and 1 row. The columns are:]",
                "  Ward",
                "  Who?",
                "",
                "[Row 1 of 1]",
                "Ward: Ash[1]",
                "Who? [blank]",
                "[Column 3]: x",
                "[End of table]",
                "",
                "Notes",
                "-----",
                "",
                "[1] Note",
            ],
        );
        check("| | |\n|---|---|", &["[Table with 2 columns and no rows]", "[End of table]"]);
        check(
            "::: chart {data=a.csv type=bar title=\"Falls\"}\nFewer.\n:::",
            &[
                "Table 1: Falls",
                "[Table with 2 columns and 1 row. The columns are:]",
                "  Ward",
                "  Falls",
                "",
                "[Row 1 of 1]",
                "Ward: Ash",
                "Falls: 12",
                "[End of table]",
                "",
                "Fewer.",
            ],
        );
    }

    #[test]
    fn addresses_follow_words_that_do_not_say_them() {
        check(
            "[a](https://example.org/ü), [b](#x) [c](broken) <https://example.org/d> <e@example.org>",
            &["a <https://example.org/%C3%BC>, b c https://example.org/d e@example.org"],
        );
        check(
            "[www.example.org](https://www.example.org/) [Write](mailto:e@example.org)",
            &["www.example.org Write <e@example.org>"],
        );
        check(
            "[01632 960140](tel:+441632960140) [Call us](tel:01632960140)",
            &["01632 960140 Call us <tel:01632960140>"],
        );
    }

    #[test]
    fn components_say_where_they_begin_and_end() {
        check("> [!NOTE]\n> a\n\nb", &["Information: a", "", "b"]);
        check("> [!TIP]\n> a\n>\n> - b", &["Tip: a", "", "  • b", "[End of tip]"]);
        check(
            "> [!WARNING]\n> a\n\n> [!CAUTION]\n> a\n>\n> b",
            &["Warning", "  a", "", "Caution", "  a", "", "  b", "[End of caution]"],
        );
        check("::: dont\n- a\n:::\n\n::: do Always\n- b\n:::", &["Do not", "  • a", "", "Always", "  • b"]);
        check("::: details Why\nBecause.\n\nSo.\n:::", &["Why", "  Because.", "", "  So.", "[End of details]"]);
        check(
            "> a\n\n---\n\n    b\n     c",
            &["[Quotation]", "  a", "[End of quotation]", "", "* * *", "", "    b", "     c"],
        );
        check(
            "::: video {src=https://v.example title=\"Film\" transcript=https://t.example}\nWords.\n:::",
            &[
                "Video: Film <https://v.example>",
                "This link opens v.example, another website, which may set cookies.",
                "Transcript <https://t.example>",
                "  Words.",
            ],
        );
        check("::: easy-read\n![a](a.png) We say sorry.\n:::", &["[Picture: a]", "We say sorry."]);
        check("::: figure {caption=\"C\"}\n![a](a.png)\n:::\n\n![](b.png)", &["[Picture: a]", "Figure 1: C"]);
    }

    #[test]
    fn terms_stand_before_their_meanings() {
        check(
            "Owner\n: Nurse\n\nWhy?\n: Because\n\nWho\n: A\n: B",
            &["Owner: Nurse", "Why? Because", "", "Who:", "  A", "  B"],
        );
    }

    #[test]
    fn right_to_left_text_is_marked() {
        let (body, _) = parse_markdown("[ہم](https://example.org) NHS");
        let draft = drafted(draft, &body, "ur");
        let line = "\r\n\u{200f}ہم \u{2066}<https://example.org>\u{2069} NHS\r\n";
        assert!(part(&draft, "text").contains(line));
    }

    #[test]
    fn any_tree_gives_clean_lines_and_always_the_same() {
        for seed in 0..300 {
            let language = if seed % 2 == 0 { "en-GB" } else { "ur" };
            let draft = drafted(draft, &any_body(seed), language);
            let text = part(&draft, "text");
            assert_eq!((draft.finish)(&draft.recipe).map(|made| made.bytes).as_deref(), Ok(text.as_bytes()));
            assert_eq!(text, part(&drafted(super::draft, &any_body(seed), language), "text"));
            let lines = text.strip_prefix('\u{feff}').and_then(|text| text.strip_suffix("\r\n")).expect("whole lines");
            for line in lines.split("\r\n") {
                assert!(!line.ends_with(' ') && !line.contains(|c: char| c.is_control() && c != '\t'), "{line:?}");
            }
            assert!(!text.contains("\r\n\r\n\r\n"), "two blank lines in {text}");
        }
    }
}
