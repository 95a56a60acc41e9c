use crate::tables;
use comity_analysis::origins::{Input, Search, Settings};
use comity_testkit::corpus::corpus;
use std::ops::Range;
fn read(p: &str) -> Option<String> {
    corpus(p).map(|p| std::fs::read_to_string(p).unwrap())
}
#[test]
fn explore() {
    let (Some(p), Some(a), Some(b)) = (
        read("origins/gdpr-proposals.jsonl"),
        read("amendments/gdpr-amendments.csv"),
        read("amendments/gdpr-base.md"),
    ) else {
        return;
    };
    let p: Vec<_> = p.lines().map(tables::json).collect();
    let a = tables::csv(&a);
    let a: Vec<_> = a.iter().filter(|r| !r["proposed"].is_empty()).collect();
    println!("{} proposals, {} amendments", p.len(), a.len());
    let mut text = String::new();
    let mut at = 0;
    let mut ranges: Vec<Range<usize>> = vec![];
    for r in &a {
        let n = r["proposed"].chars().count();
        ranges.push(at..at + n);
        text.push_str(&r["proposed"]);
        text.push('\n');
        at += n + 1;
    }
    let mut bases: Vec<&str> = vec![&b];
    bases.extend(a.iter().map(|r| r["current"].as_str()));
    bases.extend(p.iter().map(|r| r["old"].as_str()));
    let inputs: Vec<_> = p
        .iter()
        .map(|r| Input {
            text: &r["new"],
            rank: 0,
        })
        .collect();
    for (k, w, least, own) in [
        (4, 3, 6, 3),
        (4, 1, 6, 3),
        (4, 1, 4, 3),
        (4, 1, 6, 2),
        (4, 1, 6, 4),
        (4, 1, 6, 5),
        (3, 1, 6, 3),
        (3, 1, 5, 2),
        (5, 3, 8, 4),
        (4, 1, 6, 6),
    ] {
        let s = Settings {
            shingle_words: k,
            window_shingles: w,
            least_words: least,
            least_own_words: own,
            ..Settings::default()
        };
        let mut search = Search::with_passages(&text, &ranges, &bases, s);
        search.add(&inputs);
        let o = search.finish();
        let copied: Vec<usize> = (0..p.len())
            .filter(|i| p[*i]["copied_into_amendments"] != "0")
            .collect();
        let found = copied
            .iter()
            .filter(|i| !o.became[**i].passages.is_empty())
            .count();
        let en: Vec<_> = copied.iter().filter(|i| p[**i]["lang"] == "en").collect();
        let found_en = en
            .iter()
            .filter(|i| !o.became[***i].passages.is_empty())
            .count();
        let beyond = (0..p.len())
            .filter(|i| p[*i]["copied_into_amendments"] == "0" && !o.became[*i].passages.is_empty())
            .count();
        let pairs: usize = o.became.iter().map(|b| b.passages.len()).sum();
        let want: usize = p
            .iter()
            .map(|r| r["copied_into_amendments"].parse::<usize>().unwrap())
            .sum();
        println!(
            "k{k} w{w} least{least} own{own}: {found}/{} en {found_en}/{} beyond {beyond} pairs {pairs} want {want}; words {} base {} inputs {}",
            copied.len(),
            en.len(),
            o.words,
            o.from_base,
            o.from_inputs
        );
        if (k, w, least, own) == (4, 1, 6, 3) {
            let mut out = String::new();
            for (i, r) in p.iter().enumerate() {
                use std::fmt::Write;
                writeln!(
                    out,
                    "=== {i} copied {} lang {} org {} became {} standing {}\n  OLD {}\n  NEW {}",
                    r["copied_into_amendments"],
                    r["lang"],
                    r["organisation"],
                    o.became[i].passages.len(),
                    o.became[i].standing_words,
                    r["old"],
                    r["new"]
                )
                .unwrap();
                for s in &o.shares[o.became[i].shares.clone()] {
                    let t: String = text.chars().skip(s.text.start).take(s.text.len()).collect();
                    let ps = ranges.iter().position(|x| x.end > s.text.start).unwrap();
                    writeln!(
                        out,
                        "   -> AM {} own {} shared {}/{}/{} common {:.1}: {}",
                        a[ps]["number"],
                        s.own_words,
                        s.shared_words,
                        s.text_words,
                        s.input_words,
                        s.commonness,
                        t
                    )
                    .unwrap();
                }
            }
            std::fs::write("/tmp/origins-dump.txt", out).unwrap();
        }
    }
}
