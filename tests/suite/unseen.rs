//! Names beside the text of a Word file, where nobody looks: in comments, headers, boxes, descriptions and properties. None
//! comes onto the page unseen: what stays is told, and `candour scan` finds it in the file. Nothing says the name again.

use crate::folder::{Folder, Outcome, program, write};
use crate::importing::{Word, p, run, style};

/// Nobody. The name stands in one place of each file.
const NAME: &str = "Mrs Doreen Partridge";

/// What becomes of words at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    /// They are not on the page.
    Gone,
    /// They are on the page, and the report says how many names are.
    Told,
}

/// Text boxes as Word writes them: the drawing, and the same again for older programs.
fn text_box(words: &str) -> String {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p(words));
    format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        run("", "Beside the box.")
    )
}

fn picture(description: &str) -> String {
    format!(
        r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="{description}"/><a:graphic><a:graphicData uri="x/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    )
}

/// A file for each place, with what becomes of the words there.
fn planted() -> Vec<(&'static str, Word, Fate)> {
    let story = |more: &str| {
        let text = [style("Title", "Learning from a fall"), p("Somebody fell on a ward."), more.to_owned()];
        Word::new(&text.concat())
    };
    let told = format!("It was told by {NAME}.");
    let paragraph = p(&told);
    let note = r#"<w:p><w:r><w:t>Noted</w:t><w:footnoteReference w:id="2"/></w:r></w:p>"#;
    let change = |element: &str, words: &str| {
        format!(r#"<w:p><w:{element} w:id="1" w:author="{NAME}"><w:r>{words}</w:r></w:{element}></w:p>"#)
    };
    let comment =
        |author: &str, words: &str| format!(r#"<w:comment w:id="1" w:author="{author}">{}</w:comment>"#, p(words));
    vec![
        ("comment", story("").and("comments", &comment("A", &told)), Fate::Gone),
        ("comment-author", story("").and("comments", &comment(NAME, "Is this so?")), Fate::Gone),
        ("header", story("").and("header", &paragraph), Fate::Gone),
        ("header-alone", story("").and("header", &p(NAME)), Fate::Gone),
        ("footer", story("").and("footer", &paragraph), Fate::Gone),
        ("header-box", story("").and("header", &text_box(&told)), Fate::Gone),
        ("deleted", story(&change("del", &format!("<w:delText>{told}</w:delText>"))), Fate::Gone),
        ("inserted-by", story(&change("ins", "<w:t>It was wet.</w:t>")), Fate::Gone),
        ("hidden", story(&format!("<w:p>{}</w:p>", run("<w:vanish/>", &told))), Fate::Gone),
        ("subject", story("").with_properties(&format!("<dc:subject>{told}</dc:subject>")), Fate::Gone),
        ("keywords", story("").with_properties(&format!("<cp:keywords>{NAME}</cp:keywords>")), Fate::Gone),
        ("creator", story("").with_properties(&format!("<dc:creator>{NAME}</dc:creator>")), Fate::Gone),
        ("other-title", story("").with_properties(&format!("<dc:title>The fall of {NAME}</dc:title>")), Fate::Gone),
        (
            "field-code",
            story(&format!(
                r#"<w:p><w:fldSimple w:instr="QUOTE &quot;{NAME}&quot;"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>"#
            )),
            Fate::Gone,
        ),
        (
            "bookmark",
            story(
                r#"<w:p><w:bookmarkStart w:id="1" w:name="DoreenPartridge"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>"#,
            ),
            Fate::Gone,
        ),
        ("box", story(&text_box(&told)), Fate::Told),
        (
            "footnote",
            story(note).and("footnotes", &format!(r#"<w:footnote w:id="2">{paragraph}</w:footnote>"#)),
            Fate::Told,
        ),
        ("description", story(&picture(&told)).related("r9", "media/a.png", ""), Fate::Told),
        (
            "bold-line",
            story(&format!("<w:p>{}</w:p>{}", run("<w:b/>", &format!("What {NAME} said")), p("x"))),
            Fate::Told,
        ),
        (
            "title",
            Word::new(&p("Somebody fell.")).with_properties(&format!("<dc:title>The fall of {NAME}</dc:title>")),
            Fate::Told,
        ),
    ]
}

#[test]
fn a_name_beside_the_text_is_gone_or_told_and_never_said_again() {
    let mut wrong = Vec::new();
    for (place, word, fate) in planted() {
        let folder = Folder::new(&[]);
        write(&folder.path("file.docx"), word.bytes());
        for kind in ["learning", "policy"] {
            let into = format!("content/{kind}-of-it");
            let outcome = Outcome::of(
                program().args(["import", "file.docx", "--kind", kind, "--into", &into]).current_dir(folder.root()),
            );
            let mut fault = |words: &str| wrong.push(format!("{place} as {kind}: {words}\n{outcome}"));
            if outcome.status != 0 {
                fault("it is not imported");
            }
            let files = crate::folder::files_below(&folder.path(&into));
            let page: String = files
                .iter()
                .filter(|(path, _)| path.ends_with(".md"))
                .map(|(_, bytes)| String::from_utf8_lossy(bytes))
                .collect();
            if page.contains("Partridge") != (fate == Fate::Told) {
                fault(&format!("the words on the page should be {fate:?}: {page}"));
            }
            let said = outcome.to_string().to_lowercase();
            if said.contains("partridge") || files.keys().any(|path| path.to_lowercase().contains("partridge")) {
                fault("the name is said again, or in the name of a file");
            }
            let is_told =
                ["could say who somebody is: ", "could be a person's", "could be people's", "may name somebody"];
            if fate == Fate::Told && !is_told.iter().any(|words| outcome.stdout.contains(words)) {
                fault("the report does not tell of the name");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_scan_of_the_file_finds_each_name_that_its_words_hold() {
    let mut wrong = Vec::new();
    // No sentence stands in the code of a field or the name of a bookmark.
    for (place, word, _) in planted().into_iter().filter(|(place, ..)| !matches!(*place, "field-code" | "bookmark")) {
        let folder = Folder::new(&[]);
        write(&folder.path("file.docx"), word.bytes());
        let outcome =
            Outcome::of(program().args(["scan", "file.docx", "--format", "plain"]).current_dir(folder.root()));
        if outcome.to_string().contains("Partridge") {
            wrong.push(format!("{place}: the scan says the name again\n{outcome}"));
        }
        if !outcome.stdout.contains("anon/") {
            wrong.push(format!("{place}: the scan finds nothing\n{outcome}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
