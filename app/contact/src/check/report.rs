//! The problems that only a file has: of the file as a whole, of its header, and of how a row is written.

use super::ignored::{Holds, Ignored};
use crate::file::encoding::Encoding;
use crate::{
    code::Code,
    problem::{Detail, HEADER, Problem, WORKBOOK},
    wording::Phrase,
};

fn problem(code: Code, column: &str, value: impl Into<String>, detail: Detail) -> Problem {
    Problem {
        code,
        column: column.to_owned().into(),
        value: value.into(),
        detail,
    }
}

/// F01: `what` says what the file is instead.
pub fn not_text(what: Phrase) -> Problem {
    problem(Code::F01, "", "", Detail::Phrase(what))
}

/// F02: more bytes than allowed.
pub fn too_large(limit: u64) -> Problem {
    problem(Code::F02, "", "", Detail::Number(limit))
}

/// F02: more columns than allowed.
pub fn too_wide(columns: usize, limit: usize) -> Problem {
    problem(
        Code::F02,
        "",
        "",
        Detail::Widths(columns as u64, limit as u64),
    )
}

/// F02: a header that is longer than a row may be.
pub fn header_too_long(limit: usize) -> Problem {
    problem(Code::F02, "", HEADER, Detail::Number(limit as u64))
}

/// F03: more records than allowed.
pub fn too_many(limit: u64) -> Problem {
    problem(Code::F03, "", "", Detail::Number(limit))
}

/// F04: nothing below the header, or no header at all.
pub fn no_records() -> Problem {
    problem(Code::F04, "", "", Detail::None)
}

/// F05: no column of the file is the last name.
pub fn no_last_name() -> Problem {
    problem(Code::F05, "", "", Detail::None)
}

/// F06: several columns of the file are the same field.
pub fn twice(headers: &[&str], field: &str) -> Problem {
    let first = headers.first().copied().unwrap_or_default();
    if headers.iter().all(|header| *header == first) {
        return problem(Code::F06, first, first, Detail::None);
    }
    let names = headers.iter().map(|header| (*header).to_owned());
    problem(Code::F06, field, "", Detail::Names(names.collect()))
}

/// F06: the header again, of other columns or in another order.
pub fn other_header(line: u64) -> Problem {
    problem(Code::F06, "", "", Detail::Number(line))
}

/// F07: bytes that mean nothing in the encoding of the file.
pub fn undecodable(line: u64) -> Problem {
    problem(Code::F07, "", "", Detail::Number(line))
}

/// F07: an encoding that is a guess, where nobody looks at the rows.
pub fn unsure(encoding: Encoding) -> Problem {
    problem(Code::F07, "", "", Detail::Text(encoding.name().into()))
}

/// W04: a column that no field knows, and what of a contact stands in it.
pub fn ignored(column: &Ignored) -> Problem {
    let detail = match column.holds {
        None => Detail::None,
        Some(Holds::Phones) => Detail::Phrase(Phrase(&["phone numbers", "電話號碼", "电话号码"])),
        Some(Holds::Emails) => {
            Detail::Phrase(Phrase(&["email addresses", "電郵地址", "电子邮箱地址"]))
        }
    };
    problem(Code::W04, "", column.header, detail)
}

/// F07: a quotation mark that breaks the rules, and the last line that was read together with it.
pub fn quote(column: &str, line: u64, last_line: u64) -> Problem {
    problem(Code::F07, column, "", Detail::Widths(line, last_line))
}

/// E11: a cell or (no column) a record that is longer than allowed.
pub fn too_long(column: &str, limit: usize) -> Problem {
    problem(Code::E11, column, "", Detail::Number(limit as u64))
}

/// E12: more values than columns. `delimiter` is that of the file, or `WORKBOOK`.
pub fn surplus(values: usize, columns: usize, delimiter: &str) -> Problem {
    let widths = Detail::Widths(values as u64, columns as u64);
    problem(Code::E12, "", delimiter, widths)
}

