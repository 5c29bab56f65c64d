//! How rows are written: too many or too few values, quotation marks, blank lines, encodings.

use super::Case;

pub const CASES: &[Case] = &[
    Case::new(
        "c60-ragged.csv",
        &["2 warning W07 | Mei | Kwok", "3 failed E12", "4 failed E12"],
    )
    .says(&[
        "This row has 2 values where the file has 4 columns. If a comma is missing, its text has moved",
        "This row has 7 values but the file has 4 columns. Put text that contains a comma in double quotes",
    ]),
    Case::new(
        "c61-unquoted-comma-shift.csv",
        &["2 failed E12", "3 ready | Ho | Leung | Clerk | Sales | Kowloon"],
    ),
    Case::new(
        "c61b-shift-no-extra.csv",
        &["2 warning W07 | Mei | Kwok | Head of Marketing | Asia Division | Marketing"],
    ),
    Case::new(
        "c61c-template-comma-shift.csv",
        &[
            "2 failed E12",
            "3 ready | Ho | Leung | +85291234568 | Peak Rice | Clerk | Sales",
        ],
    ),
    Case::new(
        "c63-lone-cr.csv",
        &[
            "2 ready | Mei | Kwok | +85291234567",
            "3 ready | Ho | Leung | +85291234568",
        ],
    ),
    Case::new("c65-sep.csv", &["3 ready | Mei | Kwok | +85291234567"]),
    Case::new(
        "c66-semicolon-labels.csv",
        &["2 ready | Kwok | +85291234567 | vip;gold", "3 failed E12"],
    ),
    Case::new(
        "c68-single-quotes.csv",
        &["2 failed E12", "3 warning W06 W06 W06 | 'Ho' | 'Leung' | 'Peak'"],
    ),
    Case::new(
        "c69-long.csv",
        &["2 failed E11", "3 failed E11", "4 failed E11", "5 ready | Li | Wong | Delta"],
    ),
    Case::new(
        "c70-blank-lines.csv",
        &[
            "4 ready | Mei | Kwok | +85291234567",
            "7 ready | Ho | Leung | +85291234568",
        ],
    ),
    Case::new(
        "c71-inline-quote.csv",
        &[
            "2 warning W06 | Mei | Kwok | 15\" Screens Ltd",
            "3 warning W06 | Ho | Leung | Dwayne \"The Rock\" Ltd",
        ],
    ),
    Case::new(
        "c72-unclosed.csv",
        &[
            "2 failed F07",
            "3 ready | Ho | Leung | Peak Rice",
            "4 ready | Li | Wong | Delta",
        ],
    )
    .says(&["Company: unbalanced quote at line 2"]),
    Case::new("c133-semicolon-message.csv", &["2 failed E12"])
        .says(&["Put text that contains a semicolon in double quotes"]),
    Case::new("c80-cp1250.csv", &[
    "2 ready | Łukasz | Żółkiewski | Gęśla Sp.",
    "3 ready | Małgorzata | Wójcik | Ćma",
]),
    Case::new("c81-cp1251.csv", &[
    "2 ready | Иван | Петров | Ромашка",
    "3 ready | Дмитрий | Иванов | Завод",
]),
    Case::new("c82-cp949.csv", &[
    "2 ready | 민준 | 김 | 한국전력",
    "3 ready | 서연 | 이 | 삼성물산",
    "4 ready | 지후 | 박 | 현대자동차",
]),
    Case::new("c83-macroman.csv", &[
    "2 ready | José | Núñez | Café Olé",
    "3 ready | Jürgen | Müller | Köln GmbH",
    "not sure: Mac Roman",
]),
    Case::new("c84-cp850.csv", &[
    "2 ready | JosÇ | N£§ez | CafÇ OlÇ",
    "3 ready | JÅrgen | MÅller | Kîln GmbH",
    "not sure: Mac Roman",
]),
    Case::new("c86-euc-jp.csv", &[
    "2 ready | 太郎 | 山田 | 株式会社東京",
    "3 ready | 花子 | 鈴木 | 日本電気",
]),
    Case::new("c87-iso2022jp.csv", &[
    "2 ready | 太郎 | 山田 | 株式会社東京",
]),
    Case::new("c89-gb18030-4byte.csv", &[
    "2 ready | 小龙 | 𠮷野 | 㐂茶",
    "3 ready | 伟 | 王 | 华为技术",
]),
    Case::new("c91-utf16le-tab.csv", &[
    "2 ready | 大文 | 陳 | +85291234567",
]),
    Case::new("c92-endash-1252.csv", &[
    "2 ready | Mei | Kwok | Tea 10 – 20",
]),
    Case::new("c93-utf8-cut.csv", &[
    "2 ready | Mei | Kwok | Tea",
    "3 failed F07",
]),
    Case::new("c94-fffd.csv", &[
    "2 failed F07",
]),
    Case::new("c95-sjis-halfkana.csv", &[
    "2 ready | ﾀﾛｳ | 山田 | ﾄﾖﾀ自動車",
    "3 ready | 花子 | 鈴木 | 髙島屋",
]),
    Case::new("c96-1252-few.csv", &[
    "2 ready | invitéàçù | Durand | t1@example.test",
]),
    Case::new("c97-cp874.csv", &[
    "2 ready | สมชาย | ใจดี | ร้านชา",
]),
    Case::new("c99-gbk-one.csv", &[
    "2 ready | 李娜 | +85291234567",
    "not sure: GB18030",
]),
    Case::new("c99b-gbk-three.csv", &[
    "2 ready | 郭靖",
    "3 ready | 何洁",
    "4 ready | 林峰",
]),
];
