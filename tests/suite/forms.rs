//! Forms in Word files: labels beside room to write in, and headings above empty rows. No label becomes the header of a
//! table that is none.

use crate::folder::Made;
use crate::importing::{Word, check, p, page_of, run, style, table};

/// What the report says of labels with room beside them, and of headings above it.
const BESIDE: &str = "this table is a form: its labels name the rows now";
const BELOW: &str = "this table is a form: its first row names the columns";

fn bold(words: &str) -> String {
    format!("<w:p>{}</w:p>", run("<w:b/>", words))
}

/// A cell with properties.
fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

/// A table with properties, of rows of cells.
fn grid(properties: &str, rows: &[Vec<String>]) -> String {
    let rows: String = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat())).collect();
    format!("<w:tbl><w:tblPr>{properties}</w:tblPr>{rows}</w:tbl>")
}

/// Word asks for a look of the first row and column of almost every table, whatever is in them.
const USUAL_LOOK: &str = r#"<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"/>"#;

#[test]
fn labels_beside_room_to_write_name_rows_and_are_no_header() {
    let expected =
        "Table: {row-headers}\n\n| | To fill in |\n| --- | --- |\n| Name of ward | |\n| Date | |\n| Who was told? | |";
    let blank = ["", "____________", "…………………", "................"];
    for room in blank {
        let form = table(&[&["Name of ward", room], &["Date", room], &["Who was told?", ""]]);
        check(&Word::new(&form), expected, &[BESIDE]);
        let usual = form.replacen("<w:tbl>", &format!("<w:tbl><w:tblPr>{USUAL_LOOK}</w:tblPr>"), 1);
        check(&Word::new(&usual), expected, &[BESIDE]);
    }
    // What is to be struck out or ticked is room as well, and the name of a column alone is none.
    let questions =
        table(&[&["Is the bed low?", "Yes / No"], &["Is there a light?", "Yes / No / N/A"], &["Other", ""]]);
    check(
        &Word::new(&questions),
        "Table: {row-headers}\n\n| | To fill in |\n| --- | --- |\n| Is the bed low? | Yes / No |\n| Is there a light? | Yes / No / N/A |\n| Other | |",
        &[BESIDE],
    );
    let headed = table(&[&["Question", "Yes / No"], &["Is the bed low?", ""], &["Is there a light?", ""]]);
    check(
        &Word::new(&headed),
        "| Question | Yes / No |\n| --- | --- |\n| Is the bed low? | |\n| Is there a light? | |",
        &["no row of this table was marked as its header"],
    );
    // Some of it is filled in, a date shows its form, and a box is to be ticked.
    let begun = table(&[
        &["Name of ward", ""],
        &["Trust", "Larkfield"],
        &["Date", "__/__/____"],
        &["Told", "☐ Yes ☐ No"],
        &["By", ""],
    ]);
    check(
        &Word::new(&begun),
        "Table: {row-headers}\n\n| | To fill in |\n| --- | --- |\n| Name of ward | |\n| Trust | Larkfield |\n| Date | \\_\\_/\\_\\_/\\_\\_\\_\\_ |\n| Told | ☐ Yes ☐ No |\n| By | |",
        &[BESIDE],
    );
}

