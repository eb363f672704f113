//! The view and the way back from it, the vocabulary, and any text at all.

use proptest::prelude::{Strategy, any, prop};
use proptest::test_runner::{Config, TestRunner};

use super::{Identifier, Kind, View, Vocabulary, Weight, scan};

/// The view of a source, its paragraphs parted by strokes.
fn seen(source: &str) -> String {
    View::of(source).text.trim().split("\n\n").map(str::trim_end).collect::<Vec<_>>().join(" / ")
}

#[test]
fn markup_goes_and_words_join() {
    let examples = [
        ("**M**argaret Smith", "Margaret Smith"),
        ("*Marg*a_ret_", "Marga_ret"),
        ("Marg&shy;aret", "Margaret"),
        ("Marg\u{ad}a\u{200b}ret", "Margaret"),
        ("Zoe\u{308} and Zo&euml;", "Zoë and Zoë"),
        ("O&rsquo;Brien, O’Brien", "O'Brien, O'Brien"),
        ("Ward\n23 was  full\u{a0}then", "Ward 23 was full then"),
        ("3–5 June‑2025", "3-5 June-2025"),
        ("She — Jane — left", "She — Jane — left"),
        ("＋４４ ７７００", "+44 7700"),
        ("# Title\nText", "Title / Text"),
        ("- one\n- two\n  goes on", "one / two goes on"),
        ("> quoted\n> on", "quoted on"),
        ("Marg<b>aret</b><br>Smith", "Margaret Smith"),
        ("<p>One</p><p>Two</p>", "One / Two"),
        ("a <!-- Mrs Smith --> b", "a b / Mrs Smith"),
        (
            "see [the **notes**](mrs-smith.pdf \"Ward 3\") now",
            "see the notes now / mrs-smith.pdf \"Ward 3\" / mrs smith pdf Ward 3",
        ),
        ("see ![Mrs Smith](b.png) now", "see now / Mrs Smith / b.png / b"),
        ("![x](img/mrs-smith%20ward_23.jpg)", "x / img/mrs-smith%20ward_23.jpg / img mrs smith ward 23"),
        ("<img alt='Mrs Smith'>", "Mrs Smith / Mrs Smith"),
        ("| Ward | 23 |\n|---|---|\n| Bay | C |", "| Ward | 23 | / | Bay | C |"),
        ("name [at] nhs.net", "name [at] nhs.net"),
        ("text[^1] on", "text on"),
        ("4*3 and 4 * 3 and snake_case", "4*3 and 4 * 3 and snake_case"),
        ("\\*kept\\*", "*kept*"),
        ("It was Ward\n23. She fell.", "It was Ward 23. She fell."),
        ("---\ntitle: Mrs Smith\nslug: mrs-smith\n---\nBody", "title: Mrs Smith / slug: mrs-smith / mrs smith / Body"),
        ("---\nnote: >\n  Ward\n  23\n---\n", "note: > Ward 23"),
        ("```\nWard 23\n```", "``` / Ward 23 / ```"),
        ("<jane@example.com>", "jane@example.com"),
        ("a < b and c > d", "a < b and c > d"),
        ("", ""),
    ];
    for (source, expected) in examples {
        assert_eq!(seen(source), expected, "{source:?}");
    }
}

#[test]
fn places_lead_back_through_markup() {
    let examples = [
        ("on **14** May&nbsp;2025 she", "14 May 2025", "14** May&nbsp;2025"),
        ("Zoe\u{308} left", "Zoë", "Zoe\u{308}"),
        ("**M**argaret left", "Margaret", "M**argaret"),
        ("a <!-- Ward 3 --> b", "Ward 3", "Ward 3"),
        ("[x](mrs-smith%20b.png)", "smith b", "smith%20b"),
        ("---\ntitle: Ward 3\n---\nx", "Ward 3", "Ward 3"),
        ("Ward\n23", "Ward 23", "Ward\n23"),
        ("ＷＡＲＤ 3", "WARD 3", "ＷＡＲＤ 3"),
        ("été à Rhôs", "Rhôs", "Rhôs"),
    ];
    for (source, words, expected) in examples {
        let view = View::of(source);
        let at = view.text.find(words).unwrap_or_else(|| unreachable!("{words} in {:?}", view.text));
        assert_eq!(&source[view.source_range(at..at + words.len())], expected, "{source:?}");
    }
}

#[test]
fn a_site_allows_and_forbids() {
    let own = Vocabulary::new(
        &["Ward 23".to_owned()],
        &["the Larkfield case".to_owned()],
        &["Northmere Trust".to_owned()],
        &["01632 960100".to_owned(), "jo.bloggs@northmere.example".to_owned()],
    );
    let text = "Ward 23, jo.bloggs@northmere.example, +44 (0)1632 960100.";
    assert_eq!(scan(text, &own), []);
    assert!(scan(text, &Vocabulary::default()).len() > 2);
    assert!(own.allows("northmere  trust") && !own.allows("Northmere"));
    let text = "It was **The Lark**field case.";
    let found = scan(text, &own);
    let words: Vec<_> = found.iter().map(|it| (it.kind, it.weight, &text[it.range.clone()])).collect();
    assert_eq!(words, [(Kind::Name, Weight::Block, "The Lark**field case")]);
}

