//! Workbooks, and other kinds of file under any name.

use super::Case;

pub const CASES: &[Case] = &[
    Case::new("c121-vcf.vcf", &["refused F01"]).says(&["a vCard file"]),
    Case::new("c122-html-xls.xls", &["refused F01"]).says(&["a web page"]),
    Case::new("c123-xml2003.xls", &["refused F01"]).says(&["an XML spreadsheet"]),
    Case::new("c124-json.json", &["refused F01"]).says(&["a JSON file"]),
    Case::new("c125-ole-encrypted.xlsx", &["refused F01"]).says(&["locked with a password"]),
    Case::new("c126-ods.ods", &["refused F01"]).says(&["an OpenDocument spreadsheet"]),
    Case::new("c127-xlsb.xlsb", &["refused F01"]).says(&["a binary Excel workbook (.xlsb)"]),
    Case::new("c128-numbers.numbers", &["refused F01"]).says(&["a Numbers document"]),
    Case::new(
        "x01-phone-number.xlsx",
        &[
            "2 failed E02",
            "3 ready | Ho | Leung | +85291234568",
            "4 failed E02",
            "5 failed E03",
            "6 failed E01",
        ],
    )
    .says(&["\"1.234567890123457E+18\" was turned into a rounded number"]),
    Case::new(
        "x01b-phone-number-plus.xlsx",
        &[
            "2 warning W02 | Mei | Kwok | +85291234567",
            "3 ready | Ho | Leung | +85291234568",
            "4 warning W02 | Li | Wong | +85291234567",
            "5 failed E03",
            "6 failed E01",
        ],
    )
    .plus_missing(),
    Case::new(
        "x02-plus-format.xlsx",
        &[
            "2 ready | Kwok | +85291234567",
            "3 ready | Ho | +85291234568",
        ],
    ),
    Case::new(
        "x04-cjk-date-ids.xlsx",
        &[
            "2 ready | k14 | 12/14/1980",
            "3 ready | k15 | 12/14/1980",
            "4 ready | k22 | 12/14/1980",
            "5 ready | k27 | 12/14/1980",
            "6 ready | k30 | 12/14/1980",
            "7 ready | k31 | 12/14/1980",
            "8 ready | k34 | 12/14/1980",
            "9 ready | k36 | 12/14/1980",
            "10 ready | k50 | 12/14/1980",
            "11 ready | k55 | 12/14/1980",
            "12 ready | k57 | 12/14/1980",
            "13 ready | k58 | 12/14/1980",
        ],
    ),
    // A format that shows the weekday only, and two of plain numbers: those are no dates.
    Case::new(
        "x05-custom-dates.xlsx",
        &[
            "2 ready | k164 | 12/14/1980",
            "3 ready | k165 | 12/14/1980",
            "4 ready | k166 | 12/14/1980",
            "5 ready | k167 | 12/14/1980",
            "6 ready | k168 | 12/14/1980",
            "7 ready | k169 | 12/14/1980",
            "8 failed E05",
            "9 failed E05",
            "10 failed E05",
        ],
    )
    .says(&["\"days 29569\" must be MM/DD/YYYY"]),
    Case::new(
        "x07-date-kinds.xlsx",
        &[
            "2 failed E05",
            "3 ready | b | 12/14/1980",
            "4 failed E05",
            "5 failed E05",
            "6 failed E05",
            "7 failed E05",
            "8 failed E05",
        ],
    )
    .says(&["\"12/14/1980 08:30\"", "\"02/29/1900\"", "\"12:00\""]),
    Case::new(
        "x11-formula-cached.xlsx",
        &[
            "2 ready | Mei | Kwok | +85291234567 | Harbour Tea",
            "3 failed E20 E20",
        ],
    )
    .says(&["Mobile: \"#N/A\" is a spreadsheet error or a formula without its value"]),
    // The first piece of the company does not say that its last space is to be kept, and spreadsheets drop such a space.
    Case::new(
        "x13-rph-rich.xlsx",
        &[
            "2 ready | 太郎 | 山田 | PeakRice Ltd",
            "3 ready | 太郎 | Kwok | Tea\nHouse",
            "4 ready | 太郎 | Kwok | AAB",
        ],
    ),
    Case::new(
        "x14-x000d.xlsx",
        &[
            "2 ready | Mei | Kwok | Harbour Tea | Flat 1\n1 Quay Road",
            "3 ready | Ho | Leung | Literal _x000D_ text | x",
        ],
    ),
    Case::new("x16-no-r.xlsx", &["2 ready | Mei | Kwok | +85291234567"]),
    Case::new(
        "x17-x-prefix.xlsx",
        &["2 ready | Mei | Kwok | +85291234567"],
    ),
    Case::new(
        "x18-odd-rel-prefix.xlsx",
        &["2 ready | Mei | Kwok | +85291234567"],
    ),
    Case::new(
        "x20-cell-types.xlsx",
        &[
            "2 ready | Mei | Kwok | TRUE | 12/14/1980",
            "3 ready | Ho | Leung | Tea & Co | 12/14/1980",
        ],
    ),
    Case::new(
        "x21-instructions-first.xlsx",
        &["2 ready | Mei | Kwok | +85291234567"],
    ),
    Case::new(
        "x22-hidden-first.xlsx",
        &["2 ready | Mei | Kwok | +85291234567"],
    ),
    Case::new(
        "x24-offset.xlsx",
        &[
            "3 ready | Mei | Kwok | +85291234567",
            "5 ready | Ho | Leung | +85291234568",
        ],
    ),
    Case::new(
        "x25-stray-far.xlsx",
        &["2 ready | Mei | Kwok | +85291234567"],
    ),
    Case::new(
        "x26-stray-deep.xlsx",
        &["2 ready | Mei | Kwok | +85291234567"],
    ),
    Case::new(
        "x27-bool-number.xlsx",
        &[
            "2 ready | TRUE | Kwok | 50%",
            "3 ready | Mei | TRUE | 1234.5",
            "4 ready | Ho | 7 | =1",
        ],
    ),
    Case::new(
        "x28-newline-hidden.xlsx",
        &["2 failed E01", "3 ready | Hidden | Row | +85291234569 | x"],
    )
    .says(&["Rows that the spreadsheet hides or filters out were read too: 1"]),
    Case::new(
        "x30-odd-target.xlsx",
        &["2 ready | Mei | Kwok | +85291234567"],
    ),
    Case::new("x31-minimal.xlsx", &["2 ready | Mei | Kwok | +85291234567"]),
];
