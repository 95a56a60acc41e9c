//! Fields: what a form or the end of an address says, as names with values.

/// The most fields of one form: a list of all provisions of a long text, each with a box.
pub(crate) const MAX_FIELDS: usize = 20_000;

/// Names with values, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    files: Vec<File>,
}

/// A file that was sent along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The field.
    pub field: String,
    /// What the sender calls it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Fields {
    /// Reads what a form or an address says.
    ///
    /// # Errors
    /// When it is not so written, or there are too many.
    pub fn parse(text: &str) -> Result<Fields, NotFields> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(text).map_err(|error| NotFields(error.to_string()))?;
        match pairs.len() > MAX_FIELDS {
            true => Err(NotFields(format!("more than {MAX_FIELDS} fields"))),
            false => Ok(Fields::of(pairs)),
        }
    }

    /// From names and values.
    #[must_use]
    pub fn of(pairs: Vec<(String, String)>) -> Fields {
        let mut fields = Fields {
            pairs,
            files: Vec::new(),
        };
        // Browsers end lines of what people type with two characters; a text has one.
        for (_, value) in &mut fields.pairs {
            if value.contains('\r') {
                *value = value.replace("\r\n", "\n").replace('\r', "\n");
            }
        }
        fields
    }

    /// With files that were sent along.
    #[must_use]
    pub fn with_files(self, files: Vec<File>) -> Fields {
        Fields { files, ..self }
    }

    /// What a field says; empty where it is not there.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// What a field says, if it is there and says something.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        let value = self.find(name)?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// What a field says, if it is there.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All that a field says that may be there more than once.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let pairs = self.pairs.iter().filter(move |(known, _)| known == name);
        pairs.map(|(_, value)| value.as_str())
    }

    /// All fields.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The file of a field, if one was chosen.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&File> {
        let mut files = self.files.iter();
        files.find(|it| it.field == name && !it.bytes.is_empty())
    }

    /// Whether files were sent along.
    #[must_use]
    pub fn has_files(&self) -> bool {
        self.files.iter().any(|it| !it.bytes.is_empty())
    }

    /// As a form would send it.
    #[must_use]
    pub fn written(&self) -> String {
        serde_urlencoded::to_string(&self.pairs).expect("pairs of strings can be written")
    }
}

/// Why something is no list of fields.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fields cannot be read: {0}")]
pub struct NotFields(String);
