//! Attachments: what is inside the files that authors attach or link to. Everybody can read them, and they tell nothing
//! that their authors did not mean to tell.
//!
//! A file is reported once, at the first page that uses it, however many do: it is mended once. No finding repeats a
//! name or any other words of a file.

use std::collections::BTreeSet;

use super::check::{Check, Run};
use crate::diagnostic::{CANDOUR, Diagnostic, Rule, Severity};
use crate::inspect::clean::{Kept, Removed};
use crate::inspect::{CreditPlace, Facts, FileFormat, HiddenContent, Presence, Reading, Stop};
use crate::rule;
pub use crate::site::KnownNames;
use crate::site::{Site, SuppliedFile};
use crate::source::SourcePath;

/// Names the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 and the
/// criterion of WCAG 2.2 that a rule applies.
macro_rules! accessibility {
    ($criterion:literal) => {
        concat!("Accessibility Regulations 2018 (SI 2018/952); WCAG 2.2, ", $criterion)
    };
}

/// The law on what must not be published about people, and the regulator's guidance on how that happens.
const PRIVACY: &str = "UK GDPR articles 5(1)(c), 5(1)(f) and 25; ICO, Disclosing documents to the public securely";

rule!(/// A PDF without tags.
    UNTAGGED_PDF = "attachments/untagged-pdf", Error, None, accessibility!("1.3.1 Info and relationships; ISO 14289-1"));
rule!(/// A PDF that is a picture of its words.
    SCANNED_PDF = "attachments/scanned-pdf", Error, None, accessibility!("1.1.1 Non-text content, 1.4.5 Images of text"));
rule!(/// A document without a title.
    NO_TITLE = "attachments/no-title", Error, None, accessibility!("2.4.2 Page titled"));
rule!(/// A document that does not say its language.
    NO_LANGUAGE = "attachments/no-language", Error, None, accessibility!("3.1.1 Language of page"));
rule!(/// A document without headings, or slides without titles.
    NO_HEADINGS = "attachments/no-headings", Error, None, accessibility!("1.3.1 Info and relationships, 2.4.6 Headings and labels"));
rule!(/// A table without a header row.
    NO_HEADER_ROW = "attachments/no-header-row", Error, None, accessibility!("1.3.1 Info and relationships"));
rule!(/// A picture without a description.
    NO_ALT_TEXT = "attachments/no-alt-text", Error, None, accessibility!("1.1.1 Non-text content"));
rule!(/// A file with a password, or one that shuts out assistive technology.
    ENCRYPTED = "attachments/encrypted", Error, None, accessibility!("4.1.2 Name, role, value; ISO 14289-1, 7.16"));
rule!(/// Changes that are still recorded.
    TRACKED_CHANGES = "attachments/tracked-changes", Error, None, PRIVACY);
rule!(/// Comments of the people who worked on a file.
    COMMENTS = "attachments/comments", Error, None, PRIVACY);
rule!(/// Names of people in the properties of a file.
    PERSONAL_METADATA = "attachments/personal-metadata", Error, None, PRIVACY);
rule!(/// A file that is published without the names in its properties.
    CLEANED = "attachments/cleaned", Advice, None, PRIVACY);
rule!(/// Content that readers do not see at first.
    HIDDEN_CONTENT = "attachments/hidden-content", Error, None, PRIVACY);
rule!(/// A name that promises another kind of file.
    WRONG_TYPE = "attachments/wrong-type", Error, None, CANDOUR);
rule!(/// A file that cannot be opened.
    UNREADABLE = "attachments/unreadable", Error, None, CANDOUR);
rule!(/// A format of which only the properties are read.
    OLD_FORMAT = "attachments/old-format", Warning, None, CANDOUR);

/// The check of attached and linked files.
pub const ATTACHMENTS: Check = Check {
    rules: &[
        &UNTAGGED_PDF,
        &SCANNED_PDF,
        &NO_TITLE,
        &NO_LANGUAGE,
        &NO_HEADINGS,
        &NO_HEADER_ROW,
        &NO_ALT_TEXT,
        &ENCRYPTED,
        &TRACKED_CHANGES,
        &COMMENTS,
        &PERSONAL_METADATA,
        &CLEANED,
        &HIDDEN_CONTENT,
        &WRONG_TYPE,
        &UNREADABLE,
        &OLD_FORMAT,
    ],
    run: Run::Site(run),
};

