//! Mass comments from a seed, with the true campaign of each: what a consultation receives when
//! some people write and many send what others wrote.
//!
//! Six languages, Arabic, Chinese, English, French, Russian and Spanish. A fifth of the comments
//! is written by one person each; the rest belongs to campaigns of very unequal size. Of those
//! some are sent as they are, some with typing errors, swapped words or a sentence left out, some
//! with a paragraph of the sender's own, many with a signature. Comments that have nothing to do
//! with each other share greetings and stock sentences, and some campaigns have borrowed sentences
//! from another one: these stay two campaigns. The sentences mean nothing.
//!
//! Never here: any knowledge of how campaigns are found. Start at [`comments`].

use super::chance::{Chance, Weights};

/// A comment and the campaign that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What was sent.
    pub text: String,
    /// The number of its true group; a comment of one person alone has a number of its own.
    pub group: u32,
}

/// Of a hundred comments, how many are one person's own.
const OWN_PERCENT: usize = 20;

/// How many comments there are to one campaign.
const COMMENTS_PER_CAMPAIGN: usize = 100;

/// Of a hundred campaigns, how many borrow sentences from another one.
const BORROWING_PERCENT: usize = 5;

/// Of a hundred sentences, how many are stock sentences that anybody might write.
const STOCK_PERCENT: usize = 12;

/// How many stock sentences each language has.
const STOCK: usize = 40;

/// A language: the words between words, the beginnings and the endings of all others, greetings.
struct Language {
    small: &'static str,
    stems: &'static str,
    endings: &'static str,
    greetings: [&'static str; 3],
    stop: &'static str,
    spaced: bool,
}

const LANGUAGES: [Language; 6] = [
    Language {
        small: "the of and to in for that is on with this we our not be by are all from must",
        stems: "harb wat serv publ govern protec commun regul fish lant light comm prop consid \
            supp import meas nat fam child work econ invest health safe clim river coast bird \
            farm school road trav open shar record just fair price cost grow plan build rule law \
            citiz town island ferr pilot tid",
        endings: "ing er ed ion s al ment ive ance able ers ful ist ity ous",
        greetings: [
            "Dear members of the council,",
            "To whom it may concern:",
            "Hello,",
        ],
        stop: ".",
        spaced: true,
    },
    Language {
        small: "le la les de des et à un une pour que qui dans sur nous notre ne pas est avec",
        stems: "port protég servic public gouvern mesur règl pêch lumièr commun propos consid \
            soutien import nation famill enfan travail économ invest sant sûr clim riviè côt \
            ois ferm écol rout voyag ouver partag registr just prix coût crois plan bât loi \
            citoy vill îl navir pilot marée",
        endings: "er ons ion ment s elle aire ant eur ité ique ées ible ette aux",
        greetings: [
            "Mesdames et Messieurs du conseil,",
            "À qui de droit,",
            "Bonjour,",
        ],
        stop: ".",
        spaced: true,
    },
    Language {
        small: "el la los las de y en un una para que con por nuestro no es se como más sobre",
        stems: "puert agu servici públic gobern medid regl pesc luz comunid propuest consider \
            apoy import nacion famili niñ trabaj econom invers salud segur clim río cost av \
            granj escuel camin viaj abiert compart registr just preci crec plan constru ley \
            ciudad puebl isl barc pilot mare",
        endings: "o a os as ar ción mente able ado ante idad ico ales eros ible",
        greetings: [
            "Estimados miembros del consejo:",
            "A quien corresponda:",
            "Hola:",
        ],
        stop: ".",
        spaced: true,
    },
    Language {
        small: "и в не на что мы для это как по из к от все наш при или мы их быть",
        stems: "порт вод служб обществ правит защит рыб свет сообщ предлож рассм поддерж важн \
            наро сем дет работ эконом вклад здоров безопас клим рек берег птиц ферм школ дорог \
            путеше открыт раздел запис справ цен рост план строи правил закон гражд город остр \
            паром лоцм прил",
        endings: "ый ого ами ение ать ность ов ой ские им ание ыми ует ом ях",
        greetings: [
            "Уважаемые члены совета!",
            "Всем, кого это касается:",
            "Здравствуйте!",
        ],
        stop: ".",
        spaced: true,
    },
    Language {
        small: "في من على أن إلى هذا التي عن مع كل لا ما هو نحن قد بين أو كان هذه لن",
        stems: "مينا ماء خدم عام حكوم حماي مجتم صيد ضوء اقترا نظر دعم مهم وطن أسر طفل عمل اقتصا \
            استثما صح أمن منا نهر ساح طير مزرع مدرس طري سفر مفتو مشار سجل عدل سعر تكلف نمو خط بنا \
            قانو موا مدين جزي عبا مرش",
        endings: "ة ات ين ون ها نا ية هم كم ان ي اء تنا يون",
        greetings: ["السادة أعضاء المجلس،", "إلى من يهمه الأمر:", "مرحبا،"],
        stop: ".",
        spaced: true,
    },
    Language {
        small: "的 和 在 是 了 我们 不 这 对 为 有 与 必须 应当 也 都 就 及 将 以",
        stems: "港 水 服 公 政 保 社 规 渔 灯 建 考 支 重 国 家 儿 工 经 投 健 安 气 河 海 鸟 农 学 \
            道 旅 开 共 记 正 价 成 发 计 造 法 民 城 岛 船 引 潮 环 资 信 权",
        endings: "口 务 府 护 区 则 业 塔 议 虑 持 要 庭 童 作 济 资 康 全 候 流 岸 场 校 路 行 放 享",
        greetings: ["尊敬的委员会成员：", "敬启者：", "您好，"],
        stop: "。",
        spaced: false,
    },
];

/// Who signs, and from where; all invented, and the same in every language.
const NAMES: &str = "Ada Brun Cleo Doran Elin Faris Gwen Hale Ines Joren Kaia Lorn Mira Nils \
    Orla Pell Quin Rhea Sten Tova Ulf Vera Wren Xan Yara Zeno";
const TOWNS: &str = "Brenn Calder Dunmarrow Fennmoor Hollin Jorvale Quillon Ravelin Tideland Wick";

/// The words of a language, ready to be drawn.
struct Writer {
    language: &'static Language,
    small: Vec<&'static str>,
    words: Vec<String>,
    frequency: Weights,
    stock: Vec<String>,
}

impl Writer {
    fn new(language: &'static Language, chance: &mut Chance) -> Writer {
        let small: Vec<_> = language.small.split_whitespace().collect();
        let endings: Vec<_> = language.endings.split_whitespace().collect();
        let stems = language.stems.split_whitespace();
        let mut words: Vec<String> = stems
            .flat_map(|stem| endings.iter().map(move |ending| format!("{stem}{ending}")))
            .collect();
        chance.shuffle(&mut words);
        let frequency = Weights::zipf(words.len(), 20);
        let mut writer = Writer {
            language,
            small,
            words,
            frequency,
            stock: Vec::new(),
        };
        writer.stock = (0..STOCK).map(|_| writer.fresh(chance)).collect();
        writer
    }

