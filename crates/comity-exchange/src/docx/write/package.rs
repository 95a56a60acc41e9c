//! The parts of a package and the archive around them.
//!
//! Start at [`Package`].

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::run::escaped;
use super::styles;

/// Opens every part.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespaces that the parts of a document declare.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// What differs from document to document.
pub(super) struct Package {
    /// The title of the document, for its properties.
    pub title: String,
    /// The paragraphs of the body, as WordprocessingML.
    pub body: String,
    /// The labels that number paragraphs; number 1 is the first.
    pub labels: Vec<String>,
    /// The comments, as WordprocessingML; empty where there are none.
    pub comments: String,
    /// Whether further edits are tracked.
    pub tracking: bool,
}

impl Package {
    /// The bytes of the document.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let mut parts = vec![
            ("word/document.xml", "document.main", document(&self.body)),
            ("word/styles.xml", "styles", styles::styles()),
            (
                "word/numbering.xml",
                "numbering",
                styles::numbering(&self.labels),
            ),
            ("word/settings.xml", "settings", settings(self.tracking)),
            ("word/footer1.xml", "footer", footer()),
        ];
        if !self.comments.is_empty() {
            let comments = format!(
                "{XML}<w:comments {NAMESPACES}>{}</w:comments>",
                self.comments
            );
            parts.push(("word/comments.xml", "comments", comments));
        }
        let mut archive = Archive::new();
        archive.add("[Content_Types].xml", &content_types(&parts));
        archive.add("_rels/.rels", &package_relations());
        archive.add("docProps/core.xml", &core_properties(&self.title));
        archive.add("word/_rels/document.xml.rels", &document_relations(&parts));
        for (name, _, text) in &parts {
            archive.add(name, text);
        }
        archive.finish()
    }
}

struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    fn new() -> Archive {
        Archive {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
        }
    }

    fn add(&mut self, name: &str, text: &str) {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT);
        self.zip
            .start_file(name, options)
            .expect("part names are short and different from each other");
        self.zip
            .write_all(text.as_bytes())
            .expect("writing to memory does not fail");
    }

    fn finish(self) -> Vec<u8> {
        self.zip
            .finish()
            .expect("writing to memory does not fail")
            .into_inner()
    }
}

type Part = (&'static str, &'static str, String);

fn document(body: &str) -> String {
    format!(
        "{XML}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1247\" w:right=\"1247\" w:bottom=\"1247\" w:left=\"1247\" \
         w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn content_types(parts: &[Part]) -> String {
    let mut out = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (name, kind, _) in parts {
        out.push_str(&format!(
            "<Override PartName=\"/{name}\" ContentType=\"{CONTENT}{kind}+xml\"/>"
        ));
    }
    out.push_str("</Types>");
    out
}

fn package_relations() -> String {
    format!(
        "{XML}<Relationships \
         xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATION}officeDocument\" \
         Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/\
         relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

/// The document's relations: part n has the id `rIdn`, counted from 1 for the document itself.
fn document_relations(parts: &[Part]) -> String {
    let mut out = format!(
        "{XML}<Relationships \
         xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (at, (name, kind, _)) in parts.iter().enumerate().skip(1) {
        let target = name.trim_start_matches("word/");
        out.push_str(&format!(
            "<Relationship Id=\"rId{}\" Type=\"{RELATION}{kind}\" Target=\"{target}\"/>",
            at + 1
        ));
    }
    out.push_str("</Relationships>");
    out
}

/// The properties: the title alone, since a date or a person would need a clock or a name.
fn core_properties(title: &str) -> String {
    format!(
        "{XML}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title>\
         </cp:coreProperties>",
        escaped(title)
    )
}

fn settings(tracking: bool) -> String {
    let track = if tracking { "<w:trackRevisions/>" } else { "" };
    format!(
        "{XML}<w:settings {NAMESPACES}>{track}<w:defaultTabStop w:val=\"567\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting \
         w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// The page number and the number of pages, without a word of any language.
fn footer() -> String {
    let field = |code: &str| {
        format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    format!(
        "{XML}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}\
         <w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>{}</w:p></w:ftr>",
        field("PAGE"),
        field("NUMPAGES")
    )
}
