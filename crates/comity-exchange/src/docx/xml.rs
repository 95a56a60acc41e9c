//! One XML part, read forwards under limits.
//!
//! Never here: what the elements mean, entities, document types. Start at [`XmlPart::next_child`].

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use quick_xml::{XmlVersion, escape::resolve_predefined_entity};

use crate::ReadError;
use crate::limits::MAX_XML_DEPTH;
use crate::notice::{Told, told};

/// A part that is being read: where we are and how deep.
pub(crate) struct XmlPart<'a> {
    reader: NsReader<&'a [u8]>,
    source: &'a str,
    part: &'a str,
    depth: usize,
}

/// The vocabularies that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    /// WordprocessingML, transitional or strict.
    Word,
    /// Markup compatibility: one content in several forms.
    Compatibility,
    /// Formulas.
    Math,
    /// Relations between parts.
    Relations,
    /// Everything else: drawings, vendors' extensions.
    Other,
}

/// The start of an element.
pub(crate) struct Tag<'a> {
    /// Where its name comes from.
    pub(crate) vocabulary: Vocabulary,
    start: BytesStart<'a>,
}

/// What comes next.
enum Node<'a> {
    Open(Tag<'a>),
    Close,
    Text(Cow<'a, str>),
    End,
}

impl<'a> XmlPart<'a> {
    /// A part before its first byte.
    pub(crate) fn new(source: &'a str, part: &'a str, content: &'a str) -> XmlPart<'a> {
        let mut reader = NsReader::from_str(content);
        reader.config_mut().expand_empty_elements = true;
        XmlPart {
            reader,
            source,
            part,
            depth: 0,
        }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The next element directly inside the one that was open at `inside` elements; none when
    /// that one is closed. Whatever the caller left unread in the previous child is skipped.
    pub(crate) fn next_child(&mut self, inside: usize) -> Result<Option<Tag<'a>>, ReadError> {
        self.leave_to(inside)?;
        if self.depth < inside {
            return Ok(None);
        }
        loop {
            match self.next()? {
                Node::Open(tag) => return Ok(Some(tag)),
                Node::Close | Node::End => return Ok(None),
                Node::Text(_) => {}
            }
        }
    }

    /// The next element at any depth below `inside`; none when that one is closed.
    pub(crate) fn next_below(&mut self, inside: usize) -> Result<Option<Tag<'a>>, ReadError> {
        while self.depth >= inside {
            match self.next()? {
                Node::Open(tag) => return Ok(Some(tag)),
                Node::End => return Ok(None),
                Node::Close | Node::Text(_) => {}
            }
        }
        Ok(None)
    }

    /// The characters of the element that was just opened, up to its end.
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let inside = self.depth;
        let mut out = Cow::Borrowed("");
        while self.depth >= inside {
            match self.next()? {
                Node::Text(text) if out.is_empty() => out = text,
                Node::Text(text) => out.to_mut().push_str(&text),
                Node::End => break,
                Node::Open(_) | Node::Close => {}
            }
        }
        Ok(out)
    }

    /// An error at this place.
    pub(crate) fn error(&self, message: impl Into<Told>) -> ReadError {
        let place = format!("{}, byte {}", self.part, self.reader.buffer_position());
        ReadError::new(self.source, place, message)
    }

    fn leave_to(&mut self, inside: usize) -> Result<(), ReadError> {
        while self.depth > inside {
            self.next()?;
        }
        Ok(())
    }

    fn next(&mut self) -> Result<Node<'a>, ReadError> {
        loop {
            let (vocabulary, event) = match self.reader.read_resolved_event() {
                Ok((resolved, event)) => (vocabulary_of(&resolved), event),
                Err(error) => {
                    return Err(self.error(told!(
                        "unread-xml",
                        "this is not well-formed XML ({error}); open the document in a word \
                         processor and save it again",
                        error = error
                    )));
                }
            };
            match event {
                Event::Start(start) => return self.open(vocabulary, start).map(Node::Open),
                Event::Empty(_) => unreachable!("empty elements are expanded to start and end"),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close);
                }
                Event::Text(text) => return Ok(Node::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Node::Text(text.xml10_content())),
                Event::GeneralRef(reference) => {
                    return self.resolve(&reference).map(Node::Text);
                }
                Event::DocType(_) => {
                    return Err(self.error(told!(
                        "unread-document-type",
                        "the XML declares a document type, which no word processor writes and \
                         which could hide entities; save the document again in a word processor"
                    )));
                }
                Event::Eof if self.depth > 0 => {
                    return Err(self.error(told!(
                        "unread-cut-off",
                        "the XML ends in the middle of an element; the file was cut off, fetch it \
                         again"
                    )));
                }
                Event::Eof => return Ok(Node::End),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn open(
        &mut self,
        vocabulary: Vocabulary,
        start: BytesStart<'a>,
    ) -> Result<Tag<'a>, ReadError> {
        self.depth += 1;
        if self.depth > MAX_XML_DEPTH {
            return Err(self.error(told!(
                "unread-deep",
                "elements are nested more than {most} deep; this is no document of a word \
                 processor",
                most = MAX_XML_DEPTH
            )));
        }
        for attribute in start.attributes() {
            let sound = attribute
                .map_err(|error| error.to_string())
                .and_then(|attribute| {
                    attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .map(drop)
                        .map_err(|error| error.to_string())
                });
            if let Err(error) = sound {
                return Err(self.error(told!(
                    "unread-attribute",
                    "an attribute is not well-formed ({error}); save the document again in a word \
                     processor",
                    error = error
                )));
            }
        }
        Ok(Tag { vocabulary, start })
    }

    fn resolve(
        &self,
        reference: &quick_xml::events::BytesRef<'a>,
    ) -> Result<Cow<'a, str>, ReadError> {
        match reference.resolve_char_ref() {
            Ok(Some(character)) => return Ok(Cow::Owned(character.to_string())),
            Ok(None) => {}
            Err(error) => {
                return Err(self.error(told!(
                    "unread-character",
                    "a character reference names no character ({error}); save the document again \
                     in a word processor",
                    error = error
                )));
            }
        }
        match resolve_predefined_entity(reference) {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => Err(self.error(told!(
                "unread-entity",
                "the entity “{name}” is not defined; entities are refused, save the document again \
                 in a word processor",
                name = shortened(reference, 40)
            ))),
        }
    }
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The name if it is one of WordprocessingML, otherwise nothing that matches.
    pub(crate) fn word(&self) -> &str {
        if self.vocabulary == Vocabulary::Word {
            self.name()
        } else {
            ""
        }
    }

    /// The value of an attribute, by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.start
            .attributes()
            .filter_map(Result::ok)
            .find(|attribute| {
                attribute.key.local_name().into_inner() == name
                    && !attribute.key.as_ref().starts_with("xmlns")
            })
            .and_then(|attribute| {
                attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .ok()
                    .map(Cow::into_owned)
            })
    }

    /// Whether a property that is on by being there was not switched off by its value.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(
            self.attribute("val").as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// The first characters of a foreign string, for a message.
pub(crate) fn shortened(string: &str, characters: usize) -> String {
    let mut out: String = string
        .chars()
        .take(characters)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if string.chars().nth(characters).is_some() {
        out.push('…');
    }
    out
}

fn vocabulary_of(resolved: &ResolveResult<'_>) -> Vocabulary {
    let ResolveResult::Bound(Namespace(name)) = resolved else {
        return Vocabulary::Other;
    };
    match *name {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Math,
        "http://schemas.openxmlformats.org/package/2006/relationships" => Vocabulary::Relations,
        _ => Vocabulary::Other,
    }
}
