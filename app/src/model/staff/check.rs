//! What is asked of an account before it is kept.
use contact::{
    Code, Problem,
    email::is_email,
    free_text,
    invisible::{is_blank, is_invisible},
};

use crate::{error::FieldProblem, wire::staff::StaffDraft};

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