fn run(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut files = site.supplied_files().peekable();
    if files.peek().is_none() {
        return;
    }
    let known = KnownNames::of(site);
    for (path, file) in files {
        let mut report = Report { site, file, found: &mut *found };
        let format = file.inspection().format;
        if !format.fits(&path.suffix()) {
            report.wrong_type(path);
            continue;
        }
        report.cleaned(&known);
        match file.inspection().reading {
            Reading::Stopped(why) => report.stopped(why),
            Reading::NotNeeded => {}
            Reading::Properties | Reading::Whole => {
                report.privacy(&file.inspection().facts, &known);
                report.accessibility(&file.inspection().facts);
                if file.inspection().reading == Reading::Properties {
                    report.old_format();
                }
            }
        }
    }
}

/// The findings about one file.
struct Report<'a> {
    site: &'a Site,
    file: &'a SuppliedFile,
    found: &'a mut Vec<Diagnostic>,
}

impl Report<'_> {
    /// What the file is called in a sentence.
    fn subject(&self) -> &'static str {
        match self.file.inspection().format {
            FileFormat::Pdf => "this PDF",
            FileFormat::Word | FileFormat::OldWord => "this Word document",
            FileFormat::Excel | FileFormat::OldExcel => "this Excel workbook",
            FileFormat::PowerPoint | FileFormat::OldPowerPoint => "this PowerPoint presentation",
            FileFormat::OpenText => "this OpenDocument text",
            FileFormat::OpenSheet => "this OpenDocument spreadsheet",
            FileFormat::OpenSlides => "this OpenDocument presentation",
            _ => "this file",
        }
    }

    /// A finding at the place where the first page names the file.
    fn push(&mut self, rule: &Rule, severity: Severity, mut message: String, help: impl Into<String>) {
        let file = self.file;
        if file.pages > 1 {
            message = format!("{message} ({} pages use it)", file.pages);
        }
        let page = self.site.page(file.page).document.path();
        let mut diagnostic = Diagnostic::new(rule, page, file.place, message).help(help);
        diagnostic.severity = severity;
        self.found.push(diagnostic);
    }

    /// A finding about what is published by mistake, and about files that cannot be looked into.
    fn fault(&mut self, rule: &Rule, message: String, help: impl Into<String>) {
        self.push(rule, rule.severity, message, help);
    }

    /// A finding about what keeps people from reading a file. It informs only, where the author has said that the
    /// file is not accessible: then the law asks for words about it in the accessibility statement.
    fn barrier(&mut self, rule: &Rule, message: String, help: &str) {
        if self.file.is_declared_inaccessible {
            let help =
                format!("{help}; until then, name the file in the accessibility statement and offer another format");
            self.push(rule, Severity::Warning, message, help);
        } else {
            self.push(rule, rule.severity, message, help);
        }
    }

    fn wrong_type(&mut self, path: &SourcePath) {
        let format = self.file.inspection().format;
        let suffix = path.suffix();
        let message = format!("the name of this file ends in .{suffix}, but it is {}", format.words());
        let help = match format {
            FileFormat::Empty => "save the file again from the program that made it, and copy it here".to_owned(),
            FileFormat::Html => {
                "it may be the page of a website that asked for a password: get the file itself, and copy it here"
                    .to_owned()
            }
            _ => format!("give the file the ending of what it is, or save it as .{suffix} in the program that made it"),
        };
        self.fault(&WRONG_TYPE, message, help);
    }

    fn stopped(&mut self, why: Stop) {
        let subject = self.subject();
        match why {
            Stop::Damaged | Stop::Unread => {
                let help = "open it in the program that made it; if it opens there, save it again, otherwise put a sound copy in its place";
                self.fault(&UNREADABLE, format!("{subject} cannot be opened: it is damaged"), help);
            }
            Stop::TooLarge => {
                let help = "save it again from the program that made it, or split it into smaller files";
                self.fault(&UNREADABLE, format!("{subject} is too large or too tangled to look into"), help);
            }
            Stop::Locked => {
                let message = format!("{subject} is protected with a password");
                self.fault(
                    &ENCRYPTED,
                    message,
                    "take the password off, so that everybody can open it and Candour can look into it",
                );
            }
        }
    }

    fn old_format(&mut self) {
        let newer = match self.file.inspection().format {
            FileFormat::OldExcel => ".xlsx",
            FileFormat::OldPowerPoint => ".pptx",
            _ => ".docx",
        };
        let message = format!("{} is in an old format: Candour has looked at its properties only", self.subject());
        self.fault(&OLD_FORMAT, message, format!("save it as {newer}, then build again to see what is in it"));
    }

    /// What was taken out of the copy that is published, where it named a person or told where somebody was.
    fn cleaned(&mut self, known: &KnownNames) {
        let Some(cleaned) = self.file.cleaned() else { return };
        let told = [Removed::Path, Removed::PictureNotes, Removed::EarlierVersions];
        let names = cleaned.credits.iter().any(|credit| known.is_person(credit.name()));
        if !names && !told.iter().any(|it| cleaned.removed.contains(it)) {
            return;
        }
        let removed: Vec<&str> = cleaned.removed.iter().map(|it| removed_words(*it)).collect();
        let message = format!("{} is published without {}", self.subject(), listed(&removed));
        let help = "nothing needs to be done: its words and its look are the same; your own file keeps what it has";
        self.push(&CLEANED, CLEANED.severity, message, help);
    }

    fn privacy(&mut self, facts: &Facts, known: &KnownNames) {
        let subject = self.subject();
        let format = self.file.inspection().format;
        if facts.tracked_changes > 0 {
            let count = counted(facts.tracked_changes, "tracked change", "tracked changes");
            let help = match format {
                FileFormat::OpenText => "choose Edit > Track Changes > Accept All or Reject All, and save",
                FileFormat::Excel => "choose Review > Share Workbook, end the sharing, and save",
                _ => "choose Review > Accept > Accept All Changes and Stop Tracking, and save",
            };
            self.fault(&TRACKED_CHANGES, format!("{subject} still holds {count}"), help);
        }
        if facts.comments > 0 {
            let count = counted(facts.comments, "comment or note", "comments and notes");
            let help = match format {
                FileFormat::Pdf => {
                    "in Acrobat open Comment, choose Select All in the list of comments, delete them, and save"
                }
                FileFormat::OpenText | FileFormat::OpenSheet | FileFormat::OpenSlides => {
                    "choose Delete All Comments in the menu of any comment, and save"
                }
                _ => {
                    "choose Review > Delete > Delete All Comments in Document, and save; in Excel, File > Info > Inspect Workbook"
                }
            };
            self.fault(&COMMENTS, format!("{subject} holds {count}"), help);
        }
        let places: BTreeSet<CreditPlace> =
            facts.credits.iter().filter(|credit| known.is_person(credit.name())).map(|credit| credit.place).collect();
        if !places.is_empty() {
            let places: Vec<&str> = places.into_iter().map(place_words).collect();
            let why = self.file.looked.kept.map_or("", kept_words);
            let message = format!("{subject} seems to name a person {}{why}", listed(&places));
            let clean = match format {
                FileFormat::Pdf => {
                    "in Acrobat choose Redact a PDF > Sanitize document, or empty Author under File > Properties"
                }
                FileFormat::OpenText | FileFormat::OpenSheet | FileFormat::OpenSlides => {
                    "choose File > Properties, untick Apply user data, press Reset Properties, and save"
                }
                _ => {
                    "choose File > Info > Check for Issues > Inspect Document, remove what it finds under Document Properties and Personal Information, and save"
                }
            };
            let help =
                format!("{clean}; list the name of a team or company under `anonymisation: allowed:` in site.yaml");
            self.fault(&PERSONAL_METADATA, message, help);
        }
        for (what, count) in &facts.hidden {
            let message = format!("{subject} holds {}", hidden_words(*what, *count));
            // Some authors hand out notes and hidden slides on purpose; the others are how breaches happen.
            let is_often_meant = matches!(what, HiddenContent::Notes | HiddenContent::Slide);
            let severity = if is_often_meant { Severity::Warning } else { HIDDEN_CONTENT.severity };
            self.push(&HIDDEN_CONTENT, severity, message, hidden_help(*what));
        }
    }

    fn accessibility(&mut self, facts: &Facts) {
        let subject = self.subject();
        let format = self.file.inspection().format;
        if facts.assistive_technology_refused {
            let message = format!("the security settings of {subject} shut out screen readers");
            self.barrier(
                &ENCRYPTED,
                message,
                "in Acrobat choose File > Properties > Security, set Security Method to No Security, and save",
            );
        }
        if facts.text == Presence::Missing {
            let message = format!("{subject} is a picture of its pages: there is no text in it");
            self.barrier(
                &SCANNED_PDF,
                message,
                "make the PDF from the document it was printed from; if that is lost, type the words again",
            );
        }
        if facts.tags == Presence::Missing {
            let message = match facts.claims_pdf_ua {
                true => format!("{subject} says that it is accessible (PDF/UA), but it has no tags"),
                false => format!("{subject} has no tags, so screen readers cannot tell headings, lists and tables"),
            };
            self.barrier(
                &UNTAGGED_PDF,
                message,
                "in Word choose File > Save As > PDF > Options and tick Document structure tags for accessibility",
            );
        }
        if facts.title == Presence::Missing {
            let message = format!("{subject} has no title that tells what it is about");
            let help = match format {
                FileFormat::Pdf => {
                    "write the title in Word under File > Info > Title and make the PDF again, or in Acrobat under File > Properties"
                }
                FileFormat::OpenText | FileFormat::OpenSlides => {
                    "choose File > Properties > Description, write a title, and save"
                }
                _ => "choose File > Info, write a title under Properties, and save",
            };
            self.barrier(&NO_TITLE, message, help);
        } else if facts.title_shown == Presence::Missing {
            let message = format!("readers of {subject} are shown the name of its file and not its title");
            self.barrier(
                &NO_TITLE,
                message,
                "in Acrobat choose File > Properties > Initial View and set Show to Document Title, and save",
            );
        }
        if facts.language == Presence::Missing {
            let help = match format {
                FileFormat::Pdf => {
                    "in Acrobat choose File > Properties > Advanced and set Language, or set it in Word and make the PDF again"
                }
                FileFormat::OpenText => "choose Tools > Language > For All Text, and save",
                _ => "choose Review > Language > Set Proofing Language > Set As Default, and save",
            };
            self.barrier(&NO_LANGUAGE, format!("{subject} does not say what language it is in"), help);
        }
        self.structure(facts);
    }

    fn structure(&mut self, facts: &Facts) {
        let subject = self.subject();
        if facts.headings == Presence::Missing {
            let help =
                "give each heading one of the styles Heading 1, Heading 2 and so on; bold and large text is no heading";
            self.barrier(&NO_HEADINGS, format!("{subject} has no headings"), help);
        }
        if facts.slides_without_title > 0 {
            let count = counted(facts.slides_without_title, "slide without a title", "slides without a title");
            let help = "choose View > Outline View to see which, and write a title for each";
            self.barrier(&NO_HEADINGS, format!("{subject} has {count}"), help);
        }
        if facts.tables_without_header > 0 {
            let count =
                counted(facts.tables_without_header, "table without a header row", "tables without a header row");
            let help = match self.file.inspection().format {
                FileFormat::Pdf => {
                    "mark the header rows in the Word document and make the PDF again, or in Acrobat tag their cells as TH"
                }
                FileFormat::PowerPoint => "click in the table, choose Table Design and tick Header Row",
                FileFormat::OpenText => {
                    "click in the table, choose Table > Properties > Text Flow and tick Repeat heading"
                }
                _ => "click in the first row, choose Table Layout > Repeat Header Rows",
            };
            self.barrier(&NO_HEADER_ROW, format!("{subject} has {count}"), help);
        }
        if facts.pictures_without_text > 0 {
            let count = counted(facts.pictures_without_text, "picture without alt text", "pictures without alt text");
            let help = match self.file.inspection().format {
                FileFormat::Pdf => {
                    "write alt text in the document it was made from and make the PDF again, or in Acrobat choose Accessibility > Set Alternate Text"
                }
                _ => {
                    "click each picture with the right button, choose Alt Text, and say what it shows or mark it as decorative"
                }
            };
            self.barrier(&NO_ALT_TEXT, format!("{subject} has {count}"), help);
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Words as a list in a sentence.
pub(super) fn listed(words: &[&str]) -> String {
    match words {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        words => words.concat(),
    }
}

fn place_words(place: CreditPlace) -> &'static str {
    match place {
        CreditPlace::Author => "as its author",
        CreditPlace::LastEditor => "as the one who saved or printed it last",
        CreditPlace::Property => "in another property",
        CreditPlace::Comment => "as the author of a comment",
        CreditPlace::Change => "as the author of a tracked change",
        CreditPlace::People => "in its list of people",
    }
}

/// What was taken out of a file; never the words of it.
fn removed_words(what: Removed) -> &'static str {
    match what {
        Removed::Author => "its author's name",
        Removed::LastEditor => "the name of who saved or printed it last",
        Removed::Properties => "properties about people",
        Removed::People => "its list of people",
        Removed::Path => "the place of a file or printer in somebody's office",
        Removed::PictureNotes => "what its pictures tell of where and when they were taken",
        Removed::Thumbnail => "the small picture of its first page",
        Removed::EditingMarks => "the marks of each sitting in which it was edited",
        Removed::ProgramData => "what programs keep in it for themselves",
        Removed::OwnData => "what an organisation's own systems keep in it",
        Removed::EarlierVersions => "what earlier versions of it held",
    }
}

