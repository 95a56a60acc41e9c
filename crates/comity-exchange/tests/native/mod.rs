//! A small reader of pandoc's native format, for the words, notes, changes and comments in it.

use std::iter::Peekable;
use std::str::Chars;

/// What pandoc read.
#[derive(Default)]
pub(crate) struct Reading {
    pub(crate) blocks: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) changes: Vec<Happening>,
    pub(crate) comments: Vec<Happening>,
}

/// A change or a comment; the default stands for untouched text between two of them.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Happening {
    pub(crate) kind: String,
    pub(crate) author: String,
    pub(crate) date: String,
    pub(crate) text: String,
}

/// A value as Haskell prints it.
enum Value {
    Named(String, Vec<Value>),
    Group(Vec<Value>),
    Text(String),
    Number,
}

#[derive(Default)]
struct Walk {
    reading: Reading,
    text: String,
    /// Comments whose words are being read: id, its place in `comments`, the words.
    open: Vec<(String, usize, String)>,
}

/// Reads a native file.
pub(crate) fn read(source: &str) -> Reading {
    let mut chars = source.chars().peekable();
    let document = parse(&mut chars);
    let mut walk = Walk::default();
    walk.block(&document);
    walk.reading.changes = merged(std::mem::take(&mut walk.reading.changes));
    walk.reading
}

/// Neighbours of one kind, author and date become one; gaps are dropped.
pub(crate) fn merged(happenings: Vec<Happening>) -> Vec<Happening> {
    let mut out: Vec<Happening> = Vec::new();
    for next in happenings {
        match out.last_mut() {
            Some(last)
                if last.kind == next.kind
                    && last.author == next.author
                    && last.date == next.date =>
            {
                last.text = format!("{} {}", last.text, next.text).trim().to_owned();
            }
            _ => out.push(next),
        }
    }
    out.retain(|happening| !happening.kind.is_empty());
    out
}

impl Walk {
    fn block(&mut self, value: &Value) {
        match value {
            Value::Named(name, arguments) => match name.as_str() {
                "Para" | "Plain" | "Header" => {
                    self.inlines(arguments.last().expect("a paragraph has inlines"));
                    let text = words(&std::mem::take(&mut self.text));
                    if !text.is_empty() {
                        self.reading.blocks.push(text);
                    }
                    self.reading.changes.push(Happening::default());
                    for (_, _, anchor) in &mut self.open {
                        anchor.push(' ');
                    }
                }
                _ => arguments.iter().for_each(|argument| self.block(argument)),
            },
            Value::Group(values) => values.iter().for_each(|value| self.block(value)),
            Value::Text(_) | Value::Number => {}
        }
    }

    fn inlines(&mut self, value: &Value) {
        match value {
            Value::Group(values) => values.iter().for_each(|value| self.inlines(value)),
            Value::Named(name, arguments) => self.inline(name, arguments),
            Value::Text(_) | Value::Number => {}
        }
    }

    fn inline(&mut self, name: &str, arguments: &[Value]) {
        match (name, arguments) {
            ("Str", [Value::Text(text)]) => self.push(text),
            ("Space" | "SoftBreak" | "LineBreak", _) => self.push(" "),
            ("Note", blocks) => {
                let outer = std::mem::take(&mut self.text);
                let before = self.reading.blocks.len();
                blocks.iter().for_each(|block| self.block(block));
                let note = self.reading.blocks.split_off(before).join(" ");
                self.reading.notes.push(note);
                self.text = outer;
            }
            ("Span", [attributes, inlines]) => self.span(attributes, inlines),
            ("Link", [_, inlines, _]) => self.inlines(inlines),
            (
                "Emph" | "Strong" | "Underline" | "Superscript" | "Subscript" | "Strikeout",
                inner,
            ) => {
                inner.iter().for_each(|value| self.inlines(value));
            }
            (other, _) => panic!("the native reader does not know {other}"),
        }
    }

