//! The pages of findings: what numbers say, in both languages, and that the lists give the same.

use axum::http::StatusCode;
use comity_analysis::common_ground::Kind;
use comity_analysis::converge::Settings;
use comity_app::findings::converge::{SLATE, Sources, Wishes};
use comity_app::findings::origins::{Question, listed};
use comity_app::findings::{Source, Stream, balance, converge, origins};

use crate::procedure::{at, done, party, wells};
use crate::world::{World, outage_notices_at, scripted};

const READINGS: &str = "2031-04-08T12:00:00Z";
const PATH: &str = "/n/outage-notices/findings";

const PAGES: [(&str, &str); 4] = [
    ("agreement", ""),
    ("origins", "/origins"),
    ("balance", "/balance"),
    ("campaigns", "/campaigns"),
];

/// A list as anybody can take it along.
async fn list(world: &World, path: &str) -> Vec<u8> {
    let page = world.stranger().get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    page.html.into_bytes()
}

#[tokio::test]
async fn numbers_are_said_in_the_language_of_the_reader() {
    let world = outage_notices_at(READINGS).await;
    for language in ["en", "ar"] {
        let mut reader = world.stranger().reading(language);
        for (name, rest) in PAGES {
            let page = reader.get(&format!("{PATH}{rest}")).await;
            assert_eq!(page.status, StatusCode::OK, "{rest}");
            insta::assert_snapshot!(format!("findings_{name}_{language}"), page.main());
        }
    }
}