/// Why a name could not be taken out of the copy that is published.
fn kept_words(why: Kept) -> &'static str {
    match why {
        Kept::Signed => ", and it is signed, so that Candour cannot take the name out",
        Kept::Shown => ", and its pages show the name too, so that Candour cannot take it out",
        Kept::TooLarge => ", and it is too large for Candour to take the name out",
        Kept::NotTheSame => ", and Candour cannot take the name out without changing more",
    }
}

fn hidden_words(what: HiddenContent, count: usize) -> String {
    match what {
        HiddenContent::Text => "hidden text".to_owned(),
        HiddenContent::Sheet => counted(count, "hidden sheet", "hidden sheets"),
        HiddenContent::Row => counted(count, "hidden row", "hidden rows"),
        HiddenContent::Column => counted(count, "run of hidden columns", "runs of hidden columns"),
        HiddenContent::PivotData => "a pivot table with a copy of the data it was made from".to_owned(),
        HiddenContent::OtherWorkbook => "values copied from another workbook".to_owned(),
        HiddenContent::Slide => counted(count, "hidden slide", "hidden slides"),
        HiddenContent::Redaction => {
            let marks = counted(count, "mark for redaction", "marks for redaction");
            format!("{marks} not applied yet: the words below can still be read")
        }
        HiddenContent::File => counted(count, "file inside it", "files inside it"),
        HiddenContent::Notes => {
            format!("speaker notes, on {}", counted(count, "slide", "slides"))
        }
        HiddenContent::Object => {
            format!("{}, with all that stands in them", counted(count, "embedded document", "embedded documents"))
        }
        HiddenContent::Layer => {
            format!("{}, which anybody can switch on", counted(count, "hidden layer", "hidden layers"))
        }
        HiddenContent::Field => {
            counted(count, "form field that is filled in and hidden", "form fields that are filled in and hidden")
        }
        HiddenContent::Script => "a script (JavaScript)".to_owned(),
    }
}

