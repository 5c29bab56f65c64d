//! Sources as words: as much of Rust's grammar as the rules need, and no more. Views and other macros count, comments do not.
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};

/// What an item begins with, behind its attributes and its visibility.
const ITEMS: &[&str] = &[
    "async",
    "const",
    "enum",
    "extern",
    "fn",
    "impl",
    "macro_rules",
    "mod",
    "static",
    "struct",
    "trait",
    "type",
    "unsafe",
    "use",
];

/// Words that a path may begin behind; behind any other word it goes on.
const KEYWORDS: &[&str] = &[
    "as", "await", "break", "const", "dyn", "else", "if", "impl", "in", "let", "match", "move",
    "mut", "ref", "return", "static", "use", "where", "while", "yield",
];

/// Reads a source.
pub fn parse(path: &str, text: &str) -> TokenStream {
    text.parse()
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn group(tokens: &[TokenTree], at: usize) -> Option<&Group> {
    match tokens.get(at) {
        Some(TokenTree::Group(group)) => Some(group),
        _ => None,
    }
}

pub fn word_at(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}

pub fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// Whether this mark stands there.
pub fn is(tokens: &[TokenTree], at: usize, mark: char) -> bool {
    tokens.get(at).is_some_and(|token| is_mark(token, mark))
}

pub fn double_colon(tokens: &[TokenTree], at: usize) -> bool {
    is(tokens, at, ':') && is(tokens, at + 1, ':')
}

/// Whether a word stands in curly brackets.
pub fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// The line on which it begins.
pub fn line(token: &TokenTree) -> usize {
    token.span().start().line
}

/// Behind the item that begins at `at`: its body, or its semicolon.
pub fn after_item(tokens: &[TokenTree], at: usize) -> usize {
    let end = (at..tokens.len()).find(|at| is_block(&tokens[*at]) || is(tokens, *at, ';'));
    end.map_or(tokens.len(), |end| end + 1)
}

/// Behind the item that is compiled for tests only, if that is what begins at `at`. Anything else that is marked so is
/// read like the rest, as nobody can tell where it ends.
pub fn after_tests(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let attribute = group(tokens, at + 1).filter(|_| is(tokens, at, '#'))?;
    let said = attribute.stream().to_string().replace(' ', "");
    if !matches!(said.as_str(), "cfg(test)" | "test") {
        return None;
    }
    let mut item = at + 2;
    while is(tokens, item, '#') {
        item += 2;
    }
    if word_at(tokens, item).as_deref() == Some("pub") {
        item += 1 + usize::from(group(tokens, item + 1).is_some());
    }
    let word = word_at(tokens, item)?;
    ITEMS
        .contains(&word.as_str())
        .then(|| after_item(tokens, item))
}

/// What is compiled for others than tests, without attributes; what `concat!` makes is one text.
pub fn product(stream: TokenStream) -> Vec<TokenTree> {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let (mut kept, mut at) = (Vec::new(), 0);
    while let Some(token) = tokens.get(at) {
        let attribute = at + 1 + usize::from(is(&tokens, at + 1, '!'));
        let is_attribute = is(&tokens, at, '#')
            && group(&tokens, attribute).is_some_and(|it| it.delimiter() == Delimiter::Bracket);
        if let Some(end) = after_tests(&tokens, at) {
            at = end;
        } else if is_attribute {
            at = attribute + 1;
        } else if let Some(text) = joined(&tokens, at) {
            kept.push(text);
            at += 3;
        } else {
            kept.push(token.clone());
            at += 1;
        }
    }
    kept
}

/// The text of a `concat!`, with a gap where something else than a text is put in.
fn joined(tokens: &[TokenTree], at: usize) -> Option<TokenTree> {
    let is_one = word_at(tokens, at).as_deref() == Some("concat") && is(tokens, at + 1, '!');
    let inside = group(tokens, at + 2).filter(|_| is_one)?;
    let inside: Vec<TokenTree> = inside.stream().into_iter().collect();
    let pieces = leaves(&inside, true).into_iter();
    let pieces = pieces.filter_map(|piece| match piece {
        TokenTree::Ident(_) => Some("{}".to_owned()),
        piece => text(&piece),
    });
    let mut whole = Literal::string(&pieces.collect::<String>());
    whole.set_span(tokens[at].span());
    Some(TokenTree::Literal(whole))
}

/// All words inside, however deep; those in curly brackets only where they are asked for.
pub fn leaves(tokens: &[TokenTree], into_blocks: bool) -> Vec<TokenTree> {
    let mut all = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if into_blocks || !is_block(token) => {
                all.extend(leaves(&product(group.stream()), into_blocks));
            }
            TokenTree::Group(_) => {}
            token => all.push(token.clone()),
        }
    }
    all
}

