//! A query of the list of contacts as programs write it in a body: the parameters of `GET /contacts` as an object.
use app::error::{Error, FieldProblem};
use contact::query::Query;
use serde_json::{Map, Value};

/// Reads a query as the list's address has it: a value, or several of them in an array.
pub fn read(query: Map<String, Value>) -> Result<Query, Error> {
    let mut pairs = Vec::new();
    for (name, value) in query {
        let values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        for value in values {
            let text = match value {
                Value::String(text) => text,
                value @ (Value::Bool(_) | Value::Number(_)) => value.to_string(),
                _ => {
                    let sentence =
                        format!("query: \"{name}\" must be a text, or several in an array.");
                    return Err(wrong(sentence));
                }
            };
            pairs.push((name.clone(), text));
        }
    }
    let (pairs, _) = parted(pairs);
    Query::read(pairs).map_err(wrong)
}

/// Parts what says which contacts are meant from where a page of them begins: its cursor is of the list alone.
pub fn parted(pairs: Vec<(String, String)>) -> (Vec<(String, String)>, Option<String>) {
    let (cursors, meant): (Vec<_>, Vec<_>) =
        pairs.into_iter().partition(|(name, _)| name == "cursor");
    let mut cursors = cursors.iter().map(|(_, cursor)| cursor.trim());
    let cursor = cursors.rfind(|cursor| !cursor.is_empty());
    (meant, cursor.map(str::to_owned))
}

/// Writes a query so that it can be read again.
pub fn written(query: &Query) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, value) in query.pairs() {
        let value = Value::String(value);
        match object.remove(&name) {
            None => object.insert(name, value),
            Some(Value::Array(mut values)) => {
                values.push(value);
                object.insert(name, Value::Array(values))
            }
            Some(first) => object.insert(name, Value::Array(vec![first, value])),
        };
    }
    object
}

/// Refuses a query for what is wrong with it.
pub fn wrong(sentence: String) -> Error {
    Error::Invalid(vec![FieldProblem::new("malformed", "query", sentence)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let address = "search=chan&label=vip&label=gold&type=Lead&has_phone=true";
        let query = Query::of_address(address).expect("a query");
        let object = written(&query);
        assert_eq!(object["search"], "chan");
        assert_eq!(object["label"], serde_json::json!(["vip", "gold"]));
        assert_eq!(read(object).ok(), Some(query));
    }

    #[test]
    fn where_a_page_begins_is_no_part_of_what_is_meant() {
        let pairs = ["search=chan", "cursor=one", "cursor=+two+", "cursor="];
        let (meant, cursor) = parted(Query::parts(&pairs.join("&")).collect());
        assert_eq!(meant, [("search".to_owned(), "chan".to_owned())]);
        assert_eq!(cursor.as_deref(), Some("two"));
        assert_eq!(parted(meant).1, None);
    }

    #[test]
    fn an_object_within_a_query_is_refused() {
        let mut object = Map::new();
        object.insert("search".to_owned(), serde_json::json!({"a": 1}));
        assert!(read(object).is_err());
    }
}