fn hidden_help(what: HiddenContent) -> &'static str {
    match what {
        HiddenContent::Text => {
            "choose File > Info > Check for Issues > Inspect Document, remove the hidden text, and save"
        }
        HiddenContent::Sheet => {
            "click a sheet's name with the right button, choose Unhide, then delete the sheet or leave it shown"
        }
        HiddenContent::Row => "show the rows, then delete them or leave them shown; clear any filter",
        HiddenContent::Column => "show the columns, then delete them or leave them shown",
        HiddenContent::PivotData => {
            "copy the pivot table and paste it as values into a new workbook, or publish the figures as CSV"
        }
        HiddenContent::OtherWorkbook => "choose Data > Edit Links > Break Link, and save",
        HiddenContent::Slide => "delete the slides, or show them, unless readers are meant to find them",
        HiddenContent::Redaction => "in Acrobat choose Redact a PDF > Apply, and save",
        HiddenContent::File => {
            "in Acrobat open Attachments, delete the files, and save; publish them beside this one if readers need them"
        }
        HiddenContent::Object => {
            "click each chart or object, cut it, and choose Paste Special > Picture, so that no more is in the file than shows"
        }
        HiddenContent::Layer => {
            "in Acrobat open Layers, choose Flatten Layers or delete those that are hidden, and save"
        }
        HiddenContent::Field | HiddenContent::Script => {
            "in Acrobat choose Redact a PDF > Sanitize document, or print the file as a new PDF"
        }
        HiddenContent::Notes => "delete the notes, or read them through: they are published with the slides",
    }
}
