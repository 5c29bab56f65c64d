//! What words look like in the languages of the world, as far as it tells encodings apart: the letters beyond a to z of
//! each alphabet, and the characters that names, companies and places of East Asia are mostly made of.

use std::borrow::Cow;

use super::names::Encoding;

/// The letters of one language that it does not share with English.
type Alphabet = &'static str;

const WESTERN: &[Alphabet] = &[
    "àâæçéèêëîïôœùûüÿ",
    "äöüßé",
    "áéíñóúüçàèïòª",
    "áâãàçéêíóôõúü",
    "àèéìíîòóùú",
    "æøåéèêóòôäöü",
    "åäöéáüà",
    "ëïéèöüóáíúê",
    "äöõü",
];
const NORTHERN: &[Alphabet] = &["áéíóúýðþæö", "áíóúýðæø", "åäöšž", "äöõüšž"];
const CENTRAL: &[Alphabet] = &[
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "âăîşţșț",
    "čćđšž",
    "äöüßé",
    "çë",
];
const TURKISH: &[Alphabet] = &["çğıöşüâîû"];
const BALTIC: &[Alphabet] = &["ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž", "ąćęłńóśźż", "äöüßé"];
const VIETNAMESE: &[Alphabet] =
    &["ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ\u{300}\u{301}\u{303}\u{309}\u{323}"];

/// An encoding that a text may be meant in.
#[derive(Clone, Copy)]
pub enum Meant {
    /// One that is read.
    Read(Encoding),
    /// One of DOS. It is none that is read, but where a text makes as much sense in it, nothing is sure.
    Dos(&'static CodePage),
}

impl PartialEq for Meant {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Read(one), Self::Read(other)) => one == other,
            (Self::Dos(one), Self::Dos(other)) => one.letters == other.letters,
            _ => false,
        }
    }
}

impl Meant {
    /// Reads a text whose every byte means something.
    pub fn read(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Read(encoding) => encoding.read(bytes),
            Self::Dos(page) => page.read(bytes).map(Cow::Owned),
        }
    }

    /// Whether what Windows writes for an apostrophe reads as a small letter.
    pub fn reads_apostrophes_as_letters(self) -> bool {
        let small = |text: Cow<str>| text.contains(char::is_lowercase);
        self == Self::Read(Encoding::Macintosh) || self.read(b"\x92").is_some_and(small)
    }
}

/// The languages that are written in a Latin encoding.
fn alphabets(meant: Meant) -> &'static [&'static [Alphabet]] {
    let encoding = match meant {
        Meant::Read(encoding) => encoding,
        Meant::Dos(page) => return page.alphabets,
    };
    match encoding {
        Encoding::Windows1252 | Encoding::Iso8859_15 => &[WESTERN, NORTHERN],
        Encoding::Macintosh => &[WESTERN],
        Encoding::Windows1250 | Encoding::Iso8859_2 | Encoding::Iso8859_16 => &[CENTRAL],
        Encoding::Windows1254 => &[TURKISH, WESTERN],
        Encoding::Windows1257 | Encoding::Iso8859_13 | Encoding::Iso8859_4 => &[BALTIC],
        Encoding::Iso8859_10 => &[BALTIC, NORTHERN],
        Encoding::Windows1258 => &[VIETNAMESE],
        _ => &[WESTERN, NORTHERN, CENTRAL, TURKISH, BALTIC],
    }
}

/// A language, by its letters.
pub struct Letters(Alphabet);

impl Letters {
    /// Whether a word in lower case has no other letters.
    pub fn has(&self, word: &[char]) -> bool {
        let mut letters = word.iter();
        letters.all(|letter| letter.is_ascii() || self.0.contains(*letter))
    }
}

/// The languages of a Latin encoding, each by itself.
pub fn languages(meant: Meant) -> impl Iterator<Item = Letters> {
    alphabets(meant)
        .iter()
        .copied()
        .flatten()
        .copied()
        .map(Letters)
}

