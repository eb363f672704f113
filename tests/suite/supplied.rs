//! Files as authors attach them, made here: a good one of each kind, to be spoilt in one way at a time.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The parts of an Office or OpenDocument file, by their names.
#[derive(Clone)]
pub struct Parts(Vec<(String, String)>);

impl Parts {
    /// The same with some words of some part replaced, which must be there.
    #[track_caller]
    pub fn with(&self, from: &str, to: &str) -> Parts {
        assert!(self.0.iter().any(|(_, text)| text.contains(from)), "{from} stands in no part");
        Parts(self.0.iter().map(|(name, text)| (name.clone(), text.replace(from, to))).collect())
    }

    /// The same with one part more and its content type.
    pub fn and(mut self, name: &str, content_type: &str, text: &str) -> Parts {
        let line = format!("<Override PartName=\"/{name}\" ContentType=\"{content_type}\"/></Types>");
        if let Some((_, types)) = self.0.iter_mut().find(|(name, _)| name == "[Content_Types].xml") {
            *types = types.replace("</Types>", &line);
        }
        self.0.push((name.to_owned(), text.to_owned()));
        self
    }

    /// The file.
    pub fn zip(&self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in &self.0 {
            archive.start_file(name, SimpleFileOptions::default()).expect("a part");
            archive.write_all(text.as_bytes()).expect("room");
        }
        archive.finish().expect("an archive").into_inner()
    }
}

const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";

fn office(main: &str, content_type: &str, text: &str) -> Parts {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let core = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Preventing falls</dc:title><dc:creator>Communications Team</dc:creator><cp:lastModifiedBy>Northmere Health and Care NHS Trust</cp:lastModifiedBy></cp:coreProperties>";
    Parts(vec![("[Content_Types].xml".to_owned(), types.to_owned())]).and(main, content_type, text).and(
        "docProps/core.xml",
        CORE,
        core,
    )
}

/// A drawing as Word holds it, with this description.
pub fn word_picture(description: &str) -> String {
    format!(
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Picture 1\" descr=\"{description}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"/></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
}

/// A Word document that everybody can read and that names nobody.
pub fn word() -> Parts {
    let cell = "<w:tc><w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc>";
    let document = format!(
        "<w:document xmlns:w=\"w\" xmlns:wp=\"wp\" xmlns:a=\"a\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Falls</w:t></w:r></w:p><w:p><w:r><w:t>{}</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>{}</w:body></w:document>",
        "How we keep people safe. ".repeat(150),
        word_picture("A call bell within reach"),
    );
    let styles = "<w:styles xmlns:w=\"w\"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:type=\"character\" w:styleId=\"Secret\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let wordprocessing = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    office("word/document.xml", &format!("{wordprocessing}.document.main+xml"), &document).and(
        "word/styles.xml",
        &format!("{wordprocessing}.styles+xml"),
        styles,
    )
}

/// A workbook that hides nothing and names nobody.
pub fn excel() -> Parts {
    let spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let workbook = "<workbook><sheets><sheet name=\"Falls\" sheetId=\"1\"/></sheets></workbook>";
    let sheet = "<worksheet><cols><col min=\"2\" max=\"2\"/><col min=\"9\" max=\"99\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\"><c r=\"A2\"><v>3</v></c></row><row r=\"3\" hidden=\"1\"/></sheetData></worksheet>";
    office("xl/workbook.xml", &format!("{spreadsheet}.sheet.main+xml"), workbook).and(
        "xl/worksheets/sheet1.xml",
        &format!("{spreadsheet}.worksheet+xml"),
        sheet,
    )
}

