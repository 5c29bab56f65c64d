//! How rows are written: too many or too few values, quotation marks, blank lines, encodings.

use super::Case;

pub const CASES: &[Case] = &[
    Case::new(
        "c63-lone-cr.csv",
        &[
            "2 ready | Mei | Kwok | +85291234567",
            "3 ready | Ho | Leung | +85291234568",
        ],
    ),
    Case::new("c65-sep.csv", &["3 ready | Mei | Kwok | +85291234567"]),
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
];
