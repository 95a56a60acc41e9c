//! The words of the interface, in every language it speaks.
//!
//! Each message has a name and stands in `locales`, one folder for each language. What is put into
//! a message is isolated by Fluent, so that a name in another script turns nothing round. A test
//! fails on a message that is missing in a language, or that nobody uses.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The languages of the interface. Each names itself.
pub static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    vec![
        Words::new(("en", "ltr", "English"), ENGLISH),
        Words::new(("ar", "rtl", "العربية"), ARABIC),
    ]
});

const ENGLISH: &[&str] = &[
    include_str!("../locales/en/site.ftl"),
    include_str!("../locales/en/reading.ftl"),
    include_str!("../locales/en/acting.ftl"),
    include_str!("../locales/en/refusals.ftl"),
    include_str!("../locales/en/people.ftl"),
    include_str!("../locales/en/procedure.ftl"),
    include_str!("../locales/en/public.ftl"),
    include_str!("../locales/en/documents.ftl"),
    include_str!("../locales/en/findings.ftl"),
];

const ARABIC: &[&str] = &[
    include_str!("../locales/ar/site.ftl"),
    include_str!("../locales/ar/reading.ftl"),
    include_str!("../locales/ar/acting.ftl"),
    include_str!("../locales/ar/refusals.ftl"),
    include_str!("../locales/ar/people.ftl"),
    include_str!("../locales/ar/procedure.ftl"),
    include_str!("../locales/ar/public.ftl"),
    include_str!("../locales/ar/documents.ftl"),
    include_str!("../locales/ar/findings.ftl"),
];

/// The words of one language.
pub struct Words {
    /// The tag of the language.
    pub tag: &'static str,
    /// Which way it runs, as HTML says it.
    pub direction: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.tag)
    }
}

/// Something that can be put into a message.
pub trait Fact {
    /// As Fluent takes it.
    fn value(&self) -> FluentValue<'_>;
}

macro_rules! facts {
    ($($number:ty),*) => {
        $(impl Fact for $number {
            fn value(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        })*
    };
}

facts!(u8, u32, u64, usize, i64);

impl Fact for str {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl Fact for String {
    fn value(&self) -> FluentValue<'_> {
        self.as_str().value()
    }
}

impl<F: Fact + ?Sized> Fact for &F {
    fn value(&self) -> FluentValue<'_> {
        (**self).value()
    }
}

impl Words {
    /// The words of a language, by its tag, its direction and what it calls itself, from files.
    ///
    /// # Panics
    /// When a file is no list of messages, or a message stands twice: files are part of the
    /// program.
    #[must_use]
    pub fn new(
        (tag, direction, name): (&'static str, &'static str, &'static str),
        files: &[&str],
    ) -> Words {
        let language: LanguageIdentifier = tag.parse().expect("our tags are well formed");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        for file in files {
            let resource = FluentResource::try_new((*file).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("the words of {tag}: {errors:?}"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("the words of {tag}: {errors:?}"));
        }
        Words {
            tag,
            direction,
            name,
            bundle,
        }
    }

    /// The words of a language, by its tag or the beginning of it.
    #[must_use]
    pub fn of(tag: &str) -> Option<&'static Words> {
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES
            .iter()
            .find(|it| it.tag.eq_ignore_ascii_case(main))
    }

    /// The words that a browser asks for, by its `Accept-Language`.
    #[must_use]
    pub fn asked(header: &str) -> Option<&'static Words> {
        // The quality of a language is given in thousandths; a browser lists few.
        let mut asked: Vec<(u32, &str)> = header
            .split(',')
            .take(20)
            .filter_map(|part| {
                let mut part = part.split(';');
                let tag = part.next()?.trim();
                let quality = part.find_map(|it| it.trim().strip_prefix("q="));
                Some((quality.map_or(1000, thousandths), tag))
            })
            .collect();
        asked.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
        asked
            .into_iter()
            .filter(|(quality, _)| *quality > 0)
            .find_map(|(_, tag)| Words::of(tag))
    }

    /// English, which every message exists in.
    #[must_use]
    pub fn english() -> &'static Words {
        &LANGUAGES[0]
    }

    /// A message.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message with one fact.
    #[must_use]
    pub fn say1(&self, key: &str, name: &str, fact: impl Fact) -> String {
        self.with(key, &[(name, &fact)])
    }

    /// A message with two facts.
    #[must_use]
    pub fn say2(
        &self,
        key: &str,
        (first, one): &(&str, impl Fact),
        (second, two): &(&str, impl Fact),
    ) -> String {
        self.with(key, &[(first, one), (second, two)])
    }

    /// A message with facts.
    #[must_use]
    pub fn with(&self, key: &str, facts: &[(&str, &dyn Fact)]) -> String {
        let mut args = FluentArgs::with_capacity(facts.len());
        for (name, fact) in facts {
            args.set(name.to_string(), fact.value());
        }
        self.format(key, Some(&args))
    }

    /// Whether there is such a message.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A message that is missing is its own name: a test finds it before a person does.
    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let message = self.bundle.get_message(id);
        let pattern = message.and_then(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).map(|it| it.value()),
            None => message.value(),
        });
        match pattern {
            Some(pattern) => {
                let mut errors = Vec::new();
                self.bundle
                    .format_pattern(pattern, args, &mut errors)
                    .into_owned()
            }
            None => key.to_owned(),
        }
    }
}

/// A quality such as `0.8` in thousandths.
fn thousandths(quality: &str) -> u32 {
    let mut digits = quality.trim().splitn(2, '.');
    let whole: u32 = digits.next().and_then(|it| it.parse().ok()).unwrap_or(0);
    let part: String = digits.next().unwrap_or("").chars().take(3).collect();
    let part: u32 = format!("{part:0<3}").parse().unwrap_or(0);
    whole.saturating_mul(1000).saturating_add(part).min(1000)
}