/// The parts between commas.
pub fn parts(tokens: &[TokenTree]) -> impl Iterator<Item = &[TokenTree]> {
    let parts = tokens.split(|token| is_mark(token, ','));
    parts.filter(|part| !part.is_empty())
}

/// What stands between the quotation marks of a text.
pub fn text(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let said = literal.to_string();
    let is_text = ["\"", "r\"", "r#"]
        .iter()
        .any(|mark| said.starts_with(mark));
    let plain = said.trim_start_matches('r').trim_matches('#');
    is_text.then(|| plain.trim_matches('"').to_owned())
}

/// Whether the word at `at` goes on from a path or a value before it. Two dots are a range, or the rest of a value, and two
/// colons may begin a path.
pub fn goes_on(tokens: &[TokenTree], at: usize) -> bool {
    let before =
        |back: usize, mark: char| at.checked_sub(back).is_some_and(|at| is(tokens, at, mark));
    let word = at.checked_sub(3).and_then(|at| word_at(tokens, at));
    // The end of an arrow is no closing bracket.
    let closes = before(3, '>') && !before(4, '-') && !before(4, '=');
    let has_begun = word.is_some_and(|word| !KEYWORDS.contains(&word.as_str())) || closes;
    let is_method = before(1, '.') && !before(2, '.');
    is_method || before(1, ':') && before(2, ':') && has_begun
}

/// The path that begins at `at`.
pub fn path_at(tokens: &[TokenTree], mut at: usize) -> Vec<String> {
    let mut path: Vec<String> = word_at(tokens, at).into_iter().collect();
    while double_colon(tokens, at + 1)
        && let Some(word) = word_at(tokens, at + 3)
    {
        path.push(word);
        at += 3;
    }
    path
}

/// The path that ends with the word at `at`.
pub fn path_to(tokens: &[TokenTree], mut at: usize) -> Vec<String> {
    let mut path: Vec<String> = word_at(tokens, at).into_iter().collect();
    while at >= 3
        && double_colon(tokens, at - 2)
        && let Some(word) = word_at(tokens, at - 3)
    {
        path.insert(0, word);
        at -= 3;
    }
    path
}

/// What begins at `at`, if it would bring in code that is not read here, or by another name.
pub fn hidden(tokens: &[TokenTree], at: usize) -> Option<&'static str> {
    let word = word_at(tokens, at).unwrap_or_default();
    if word == "include" && is(tokens, at + 1, '!') {
        return Some("include!");
    }
    if word == "extern" && word_at(tokens, at + 1).as_deref() == Some("crate") {
        return Some("extern crate");
    }
    let attribute = group(tokens, at + 1).filter(|_| is(tokens, at, '#'))?;
    moves_file(attribute).then_some("#[path]")
}

/// Whether an attribute gives a module another file than that of its name.
fn moves_file(attribute: &Group) -> bool {
    let words: Vec<TokenTree> = attribute.stream().into_iter().collect();
    let is_path = |words: &[TokenTree], at| {
        word_at(words, at).as_deref() == Some("path") && is(words, at + 1, '=')
    };
    match (word_at(&words, 0).as_deref(), group(&words, 1)) {
        (Some("cfg_attr"), Some(inside)) => {
            let words: Vec<TokenTree> = inside.stream().into_iter().collect();
            (0..words.len()).any(|at| is_path(&words, at))
        }
        _ => is_path(&words, 0),
    }
}