/// A presentation whose slides have titles.
pub fn powerpoint() -> Parts {
    let presentation = "application/vnd.openxmlformats-officedocument.presentationml";
    let slide = "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:nvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>Falls</a:t></a:r></a:p></p:txBody></p:sp><p:pic><p:nvPicPr><p:cNvPr id=\"2\" name=\"Picture\" descr=\"A call bell\"/></p:nvPicPr></p:pic><p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"3\" name=\"Table\"/></p:nvGraphicFramePr><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"/></a:tbl></a:graphicData></a:graphic></p:graphicFrame></p:sld>";
    office("ppt/presentation.xml", &format!("{presentation}.presentation.main+xml"), "<p:presentation xmlns:p=\"p\"/>")
        .and("ppt/slides/slide1.xml", &format!("{presentation}.slide+xml"), slide)
}

fn open_document(kind: &str, styles: &str, body: &str) -> Parts {
    let names = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"tb\" xmlns:draw=\"d\" xmlns:svg=\"s\" xmlns:dc=\"dc\" xmlns:style=\"st\" xmlns:fo=\"fo\" xmlns:presentation=\"p\" xmlns:meta=\"m\"";
    Parts(vec![
        ("mimetype".to_owned(), format!("application/vnd.oasis.opendocument.{kind}")),
        (
            "meta.xml".to_owned(),
            format!(
                "<office:document-meta {names}><dc:title>Preventing falls</dc:title><meta:initial-creator>Communications Team</meta:initial-creator></office:document-meta>"
            ),
        ),
        ("styles.xml".to_owned(), format!("<office:document-styles {names}>{styles}</office:document-styles>")),
        ("content.xml".to_owned(), format!("<office:document-content {names}>{body}</office:document-content>")),
    ])
}

/// An OpenDocument text that everybody can read and that names nobody.
pub fn open_text() -> Parts {
    let styles = "<style:default-style style:family=\"paragraph\"><style:text-properties fo:language=\"en\" fo:country=\"GB\"/></style:default-style><style:style style:name=\"Secret\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
    let row = "<table:table-row><table:table-cell/><table:table-cell/></table:table-row>";
    let body = format!(
        "<text:h>Falls</text:h><text:p>{}<text:span text:style-name=\"Plain\">more</text:span></text:p><table:table><table:table-header-rows>{row}</table:table-header-rows>{row}</table:table><draw:frame><draw:image/><svg:desc>A call bell</svg:desc></draw:frame>",
        "How we keep people safe. ".repeat(150)
    );
    open_document("text", styles, &body)
}

/// An OpenDocument spreadsheet that hides nothing.
pub fn open_sheet() -> Parts {
    let styles = "<style:style style:name=\"Shown\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>";
    let cell = "<table:table-cell office:value-type=\"float\"/>";
    let body = format!(
        "<table:table table:style-name=\"Shown\"><table:table-column/><table:table-column table:number-columns-repeated=\"2\"/><table:table-row table:visibility=\"visible\">{cell}{cell}{cell}</table:table-row></table:table>"
    );
    open_document("spreadsheet", styles, &body)
}

/// An OpenDocument presentation whose slides have titles.
pub fn open_slides() -> Parts {
    let body = "<draw:page><draw:frame presentation:class=\"title\"><draw:text-box><text:p>Falls</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p/></draw:text-box></draw:frame></presentation:notes></draw:page>";
    open_document("presentation", "<style:style/>", body)
}

/// An old Word document with this author in its properties.
pub fn old_word(author: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    file.create_stream("/WordDocument").expect("a stream").write_all(&[0; 512]).expect("room");
    let mut set = vec![0; 44];
    for number in [48_u32, 0, 1, 4, 16, 0x1e, author.len() as u32 + 1] {
        set.extend(number.to_le_bytes());
    }
    set.extend(author.bytes().chain([0]));
    file.create_stream("/\u{5}SummaryInformation").expect("a stream").write_all(&set).expect("room");
    file.into_inner().into_inner()
}

/// A Word document with a password: its package, encrypted, in a compound file.
pub fn locked_word() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    file.create_stream("/EncryptedPackage").expect("a stream").write_all(&[7; 64]).expect("room");
    file.into_inner().into_inner()
}