/// W07: fewer values than columns.
pub fn short(values: usize, columns: usize, delimiter: &str) -> Problem {
    let widths = Detail::Widths(values as u64, columns as u64);
    problem(Code::W07, "", delimiter, widths)
}

/// W07: as many values as columns, beside a row of a single one.
pub fn torn() -> Problem {
    problem(Code::W07, "", "", Detail::None)
}

/// W05: the sample record of the template.
pub fn sample() -> Problem {
    problem(Code::W05, "", "", Detail::None)
}

/// E12: a column without a name that holds something.
pub fn unnamed(value: &str) -> Problem {
    problem(Code::E12, "", value, Detail::None)
}

/// E16: a NUL, wherever it stands.
pub fn nul(column: &str, value: &str) -> Problem {
    problem(Code::E16, column, value, Detail::None)
}

/// W10: a row that repeats the header.
pub fn header_again() -> Problem {
    problem(Code::W10, "", "", Detail::None)
}

/// W11: lines above the header.
pub fn titles(line: u64) -> Problem {
    problem(Code::W11, "", "", Detail::Number(line))
}

/// W13: a first column without a name that counts the rows.
pub fn row_numbers() -> Problem {
    problem(Code::W13, "", "", Detail::None)
}

/// W10: how many rows of a file repeat the header.
pub fn headers_again(rows: u64) -> Problem {
    problem(Code::W10, "", "", Detail::Number(rows))
}

/// W01: how many records of a file have no last name.
pub fn nameless(records: u64) -> Problem {
    problem(Code::W01, "Last name", "", Detail::Number(records))
}

/// W14: a workbook of which one sheet was read, though contacts stand in others too.
pub fn other_sheets(read: &str, others: &[String]) -> Problem {
    problem(Code::W14, "", read, Detail::Names(others.to_vec()))
}

/// W15: rows of a workbook that a person does not see in it.
pub fn hidden_rows(rows: u64) -> Problem {
    problem(Code::W15, "", "", Detail::Number(rows))
}

/// W16: a line with the totals of the rows above it.
pub fn totals() -> Problem {
    problem(Code::W16, "", "", Detail::None)
}

/// W17: an export of another program, and the labels in it that no field has.
pub fn of_program(name: &str, labels: Vec<String>) -> Problem {
    let detail = match labels.is_empty() {
        true => Detail::None,
        false => Detail::Names(labels),
    };
    problem(Code::W17, "", name, detail)
}

/// W17: a column with full names that were split, and as an example one of them with its two parts.
pub fn full_names(header: &str, split: Option<&[String; 3]>) -> Problem {
    match split {
        Some([full, first, last]) => {
            let names = Detail::Names(vec![first.clone(), last.clone()]);
            problem(Code::W17, header, full, names)
        }
        None => problem(Code::W17, header, "", Detail::None),
    }
}

/// W06: a quotation mark that may have been meant to hold the text together.
pub fn stray_quote(column: &str, value: &str) -> Problem {
    problem(Code::W06, column, value, Detail::None)
}

/// F07: a workbook that ends too early or contradicts itself.
pub fn damaged() -> Problem {
    problem(Code::F07, "", WORKBOOK, Detail::None)
}

/// F07: a workbook without the sheet that somebody named.
pub fn no_such_sheet() -> Problem {
    let what = Phrase(&[
        "has no sheet of the name that was asked for",
        "沒有所指定名稱的工作表",
        "没有所指定名称的工作表",
    ]);
    problem(Code::F07, "", WORKBOOK, Detail::Phrase(what))
}

/// F07: a workbook that unpacks to far more than a file of contacts holds, or takes far longer.
pub fn too_heavy() -> Problem {
    let what = Phrase(&[
        "takes far more room or time to unpack than contacts do",
        "解壓所需的空間或時間遠超聯絡人檔案",
        "解压所需的空间或时间远超联系人文件",
    ]);
    problem(Code::F07, "", WORKBOOK, Detail::Phrase(what))
}
