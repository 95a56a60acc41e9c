//! One provision: label, text with its regions, margin, outcomes, rivals, arrivals.

use comity_text::Kind;
use comity_text::compile::{CompiledProvision, Piece};

use super::embedding::{Fragment, FragmentForm};
use super::escape::{push_anchor, push_string, push_text};
use super::{Frame, embedding, margin, names, region};
use crate::layout::{Form, base_text, excerpt};

/// Adds provision `at`, unless it is a heading that the next label says, with the rivals that stand below it and what moves right behind it.
pub(super) fn push(out: &mut String, frame: &Frame<'_>, at: usize) {
    if frame.layout.provisions[at].said_by_label {
        return;
    }
    push_one(out, frame, at);
    for rival in &frame.layout.provisions[at].rivals {
        push_one(out, frame, *rival);
    }
    for (moved, nth) in &frame.layout.provisions[at].arrivals {
        push_arrival(out, frame, *moved, *nth);
    }
}

/// Adds the line that says what would stand at a place if it were moved there.
pub(super) fn push_arrival(out: &mut String, frame: &Frame<'_>, moved: usize, nth: usize) {
    let provision = &frame.layout.compilation.provisions[moved];
    out.extend(["<p class=\"arrival", side(frame), "\" id=\""]);
    push_anchor(out, provision.id.as_str());
    out.push_str(&format!(":here{nth}\"><bdi>"));
    out.push_str("<span aria-hidden=\"true\">↳</span> ");
    names::push_provision(out, frame, moved);
    out.extend([" <b>", frame.words.moves_here, "</b>"]);
    out.push_str(if frame.attributed {
        frame.words.colon.trim_end()
    } else {
        ""
    });
    out.push_str("</bdi>");
    if let Some((_, by)) = provision.moves.get(nth) {
        names::push_asked_by(out, frame, by);
    }
    let words = excerpt(provision, 60);
    out.extend([" <span class=\"words\" dir=\"", frame.dir(&words), "\">"]);
    push_string(out, &words);
    out.push_str("</span></p>");
}

fn push_one(out: &mut String, frame: &Frame<'_>, at: usize) {
    if is_quiet(frame, at) {
        return push_quiet_heading(out, frame, at);
    }
    push_opening(out, frame, at);
    margin::push(out, frame, at);
    push_closing(out, frame, at);
}

/// The provision, its rivals and what moves behind it, each with its margin left open.
pub(super) fn fragments(frame: &Frame<'_>, at: usize, found: &mut Vec<Fragment>) {
    if frame.layout.provisions[at].said_by_label {
        return;
    }
    found.push(fragment(frame, at, FragmentForm::Provision));
    for rival in &frame.layout.provisions[at].rivals {
        found.push(fragment(frame, *rival, FragmentForm::Rival));
    }
    let arrivals = frame.layout.provisions[at].arrivals.iter();
    found.extend(arrivals.map(|(moved, nth)| arrival(frame, *moved, *nth)));
}

/// The line that says what would move to a place.
pub(super) fn arrival(frame: &Frame<'_>, moved: usize, nth: usize) -> Fragment {
    let mut before = String::new();
    push_arrival(&mut before, frame, moved, nth);
    Fragment {
        at: moved,
        form: FragmentForm::Arrival,
        before,
        after: String::new(),
    }
}

fn fragment(frame: &Frame<'_>, at: usize, form: FragmentForm) -> Fragment {
    let (mut before, mut after) = (String::with_capacity(1024), String::new());
    if is_quiet(frame, at) {
        push_quiet_heading(&mut before, frame, at);
        return Fragment {
            at,
            form: FragmentForm::Heading,
            before,
            after,
        };
    }
    push_opening(&mut before, frame, at);
    before.push_str("<div class=\"margin\">");
    margin::push_rest(&mut after, frame, at);
    after.push_str("</div>");
    push_closing(&mut after, frame, at);
    Fragment {
        at,
        form,
        before,
        after,
    }
}

/// Whether a provision is a heading that nobody would change.
fn is_quiet(frame: &Frame<'_>, at: usize) -> bool {
    let provision = &frame.layout.compilation.provisions[at];
    provision.kind.is_heading() && frame.layout.provisions[at].proposals.is_empty()
}