/// Whether a word of Latin letters, in lower case, is one of a language that is written in this encoding.
pub fn is_word(word: &[char], meant: Meant) -> bool {
    if let [letter] = word {
        return "àåæèéêíîóôöøý".contains(*letter);
    }
    languages(meant).any(|language| language.has(word))
}

/// A code page of DOS.
pub struct CodePage {
    /// What the bytes from 128 on mean.
    letters: &'static str,
    alphabets: &'static [&'static [Alphabet]],
}

impl CodePage {
    fn read(&self, bytes: &[u8]) -> Option<String> {
        let letters: Vec<char> = self.letters.chars().collect();
        let read = |byte: &u8| match byte.checked_sub(128) {
            None => Some(char::from(*byte)),
            Some(place) => letters.get(usize::from(place)).copied(),
        };
        bytes.iter().map(read).collect()
    }

    /// Those of Western Europe (850, 437), Central Europe (852), Turkey (857) and Israel (862).
    #[rustfmt::skip]
    pub const ALL: &[Self] = &[
        Self {
            letters: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
            alphabets: &[WESTERN, NORTHERN],
        },
        Self {
            letters: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
            alphabets: &[WESTERN],
        },
        Self {
            letters: "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
            alphabets: &[CENTRAL],
        },
        Self {
            letters: "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{80}ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ\u{80}×ÚÛÙìÿ¯´\u{ad}±\u{80}¾¶§÷¸°¨·¹³²■\u{a0}",
            alphabets: &[TURKISH, WESTERN],
        },
        Self {
            letters: "אבגדהוזחטיךכלםמןנסעףפץצקרשת¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
            alphabets: &[WESTERN],
        },
    ];
}

/// The characters that names, companies and places are mostly made of, where an encoding is at home.
pub fn common(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Gb18030 => SIMPLIFIED,
        Encoding::Big5 => TRADITIONAL,
        Encoding::ShiftJis | Encoding::EucJp => JAPANESE,
        Encoding::EucKr => KOREAN,
        _ => "",
    }
}

const SIMPLIFIED: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏\
吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤伟芳娜秀英敏静丽\
强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华红春梅建国海燕小雪志峰鹏晓宇浩俊凯欣怡雨梓涵子轩洁靖婷玉萍飞波斌宁琳慧莹佳思雅三大\
中公司有限科技股份集团北京上广州深圳市省区路号银行学信息工业贸易为术阿里巴杭南东西天津重庆成都人新安山河长生电子网络商务投资";
const TRADITIONAL: &str = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯\
翁魏孫戴范方宋鄧杜傅侯曹薛丁卓阮馬董溫唐藍石蔣古紀姚連馮歐程湯譚關區麥志明美玲家豪俊傑淑芬雅婷怡君惠麗華文雄建宏國榮德偉強大\
小香港九龍新界台臺北市有限公司銀行集團中科技實業電訊地產嘉誠學友嫻敏慧儀詠詩思芳英秀珍玉梅蘭春生永安平天成東南西路街號樓座室人";
const JAPANESE: &str = "佐藤鈴木高橋田中渡辺邉伊山本村小林加吉井松上野原川島石崎森池阿部清水岡後長谷近斎坂遠青西福太三岩金内\
今丸大一二郎子美花恵由真理香優人裕介健翔株式会社東京都市区町日電気工業自動車銀行学阪神奈横浜名古屋北海道県南新明和正平宏\
博幸隆弘実久雄千代愛里奈菜結衣陽海竹中村宮前浦平菊桜桑関沢浅古服部武千葉永土相河";
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염\
여추도소석선설마길연위표명기반왕금옥육인맹제모탁국준영호수은경미희혜예재동승태상훈규철혁빈라아란숙순자애화복춘회사력대물산은행\
학교시로울부현건가훈용욱환광종병일두관창식근섭";
