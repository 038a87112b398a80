//! JSON-LD as news pages carry it (schema.org), broken or not.

use serde_json::{Deserializer, Map, Value};

use crate::metadata::tags::squeeze;

/// Types of schema.org that are a report.
const ARTICLES: &[&str] = &[
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AdvertiserContentArticle",
    "AskPublicNewsArticle",
    "SatiricalArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "TechArticle",
    "ScholarlyArticle",
    "Report",
    "MedicalScholarlyArticle",
];

/// Deepest nesting of values that is followed.
const DEPTH: usize = 16;

/// The values of one block. Repairs what is found in the wild: comments around the JSON, line breaks inside strings,
/// commas before a closing bracket, several values in one block.
pub(crate) fn parse(block: &str) -> Vec<Value> {
    let text =
        block.trim().trim_start_matches("<!--").trim_start_matches("//").trim_start_matches("<![CDATA[");
    let text = text
        .trim_end()
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim_end_matches(';');
    let values = |text: &str| -> Vec<Value> {
        Deserializer::from_str(text)
            .into_iter::<Value>()
            .map_while(Result::ok)
            .filter(|value| value.is_object() || value.is_array())
            .collect()
    };
    if let Ok(value) = serde_json::from_str(text) {
        vec![value]
    } else {
        let found = values(&repair(text));
        if found.is_empty() { values(text) } else { found }
    }
}

fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if quoted {
            match c {
                c if c.is_control() => out.push(' '),
                // JavaScript's escape of an apostrophe is none in JSON.
                '\'' if escaped => {
                    out.pop();
                    out.push('\'');
                }
                c => out.push(c),
            }
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        if matches!(c, '}' | ']') {
            let end = out.trim_end().len();
            if out[..end].ends_with(',') {
                out.truncate(end - 1);
            }
        }
        quoted = c == '"';
        out.push(c);
    }
    out
}

/// What a page's JSON-LD says of its report.
#[derive(Debug, Default)]
pub(crate) struct Article {
    pub(crate) headline: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) language: Option<String>,
}

/// The report among everything that the blocks describe: the first article whose address is the page's own, or the
/// first with a headline.
pub(crate) fn article(blocks: &[Value], address: Option<&str>) -> Option<Article> {
    let mut nodes = Vec::new();
    for block in blocks {
        collect(block, DEPTH, &mut nodes);
    }
    let articles: Vec<&Map<String, Value>> =
        nodes.iter().copied().filter(|node| is_a(node, ARTICLES)).collect();
    let own = |node: &&&Map<String, Value>| {
        let Some(address) = address.map(bare) else { return false };
        ["url", "mainEntityOfPage", "@id"].iter().filter_map(|key| node.get(*key)).any(|value| {
            let value =
                value.as_str().or_else(|| value.get("@id")?.as_str()).or_else(|| value.get("url")?.as_str());
            value.map(bare) == Some(address)
        })
    };
    let dated =
        |node: &&&Map<String, Value>| node.contains_key("headline") && node.contains_key("datePublished");
    let node = articles
        .iter()
        .find(|node| own(node) && dated(node))
        .or_else(|| articles.iter().find(dated))
        .or_else(|| articles.iter().find(own))
        .or_else(|| articles.first())
        .copied()
        .or_else(|| {
            nodes.iter().copied().find(|node| {
                node.contains_key("datePublished") && is_a(node, &["WebPage", "VideoObject", "CreativeWork"])
            })
        })?;
    Some(read(node, &nodes))
}

fn read(node: &Map<String, Value>, nodes: &[&Map<String, Value>]) -> Article {
    let text = |key: &str| node.get(key).and_then(first_text);
    let mut authors = Vec::new();
    for key in ["author", "creator"] {
        if authors.is_empty() {
            node.get(key).into_iter().for_each(|value| name(value, nodes, DEPTH, &mut authors));
        }
    }
    let mut publishers = Vec::new();
    for key in ["publisher", "sourceOrganization"] {
        node.get(key).into_iter().for_each(|value| name(value, nodes, DEPTH, &mut publishers));
    }
    Article {
        headline: text("headline").or_else(|| text("name")),
        authors,
        published: text("datePublished").or_else(|| text("dateCreated")).or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        publisher: publishers.into_iter().next(),
        language: text("inLanguage"),
    }
}