/// Adds a provision up to its margin.
fn push_opening(out: &mut String, frame: &Frame<'_>, at: usize) {
    let provision = &frame.layout.compilation.provisions[at];
    out.push_str("<article class=\"provision ");
    out.push_str(class(provision.kind));
    out.push_str(side(frame));
    if provision.alt_of.is_some() {
        out.push_str(" alt");
    }
    out.push_str("\" id=\"");
    push_anchor(out, provision.id.as_str());
    out.push('"');
    names::push_label(out, &frame.layout.name(at));
    out.push('>');
    push_side_label(out, frame, at);
    let tag = heading_tag(frame, provision.kind).unwrap_or("p");
    let said = push_translated(out, frame, at, (tag, "text"));
    // Where nobody would change it, the translation says all that there is to say.
    if said && frame.layout.provisions[at].proposals.is_empty() {
        return;
    }
    let (tag, class) = if said {
        ("p", "text working")
    } else {
        (tag, "text")
    };
    let base = base_text(provision);
    let dir = frame.dir(base.as_str());
    let lang = frame.text_lang();
    out.extend([
        "<",
        tag,
        " class=\"",
        class,
        "\" dir=\"",
        dir,
        "\"",
        &lang,
        ">",
    ]);
    push_pieces(out, frame, at);
    out.extend(["</", tag, ">"]);
}

/// Adds what stands below the margin.
fn push_closing(out: &mut String, frame: &Frame<'_>, at: usize) {
    region::push_below(out, frame, at);
    out.push_str("</article>\n");
}

/// Adds the words of a provision in the other language that is shown, and what has to be known of
/// them. Whether there were any.
fn push_translated(
    out: &mut String,
    frame: &Frame<'_>,
    at: usize,
    (tag, class): (&str, &str),
) -> bool {
    let id = &frame.layout.compilation.provisions[at].id;
    let Some((language, translated)) = frame.translated(id) else {
        return false;
    };
    if let Some(text) = &translated.text {
        let dir = frame.dir(text.as_str());
        let lang = embedding::lang(language);
        out.extend([
            "<",
            tag,
            " class=\"",
            class,
            "\" dir=\"",
            dir,
            "\"",
            &lang,
            ">",
        ]);
        push_text(out, frame, text);
        out.extend(["</", tag, ">"]);
    }
    if !translated.remark.is_empty() {
        out.push_str("<p class=\"remark\"><span aria-hidden=\"true\">⚠</span> ");
        push_string(out, &translated.remark);
        out.push_str("</p>");
    }
    translated.text.is_some()
}

fn push_quiet_heading(out: &mut String, frame: &Frame<'_>, at: usize) {
    let provision = &frame.layout.compilation.provisions[at];
    let translated = frame.translated(&provision.id);
    let other = translated.and_then(|(language, it)| Some((language, it.text.as_ref()?)));
    let tag = heading_tag(frame, provision.kind).unwrap_or("h2");
    let base = base_text(provision);
    let (text, lang) = match other {
        Some((language, text)) => (text, embedding::lang(language)),
        None => (&base, frame.text_lang()),
    };
    out.extend([
        "<",
        tag,
        " class=\"quiet ",
        class(provision.kind),
        "\" id=\"",
    ]);
    push_anchor(out, provision.id.as_str());
    out.extend(["\" dir=\"", frame.dir(text.as_str()), "\"", &lang, ">"]);
    if !provision.label.is_empty() {
        out.push_str("<bdi class=\"number\">");
        push_string(out, &provision.label);
        out.push_str("</bdi> ");
    }
    push_text(out, frame, text);
    out.extend(["</", tag, ">\n"]);
}

/// Adds the label beside the text; as a heading where it takes the place of one.
fn push_side_label(out: &mut String, frame: &Frame<'_>, at: usize) {
    let provision = &frame.layout.compilation.provisions[at];
    if provision.label.is_empty() {
        return;
    }
    let named_by = frame.layout.provisions[at].named_by;
    let heading = named_by.map(|heading| &frame.layout.compilation.provisions[heading]);
    let tag = heading.map_or("div", |heading| {
        heading_tag(frame, heading.kind).unwrap_or("h2")
    });
    out.extend(["<", tag, " class=\"label\""]);
    if let Some(heading) = heading {
        out.push_str(" id=\"");
        push_anchor(out, heading.id.as_str());
        out.push('"');
    }
    out.push_str("><a href=\"");
    names::push_provision_address(out, frame, at);
    out.push_str("\"><bdi>");
    push_string(out, &provision.label);
    out.extend(["</bdi></a></", tag, ">"]);
}

