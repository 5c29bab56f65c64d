//! Numbers as people write them; all languages of the pages group by threes with a comma.

/// Writes `48211` as `48,211`.
pub fn grouped(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_stand_in_threes() {
        for (number, wanted) in [
            (0_u32, "0"),
            (999, "999"),
            (1_204, "1,204"),
            (48_211, "48,211"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(grouped(number), wanted);
        }
    }
}
