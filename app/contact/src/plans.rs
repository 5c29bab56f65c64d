//! Numbering plans: what a number without a country code means in the country that was chosen for the import. They fill
//! in, they never refuse: to them even the guide's own +85212345678 is not a valid number.

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region,
};

use crate::country::Country;

/// Writes digits as they would be dialled from abroad. `None` where the country has no country code.
pub fn complete(digits: &str, country: Country) -> Option<String> {
    let dial = country.dial()?.to_string();
    let region: Region = country.code().parse().ok()?;
    if let Some(abroad) = digits.strip_prefix("00") {
        let abroad = format!("+{abroad}");
        if read(&abroad).is_some_and(|number| fits(&number, PhoneNumberType::Unknown)) {
            return Some(abroad);
        }
    }
    if digits.starts_with(&dial) && includes_code(digits, &dial, region) {
        return Some(format!("+{digits}"));
    }
    // Drops the trunk prefix where the plan has one: 07700… in the United Kingdom, but not 06… in Italy.
    match PHONE_NUMBER_UTIL.parse(digits, Some(region)) {
        Ok(number) => Some(number.format_as(PhoneNumberFormat::E164).into_owned()),
        Err(_) => Some(format!("+{dial}{digits}")),
    }
}

/// Tells whether digits that start like the chosen code really include it, as they do when a spreadsheet ate the plus.
fn includes_code(digits: &str, dial: &str, region: Region) -> bool {
    let Some(rest) = read(&format!("+{digits}")) else {
        return false;
    };
    match read(&format!("+{dial}{digits}")).filter(|whole| fits(whole, PhoneNumberType::Unknown)) {
        None => fits(&rest, PhoneNumberType::Unknown),
        Some(whole) => {
            fits(&rest, PhoneNumberType::FixedLineOrMobile)
                && (rest.is_valid() || !whole.is_valid_for_region(region))
        }
    }
}

/// Writes a number in the groups of its country: `+44 7700 900123`. What no plan knows is grouped plainly.
pub fn shown(number: &str) -> String {
    let grouped = read(number).map(|number| {
        let grouped = number.format_as(PhoneNumberFormat::International);
        grouped.into_owned()
    });
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    // Only groups: every digit is there, and stands where it stood.
    let same = |grouped: &String| {
        digits(grouped) == digits(number) && !grouped.contains(char::is_alphabetic)
    };
    grouped
        .filter(same)
        .unwrap_or_else(|| crate::phone::groups::spaced(number))
}

fn read(number: &str) -> Option<PhoneNumber> {
    PHONE_NUMBER_UTIL.parse(number, None).ok()
}

/// Tells whether a number has a length that its plan knows.
fn fits(number: &PhoneNumber, kind: PhoneNumberType) -> bool {
    PHONE_NUMBER_UTIL.is_possible_number_for_type_with_reason(number, kind)
        == Ok(NumberLengthType::IsPossible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CountryCode, code::Code};

    fn filled(digits: &str, country: &str) -> String {
        let country = Country::parse(country).unwrap();
        crate::phone::parse(digits, CountryCode::Yes(country))
            .map_or_else(|code| code.to_string(), |n| n.into_owned())
    }

    #[test]
    fn a_number_is_written_in_the_groups_of_its_country() {
        for (number, written) in [
            ("+85291234567", "+852 9123 4567"),
            ("+447700900123", "+44 7700 900123"),
            ("+33612345678", "+33 6 12 34 56 78"),
            ("+12125551234", "+1 212-555-1234"),
            ("+81312345678", "+81 3-1234-5678"),
            ("+8613812345678", "+86 138 1234 5678"),
            ("not a number", "not a number"),
        ] {
            assert_eq!(shown(number), written);
        }
        // No plan knows it.
        let odd = "+99912345678";
        assert_eq!(shown(odd), crate::phone::groups::spaced(odd));
    }

    #[test]
    fn the_country_code_is_added_where_it_lacks() {
        for (country, digits, number) in [
            ("Hong Kong", "12345678", "+85212345678"),
            ("Hong Kong", "+447700900123", "+447700900123"),
            ("Hong Kong", "00447700900123", "+447700900123"),
            ("Hong Kong", "0014155551234", "+14155551234"),
            ("United Kingdom", "07700900123", "+447700900123"),
            ("United Kingdom", "7700900123", "+447700900123"),
            ("Italy", "0612345678", "+390612345678"),
            ("Germany", "015112345678", "+4915112345678"),
            ("Russia", "89161234567", "+79161234567"),
            ("United States", "2125551234", "+12125551234"),
            ("United States", "011447700900123", "+447700900123"),
            ("Australia", "0412345678", "+61412345678"),
            ("Australia", "0011447700900123", "+447700900123"),
            ("Hungary", "0612345678", "+3612345678"),
            ("Singapore", "81234567", "+6581234567"),
        ] {
            assert_eq!(filled(digits, country), number, "{digits} in {country}");
        }
    }

    #[test]
    fn a_number_that_only_lost_its_plus_does_not_get_the_code_twice() {
        for (country, digits, number) in [
            ("HK", "85212345678", "+85212345678"),
            ("HK", "85291234567", "+85291234567"),
            ("GB", "447700900123", "+447700900123"),
            ("DE", "4915112345678", "+4915112345678"),
            ("US", "12125551234", "+12125551234"),
            ("IT", "390612345678", "+390612345678"),
            ("SG", "6581234567", "+6581234567"),
            // These begin like the code by chance.
            ("HK", "85212345", "+85285212345"),
            ("IT", "3912345678", "+393912345678"),
            ("KZ", "7012345678", "+77012345678"),
        ] {
            assert_eq!(filled(digits, country), number, "{digits} in {country}");
        }
    }

    #[test]
    fn the_result_must_again_have_8_to_20_digits() {
        assert_eq!(filled("123", "HK"), Code::E01.to_string());
        assert_eq!(filled("123456789012345678", "HK"), Code::E01.to_string());
        assert_eq!(filled("1234 5678", "HK"), Code::E01.to_string());
        assert_eq!(filled("1.2E+7", "HK"), Code::E03.to_string());
        assert_eq!(filled("12345678", "Antarctica"), Code::E02.to_string());
    }
}