    fn gap(&self) -> &'static str {
        if self.language.spaced { " " } else { "" }
    }

    /// A sentence that nobody has written.
    fn fresh(&self, chance: &mut Chance) -> String {
        let length = 6 + chance.below(16);
        let words: Vec<&str> = (0..length)
            .map(|_| match chance.percent(40) {
                true => self.small[chance.below(self.small.len())],
                false => self.words[self.frequency.draw(chance)].as_str(),
            })
            .collect();
        words.join(self.gap()) + self.language.stop
    }

    /// A number of sentences, some of them stock.
    fn sentences(&self, chance: &mut Chance, count: usize) -> Vec<String> {
        let sentence = |_| match chance.percent(STOCK_PERCENT) {
            true => self.stock[chance.below(STOCK)].clone(),
            false => self.fresh(chance),
        };
        (0..count).map(sentence).collect()
    }

    fn greeting(&self, chance: &mut Chance) -> &'static str {
        self.language.greetings[chance.below(3)]
    }
}

/// What a campaign asks people to send.
struct Template {
    language: usize,
    greeting: &'static str,
    sentences: Vec<String>,
}

/// A number of comments, in an order that says nothing.
#[must_use]
pub fn comments(seed: u64, count: usize) -> Vec<Comment> {
    let mut chance = Chance::new(seed);
    let writers: Vec<Writer> = LANGUAGES
        .iter()
        .map(|language| Writer::new(language, &mut chance))
        .collect();
    let campaigns = (count / COMMENTS_PER_CAMPAIGN).max(1);
    let templates = templates(&mut chance, &writers, campaigns);
    let sizes = Weights::zipf(campaigns, 3);
    let mut alone = 0;
    let mut comment = || {
        if chance.percent(OWN_PERCENT) {
            alone += 1;
            let group = campaigns + alone;
            let group = u32::try_from(group).expect("groups are fewer than comments");
            let text = own(&mut chance, &writers);
            return Comment { text, group };
        }
        let campaign = sizes.draw(&mut chance);
        let template = &templates[campaign];
        let text = sent(&mut chance, template, &writers[template.language]);
        let group = u32::try_from(campaign).expect("campaigns are fewer than comments");
        Comment { text, group }
    };
    (0..count).map(|_| comment()).collect()
}

