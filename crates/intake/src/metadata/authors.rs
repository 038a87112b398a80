//! Names of authors as pages write them, one name an entry.

use crate::line;
use crate::wording::wording;
use hearsay_core::ZoneKind;

/// The names in a byline: `By Jane Roe and John Doe, Geneva` gives two. A place, an agency or an office beside a name is
/// none, nor is what a label such as *Source* comes before.
pub(crate) fn in_byline(line: &str) -> Vec<String> {
    let names = split(wording().after(line, ZoneKind::Byline));
    let full = names.iter().any(|name| name.contains(' '));
    let named = |name: &String| {
        !name.contains([':', '/']) && !name.starts_with(char::is_lowercase) && (!full || name.contains(' '))
    };
    names.into_iter().filter(named).collect()
}

/// Names joined by commas, semicolons, slashes or *and*, in any language we know.
pub(crate) fn split(names: &str) -> Vec<String> {
    const AND: &[&str] = &["and", "et", "und", "y", "e", "og", "i", "и", "и", "та", "і", "ve", "&", "و"];
    let mut found = Vec::new();
    for part in names.split([',', ';', '|', '•', '·']) {
        let mut name: Vec<&str> = Vec::new();
        for word in part.split_whitespace().chain(["&"]) {
            if AND.contains(&word) && (name.len() >= 2 || word == "&") {
                let whole = clean(&name.join(" "));
                if whole.chars().any(char::is_alphabetic) && !found.contains(&whole) {
                    found.push(whole);
                }
                name.clear();
            } else {
                name.push(word);
            }
        }
    }
    found
}

/// One name without the phrase before it and the signs around it.
pub(crate) fn clean(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = wording().after(&name, ZoneKind::Byline);
    // Initials in brackets after the name are the newsroom's own: "Jane Roe (jro.)".
    let name = match name.strip_suffix(')').and_then(|open| open.rsplit_once(" (")) {
        Some((name, initials))
            if initials.len() <= 5 && initials.chars().all(|c| c.is_lowercase() || c == '.') =>
        {
            name
        }
        _ => name,
    };
    name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ':' | ';' | '|' | '-' | '–' | '—' | '"' | '@')
    })
    .to_owned()
}

/// Whether a byline names a person or a body, rather than giving an address, a date or nothing.
pub(crate) fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=8).contains(&words)
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !name.contains("://")
        && !name.contains('@')
        && !line::ends_in_punctuation(name)
}

/// Whether a name is, or gives, the address of a site: `example.org`, `The Invented Post (www.example.org)`.
pub(crate) fn is_address(name: &str) -> bool {
    name.contains("www.")
        || (!name.contains(' ') && name.rsplit_once('.').is_some_and(|(_, end)| (2..=3).contains(&end.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        assert_eq!(in_byline("By Jane Roe and John van Doe, Geneva"), ["Jane Roe", "John van Doe"]);
        assert_eq!(in_byline("Par Jeanne Dupont, Ali Ben et Zoé Li"), ["Jeanne Dupont", "Ali Ben", "Zoé Li"]);
        assert_eq!(in_byline("Автор: Іван Сірко та Олена Пчілка"), ["Іван Сірко", "Олена Пчілка"]);
        assert_eq!(split("Jane Roe (jro.), John Doe (AFP)"), ["Jane Roe", "John Doe (AFP)"]);
        assert_eq!(in_byline("Byron Smith"), ["Byron Smith"]);
    }
}