/// Every object, in the order of the blocks; lists of other reports are left out.
fn collect<'v>(value: &'v Value, depth: usize, nodes: &mut Vec<&'v Map<String, Value>>) {
    if depth == 0 || nodes.len() >= 2000 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, depth - 1, nodes)),
        Value::Object(node) => {
            nodes.push(node);
            let lists = is_a(node, &["ItemList", "BreadcrumbList", "Comment"]);
            for (key, value) in node {
                let aside = [
                    "relatedLink",
                    "hasPart",
                    "isPartOf",
                    "mentions",
                    "about",
                    "itemListElement",
                    "comment",
                    "citation",
                    "liveBlogUpdate",
                    "isBasedOn",
                ];
                if !lists && !aside.contains(&key.as_str()) {
                    collect(value, depth - 1, nodes);
                }
            }
        }
        _ => {}
    }
}

fn is_a(node: &Map<String, Value>, types: &[&str]) -> bool {
    let is = |value: &Value| {
        value.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', '#', ':']).next().unwrap_or(kind);
            types.iter().any(|known| known.eq_ignore_ascii_case(kind))
        })
    };
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// The names that an `author` or a `publisher` gives: text, an object, a reference to another object, or a list of such.
fn name(value: &Value, nodes: &[&Map<String, Value>], depth: usize, found: &mut Vec<String>) {
    if depth == 0 || found.len() >= 50 {
        return;
    }
    match value {
        Value::String(text) => push(text, found),
        Value::Array(list) => list.iter().for_each(|value| name(value, nodes, depth - 1, found)),
        Value::Object(node) => match node.get("name") {
            Some(Value::String(text)) => push(text, found),
            Some(inner @ (Value::Array(_) | Value::Object(_))) => name(inner, nodes, depth - 1, found),
            _ => {
                let id = node.get("@id").and_then(Value::as_str);
                let other = nodes.iter().find(|other| {
                    id.is_some()
                        && other.get("@id").and_then(Value::as_str) == id
                        && other.contains_key("name")
                });
                if let Some(Value::String(text)) = other.and_then(|other| other.get("name")) {
                    push(text, found);
                }
            }
        },
        _ => {}
    }
}

fn push(text: &str, found: &mut Vec<String>) {
    let name = squeeze(text);
    if !name.is_empty() && !found.contains(&name) {
        found.push(name);
    }
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(squeeze(text)).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => list.iter().find_map(first_text),
        Value::Object(node) => {
            ["@value", "@id", "name", "url"].iter().find_map(|key| node.get(*key)?.as_str()).map(squeeze)
        }
        _ => None,
    }
}

/// An address without what does not tell pages apart.
fn bare(address: &str) -> &str {
    let address = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
    address.split_once("://").map_or(address, |(_, rest)| rest).trim_start_matches("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(block: &str) -> Article {
        article(&parse(block), None).unwrap_or_default()
    }

    #[test]
    fn an_article_is_found_in_a_graph_and_its_author_by_reference() {
        let found = of(
            r##"{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"The Invented Post"},
            {"@type":["Article","NewsArticle"],"headline":"Bridge &amp; road","datePublished":"2021-06-02","author":{"@id":"#a"},"publisher":{"name":"The Invented Post"}},
            {"@type":"Person","@id":"#a","name":"Jane Roe"}]}"##,
        );
        assert_eq!(found.headline.as_deref(), Some("Bridge & road"));
        assert_eq!(found.authors, ["Jane Roe"]);
        assert_eq!(found.publisher.as_deref(), Some("The Invented Post"));
    }

    #[test]
    fn broken_json_is_repaired() {
        let found = of(
            "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Line\nbreak\", \"author\":[{\"name\":\"Jane Roe\",},],} -->",
        );
        assert_eq!(found.headline.as_deref(), Some("Line break"));
        assert_eq!(found.authors.len(), 1);
        assert!(parse("{ not json").is_empty());
        assert!(parse(&"[".repeat(100_000)).is_empty());
    }
}