fn templates(chance: &mut Chance, writers: &[Writer], count: usize) -> Vec<Template> {
    let mut templates: Vec<Template> = Vec::with_capacity(count);
    for _ in 0..count {
        let mut language = chance.below(writers.len());
        let length = 3 + chance.below(8);
        let mut borrowed = Vec::new();
        if chance.percent(BORROWING_PERCENT) && !templates.is_empty() {
            let other = &templates[chance.below(templates.len())];
            language = other.language;
            // Less than half, or nobody could say that these are two campaigns.
            let most = other.sentences.len().min(length) * 2 / 5;
            borrowed.extend_from_slice(&other.sentences[..most]);
        }
        let writer = &writers[language];
        let mut sentences = writer.sentences(chance, length - borrowed.len());
        let at = chance.below(sentences.len() + 1);
        sentences.splice(at..at, borrowed);
        let greeting = writer.greeting(chance);
        templates.push(Template {
            language,
            greeting,
            sentences,
        });
    }
    templates
}

/// A comment of one person.
fn own(chance: &mut Chance, writers: &[Writer]) -> String {
    let writer = &writers[chance.below(writers.len())];
    let length = 1 + chance.below(9);
    let mut text = match chance.percent(60) {
        true => format!("{}\n\n", writer.greeting(chance)),
        false => String::new(),
    };
    text.push_str(&writer.sentences(chance, length).join(writer.gap()));
    if chance.percent(40) {
        sign(chance, &mut text);
    }
    text
}

/// What somebody made of a template.
fn sent(chance: &mut Chance, template: &Template, writer: &Writer) -> String {
    let mut sentences = template.sentences.clone();
    let kind = chance.below(100);
    if (45..70).contains(&kind) || kind >= 90 {
        edit(chance, writer, &mut sentences);
    }
    let body = sentences.join(writer.gap());
    let mut text = format!("{}\n\n{body}", template.greeting);
    if kind >= 70 {
        let length = 1 + chance.below(4);
        let paragraph = writer.sentences(chance, length).join(writer.gap());
        text = match chance.percent(50) {
            true => format!("{}\n\n{paragraph}\n\n{body}", template.greeting),
            false => format!("{text}\n\n{paragraph}"),
        };
    }
    if chance.percent(30) {
        sign(chance, &mut text);
    }
    text
}

fn sign(chance: &mut Chance, text: &mut String) {
    let names: Vec<_> = NAMES.split_whitespace().collect();
    let towns: Vec<_> = TOWNS.split_whitespace().collect();
    text.push_str("\n\n");
    text.push_str(names[chance.below(names.len())]);
    text.push(' ');
    text.push_str(names[chance.below(names.len())]);
    text.push_str(", ");
    text.push_str(towns[chance.below(towns.len())]);
}

/// One to four small edits: letters mistyped, words swapped or replaced, a sentence left out.
fn edit(chance: &mut Chance, writer: &Writer, sentences: &mut Vec<String>) {
    for _ in 0..=chance.below(4) {
        let at = chance.below(sentences.len());
        match chance.below(10) {
            0 | 1 if sentences.len() > 2 => drop(sentences.remove(at)),
            0..6 => mistype(chance, &mut sentences[at]),
            _ => replace(chance, writer, &mut sentences[at]),
        }
    }
}

/// Doubles a character somewhere.
fn mistype(chance: &mut Chance, sentence: &mut String) {
    let places: Vec<(usize, char)> = sentence.char_indices().collect();
    let (at, c) = places[chance.below(places.len())];
    sentence.insert(at, c);
}

/// Puts another word where one stood, or swaps two.
fn replace(chance: &mut Chance, writer: &Writer, sentence: &mut String) {
    if !writer.language.spaced {
        let places: Vec<usize> = sentence.char_indices().map(|it| it.0).collect();
        let word = &writer.words[writer.frequency.draw(chance)];
        sentence.insert_str(places[chance.below(places.len())], word);
        return;
    }
    let mut words: Vec<&str> = sentence.split(' ').collect();
    let at = chance.below(words.len() - 1);
    match chance.percent(50) {
        true => words.swap(at, at + 1),
        false => words[at] = &writer.words[writer.frequency.draw(chance)],
    }
    *sentence = words.join(" ");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_the_same_comments() {
        assert_eq!(comments(3, 300), comments(3, 300));
        assert_ne!(comments(3, 300), comments(4, 300));
    }

    #[test]
    fn a_fifth_is_alone_and_the_rest_is_unequal() {
        let made = comments(1, 10_000);
        let mut groups: Vec<u32> = made.iter().map(|it| it.group).collect();
        groups.sort_unstable();
        let mut sizes: Vec<usize> = groups.chunk_by(|a, b| a == b).map(<[u32]>::len).collect();
        sizes.sort_unstable();
        let alone = sizes.iter().filter(|it| **it == 1).count();
        assert!((1_800..2_250).contains(&alone), "{alone}");
        // A hundred campaigns share the rest: on average eighty comments each.
        let largest = sizes[sizes.len() - 1];
        assert!(largest > 500 && sizes[alone] < 40, "{largest}");
    }
}
