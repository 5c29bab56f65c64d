//! How somebody has a file read otherwise than by the layout that was found.
use contact::mend::Mend;
use preview::ColumnView;

use super::*;

fn column(header: &str, matched: Match) -> ColumnView {
    ColumnView {
        header: header.to_owned(),
        matched,
        samples: Vec::new(),
        lost: None,
        guess: None,
    }
}

#[test]
fn a_layout_or_a_sheet_is_chosen_and_what_was_said_of_other_columns_is_forgotten() {
    let mut page = judged(judgement(8, 0, Vec::new()));
    page.take(ImportEvent::Matched(3, "Email".to_owned()));
    assert_eq!(page.layout(), LayoutChoice::Found);
    let commands = page.take(ImportEvent::LaidOut(LayoutChoice::AsItIs));
    let (_, settings) = asked(&commands);
    assert_eq!(settings.layout, LayoutChoice::AsItIs);
    assert!(settings.columns.is_empty());
    assert_eq!(page.layout(), LayoutChoice::AsItIs);
    assert!(page.would_be_lost());
    let commands = page.take(ImportEvent::SheetChosen("2026".to_owned()));
    let (_, settings) = asked(&commands);
    assert_eq!(settings.sheet.as_deref(), Some("2026"));
    assert_eq!(page.sheet().as_deref(), Some("2026"));
    let commands = page.take(ImportEvent::SheetChosen(String::new()));
    assert_eq!(asked(&commands).1.sheet, None);
}

#[test]
fn what_goes_when_the_file_is_read_in_another_way_is_known_before_it_does() {
    let mut page = judged(judgement(8, 0, vec![group(Code::E01, 2)]));
    let laid_out = ImportEvent::LaidOut(LayoutChoice::AsItIs);
    assert!(page.lost_by(&laid_out).is_nothing());
    page.take(ImportEvent::Matched(3, "Email".to_owned()));
    page.take(ImportEvent::Repaired(group(Code::E01, 2).key, true));
    page.take(ImportEvent::MadeStepOf(Mend::Fill {
        column: "Company".to_owned(),
        value: "Acme".to_owned(),
    }));
    let text = Some("Chan".to_owned());
    page.take(ImportEvent::Typed(vec![(4, 0, text)]));
    let all = LostWork {
        cells: 1,
        columns: 1,
        repairs: 1,
        steps: 1,
    };
    assert_eq!(page.lost_by(&laid_out), all);
    let sheet = ImportEvent::SheetChosen("2026".to_owned());
    assert_eq!(page.lost_by(&sheet), all);
    // Repairs and steps are of fields by their names: another delimiter leaves them.
    let delimited = ImportEvent::Delimiter(';');
    let of_columns = LostWork {
        repairs: 0,
        steps: 0,
        ..all
    };
    assert_eq!(page.lost_by(&delimited), of_columns);
    // Another encoding only reads the letters otherwise.
    let encoded = ImportEvent::Encoding(Encoding::Big5);
    assert!(page.lost_by(&encoded).is_nothing());
    let commands = page.take(encoded);
    let settings = asked(&commands).1;
    assert_eq!((settings.columns.len(), settings.repairs.len()), (1, 1));
    let commands = page.take(delimited);
    let settings = asked(&commands).1;
    assert_eq!((settings.columns.len(), settings.repairs.len()), (0, 1));
    assert_eq!(settings.steps.len(), 1);
}

#[test]
fn a_whole_name_is_offered_to_be_split_only_where_no_column_is_the_last_name() {
    let mut page = judged(judgement(8, 0, Vec::new()));
    page.columns = vec![
        column("Full name", Match::Ignored),
        column("Mobile", Match::Name("Mobile".to_owned())),
    ];
    assert_eq!(page.full_names(), [(0, "Full name".to_owned())]);
    let last_name = Match::Alias("Last name".to_owned());
    page.columns.push(column("Surname", last_name));
    assert!(page.full_names().is_empty());
}

#[test]
fn where_a_sheet_is_refused_another_one_can_be_chosen() {
    let mut verdict = judgement(8, 0, Vec::new());
    verdict.sheets = vec![("2026".to_owned(), 8), ("Notes".to_owned(), 2)];
    let mut page = judged(verdict);
    let commands = page.take(ImportEvent::SheetChosen("Notes".to_owned()));
    let (round, _) = asked(&commands);
    let refused = FromWorker::Refused {
        code: Code::F06,
        message: "…".to_owned(),
        reading: None,
        columns: Vec::new(),
        sheets: Vec::new(),
    };
    page.take(ImportEvent::Said(round, refused));
    assert_eq!((page.stage, page.sheets.len()), (Stage::Refused, 2));
}