/// The class that makes room for long labels, the same for every provision of a text.
fn side(frame: &Frame<'_>) -> &'static str {
    if frame.layout.has_long_labels {
        " long"
    } else {
        ""
    }
}

fn push_pieces(out: &mut String, frame: &Frame<'_>, at: usize) {
    let provision = &frame.layout.compilation.provisions[at];
    let forms = &frame.layout.provisions[at].forms;
    let added = !provision.added_by.is_empty();
    let goes = !added && !provision.suppressed_by.is_empty();
    // Where others would change or keep it, striking all of it would speak for one side only.
    let struck = goes && (!frame.attributed || (forms.is_empty() && provision.keep.is_empty()));
    let bracketed = frame.attributed && (added || (goes && forms.is_empty()));
    if bracketed {
        out.push_str("<span class=\"region\"><b>[</b>");
    }
    let (open, close, said) = match (added, struck) {
        (true, _) => ("<ins>", "</ins>", frame.words.insert),
        (false, true) => ("<del class=\"light\">", "</del>", frame.words.delete),
        (false, false) => ("", "", ""),
    };
    out.push_str(open);
    // Where the brackets say in words that it goes, nobody need hear it twice.
    if added || (struck && !bracketed) {
        out.extend([
            "<bdi class=\"vh\"",
            &frame.page_lang(),
            ">",
            said,
            " </bdi>",
        ]);
    }
    let mut forms = forms.iter();
    for piece in &provision.pieces {
        match piece {
            Piece::Text(text) => push_text(out, frame, text),
            Piece::Region(region) => {
                let form = forms.next().copied().unwrap_or(Form::Inline);
                region::push_in_line(out, frame, at, region, form);
            }
        }
    }
    out.push_str(close);
    if added {
        names::push_asked_by(out, frame, &provision.added_by);
    } else if goes && frame.attributed {
        push_fate(out, frame, provision, bracketed);
    }
    if bracketed {
        out.push_str("<b>]</b></span>");
    }
}

/// Adds, behind the text, who would keep it and who would have it go.
fn push_fate(out: &mut String, frame: &Frame<'_>, provision: &CompiledProvision, bracketed: bool) {
    if !bracketed {
        out.push_str(" <span class=\"region\"><b>[</b>");
    }
    if bracketed && !provision.keep.is_empty() {
        out.push(' ');
        region::push_act(out, frame, frame.words.keep);
        names::push_asked_by(out, frame, &provision.keep);
        out.push_str("\u{a0}<span class=\"or\">|</span> ");
    }
    let mut parted = false;
    let deleting = margin::deleting(provision);
    if !deleting.is_empty() {
        out.push_str(if bracketed { " " } else { "" });
        let lang = frame.page_lang();
        out.extend(["<bdi class=\"act\"", &lang, ">", frame.words.delete]);
        // Behind words that stand, it must be said what is to go.
        if !bracketed && !provision.label.is_empty() {
            out.push_str(" <bdi>");
            push_string(out, &provision.label);
            out.push_str("</bdi>");
        }
        out.push_str("</bdi>");
        names::push_asked_by(out, frame, &deleting);
        parted = true;
    }
    for (id, by) in &provision.joined_into {
        out.push_str(if parted {
            "\u{a0}<span class=\"or\">|</span> "
        } else if bracketed {
            " "
        } else {
            ""
        });
        let lang = frame.page_lang();
        out.extend(["<bdi class=\"act\"", &lang, ">", frame.words.join_into, " "]);
        if let Some(target) = frame.layout.position(id) {
            names::push_provision(out, frame, target);
        }
        out.push_str("</bdi>");
        names::push_asked_by(out, frame, by);
        parted = true;
    }
    if !bracketed {
        out.push_str("<b>]</b></span>");
    }
}

/// The element of a heading. The page has one heading above all; those of the text open right
/// below it, whatever level their document gave them, and none is skipped at the start.
fn heading_tag(frame: &Frame<'_>, kind: Kind) -> Option<&'static str> {
    let level = crate::layout::heading_level(kind)?;
    Some(match level.saturating_sub(frame.layout.top_heading_level) {
        0 => "h2",
        1 => "h3",
        _ => "h4",
    })
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Title => "k-title",
        Kind::Heading(0 | 1) => "k-part",
        Kind::Heading(_) => "k-heading",
        Kind::Preambular => "k-preambular",
        Kind::Operative => "k-operative",
        Kind::Article => "k-article",
        Kind::Paragraph => "k-paragraph",
        Kind::Item(0 | 1) => "k-item1",
        Kind::Item(2) => "k-item2",
        Kind::Item(_) => "k-item3",
        Kind::Annex => "k-annex",
        Kind::Cell => "k-cell",
        Kind::Footnote => "k-footnote",
    }
}
