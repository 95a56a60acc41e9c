//! A world as JSON lines, for programs that are not ours.

use std::fmt::Write;

use super::{World, WorldProposal};

pub(super) fn lines(world: &World) -> String {
    let mut out = String::new();
    for provision in world.base.provisions() {
        out.push_str("{\"provision\":");
        quote(&mut out, provision.id.as_str());
        out.push_str(",\"text\":");
        quote(&mut out, provision.text.as_str());
        out.push_str("}\n");
    }
    for proposal in &world.proposals {
        line(&mut out, proposal);
    }
    out
}

fn line(out: &mut String, proposal: &WorldProposal) {
    out.push_str("{\"proposal\":");
    quote(out, &proposal.id);
    out.push_str(",\"sponsors\":");
    list(out, &proposal.sponsors, |out, sponsor| quote(out, sponsor));
    for (name, texts) in [
        (",\"edits\":", &proposal.edits),
        (",\"additions\":", &proposal.additions),
    ] {
        out.push_str(name);
        list(out, texts, |out, (id, text)| {
            out.push('[');
            quote(out, id.as_str());
            out.push(',');
            quote(out, text.as_str());
            out.push(']');
        });
    }
    out.push_str(",\"suppressions\":");
    list(out, &proposal.suppressions, |out, id| {
        quote(out, id.as_str());
    });
    out.push_str("}\n");
}

fn list<T>(out: &mut String, things: &[T], write: impl Fn(&mut String, &T)) {
    out.push('[');
    for (at, thing) in things.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, thing);
    }
    out.push(']');
}

fn quote(out: &mut String, string: &str) {
    out.push('"');
    for c in string.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => {
                write!(out, "\\u{:04x}", u32::from(c)).expect("a string takes what is written");
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
