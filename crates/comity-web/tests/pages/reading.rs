//! Reading: the text with its margin, one provision, one proposal, revisions and the compilation,
//! by journeys a delegate would recognise.

use std::fmt::Write as _;
use std::io::Write as _;

use axum::http::StatusCode;
use comity_testkit::visitor::{Page, Visitor};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::world::{World, outage_notices_at, scripted};

/// After the first proposals and objections of the readings.
const READINGS: &str = "2031-04-08T12:00:00Z";

async fn readings() -> World {
    outage_notices_at(READINGS).await
}

/// The element with an id, up to the end of its section or article.
fn part<'p>(page: &'p Page, id: &str) -> &'p str {
    let begin = format!("id=\"{id}\"");
    let start = page
        .html
        .find(&begin)
        .unwrap_or_else(|| panic!("{} has no {id}:\n{}", page.path, page.main()));
    let rest = &page.html[start..];
    let end = ["</article>", "</section>"]
        .iter()
        .filter_map(|it| rest.find(it))
        .min();
    &rest[..end.unwrap_or(rest.len())]
}

/// What a part says, without its markup.
fn said(html: &str) -> String {
    let mut text = String::new();
    let mut inside = true;
    for sign in html.chars() {
        match sign {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            '\u{2068}' | '\u{2069}' => {}
            _ if !inside => text.push(sign),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_text_is_read_with_its_margin() {
    let world = readings().await;
    let page = world.stranger().get("/n/outage-notices/text").await;
    assert_eq!(page.status, StatusCode::OK);
    insta::assert_snapshot!("text_en", page.main());
}

#[tokio::test]
async fn a_reader_of_arabic_reads_the_arabic_text_with_the_proposals_below_it() {
    let world = readings().await;
    let page = world
        .stranger()
        .reading("ar")
        .get("/n/outage-notices/text")
        .await;
    insta::assert_snapshot!("text_ar", page.main());
    let page = world
        .stranger()
        .reading("ar")
        .get("/n/outage-notices/text?text=en")
        .await;
    assert!(!part(&page, "p6").contains("lang=\"ar\" dir=\"rtl\""));
}

#[tokio::test]
async fn a_provision_a_proposal_a_revision_and_the_compilation_are_read() {
    let world = readings().await;
    let mut visitor = world.stranger();
    for (name, path) in [
        ("provision_en", "text/p12"),
        ("proposal_en", "proposals/orvia-1"),
        ("revision_en", "revisions/0"),
        ("compilation_en", "compilation?delegation=tavar"),
    ] {
        let page = visitor.get(&format!("/n/outage-notices/{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        insta::assert_snapshot!(name, page.main());
    }
    let mut visitor = world.stranger().reading("ar");
    for (name, path) in [
        ("provision_ar", "text/p12"),
        ("proposal_ar", "proposals/orvia-1"),
    ] {
        let page = visitor.get(&format!("/n/outage-notices/{path}")).await;
        insta::assert_snapshot!(name, page.main());
    }
}

#[tokio::test]
async fn a_consolidation_shows_who_finds_themselves_reflected() {
    let world = outage_notices_at("2031-04-09T23:00:00Z").await;
    let page = world
        .stranger()
        .get("/n/outage-notices/proposals/op3-1")
        .await;
    insta::assert_snapshot!("consolidation", said(part(&page, "merge")));
}

#[tokio::test]
async fn what_became_of_a_proposal_is_told_change_by_change() {
    let world = outage_notices_at("2031-04-11T00:00:00Z").await;
    let mut visitor = world.stranger();
    let page = visitor
        .get("/n/outage-notices/proposals/northern-union-1")
        .await;
    insta::assert_snapshot!("fates", said(part(&page, "history")));
    let taken = visitor.get("/n/outage-notices/proposals/tavar-1").await;
    assert!(
        taken.text().contains("Taken up in rev.1"),
        "{}",
        taken.text()
    );
    assert!(
        part(&taken, "words").contains("<ins"),
        "what it asked for is still shown"
    );
}

#[tokio::test]
async fn doors_are_shown_to_those_who_may_go_through_now() {
    let world = readings().await;
    let check = |page: &Page, what: &str, expected: bool, who: &str| {
        assert_eq!(page.html.contains(what), expected, "{who}: {what}");
    };
    let mut visitors = vec![
        ("nobody", world.stranger(), false, false),
        ("Kesh", world.head_of("kesh").await, true, true),
        ("the chair", world.chair().await, false, false),
    ];
    for (who, visitor, proposes, joins) in &mut visitors {
        let page = visitor.get("/n/outage-notices/text").await;
        check(&page, "/text/p12/propose\"", *proposes, who);
        let page = visitor.get("/n/outage-notices/proposals/orvia-1").await;
        let form = page.form("/n/outage-notices/proposals/orvia-1/join");
        assert_eq!(form.is_some(), *joins, "{who}");
        if let Some(form) = form {
            let names: Vec<&str> = form.fields.iter().map(|it| it.0.as_str()).collect();
            assert_eq!(names, ["form", "key", "text"]);
        }
    }
    let mut orvia = world.head_of("orvia").await;
    let page = orvia.get("/n/outage-notices/proposals/orvia-1").await;
    assert!(
        page.form("/n/outage-notices/proposals/orvia-1/join")
            .is_none()
    );
    assert!(
        page.form("/n/outage-notices/proposals/orvia-1/withdraw")
            .is_some()
    );
}

#[tokio::test]
async fn who_comes_back_is_told_what_has_changed() {
    let world = outage_notices_at("2031-04-02T12:00:00Z").await;
    let mut stranger = world.stranger();
    let mut kesh = world.head_of("kesh").await;
    for visitor in [&mut stranger, &mut kesh] {
        let first = visitor.get("/n/outage-notices/text").await;
        assert!(!first.html.contains("id=\"since\""), "the first visit");
    }
    world
        .play_on("2031-04-02T12:00:00Z", "2031-04-03T16:00:00Z")
        .await;
    for visitor in [&mut stranger, &mut kesh] {
        let page = visitor.get("/n/outage-notices/text").await;
        let since = said(part(&page, "since"));
        assert!(since.contains("changed since your last visit"), "{since}");
        let again = visitor.get("/n/outage-notices/text").await;
        assert_eq!(page.main(), again.main(), "loading again loses nothing");
        // What has changed, and only that.
        let link = page
            .html
            .split("href=\"")
            .find(|it| it.contains("only=changed"));
        let link = link
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .replace("&amp;", "&");
        let link = link.replace("&#38;", "&");
        let only = visitor.get(&link).await;
        let count = only.html.matches("<article").count();
        assert!(since.starts_with(&count.to_string()), "{since}: {count}");
        assert!(only.html.contains("class=\"news\""));
        assert!(count < page.html.matches("<article").count());
    }
    insta::assert_snapshot!(
        "since",
        said(part(
            &world
                .stranger()
                .get("/n/outage-notices/text?since=0&only=changed")
                .await,
            "since"
        ))
    );
}

#[tokio::test]
async fn what_is_agreed_or_asked_is_said_beside_each_provision() {
    let cases = [
        ("2031-04-14T10:00:00Z", "p2", "Under call"),
        ("2031-04-22T10:00:00Z", "p5", "Agreed ad ref"),
        ("2031-04-22T12:00:00Z", "p5", "Open"),
        ("2031-04-08T12:00:00Z", "p12", "Open"),
        ("2031-06-30T00:00:00Z", "p2", "Adopted"),
    ];
    for (moment, provision, expected) in cases {
        let world = outage_notices_at(moment).await;
        let page = world.stranger().get("/n/outage-notices/text").await;
        let article = part(&page, provision);
        let status = article.split("class=\"status").nth(1).unwrap();
        let status = said(status.split("</p>").next().unwrap());
        assert!(status.contains(expected), "{moment} {provision}: {status}");
    }
}

#[tokio::test]
async fn a_translation_that_is_stale_or_missing_says_so() {
    let world = outage_notices_at("2031-04-11T00:00:00Z").await;
    let mut visitor = world.stranger();
    let page = visitor.get("/n/outage-notices/text?text=ar").await;
    let stale = part(&page, "p6");
    assert!(
        said(stale).contains("have changed since this was translated"),
        "{stale}"
    );
    assert!(stale.contains("lang=\"ar\""), "{stale}");
    let page = visitor.get("/n/outage-notices/text?text=fr").await;
    assert!(said(part(&page, "p6")).contains("Not translated yet"));
    let page = visitor.get("/n/outage-notices/text?text=tlh").await;
    assert!(
        !page.html.contains("Not translated yet"),
        "a language nobody agreed on"
    );
}

#[tokio::test]
async fn the_compilation_is_taken_along() {
    let world = readings().await;
    let mut visitor = world.stranger();
    let cases = [
        (
            "compilation/compilation.md",
            "text/markdown; charset=utf-8",
            "seven",
        ),
        (
            "compilation/compilation.json",
            "application/json",
            "\"tavar-1\"",
        ),
        (
            "revisions/0/text.md",
            "text/markdown; charset=utf-8",
            "five days",
        ),
        ("revisions/0/text.json", "application/json", "\"p12\""),
    ];
    for (path, media_type, words) in cases {
        let page = visitor.get(&format!("/n/outage-notices/{path}")).await;
        assert_eq!(page.headers["content-type"], media_type, "{path}");
        assert!(page.html.contains(words), "{path}");
    }
    for path in ["compilation/compilation.docx", "revisions/0/text.docx"] {
        let page = visitor.get(&format!("/n/outage-notices/{path}")).await;
        assert!(page.html.starts_with("PK"), "{path}");
        let name = page.headers["content-disposition"].to_str().unwrap();
        assert!(name.ends_with(".docx\""), "{name}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_so() {
    let world = readings().await;
    let mut visitor = world.stranger();
    let missing = [
        "text/p99",
        "proposals/none",
        "proposals/%3Cscript%3E",
        "revisions/7",
        "revisions/-1",
        "revisions/0/text.exe",
        "compilation/other.md",
    ];
    for path in missing {
        let page = visitor.get(&format!("/n/outage-notices/{path}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!page.html.contains("<script>"), "{path}");
    }
    let odd = [
        "text?page=99999999999999999999",
        "text?page=0",
        "text?since=-1",
        "text?since=99999999999999999999&only=changed",
        "text?at=%00%00",
        "text?text=%3Cscript%3E",
        "compilation?delegation=%3Cscript%3E&open=yes",
        "proposals/orvia-1?version=0",
        "proposals/orvia-1?version=99",
    ];
    for path in odd {
        let page = visitor.get(&format!("/n/outage-notices/{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.main().contains("<script"), "{path}");
    }
    let world = outage_notices_at("2031-03-20T00:00:00Z").await;
    for path in ["text", "compilation", "text/p1"] {
        let page = world
            .stranger()
            .get(&format!("/n/outage-notices/{path}"))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(
            page.text().contains("No text has been tabled yet"),
            "{path}"
        );
    }
}

/// The first lines of every script of a test: the rules, two delegations, and the text.
fn begun(names: [&str; 2]) -> String {
    let mut script = String::from(
        "{\"at\":\"2031-01-01T09:00:00Z\",\"by\":\"secretariat\",\"negotiation\":\"trial\",\"task\":{\"open\":{\"title\":\"A trial\",\"preset\":\"consensus\",\"change\":{\"languages\":[\"en\",\"ar\"],\"accreditation\":\"open\"}}}}\n",
    );
    for (id, name) in ["tavar", "meridia"].iter().zip(names) {
        let name = name.replace('\\', "\\\\").replace('"', "\\\"");
        writeln!(
            script,
            "{{\"at\":\"2031-01-01T10:00:00Z\",\"by\":\"secretariat\",\"task\":{{\"act\":{{\"accredit\":{{\"delegation\":\"{id}\",\"name\":\"{name}\",\"constituency\":\"government\",\"region\":\"africa\",\"standing\":\"delegation\"}}}}}}}}"
        )
        .unwrap();
    }
    for (hour, stage) in [(11, "inputs"), (12, "drafting")] {
        writeln!(
            script,
            "{{\"at\":\"2031-01-01T{hour}:00:00Z\",\"by\":\"chair\",\"task\":{{\"act\":{{\"open-stage\":{{\"stage\":\"{stage}\"}}}}}}}}"
        )
        .unwrap();
    }
    script.push_str(
        "{\"at\":\"2031-01-01T13:00:00Z\",\"by\":\"secretariat\",\"task\":{\"table\":{\"document\":\"draft.md\"}}}\n{\"at\":\"2031-01-01T14:00:00Z\",\"by\":\"chair\",\"task\":{\"act\":{\"open-stage\":{\"stage\":\"readings\"}}}}\n",
    );
    script
}

#[tokio::test]
async fn the_parts_of_a_text_are_called_as_in_the_language_that_is_read() {
    let mut script = begun(["Tavar", "Meridia"]);
    for line in [
        r#"{"at":"2031-01-02T09:00:00Z","by":"secretariat","task":{"translate":{"language":"ar","provisions":{"p2":"في العمل","p4":"في الإبلاغ"}}}}"#,
        r#"{"at":"2031-01-02T10:00:00Z","by":"tavar","task":{"propose":{"proposal":"tavar-1","rationale":"Why.","edits":[{"provision":"p4","text":"On reporting often"}]}}}"#,
        r#"{"at":"2031-01-03T10:00:00Z","by":"chair","task":{"accept":{"proposals":["tavar-1"],"reason":"Nobody is against it."}}}"#,
    ] {
        script.push_str(line);
        script.push('\n');
    }
    let draft = "# A trial\n\n## On acting\n\n1. States should act.\n\n## On reporting\n\n2. States should report.\n\n## On ending\n\n3. This ends.\n";
    let world = scripted("trial", &script, &[("draft.md", draft)]).await;
    let leaps = async |language: &str, path: &str| {
        let page = world.stranger().reading(language).get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let leaps = page.html.split("class=\"leaps\"").nth(1).unwrap();
        leaps.split("</nav>").next().unwrap().to_owned()
    };
    for path in ["/n/trial/text", "/n/trial/compilation"] {
        let arabic = leaps("ar", path).await;
        let parts: Vec<&str> = arabic.split("<li").skip(1).collect();
        assert_eq!(parts.len(), 3, "{arabic}");
        let is = |at: usize, name: &str, stale: bool| {
            let part: &str = parts[at];
            assert!(part.contains(name), "{path}: {name}: {part}");
            assert_eq!(part.contains("لنص سابق"), stale, "{path}: {part}");
        };
        is(0, "<bdi>في العمل</bdi>", false);
        is(1, "<bdi>في الإبلاغ</bdi>", true);
        is(2, "<bdi lang=\"en\">On ending</bdi>", false);
        let english = leaps("en", path).await;
        assert!(
            english.contains("<bdi>On reporting often</bdi>"),
            "{english}"
        );
        assert!(!english.contains("في"), "{english}");
    }
    // Who asks for the text in another language than that of the page gets its parts so too.
    let asked = leaps("en", "/n/trial/text?text=ar").await;
    assert!(asked.contains("<bdi lang=\"ar\">في العمل</bdi>"), "{asked}");
    let own = leaps("ar", "/n/trial/text?text=en").await;
    assert!(own.contains("<bdi lang=\"en\">On acting</bdi>"), "{own}");
}

#[tokio::test]
async fn what_people_write_is_shown_and_never_obeyed() {
    let mut script = begun(["Tavar<script>alert(1)</script>", "\u{202e}Meridia"]);
    script.push_str("{\"at\":\"2031-01-02T09:00:00Z\",\"by\":\"tavar\",\"task\":{\"propose\":{\"proposal\":\"tavar-1\",\"rationale\":\"<img src=x onerror=alert(1)>\\u202eback\",\"edits\":[{\"provision\":\"p2\",\"text\":\"1. States shall <b onclick=x>act</b> \\u202ewithout\\u202c delay.\"}]}}}\n");
    script.push_str("{\"at\":\"2031-01-02T10:00:00Z\",\"by\":\"meridia\",\"task\":{\"act\":{\"object\":{\"objection\":\"meridia-1\",\"subject\":{\"proposal\":\"tavar-1\"},\"reason\":\"</p><script>\",\"remedy\":\"\\\"><svg onload=x>\"}}}}\n");
    let draft = "# A trial <script>alert(2)</script>\n\n1. States should act.\n\n2. States should report.\n";
    let world = scripted("trial", &script, &[("draft.md", draft)]).await;
    let mut visitor = world.stranger();
    for path in [
        "text",
        "text?text=ar",
        "text/p2",
        "proposals/tavar-1",
        "revisions/0",
        "compilation",
    ] {
        let page = visitor.get(&format!("/n/trial/{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let main = page.main();
        for markup in ["<script", "<img", "onerror=\"", "<b onclick", "<svg onload"] {
            assert!(!main.contains(markup), "{path}: {markup}\n{main}");
        }
        assert!(!main.contains('\u{202e}'), "{path}: the line is turned");
    }
    let page = visitor.get("/n/trial/proposals/tavar-1").await;
    insta::assert_snapshot!("hostile_words", part(&page, "rationale"));
}

/// A text of forty articles, each with ten long paragraphs, no two of them alike.
fn long_text() -> String {
    let words = [
        "states",
        "operators",
        "cables",
        "harbours",
        "islands",
        "notice",
        "repair",
        "service",
        "measure",
        "region",
        "report",
        "account",
        "minister",
        "network",
        "station",
        "public",
        "treaty",
        "council",
        "supply",
        "signal",
        "office",
        "weather",
        "archive",
        "market",
    ];
    let mut at = 11_u32;
    let mut next = || {
        at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        words[(at >> 20) as usize % words.len()]
    };
    let mut text = String::from("# A long text\n");
    for article in 1..=40 {
        write!(text, "\n## Article {article}\n").unwrap();
        for paragraph in 1..=10 {
            let line: Vec<&str> = (0..90).map(|_| next()).collect();
            write!(text, "\n{paragraph}. {}.\n", line.join(" ")).unwrap();
        }
    }
    text
}

/// The most that a page and all that it needs may weigh at a first visit, packed, in bytes.
const MAX_FIRST_VISIT_BYTES: usize = 60 * 1024;

fn packed(html: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(html.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

/// The address of the next page, where there is one.
fn next(page: &Page) -> Option<String> {
    let next = page.html.split("rel=\"next\" href=\"").nth(1)?;
    Some(next.split('"').next().unwrap().replace("&#38;", "&"))
}

/// What the style sheet and the script weigh, packed, in bytes.
async fn assets(visitor: &mut Visitor) -> usize {
    let page = visitor.get("/").await;
    let mut all = 0;
    for part in page.html.split("\"/assets/").skip(1) {
        let path = format!("/assets/{}", part.split('"').next().unwrap());
        all += packed(&visitor.get(&path).await.html);
    }
    all
}

#[tokio::test]
async fn no_other_page_with_a_long_text_is_too_heavy_for_a_slow_line() {
    let mut script = begun(["Tavar", "Meridia"]);
    let all: Vec<String> = (2..=442)
        .map(|it| format!("{{\"provision\":\"p{it}\"}}"))
        .collect();
    writeln!(
        script,
        "{{\"at\":\"2031-01-02T09:00:00Z\",\"by\":\"chair\",\"task\":{{\"act\":{{\"open-call\":{{\"call\":\"call-1\",\"kind\":\"explicit\",\"question\":{{\"provisions\":[{}]}},\"opens\":\"2031-01-02T09:00:00Z\"}}}}}}}}",
        all[..400].join(",")
    )
    .unwrap();
    let world = scripted("trial", &script, &[("draft.md", &long_text())]).await;
    let (mut chair, mut office) = (world.chair().await, world.secretariat().await);
    let assets = assets(&mut chair).await;
    let mut report = String::new();
    let mut heavy = Vec::new();
    for path in [
        "/n/trial",
        "/n/trial/calls",
        "/n/trial/calls/call-1",
        "/n/trial/calls/open",
        "/n/trial/chair",
        "/n/trial/chair/revision",
        "/n/trial/chair/translate/ar",
        "/settings",
    ] {
        let visitor = match path.contains("translate") {
            true => &mut office,
            false => &mut chair,
        };
        let page = visitor.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        let bytes = packed(&page.html) + assets;
        writeln!(report, "{path}: {bytes}").unwrap();
        if bytes > MAX_FIRST_VISIT_BYTES {
            heavy.push(path);
        }
    }
    eprintln!("{report}");
    assert!(heavy.is_empty(), "{report}");
}

#[tokio::test]
async fn a_long_text_is_translated_page_by_page() {
    let script = begun(["Tavar", "Meridia"]);
    let world = scripted("trial", &script, &[("draft.md", &long_text())]).await;
    let mut office = world.secretariat().await;
    let path = "/n/trial/chair/translate/ar";
    let boxes = |page: &Page| -> Vec<String> {
        let names = page.html.split("name=\"words-").skip(1);
        names
            .map(|it| it.split('"').next().unwrap().to_owned())
            .collect()
    };
    let (mut all, mut pages) = (Vec::new(), 0);
    let mut address = Some(path.to_owned());
    while let Some(at) = address {
        let page = office.get(&at).await;
        all.extend(boxes(&page));
        pages += 1;
        address = next(&page);
    }
    let mut once = all.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!((once.len(), all.len() > 400), (all.len(), true));
    assert!(pages > 1);
    // What a page has is sent, and then the rest comes first; a form that comes back has its own.
    let second = office.get(&format!("{path}?page=2")).await;
    let own = boxes(&second);
    let name = format!("words-{}", own[0]);
    let long = "ب".repeat(300_000);
    let refused = office.send(&second, path, &[(&name, &long)]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(boxes(&refused), own);
    let sent = office
        .send(&refused, path, &[(&name, "الماء للجميع.")])
        .await;
    let behind = format!("{} provisions are behind the text.", all.len() - 1);
    assert!(sent.text().contains(&behind), "{}", sent.text());
    assert_eq!(boxes(&sent)[0], all[0], "the first page of what remains");
}

#[tokio::test]
async fn an_ended_long_text_is_read_page_by_page_and_what_was_said_of_it_at_its_end() {
    let mut script = begun(["Tavar", "Meridia"]);
    script.push_str("{\"at\":\"2031-01-02T09:00:00Z\",\"by\":\"chair\",\"task\":{\"act\":{\"close-without-agreement\":{\"reason\":\"There is no more time.\"}}}}\n");
    let world = scripted("trial", &script, &[("draft.md", &long_text())]).await;
    let mut visitor = world.stranger();
    let assets = assets(&mut visitor).await;
    let mut address = Some("/n/trial/adopted".to_owned());
    let (mut pages, mut seen) = (0, 0);
    while let Some(path) = address {
        let page = visitor.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let bytes = packed(&page.html) + assets;
        assert!(bytes <= MAX_FIRST_VISIT_BYTES, "{path}: {bytes} bytes");
        seen += page
            .html
            .matches("<div class=\"provision k-paragraph\"")
            .count();
        seen += page
            .html
            .matches("<div class=\"provision k-operative\"")
            .count();
        pages += 1;
        address = next(&page);
        let has_way = page.html.contains("id=\"way\"");
        assert_eq!(
            has_way,
            address.is_none(),
            "{path}: the way stands at the end"
        );
    }
    assert!(pages >= 2, "{pages} pages");
    assert_eq!(seen, 400, "every paragraph stands on one page");
    let page = visitor.get("/n/trial/adopted?at=p440").await;
    assert!(
        page.html.contains("id=\"p440\""),
        "an address leads to its page"
    );
}

#[tokio::test]
async fn no_page_of_a_long_text_is_too_heavy_for_a_slow_line() {
    let script = begun(["Tavar", "Meridia"]);
    let world = scripted("trial", &script, &[("draft.md", &long_text())]).await;
    let mut visitor = world.stranger();
    let assets = assets(&mut visitor).await;
    for room in ["text", "compilation", "revisions/0"] {
        let mut seen = 0;
        let mut address = Some(format!("/n/trial/{room}"));
        let mut pages = 0;
        while let Some(path) = address {
            let page = visitor.get(&path).await;
            let bytes = packed(&page.html) + assets;
            assert!(
                bytes <= MAX_FIRST_VISIT_BYTES,
                "{path}: {bytes} bytes, {assets} of them assets"
            );
            seen += page.html.matches("<article").count();
            pages += 1;
            address = next(&page);
        }
        assert!(pages >= 3, "{room}: {pages} pages");
        assert_eq!(seen, 400, "{room}: every paragraph stands on one page");
    }
    let page = visitor.get("/n/trial/text").await;
    let leaps = page.html.split("class=\"leaps\"").nth(1).unwrap();
    let last = leaps
        .split("href=\"")
        .find(|it| it.contains("Article 40"))
        .unwrap();
    let address = last.split('"').next().unwrap().replace("&#38;", "&");
    let (path, fragment) = address.split_once('#').unwrap();
    let page = visitor.get(path).await;
    assert!(
        page.html.contains(&format!("id=\"{fragment}\"")),
        "{address} leads to the page that holds it"
    );
}
