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
];
