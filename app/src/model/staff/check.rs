//! What is asked of an account before it is kept.
use contact::{
    Code, Problem,
    email::is_email,
    free_text,
    invisible::{is_blank, is_invisible},
};

use crate::{
    error::{Error, FieldProblem},
    wire::staff::StaffDraft,
};

/// All that a person has to correct before an account can be saved.
pub fn check(draft: &StaffDraft) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut report = |column, problem: &Problem| {
        problems.push(FieldProblem::from(problem).about(column));
    };
    if is_blank(&draft.name) {
        report("name", &Problem::new(Code::E15, "Name", ""));
    }
    if !is_email(draft.email.trim()) || draft.email.contains(is_invisible) {
        report("email", &Problem::new(Code::E04, "Email", &draft.email));
    }
    let texts = [
        ("name", "Name", &draft.name, 100),
        ("email", "Email", &draft.email, 254),
        ("department", "Department", &draft.department, 255),
        ("extension", "Extension", &draft.extension, 20),
        ("phone", "Phone", &draft.phone, 40),
        ("job_title", "Job title", &draft.job_title, 255),
        ("time_zone", "Time zone", &draft.time_zone, 64),
    ];
    for (column, label, text, longest) in texts {
        for problem in free_text::line(label, text, longest) {
            report(column, &problem);
        }
    }
    problems
}

/// The names of all time zones that there are.
pub fn time_zones() -> impl Iterator<Item = &'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
}

/// Refuses a time zone, where one is given, that there is not. Contact centres are not asked: what they call theirs is kept
/// as it is told.
pub fn zone(name: Option<&str>) -> Result<(), Error> {
    let Some(name) = name.filter(|name| !time_zones().any(|zone| zone == *name)) else {
        return Ok(());
    };
    let sentences = [
        format!(
            "Time zone: \"{name}\" is not known. Choose one from the list, such as Asia/Hong_Kong."
        ),
        format!("時區：沒有「{name}」。請從清單中選擇，例如 Asia/Hong_Kong。"),
        format!("时区：没有“{name}”。请从列表中选择，例如 Asia/Hong_Kong。"),
    ];
    let problem = FieldProblem::said("time_zone", "time_zone", sentences);
    Err(Error::Invalid(vec![problem]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_zone_is_one_of_those_that_there_are() {
        for good in [
            None,
            Some("UTC"),
            Some("Asia/Hong_Kong"),
            Some("Europe/Kyiv"),
        ] {
            assert_eq!(zone(good), Ok(()), "{good:?}");
        }
        for bad in ["", "Mars/Olympus", "asia/hong_kong"] {
            let refused = zone(Some(bad)).expect_err(bad);
            assert!(refused.about("time_zone").is_some(), "{bad}");
        }
    }
}
