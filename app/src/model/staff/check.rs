//! What is asked of an account before it is kept.
use contact::{
    email::is_email,
    invisible::{is_blank, is_invisible},
};

use crate::{error::Problem, wire::staff::StaffDraft};

/// All that a person has to correct before an account can be saved.
pub fn check(draft: &StaffDraft) -> Vec<Problem> {
    let mut problems = Vec::new();
    if is_blank(&draft.name) {
        problems.push(Problem::new(
            "required",
            "name",
            "Name: write the name that colleagues know.",
        ));
    }
    if !is_email(draft.email.trim()) || draft.email.contains(is_invisible) {
        let message = format!("Email: \"{}\" is not a valid email address.", draft.email);
        problems.push(Problem::new("email", "email", message));
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
    for (column, label, text, limit) in texts {
        if text.chars().count() > limit {
            let message = format!("{label}: longer than {limit} characters.");
            problems.push(Problem::new("too_long", column, message));
        }
        if text.chars().any(char::is_control) {
            let message = format!("{label}: holds a control character. Type the text again.");
            problems.push(Problem::new("control_character", column, message));
        }
    }
    problems
}
