//! Small DOCX archives made from their XML, for tests of the reader.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The namespaces that the parts of a test declare.
pub(crate) const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main""#,
);

/// An archive of these parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options)
            .expect("a part can be started");
        zip.write_all(content).expect("memory can be written");
    }
    zip.finish().expect("an archive can be closed").into_inner()
}

/// The main part around a body.
pub(crate) fn main_part(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"#
    )
}

/// A DOCX of a body alone.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    archive(&[("word/document.xml", main_part(body).as_bytes())])
}

/// A DOCX of a body and other parts, each given by name, root element and content.
pub(crate) fn docx_with(body: &str, others: &[(&str, &str, &str)]) -> Vec<u8> {
    let main = main_part(body);
    let wrapped: Vec<(&str, String)> = others
        .iter()
        .map(|(name, root, content)| (*name, format!("<{root} {NAMESPACES}>{content}</{root}>")))
        .collect();
    let mut parts = vec![("word/document.xml", main.as_bytes())];
    parts.extend(wrapped.iter().map(|(name, xml)| (*name, xml.as_bytes())));
    archive(&parts)
}
