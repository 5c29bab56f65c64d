//! Format codes of cells, such as `00000`, `"+"0` or `[$-404]e/m/d`: what they are made of.

/// One section of a number format: for the positive, the negative, zero, text, or where its condition holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormatSection {
    pub condition: Option<(ConditionKind, f64)>,
    pub tokens: Vec<FormatToken>,
}

/// How a condition compares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ConditionKind {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
}

/// What a section is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum FormatToken {
    /// `0` shows a zero where there is no digit, `?` a space, `#` nothing.
    Digit(char),
    Literal(char),
    Point,
    Percent,
    /// Grouping or a currency: this is an amount.
    Amount,
    /// The number as it is.
    General,
    /// The text of the cell.
    Text,
    /// A power, a fraction, or something that this reader does not know.
    Other,
}

impl FormatSection {
    /// Whether it is for text.
    pub fn is_text(&self) -> bool {
        self.tokens.contains(&FormatToken::Text)
    }

    /// Whether its condition allows a number.
    pub fn holds(&self, number: f64) -> bool {
        self.condition
            .is_none_or(|(relation, limit)| match relation {
                ConditionKind::Less => number < limit,
                ConditionKind::LessOrEqual => number <= limit,
                ConditionKind::Equal => number == limit,
                ConditionKind::NotEqual => number != limit,
                ConditionKind::Greater => number > limit,
                ConditionKind::GreaterOrEqual => number >= limit,
            })
    }

    /// Whether it shows an amount, which has grouping, a currency, decimals or a percent sign; else it is an identifier.
    pub fn is_amount(&self) -> bool {
        let of_amounts = |token: &FormatToken| {
            matches!(
                token,
                FormatToken::Point | FormatToken::Percent | FormatToken::Amount
            )
        };
        self.tokens.iter().any(of_amounts)
    }
}

/// Which parts of a date and time are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub year: bool,
    pub month: bool,
    pub day: bool,
    pub time: bool,
}

impl Parts {
    /// A date with its time.
    pub const ALL: Self = Self {
        year: true,
        month: true,
        day: true,
        time: true,
    };
}

/// Longer format codes do not come from people.
const LONGEST_CODE: usize = 1_000;

/// Reads the sections of a format code.
pub fn sections(code: &str) -> Vec<FormatSection> {
    let mut sections = vec![FormatSection::default()];
    let mut letters = code.chars().take(LONGEST_CODE).peekable();
    while let Some(letter) = letters.next() {
        if letter == ';' {
            sections.push(FormatSection::default());
            continue;
        }
        let Some(section) = sections.last_mut() else {
            break;
        };
        let tokens = &mut section.tokens;
        match letter {
            '"' => tokens.extend(
                letters
                    .by_ref()
                    .take_while(|letter| *letter != '"')
                    .map(FormatToken::Literal),
            ),
            '\\' => tokens.extend(letters.next().map(FormatToken::Literal)),
            // Room as wide as the next letter, or filled with it.
            '_' | '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters
                    .by_ref()
                    .take_while(|letter| *letter != ']')
                    .collect();
                if let Some(currency) = inside.strip_prefix('$') {
                    let sign = currency.split('-').next().unwrap_or_default();
                    tokens.extend((!sign.is_empty()).then_some(FormatToken::Amount));
                } else {
                    section.condition = section.condition.or_else(|| condition(&inside));
                }
            }
            '0' | '#' | '?' => tokens.push(FormatToken::Digit(letter)),
            '.' => tokens.push(FormatToken::Point),
            ',' | '$' | '€' | '£' | '¥' => tokens.push(FormatToken::Amount),
            '%' => tokens.push(FormatToken::Percent),
            '@' => tokens.push(FormatToken::Text),
            '/' => tokens.push(FormatToken::Other),
            'G' | 'g'
                if letters
                    .clone()
                    .take(6)
                    .collect::<String>()
                    .eq_ignore_ascii_case("eneral") =>
            {
                letters.nth(5);
                tokens.push(FormatToken::General);
            }
            _ if letter.is_ascii_alphabetic() => tokens.push(FormatToken::Other),
            _ => tokens.push(FormatToken::Literal(letter)),
        }
    }
    sections
}

fn condition(inside: &str) -> Option<(ConditionKind, f64)> {
    let relations = [
        ("<=", ConditionKind::LessOrEqual),
        (">=", ConditionKind::GreaterOrEqual),
        ("<>", ConditionKind::NotEqual),
        ("<", ConditionKind::Less),
        (">", ConditionKind::Greater),
        ("=", ConditionKind::Equal),
    ];
    let (relation, limit) = relations
        .iter()
        .find_map(|(sign, relation)| Some((*relation, inside.strip_prefix(sign)?)))?;
    Some((relation, limit.trim().parse().ok()?))
}

/// Which parts a format of dates shows. An `m` is minutes behind hours and before seconds, else the month.
pub fn parts(code: &str) -> Parts {
    let mut runs: Vec<(char, usize)> = Vec::new();
    let mut letters = code.chars().take(LONGEST_CODE).peekable();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            ';' => break,
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '\\' | '_' | '*' => drop(letters.next()),
            '[' => drop(letters.by_ref().find(|letter| *letter == ']')),
            // AM/PM or A/P.
            'a' => {
                while letters
                    .next_if(|letter| matches!(letter.to_ascii_lowercase(), 'm' | 'p' | '/'))
                    .is_some()
                {}
            }
            run @ ('y' | 'e' | 'b' | 'm' | 'd' | 'h' | 's') => match runs.last_mut() {
                Some((last, length)) if *last == run => *length += 1,
                _ => runs.push((run, 1)),
            },
            _ => {}
        }
    }
    let mut shown = Parts {
        year: false,
        month: false,
        day: false,
        time: false,
    };
    for (place, (run, length)) in runs.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| runs[before].0);
        let after = runs.get(place + 1).map(|after| after.0);
        match run {
            'y' | 'e' | 'b' => shown.year = true,
            // Three or more are the name of the weekday.
            'd' => shown.day |= *length <= 2,
            'm' if before == Some('h') || after == Some('s') => shown.time = true,
            'm' => shown.month = true,
            _ => shown.time = true,
        }
    }
    shown
}