#[tokio::test]
async fn the_lists_give_the_numbers_of_the_page_again() {
    let world = outage_notices_at(READINGS).await;
    let page = world.stranger().get(PATH).await.html;
    let [votes, statements, participants] = [
        list(&world, &format!("{PATH}/lists/positions.csv")).await,
        list(&world, &format!("{PATH}/lists/subjects.csv")).await,
        list(&world, &format!("{PATH}/lists/delegations.csv")).await,
    ];
    let [mut votes, mut statements, mut participants] = [&*votes, &*statements, &*participants];
    let sources = Sources {
        votes: Stream {
            name: "v",
            bytes: &mut votes,
        },
        statements: Some(Stream {
            name: "s",
            bytes: &mut statements,
        }),
        participants: Some(Stream {
            name: "p",
            bytes: &mut participants,
        }),
    };
    let settings = Settings {
        kind: Kind::Delegations,
        ..Settings::default()
    };
    let slate = SLATE;
    let found = converge(sources, &Wishes { settings, slate }).unwrap();
    let hash = data_encoding::HEXLOWER.encode(&found.input_hash);
    assert!(page.contains(&hash), "{hash}");
    assert!(page.contains(&format!(">{}<", found.convergence.seed)));
    for source in &found.sources {
        assert!(page.contains(&data_encoding::HEXLOWER.encode(&source.sha256)));
    }

    let deeds = list(&world, &format!("{PATH}/lists/deeds.csv")).await;
    let stream = Stream {
        name: "d",
        bytes: &mut deeds.as_slice(),
    };
    let found = balance(stream).unwrap();
    let page = world.stranger().get(&format!("{PATH}/balance")).await.html;
    assert!(page.contains(&data_encoding::HEXLOWER.encode(&found.source.sha256)));
    for (name, rest) in [("contributions", "/campaigns"), ("inputs", "/origins")] {
        let bytes = list(&world, &format!("{PATH}/lists/{name}.csv")).await;
        let hash = Source::of(name, &bytes).sha256;
        let page = world.stranger().get(&format!("{PATH}{rest}")).await.html;
        assert!(
            page.contains(&data_encoding::HEXLOWER.encode(&hash)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn what_is_no_list_is_not_found() {
    let world = outage_notices_at(READINGS).await;
    for name in ["positions", "persons.csv", "positions.json", ".csv"] {
        let page = world.stranger().get(&format!("{PATH}/lists/{name}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn a_negotiation_in_which_nothing_was_said_says_so() {
    let world = crate::world::empty("wells").await;
    for (name, rest) in PAGES {
        let page = world.stranger().get(&at(&format!("/findings{rest}"))).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(page.html.contains("class=\"none\""), "{name}");
        assert!(!page.html.contains("NaN") && !page.html.contains("inf<"));
    }
}

#[tokio::test]
async fn whatever_stands_behind_the_question_mark_gives_a_page() {
    let world = outage_notices_at(READINGS).await;
    for query in [
        "?page=0",
        "?page=99999999999999999999999",
        "?page=-1&on=everything",
        "?on=proposals&page=2",
        "?by=planets",
    ] {
        for (_, rest) in PAGES {
            let page = world.stranger().get(&format!("{PATH}{rest}{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{rest}{query}");
        }
    }
    let page = world
        .stranger()
        .get(&format!("{PATH}/origins?at=no-such-provision"))
        .await;
    assert_eq!(page.status, StatusCode::OK);
}

/// The words that a campaign sends, with what comes behind them.
fn sent(id: &str, title: &str, more: &str) -> String {
    format!(
        r#"{{"act":{{"contribute":{{"contribution":"{id}","language":"en","title":"{title}","passages":[{{"words":"Wells are the common good of all who live near them, and nobody may close one of them without the consent of those who drink from it every day of the year.{more}"}}]}}}}}}"#
    )
}

#[tokio::test]
async fn what_came_in_often_is_read_once_with_what_each_added() {
    let world = wells().await;
    for (by, task) in [
        ("tavar", sent("tavar-1", "On wells", "")),
        ("meridia", sent("meridia-1", "On wells <b>", "")),
        (
            "loa",
            sent(
                "loa-1",
                "Water",
                " On our islands there is <i>no</i> other water.",
            ),
        ),
    ] {
        done(&world, party(by), &task).await;
    }
    for language in ["en", "ar"] {
        let mut reader = world.stranger().reading(language);
        let page = reader.get(&at("/findings/campaigns")).await;
        insta::assert_snapshot!(format!("findings_often_{language}"), page.main());
    }
    let page = world.stranger().get(&at("/contributions/loa-1")).await;
    assert!(
        page.text().contains("2 other inputs say much the same"),
        "{}",
        page.text()
    );
    assert!(page.html.contains("/findings/campaigns?page=1"));
}

/// A negotiation in which a text is tabled that takes up what a delegation had said.
const TAKEN_UP: &str = r#"{"at":"2031-01-01T09:00:00Z","by":"secretariat","negotiation":"trial","task":{"open":{"title":"A trial","change":{"accreditation":"open"}}}}
{"at":"2031-01-01T10:00:00Z","by":"secretariat","task":{"act":{"accredit":{"delegation":"tavar","name":"Tavar","constituency":"government","region":"africa","standing":"delegation"}}}}
{"at":"2031-01-01T11:00:00Z","by":"chair","task":{"act":{"open-stage":{"stage":"inputs"}}}}
{"at":"2031-01-01T12:00:00Z","by":"tavar","task":{"act":{"contribute":{"contribution":"tavar-1","language":"en","title":"On <i>wells</i>","passages":[{"words":"To us it matters that keepers ask no price of the poor."},{"words":"Nothing else."}]}}}}
{"at":"2031-01-01T13:00:00Z","by":"tavar","task":{"act":{"contribute":{"contribution":"tavar-2","language":"en","title":"On schools","passages":[{"words":"Schools are another matter."}]}}}}
{"at":"2031-01-01T14:00:00Z","by":"chair","task":{"act":{"open-stage":{"stage":"drafting"}}}}
{"at":"2031-01-01T15:00:00Z","by":"secretariat","task":{"table":{"document":"draft.md"}}}
"#;

#[tokio::test]
async fn a_contribution_says_where_its_words_stand_in_the_text() {
    let draft = "# On wells\n\n1. Keepers ask no price of the poor & sick.\n\n2. Wells are deep.\n";
    let world = scripted("trial", TAKEN_UP, &[("draft.md", draft)]).await;
    let page = world.stranger().get("/n/trial/contributions/tavar-1").await;
    let said = page.text();
    assert!(
        said.contains(
            "7 of its 14 words stand in the text. 7 words of the text are first from it."
        ),
        "{said}"
    );
    assert!(said.contains("7 words in common"), "{said}");
    let page = world.stranger().get("/n/trial/contributions/tavar-2").await;
    assert!(
        page.text()
            .contains("No passage of at least six words of it stands in the text.")
    );
    let page = world.stranger().get("/n/trial/findings/origins").await;
    insta::assert_snapshot!("findings_taken_up_en", page.main());
}

/// A text of twenty paragraphs, and twenty-four delegations of which one half supports what the
/// other objects to, and the other way round.
fn two_camps() -> String {
    let mut script = String::from(
        r#"{"at":"2031-01-01T09:00:00Z","by":"secretariat","negotiation":"trial","task":{"open":{"title":"A trial","change":{"accreditation":"open"}}}}"#,
    );
    let mut hour = 0;
    let mut push = |by: &str, task: String| {
        hour += 1;
        let (day, minute) = (1 + hour / 60, hour % 60);
        script.push_str(&format!(
            "\n{{\"at\":\"2031-02-{day:02}T09:{minute:02}:00Z\",\"by\":\"{by}\",\"task\":{task}}}"
        ));
    };
    for at in 0..24 {
        let constituency = ["government", "civil-society", "private-sector"][at % 3];
        push(
            "secretariat",
            format!(
                r#"{{"act":{{"accredit":{{"delegation":"d{at}","name":"Land <{at}>","constituency":"{constituency}","region":"africa","standing":"delegation"}}}}}}"#
            ),
        );
    }
    for stage in ["inputs", "drafting"] {
        push(
            "chair",
            format!(r#"{{"act":{{"open-stage":{{"stage":"{stage}"}}}}}}"#),
        );
    }
    push(
        "secretariat",
        r#"{"table":{"document":"draft.md"}}"#.to_owned(),
    );
    push(
        "chair",
        r#"{"act":{"open-stage":{"stage":"readings"}}}"#.to_owned(),
    );
    for at in 0..24 {
        for provision in 2..22 {
            let subject = format!(r#"{{"provision":"p{provision}"}}"#);
            // One in each camp is of two minds.
            let is_odd = at % 12 == 5 && provision == 9;
            let task = match (at < 12) == (provision % 2 == 0) && !is_odd {
                true => format!(
                    r#"{{"act":{{"take-position":{{"subject":{subject},"stance":"support"}}}}}}"#
                ),
                false => format!(
                    r#"{{"act":{{"object":{{"objection":"o-{at}-{provision}","subject":{subject},"reason":"No.","remedy":"Less."}}}}}}"#
                ),
            };
            push(&format!("d{at}"), task);
        }
    }
    script + "\n"
}

fn twenty_paragraphs() -> String {
    let paragraph = |it: usize| format!("{it}. Keepers of wells shall keep rule number {it}.\n\n");
    let paragraphs: Vec<String> = (1..=20).map(paragraph).collect();
    format!("# On wells\n\n{}", paragraphs.concat())
}

#[tokio::test]
async fn opinion_groups_are_called_by_their_letters_with_who_is_in_them() {
    let world = scripted("trial", &two_camps(), &[("draft.md", &twenty_paragraphs())]).await;
    for language in ["en", "ar"] {
        let mut reader = world.stranger().reading(language);
        let page = reader.get("/n/trial/findings").await;
        assert!(
            !page.html.contains("U+2068"),
            "what cannot be seen is in a drawing"
        );
        assert!(
            page.html.contains("dy=\".36em\">A</text>"),
            "{}",
            page.text()
        );
        assert!(page.html.contains("dy=\".36em\">B</text>"), "{language}");
        assert!(!page.html.contains("Land <"));
        insta::assert_snapshot!(format!("findings_groups_{language}"), page.main());
    }
}

#[tokio::test]
async fn the_text_as_a_file_gives_the_same_origins() {
    let world = outage_notices_at(READINGS).await;
    let page = world.stranger().get(&format!("{PATH}/origins")).await;
    let file = page
        .html
        .split("href=\"")
        .find(|it| it.contains("/text.md\""));
    let path = file.unwrap().split('"').next().unwrap().to_owned();
    let text = list(&world, &path).await;
    let hash = Source::of("text", &text).sha256;
    assert!(page.html.contains(&data_encoding::HEXLOWER.encode(&hash)));

    let (document, _) = comity_exchange::document::read_base("text.md", &text).unwrap();
    let inputs = list(&world, &format!("{PATH}/lists/inputs.csv")).await;
    let stream = Stream {
        name: "i",
        bytes: &mut inputs.as_slice(),
    };
    let (inputs, source, notices) = listed(stream, "text").unwrap();
    let again = origins(Question {
        text: &document,
        bases: &[],
        inputs,
        sources: vec![source],
        notices,
    });
    let desk = world.negotiations.get(&world.id).unwrap();
    let found = comity_app::views::origins::origins(&desk.read().state, None);
    let found = found.unwrap().unwrap();
    assert_eq!(again.origins.words, found.traced.origins.words);
    assert_eq!(again.origins.became, found.traced.origins.became);
}

#[tokio::test]
async fn a_document_that_is_too_long_is_left_out_by_name() {
    let world = wells().await;
    done(&world, party("tavar"), &sent("tavar-1", "On wells", "")).await;
    let long = "word ".repeat(39_999);
    let passages = vec![format!(r#"{{"words":"{long}"}}"#); 6].join(",");
    let task = format!(
        r#"{{"act":{{"contribute":{{"contribution":"loa-1","language":"en","title":"Long","passages":[{passages}]}}}}}}"#
    );
    done(&world, party("loa"), &task).await;
    for rest in ["/campaigns", "/balance"] {
        let page = world.stranger().get(&at(&format!("/findings{rest}"))).await;
        assert!(
            !page.html.contains("class=\"notice blocked\""),
            "{}",
            page.text()
        );
    }
    let page = world.stranger().get(&at("/findings/campaigns")).await.html;
    let (_, notice) = page.split_once("Too long to be compared").unwrap();
    assert!(notice.contains("/n/wells/contributions/loa-1"));
    // It is read where whose words the text is made of is asked.
    let inputs = list(&world, &at("/findings/lists/inputs.csv")).await;
    assert!(
        String::from_utf8(inputs)
            .unwrap()
            .contains("\ncontribution:loa-1,")
    );
}