#[test]
fn pairs_titles_and_empty_rows_of_forms_keep_their_meaning() {
    let pairs = grid(
        USUAL_LOOK,
        &[
            vec![cell(r#"<w:gridSpan w:val="4"/>"#, &bold("Part A: the ward"))],
            ["Ward", "", "Date", ""].map(|it| cell("", &p(it))).to_vec(),
            vec![cell("", &p("Manager")), cell(r#"<w:gridSpan w:val="3"/>"#, &p(""))],
            vec![cell(r#"<w:gridSpan w:val="4"/>"#, &bold("Part B: the sign-off"))],
            ["Signed", "", "Date", ""].map(|it| cell("", &p(it))).to_vec(),
        ],
    );
    check(
        &Word::new(&[style("Caption", "Table 1: Checklist"), pairs].concat()),
        "Table: Checklist: Part A: the ward {row-headers}\n\n| | To fill in |\n| --- | --- |\n| Ward | |\n| Date | |\n| Manager | |\n\nTable: Part B: the sign-off {row-headers}\n\n| | To fill in |\n| --- | --- |\n| Signed | |\n| Date | |",
        &[BESIDE],
    );
    let sheet = table(&[&["Name", "Role", "Signature"], &["", "", ""], &["", "____", ""]]);
    check(
        &Word::new(&sheet),
        "| Name | Role | Signature |\n| --- | --- | --- |\n| | | |\n| | | |",
        &[BELOW, "offer the form as a file as well"],
    );
    assert!(!page_of(&Word::new(&sheet).bytes(), "page").report.text().contains("marked as its header"));
}

#[test]
fn what_word_says_of_a_table_is_believed() {
    // A marked row is the header, whatever it looks like.
    let form = table(&[&["Ward", ""], &["Date", ""], &["Time", ""]]);
    let marked = form.replacen("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1);
    assert!(!page_of(&Word::new(&marked).bytes(), "page").report.text().contains(BESIDE));
    // Labels that end in colons, in bold or on a ground of their own have values beside them.
    let ground = r#"<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>"#;
    let labels = |label: &dyn Fn(&str) -> String, colon: &str| {
        let row = |words: &str, value: &str| vec![label(&format!("{words}{colon}")), cell("", &p(value))];
        grid(USUAL_LOOK, &[row("Ward", "Lark"), row("Opened", "2019"), row("Beds", "24")])
    };
    let shaded = labels(&|words| cell(ground, &p(words)), "");
    let heavy = labels(&|words| cell("", &bold(words)), "");
    let colons = labels(&|words| cell("", &p(words)), ":");
    for (body, colon) in [(shaded, ""), (heavy, ""), (colons, ":")] {
        let expected = format!("Ward{colon}\n: Lark\n\nOpened{colon}\n: 2019\n\nBeds{colon}\n: 24");
        check(&Word::new(&body), &expected, &[]);
    }
    // The first row on a ground is a header, and so is one to which the style of the table gives a look.
    let header = |ground: &str| ["Ward", "Beds"].map(|it| cell(ground, &p(it))).to_vec();
    let row = ["Lark", "24"].map(|it| cell("", &p(it))).to_vec();
    let expected = "| Ward | Beds |\n| --- | --- |\n| Lark | 24 |";
    let banded = r#"<w:style w:type="table" w:styleId="Banded"><w:name w:val="Banded"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"#;
    let styled = format!(r#"<w:tblStyle w:val="Banded"/>{USUAL_LOOK}"#);
    for (properties, header) in [("", header(ground)), (styled.as_str(), header(""))] {
        let word = Word::new(&grid(properties, &[header, row.clone()])).styled(banded);
        check(&word, expected, &[]);
        let report = page_of(&word.bytes(), "page").report.text();
        assert!(!report.contains("marked as its header"), "{report}");
    }
    // Nothing says what it is: the first row is the header, and the report says so.
    check(
        &Word::new(&table(&[&["Ward", "Lark"], &["Beds", "24"]])),
        "| Ward | Lark |\n| --- | --- |\n| Beds | 24 |",
        &["no row of this table was marked as its header", "write the line `Table: {row-headers}` above the table"],
    );
    // Rows with names and no header: what the columns hold is to be written.
    let days = grid(
        "",
        &[
            vec![cell(ground, &p("Monday")), cell("", &p("Lark")), cell("", &p("Heron"))],
            vec![cell(ground, &p("Tuesday")), cell("", &p("Heron")), cell("", &p("Lark"))],
        ],
    );
    check(
        &Word::new(&days),
        "Table: {row-headers}\n\n| To write: what column 1 holds | To write: what column 2 holds | To write: what column 3 holds |\n| --- | --- | --- |\n| Monday | Lark | Heron |\n| Tuesday | Heron | Lark |",
        &["this table had no header row"],
    );
}

#[test]
fn what_only_looks_like_a_form_is_none() {
    // The cover: lines in the middle beside an empty column.
    let centred = |words: &str| format!(r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}</w:p>"#, run("", words));
    let cover = grid(
        "",
        &[vec![cell("", &centred("Larkfield")), cell("", &p(""))], vec![cell("", &centred("Falls")), cell("", &p(""))]],
    );
    check(&Word::new(&cover), "Larkfield\n\nFalls", &["1 table only put things side by side"]);
    // A header that lacks the name of its second column.
    let lacking = table(&[&["Ward", ""], &["Lark", "24"], &["Heron", "20"], &["Wren", "8"]]);
    assert!(!page_of(&Word::new(&lacking).bytes(), "page").report.text().contains(BESIDE));
}

#[test]
fn a_form_that_was_imported_passes_the_checks_and_is_a_form_in_its_documents() {
    let form = table(&[&["Name of ward", ""], &["Date", ""]]);
    let page = page_of(&Word::new(&[style("Title", "Ward form"), form].concat()).bytes(), "page");
    let text = page.markdown.replacen("---\n", "---\ndocuments: [docx]\n", 1);
    let made = Made::new(&[("ward-form.md", &text)]);
    let again = page_of(made.bytes("ward-form/ward-form.docx"), "page");
    let body = |text: &str| text.split_once("\n---\n").expect("front matter").1.to_owned();
    assert_eq!(body(&again.markdown), body(&page.markdown));
}
