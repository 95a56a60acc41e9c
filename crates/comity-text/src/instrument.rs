//! The text under negotiation: an ordered tree of provisions with permanent ids.
//!
//! The tree is kept as a list in reading order, each provision naming its parent.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use thiserror::Error;

use crate::text::Text;

/// The permanent name of a provision. It is never a number of a line or a paragraph in use.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProvisionId(Arc<str>);

impl ProvisionId {
    /// An id from its spelling.
    pub fn new(id: impl Into<Arc<str>>) -> ProvisionId {
        ProvisionId(id.into())
    }

    /// The spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProvisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ProvisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a provision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The title of the instrument.
    Title,
    /// A heading over provisions; 1 is the highest level.
    Heading(u8),
    /// A preambular paragraph (a recital of reasons).
    Preambular,
    /// An operative paragraph.
    Operative,
    /// The heading of an article.
    Article,
    /// A paragraph, numbered or not, of an article or of a text without such a structure.
    Paragraph,
    /// An item of a list; 1 is the outermost level.
    Item(u8),
    /// The heading of an annex.
    Annex,
    /// A cell of a table.
    Cell,
    /// A note to the provision that is its parent.
    Footnote,
}

impl Kind {
    /// The word for it, as written in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Title => "title",
            Kind::Heading(_) => "heading",
            Kind::Preambular => "preambular",
            Kind::Operative => "operative",
            Kind::Article => "article",
            Kind::Paragraph => "paragraph",
            Kind::Item(_) => "item",
            Kind::Annex => "annex",
            Kind::Cell => "cell",
            Kind::Footnote => "footnote",
        }
    }

    /// Whether it stands over the provisions that follow it rather than saying something itself.
    #[must_use]
    pub fn is_heading(self) -> bool {
        matches!(
            self,
            Kind::Title | Kind::Heading(_) | Kind::Article | Kind::Annex
        )
    }
}

/// One provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provision {
    /// Its permanent id.
    pub id: ProvisionId,
    /// What it is.
    pub kind: Kind,
    /// The provision that contains it, if any.
    pub parent: Option<ProvisionId>,
    /// The label that a proposal asked for it; `None` where the label is computed.
    pub label: Option<String>,
    /// What it says; never holds a break.
    pub text: Text,
}

/// An ordered tree of provisions, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instrument {
    provisions: Vec<Provision>,
    index: HashMap<ProvisionId, usize>,
}

/// Why a list of provisions is no instrument.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InstrumentError {
    /// Two provisions have one id.
    #[error("two provisions have the id {0}")]
    DuplicateId(ProvisionId),
    /// A parent does not stand before its child, or the child stands outside it.
    #[error("{0} does not stand inside {1}")]
    OutsideParent(ProvisionId, ProvisionId),
}

impl Instrument {
    /// An instrument from provisions in reading order.
    ///
    /// # Errors
    /// When two ids are equal, or a provision does not stand inside the one it names as parent.
    pub fn new(provisions: Vec<Provision>) -> Result<Instrument, InstrumentError> {
        let mut index = HashMap::with_capacity(provisions.len());
        let mut open: Vec<&ProvisionId> = Vec::new();
        for (at, provision) in provisions.iter().enumerate() {
            if index.insert(provision.id.clone(), at).is_some() {
                return Err(InstrumentError::DuplicateId(provision.id.clone()));
            }
            match &provision.parent {
                None => open.clear(),
                Some(parent) => {
                    let depth = open.iter().rposition(|id| *id == parent).ok_or_else(|| {
                        InstrumentError::OutsideParent(provision.id.clone(), parent.clone())
                    })?;
                    open.truncate(depth + 1);
                }
            }
            open.push(&provision.id);
        }
        Ok(Instrument { provisions, index })
    }

    /// The provisions, in reading order.
    #[must_use]
    pub fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// How many provisions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.provisions.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.provisions.is_empty()
    }

    /// The provision with an id.
    #[must_use]
    pub fn get(&self, id: &ProvisionId) -> Option<&Provision> {
        self.position(id).map(|at| &self.provisions[at])
    }

    /// Where the provision with an id stands in reading order.
    #[must_use]
    pub fn position(&self, id: &ProvisionId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The position of each provision's parent, in reading order.
    #[must_use]
    pub fn parents(&self) -> Vec<Option<usize>> {
        self.provisions
            .iter()
            .map(|provision| provision.parent.as_ref().and_then(|id| self.position(id)))
            .collect()
    }

    /// The positions of the children of each provision, and those of the roots under the index
    /// one past the last.
    #[must_use]
    pub fn children(&self) -> Vec<Vec<usize>> {
        let mut children = vec![Vec::new(); self.len() + 1];
        for (at, parent) in self.parents().into_iter().enumerate() {
            children[parent.unwrap_or(self.len())].push(at);
        }
        children
    }

    /// Whether another instrument says the same in the same places; ids and the finer kinds of
    /// headings and paragraphs do not matter.
    #[must_use]
    pub fn says_the_same(&self, other: &Instrument) -> bool {
        let (mine, theirs) = (self.parents(), other.parents());
        self.len() == other.len()
            && mine == theirs
            && self
                .provisions
                .iter()
                .zip(&other.provisions)
                .all(|(a, b)| a.kind.is_heading() == b.kind.is_heading() && a.text == b.text)
    }
}