    fn span(&mut self, attributes: &Value, inlines: &Value) {
        let Value::Group(parts) = attributes else {
            panic!("attributes are a tuple")
        };
        let class = strings(&parts[1]).into_iter().next().unwrap_or_default();
        let keyed = strings(&parts[2]);
        let value = |key: &str| {
            let at = keyed.iter().position(|known| known == key);
            at.map_or_else(String::new, |at| keyed[at + 1].clone())
        };
        let happening = Happening {
            kind: class.clone(),
            author: value("author"),
            date: value("date"),
            text: String::new(),
        };
        match class.as_str() {
            "comment-start" => {
                let outer = std::mem::take(&mut self.text);
                let open = std::mem::take(&mut self.open);
                self.inlines(inlines);
                self.open = open;
                // Between the paragraphs of a comment pandoc writes a sign of its own.
                let text = std::mem::replace(&mut self.text, outer).replace('¶', " ");
                let text = words(&text);
                let at = self.reading.comments.len();
                self.open.push((value("id"), at, String::new()));
                self.reading.comments.push(Happening { text, ..happening });
            }
            "comment-end" => {
                let id = value("id");
                // Pandoc writes the end of a comment even where it lost the start.
                if let Some(at) = self.open.iter().position(|(open, ..)| *open == id) {
                    let (_, comment, anchor) = self.open.remove(at);
                    self.reading.comments[comment].kind = format!("on “{}”", words(&anchor));
                }
                // The ends of several comments at one place stand in each other.
                self.inlines(inlines);
            }
            "insertion" | "deletion" | "paragraph-insertion" | "paragraph-deletion" => {
                let start = self.text.len();
                self.inlines(inlines);
                let text = words(&self.text[start..]);
                self.reading.changes.push(Happening { text, ..happening });
            }
            _ => self.inlines(inlines),
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        for (_, _, anchor) in &mut self.open {
            anchor.push_str(text);
        }
    }
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![text.clone()],
        Value::Group(values) => values.iter().flat_map(strings).collect(),
        Value::Named(..) | Value::Number => Vec::new(),
    }
}

fn words(text: &str) -> String {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A name with everything that follows it up to the next separator, or one simple value.
fn parse(chars: &mut Peekable<Chars<'_>>) -> Value {
    let mut values: Vec<Value> = Vec::new();
    let mut name = None;
    loop {
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        match chars.peek() {
            None | Some(',' | ']' | ')') => break,
            Some('[' | '(') => values.push(group(chars)),
            Some('"') => values.push(text(chars)),
            Some(_) => {
                let stop = |c: &char| c.is_whitespace() || "[](),\"".contains(*c);
                let mut word = String::new();
                while let Some(c) = chars.next_if(|c| !stop(c)) {
                    word.push(c);
                }
                let is_name = word.starts_with(|c: char| c.is_ascii_uppercase());
                match is_name {
                    true if name.is_none() && values.is_empty() => name = Some(word),
                    true => values.push(Value::Named(word, Vec::new())),
                    false => values.push(Value::Number),
                }
            }
        }
    }
    match name {
        Some(name) => Value::Named(name, values),
        None if values.len() == 1 => values.remove(0),
        None => Value::Group(values),
    }
}

fn group(chars: &mut Peekable<Chars<'_>>) -> Value {
    chars.next();
    let mut values = Vec::new();
    loop {
        match (parse(chars), chars.next()) {
            (value, Some(',')) => values.push(value),
            (value, Some(']' | ')')) => {
                if !matches!(&value, Value::Group(inner) if inner.is_empty()) || !values.is_empty()
                {
                    values.push(value);
                }
                return Value::Group(values);
            }
            (_, other) => panic!("a group is closed, not followed by {other:?}"),
        }
    }
}

fn text(chars: &mut Peekable<Chars<'_>>) -> Value {
    chars.next();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Value::Text(out),
            '\\' => match chars.next().expect("an escape is complete") {
                '&' => {}
                'n' => out.push('\n'),
                't' => out.push('\t'),
                digit if digit.is_ascii_digit() => {
                    let mut number = String::from(digit);
                    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                        number.push(digit);
                    }
                    let code = number.parse().expect("digits are a number");
                    out.push(char::from_u32(code).expect("pandoc writes characters"));
                }
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
    panic!("a string is closed")
}