#[test]
fn nothing_that_is_printed_holds_the_words() {
    let text = "DOB 14/05/1938, NHS number 943 476 5919, jane@example.com, on Ward 23";
    let found = scan(text, &Vocabulary::default());
    assert!(found.len() >= 4);
    let printed = format!("{found:?}");
    for token in ["1938", "943", "5919", "jane", "Ward 23"] {
        assert!(!printed.contains(token), "{token}");
    }
}

/// The promises about every finding.
fn hold(text: &str) {
    let found = scan(text, &Vocabulary::default());
    for identifier in &found {
        let Identifier { range, .. } = identifier;
        assert!(range.start < range.end && range.end <= text.len(), "{identifier:?}");
        assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end), "{identifier:?}");
    }
    assert!(found.is_sorted_by_key(|it| it.range.start));
    for (index, one) in found.iter().enumerate() {
        for other in &found[index + 1..] {
            assert!(one.kind != other.kind || one.range.end <= other.range.start, "{one:?} {other:?}");
        }
    }
}

#[test]
fn any_text_is_scanned() {
    let mut runner = TestRunner::new(Config { cases: 1500, failure_persistence: None, ..Config::default() });
    runner
        .run(&any::<String>(), |text| {
            hold(&text);
            Ok(())
        })
        .unwrap_or_else(|fault| unreachable!("{fault}"));
}

#[test]
fn any_mix_of_telling_parts_is_scanned() {
    let parts = prop::sample::select(vec![
        "14",
        "May",
        "june",
        "the",
        "3rd",
        "/",
        "-",
        ".",
        ":",
        " ",
        "\n",
        "\n\n",
        "\u{a0}",
        "**",
        "_",
        "`",
        "[",
        "](",
        ")",
        "(",
        "<!--",
        "-->",
        "<b>",
        "</b>",
        "<img alt='",
        "'>",
        "&nbsp;",
        "&#64;",
        "&eacute;",
        "@",
        "|",
        "---\n",
        "---",
        "# ",
        "- ",
        "> ",
        "NHS",
        "number",
        "943",
        "476",
        "5919",
        "DOB",
        "born",
        "aged",
        "87",
        "F",
        "year",
        "old",
        "Ward",
        "bay",
        "bed",
        "C",
        "Mrs",
        "K",
        "LS9",
        "7TF",
        "0",
        "07700",
        "+44",
        "900123",
        "ext",
        "x4471",
        "GMC",
        "Datix",
        "W",
        "INC",
        "2025",
        "é",
        "e\u{301}",
        "\u{200b}",
        "ß",
        "漢",
        "👩🏽",
        "\u{301}",
        "at",
        "dot",
        "com",
        "://",
        "//",
        "///",
        "\"",
        "“",
        "”",
        "said",
        "daughter",
        "the only",
        "Polish",
        "\\",
        "![",
        "%20",
        "%C3%A9",
        "%",
        "'",
        "’s",
        "I",
        "V",
        "192",
        "168",
        "53",
        "8008",
        "1",
        "seventy",
        "two",
        "of",
        "Road",
        "Close",
        "Flat",
        "\u{feff}",
        "\r\n",
        "\t",
        "{",
        "}",
        "^",
        "[^",
        "~~",
        "==",
    ]);
    let texts = prop::collection::vec(parts, 0..60).prop_map(|parts| parts.concat());
    let mut runner = TestRunner::new(Config { cases: 4000, failure_persistence: None, ..Config::default() });
    runner
        .run(&texts, |text| {
            hold(&text);
            Ok(())
        })
        .unwrap_or_else(|fault| unreachable!("{fault}"));
}

#[test]
fn long_texts_take_time_in_proportion() {
    for part in [
        "[",
        "![",
        "<!--",
        "<a ",
        "943 ",
        "14 ",
        "@",
        "\"a ",
        "Ward ",
        "3, ",
        "the only ",
        "((",
        "1.",
        "a_",
        "*",
        "&",
        "e\u{301}",
        "\u{301}",
        "July ",
        "| MRN | b |\n",
        "---\n",
        "a\n",
        "0 ",
        "x.com/",
        "'",
        "87, ",
    ] {
        let text = part.repeat(40_000 / part.len());
        hold_quickly(&text, part);
    }
}

/// A scan that ends: quadratic time would take minutes here.
fn hold_quickly(text: &str, part: &str) {
    let found = scan(text, &Vocabulary::default());
    assert!(found.iter().all(|it| text.is_char_boundary(it.range.start)), "{part}");
}
