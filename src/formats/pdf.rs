//! PDF: an edition as code for Typst over a fixed template, printed as PDF/UA-1 and PDF/A-2a in one file.
//!
//! `story` writes the code, `press` prints it, `template.typ` is the look. Author text reaches Typst as string literals
//! only, so that nothing in it can be taken for code. What the exporter would refuse never gets that far: a character
//! that no font has, a level of heading left out, a link that shows nothing.
//!
//! What makes the document accessible is in its structure, which readers of PDF/UA rely on: the title is the only
//! level-1 heading, lists, tables with their header cells, captions, footnotes, links and the contents list are tagged
//! as what they are, pictures have their alternative or are marked as decoration, the footer is an artifact, and each
//! stretch in another script names its language.

mod order;
mod press;
mod runs;
mod story;
mod tables;

use crate::formats::format::{Draft, Edition, Recipe};
pub use press::Fonts;

/// The PDF of an edition, in the size of print that it asks for.
pub fn draft(edition: &Edition<'_>) -> Draft {
    let story = story::write(edition);
    let mut recipe = Recipe::default();
    recipe.push_text(press::MAIN, story.code);
    recipe.push_text(press::TEMPLATE, include_str!("pdf/template.typ").to_owned());
    recipe.push_fonts("fonts", edition.fonts.clone());
    for (name, bytes) in story.media {
        recipe.push_resource(&name, bytes);
    }
    Draft { recipe, finish: press::print, unshown: story.unshown }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::document::parse_markdown;
    use crate::document::tree::Body;
    use crate::formats::format::Print;
    use crate::formats::sample::{any_body, drafted, part, printed};
    use crate::theme;

    /// The fonts of the plain theme, which `tests/run` has installed.
    fn fonts() -> Arc<Fonts> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/theme");
        let theme = theme::load(&folder, &|_| ()).expect("the plain theme, with the package of the nhs theme");
        Arc::new(Fonts::new(&theme.typefaces).expect("fonts"))
    }

    /// Asserts that the code of some Markdown holds these pieces, in this order.
    #[track_caller]
    fn check_in(print: Print, markdown: &str, pieces: &[&str]) {
        let (body, _) = parse_markdown(markdown);
        let draft = printed(draft, &body, "en-GB", print, &Arc::default());
        let mut rest = part(&draft, press::MAIN);
        for piece in pieces {
            let at = rest.find(piece).unwrap_or_else(|| panic!("{piece} in {rest}"));
            rest = &rest[at + piece.len()..];
        }
    }

    #[track_caller]
    fn check(markdown: &str, pieces: &[&str]) {
        check_in(Print::Standard, markdown, pieces);
    }

    #[test]
    fn nothing_an_author_writes_becomes_code() {
        check(
            r##"#panic() \#let "x" \\u{41} $y$ `#z" + "` [#a"](https://example.org/"b)"##,
            &[
                r##"#"#panic() #let \"x\" "##,
                r##"#raw("#z\" + \"")"##,
                r##"#link("https://example.org/%22b")[#u[#"#a\""]]"##,
            ],
        );
        check("```\n\"#[\n```", &[r##"#code[#raw("\"#[")]"##]);
        check(
            "::: figure {caption=\"] #x\"}\n![\") #y](a.png)\n:::",
            &[r##"#pictured("] #x", ["##, r##"alt: "\") #y")"##],
        );
    }

    #[test]
    fn long_words_and_rows_to_write_on_break_without_a_character_for_it() {
        for sign in ["_", "."] {
            let next = format!(r##"+h(0.001pt)+box("{sign}")+"{}""##, sign.repeat(7));
            let broken = format!(r##"("Name: {}"{next}{next}+h(0.001pt)+box("{sign}")+"")"##, sign.repeat(8));
            check(&format!("Name: {}", sign.repeat(25)), &[&broken]);
        }
        check("`))))))))))`", &[r##"#raw("))))))))")#h(0.001pt)#box(raw(")"))#raw(")")"##]);
        let word = "a".repeat(40);
        check(&word, &[&format!(r##"("{}"+h(0.001pt)+"{}")"##, "a".repeat(30), "a".repeat(10))]);
        check("Wait... (what?!)", &[r##"#"Wait... (what?!)""##]);
        check("a\u{200b}b", &[r##"("a"+h(0.001pt)+"b")"##]);
    }

    #[test]
    fn the_organisation_stands_above_the_title() {
        check("a", &[r##"organisation: "A trust", masthead: "A trust", logo: [], "##]);
    }

    #[test]
    fn headings_are_reached_from_the_contents_and_from_links() {
        check(
            "## A {#x}\n\n### B[^1]\n\n## C\n\n[to A](#x) [](#x)\n\n[^1]: Note",
            &[
                r##"#contents("Contents", (h0: "A", h1: "B", h2: "C", ))"##,
                r##"#heading(level: 2)[#"A"]<h0>"##,
                r##"#heading(level: 3)[#"B"#footnote["##,
                "<h1>",
                r##"#link(<h0>)[#u[#"to A"]]"##,
            ],
        );
        check("## ![Bell](a.png)", &["#image(\"/image1.png\""]);
    }

    #[test]
    fn tables_name_their_headers() {
        check(
            "Table: Falls {row-headers}\n\n| a | b |\n| --- | --: |\n| c | 1 |\n| | 2 |",
            &[
                r##"#captioned([#"Falls"], whole-rows(table(columns: ("##,
                r##"align: (start,end,), table.header(column-header[#"a"],column-header[#"b"],),"##,
                r##"row-header[#"c"],[#"1"],[],[#"2"],)))"##,
            ],
        );
    }

    #[test]
    fn a_table_too_wide_for_the_page_is_told_row_by_row() {
        let row = |word: &str| format!("|{}\n", format!(" {word} |").repeat(30));
        check(
            &format!("Table: Wide\n\n{}{}{}", row("Month"), row("---"), row("12")),
            &[
                r##"#numbered-title-line[#"Wide"]"##,
                r##"#summary[#"Row 1 of 1"]"##,
                r##"labelled("##,
                r##"([#strong[#"Month"]], [#"12""##,
            ],
        );
    }

    #[test]
    fn words_wider_than_their_column_may_break_in_it() {
        let code = "A1-".repeat(9).replace('-', "");
        let table = format!("| {code} | {code} | {code} | {code} |\n| --- | --- | --- | --- |\n| a | b | c | d |");
        check(&table, &["column-header[#(\"A1A1", "\"+h(0.001pt)+\"", "]"]);
        check(&format!("# {0}\n\n## {0}", "W".repeat(28)), &["#heading(level: 2)[#(\"WW", "\"+h(0.001pt)+\"W"]);
    }

    #[test]
    fn values_of_one_label_stand_together_and_paragraphs_of_one_value_apart() {
        check(
            "Contact\n: The team\n: 01632 960120\n",
            &["#values(defined(", "([#strong[#\"Contact\"]], [#\"The team\"", "#\"01632 960120\"", "))"],
        );
        check("Candour\n: Being open.\n\n  And honest.\n", &["\n#defined(([#strong[#\"Candour\"]], [#\"Being open.\""]);
    }

    #[test]
    fn footnotes_stand_at_their_first_reference() {
        check("a[^x] b[^x]\n\n[^x]: See", &[r##"#"a"#footnote[#"See""##, r##"]<n0>#" b"#footnote(<n0>)"##]);
    }

    #[test]
    fn pictures_have_their_alternative() {
        check("![](a.png)", &["#block(pdf.artifact(image(\"/image1.png\""]);
        check("![a](a.svg) x", &[r##"#"[Picture: a]""##]);
        check("x ![a](a.png)", &[r##"#box(image("/image1.png", width: "##, r##", alt: "a"))"##]);
    }

    #[test]
    fn boxes_end_at_a_depth() {
        let deep: String = (1..=12).map(|depth| format!("{}level {depth}\n{0}\n", "> ".repeat(depth))).collect();
        let (body, _) = parse_markdown(&deep);
        let draft = drafted(draft, &body, "en-GB");
        let code = part(&draft, press::MAIN);
        assert_eq!(code.matches("#quoted(left, [])[").count(), 8, "{code}");
        assert!(code.contains("level 12"));
    }

    #[test]
    fn large_print_has_no_italics() {
        check_in(Print::Large, "*a*", &["large: true", r##"#strong[#"a"]"##]);
        check("*a*", &["large: false", r##"#emph[#"a"]"##]);
    }

    #[test]
    fn nearly_any_tree_is_printed_and_always_the_same() {
        let fonts = fonts();
        let mut refused = Vec::new();
        for seed in 0..60 {
            let body = any_body(seed);
            for print in [Print::Standard, Print::Large] {
                let draft = printed(draft, &body, "en-GB", print, &fonts);
                match (draft.finish)(&draft.recipe) {
                    Ok(made) => {
                        assert!(made.bytes.starts_with(b"%PDF-1.7") && made.pages.is_some_and(|pages| pages > 0))
                    }
                    Err(fault) => refused.push(format!("{seed} {print:?}: {fault}")),
                }
            }
        }
        // Typst refuses a few of these trees, in words: links in notes in links, in cells of nested notes.
        assert!(refused.len() <= 6, "{refused:?}");
        let draft = printed(draft, &Body::default(), "en-GB", Print::Standard, &fonts);
        assert_eq!((draft.finish)(&draft.recipe), (draft.finish)(&draft.recipe));
    }
}
