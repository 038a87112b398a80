//! Which of a page's statements about itself to take, in the order in which they proved right, each with how it is known.

use hearsay_core::{Code, How, Known, MetadataSource as Source, Report, Warning};

use crate::metadata::json_ld::{self, Article};
use crate::metadata::tags::{Tags, squeeze};
use crate::metadata::{authors, date};

/// Fills in what `tags` say of the report; what is known already, because it was given, stays.
pub(crate) fn apply(tags: &Tags, report: &mut Report) {
    let address = address(tags, report);
    let article = json_ld::article(&tags.json_ld, address.as_ref().map(|known| known.value.as_str()))
        .unwrap_or_default();
    if report.canonical.is_none() {
        report.canonical = address;
    }
    let address = report.canonical.clone().map(|known| known.value);
    if report.outlet.is_none() {
        report.outlet = outlet(tags, &article);
    }
    if report.language.is_none() {
        report.language = language(tags, &article);
    }
    report.title =
        title(tags, &article, report.outlet.as_ref().map(|known| known.value.as_str()), address.as_deref());
    let outlet = report.outlet.as_ref().map(|known| known.value.clone());
    report.authors = signed(tags, &article, outlet.as_deref(), address.as_deref());
    let given = report.published.is_some();
    let published = published(tags, &article, address.as_deref());
    if let (false, [first, rest @ ..]) = (given, published.as_slice()) {
        if let Some(other) = rest.iter().find(|other| {
            other.how != How::Metadata(Source::Url) && days_apart(&first.value, &other.value) > 1
        }) {
            let message = format!(
                "the page gives {} and {} as its day of publication",
                day(&first.value),
                day(&other.value)
            );
            report.warnings.push(Warning::new(Code::ConflictingMetadata, message));
        }
        report.published = Some(first.clone());
    }
    report.modified = modified(tags, &article);
}

/// The first of several statements that says something.
fn first<const N: usize>(statements: [(Source, Option<&str>); N]) -> Option<Known<String>> {
    statements.into_iter().find_map(|(source, value)| {
        let value = squeeze(value?);
        (!value.is_empty()).then(|| Known::new(value, How::Metadata(source)))
    })
}

fn address(tags: &Tags, report: &Report) -> Option<Known<String>> {
    report.canonical.clone().or_else(|| {
        first([
            (Source::Link, tags.canonical.as_deref()),
            (Source::OpenGraph, tags.meta(&["og:url"])),
            (Source::Meta, tags.meta(&["twitter:url", "url"])),
        ])
        .filter(|known| known.value.contains("://"))
    })
}

fn outlet(tags: &Tags, article: &Article) -> Option<Known<String>> {
    first([
        (Source::OpenGraph, tags.meta(&["og:site_name"])),
        (Source::JsonLd, article.publisher.as_deref()),
        (Source::Microdata, tags.property("publisher").filter(|name| name.len() < 80)),
        (
            Source::Meta,
            tags.meta(&["application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title"]),
        ),
    ])
    .filter(|known| !known.value.contains("://"))
}

fn language(tags: &Tags, article: &Article) -> Option<Known<String>> {
    let code = |value: &str| {
        let code = value.split(['-', '_']).next()?.trim().to_lowercase();
        ((2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase())).then_some(code)
    };
    [
        (Source::Lang, tags.language.as_deref()),
        (Source::JsonLd, article.language.as_deref()),
        (Source::OpenGraph, tags.meta(&["og:locale"])),
        (Source::Meta, tags.meta(&["content-language", "language", "dc.language"])),
    ]
    .into_iter()
    .find_map(|(source, value)| Some(Known::new(code(value?)?, How::Metadata(source))))
}

/// The title that the outlet gives its report, without the name of the site.
///
/// Pages often carry several: one above the text, one for readers elsewhere (OpenGraph), one for machines (JSON-LD), one
/// for the window. OpenGraph's is taken, unless it only adds to another, or the window's title repeats it while text and
/// JSON-LD agree on another, or all three differ; then it is that of JSON-LD. A kicker is taken off where two statements
/// show it to be one. What stands above the text is the headline
/// zone all the same.
fn title(
    tags: &Tags,
    article: &Article,
    outlet: Option<&str>,
    address: Option<&str>,
) -> Option<Known<String>> {
    let bare = |title: &str| without_site(&squeeze(title), outlet, address);
    let statements: Vec<Known<String>> = [
        (Source::OpenGraph, tags.meta(&["og:title"])),
        (Source::Meta, tags.meta(&["twitter:title"])),
        (Source::JsonLd, article.headline.as_deref()),
        (Source::Microdata, tags.property("headline")),
        (Source::Element, tags.headings.first().map(String::as_str)),
        (Source::Meta, tags.meta(&["title", "dc.title", "parsely-title", "sailthru.title"])),
        (Source::Title, tags.title.as_deref()),
    ]
    .into_iter()
    .filter_map(|(source, value)| Some(Known::<String>::new(bare(value?), How::Metadata(source))))
    .filter(|known| !known.value.is_empty())
    .collect();
    let first = statements.first()?;
    let stated = |source| {
        statements
            .iter()
            .find(|known| known.how == How::Metadata(source))
            .filter(|known| known.value != first.value)
    };
    let (machine, above) = (stated(Source::JsonLd), stated(Source::Element));
    let window = stated(Source::Title).is_none();
    let other = match (machine, above) {
        // Two against one, unless the window's title stands with OpenGraph's and an addition makes the difference.
        (Some(machine), Some(above)) if machine.value == above.value => {
            let part = machine.value.chars().count() >= 20 && first.value.contains(&machine.value);
            (window || part || is_extended(&first.value, &machine.value)).then_some(machine)
        }
        (Some(machine), Some(_)) => Some(machine),
        (machine, above) => {
            [machine, above].into_iter().flatten().find(|known| is_extended(&first.value, &known.value))
        }
    };
    let mut title = other.unwrap_or(first).clone();
    let others = statements.iter().map(|known| known.value.as_str());
    if let Some(bare) = without_kicker(&title.value, others) {
        title.value = bare.to_owned();
    }
    Some(title)
}

/// The title without its kicker, where another statement has another kicker, no word of it the same, before the same words.
fn without_kicker<'t>(title: &'t str, mut others: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    const LEAST: usize = 20;
    let parted = |title: &'t str| {
        let marks = [": ", " - ", " – ", " — ", " | "].iter();
        let (at, length) = marks.filter_map(|mark| Some((title.find(mark)?, mark.len()))).min()?;
        Some((&title[..at], &title[at + length..]))
    };
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace().map(letters).filter(|word| word.len() > 2).collect()
    };
    let (kicker, rest) = parted(title)?;
    let kicker = words(kicker);
    let differs = |other: &'t str| {
        parted(other).is_some_and(|(other, same)| {
            same == rest && !words(other).iter().any(|word| kicker.contains(word))
        })
    };
    (rest.chars().count() >= LEAST && others.any(differs)).then_some(rest)
}

/// Whether `long` is `short`, a dash or bar, and something more: a section, a date, the site's name.
fn is_extended(long: &str, short: &str) -> bool {
    long.strip_prefix(short).is_some_and(|rest| {
        let rest = rest.trim_start();
        short.chars().count() >= 10 && rest.starts_with(['|', '-', '–', '—', '·', '•', '：', '«', '/'])
    })
}

/// The names that a site goes by: its outlet's and its domain's, whole and without its ending.
fn site_names(outlet: Option<&str>, address: Option<&str>) -> Vec<String> {
    let host = address
        .and_then(|address| address.split("://").nth(1)?.split('/').next())
        .map(|host| host.trim_start_matches("www."));
    let label = host.and_then(|host| host.rsplit_once('.')).map(|(label, _)| label);
    [outlet, host, label].into_iter().flatten().map(letters).filter(|name| !name.is_empty()).collect()
}

/// The letters and digits of a name, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `title` without the site's name at its end: after a dash or a bar, the outlet's name or that of its domain.
fn without_site(title: &str, outlet: Option<&str>, address: Option<&str>) -> String {
    let names = site_names(outlet, address);
    let mut title = title;
    while let Some((at, bar)) = [" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " « ", " / "]
        .iter()
        .filter_map(|bar| Some((title.rfind(bar)?, *bar)))
        .max()
    {
        let tail = letters(&title[at + bar.len()..]);
        let site = !tail.is_empty()
            && names.iter().any(|name| {
                *name == tail
                    || (tail.len() >= 3 && name.starts_with(&tail))
                    || (name.len() >= 3 && tail.starts_with(name.as_str()))
            });
        if !site {
            break;
        }
        title = &title[..at];
    }
    title.trim().to_owned()
}

fn signed(tags: &Tags, article: &Article, outlet: Option<&str>, address: Option<&str>) -> Vec<Known<String>> {
    let known = |names: Vec<String>, source| -> Vec<Known<String>> {
        let mut kept: Vec<Known<String>> = Vec::new();
        let split = if source == Source::Element { authors::in_byline } else { authors::split };
        for name in names.iter().flat_map(|words| split(words)) {
            if authors::is_name(&name) && !kept.iter().any(|other| other.value == name) {
                kept.push(Known::new(name, How::Metadata(source)));
            }
        }
        kept
    };
    let metas = |names: &[&str]| -> Vec<String> {
        names
            .iter()
            .map(|name| tags.all(name).map(str::to_owned).collect::<Vec<_>>())
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    };
    let properties = tags
        .properties
        .iter()
        .filter(|(property, _)| property.split_whitespace().any(|part| part == "author"));
    let bylines = |rank: u8| {
        tags.bylines
            .iter()
            .filter(|byline| byline.rank == rank)
            .map(|byline| byline.words.clone())
            .collect::<Vec<_>>()
    };
    let statements = [
        (Source::JsonLd, article.authors.clone()),
        (
            Source::Meta,
            metas(&[
                "author",
                "authors",
                "parsely-author",
                "sailthru.author",
                "dc.creator",
                "dcterms.creator",
                "byl",
                "article.author",
            ]),
        ),
        (Source::Meta, metas(&["cxenseparse:author"])),
        (Source::OpenGraph, metas(&["article:author", "og:article:author"])),
        (Source::Microdata, properties.map(|(_, value)| value.clone()).collect::<Vec<_>>()),
        (Source::Element, bylines(0)),
        (Source::Element, bylines(1).into_iter().take(1).collect()),
    ];
    let statements: Vec<Vec<Known<String>>> = statements
        .into_iter()
        .map(|(source, names)| known(names, source))
        .filter(|names| !names.is_empty())
        .collect();
    // That an outlet signs its own report says nothing where something else names a person.
    let own: Vec<String> =
        site_names(outlet, address).into_iter().chain(article.publisher.as_deref().map(letters)).collect();
    let is_own = |name: &Known<String>| {
        own.iter().any(|own| *own == letters(&name.value)) || authors::is_address(&name.value)
    };
    let best = statements.iter().find(|names| !names.iter().all(is_own)).or(statements.first());
    best.cloned().unwrap_or_default()
}

/// What the page says of its publication, the surest first.
fn published(tags: &Tags, article: &Article, address: Option<&str>) -> Vec<Known<String>> {
    const METAS: &[&str] = &[
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publicationdate",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "dcterms.issued",
        "dc.date.created",
        "cxenseparse:recs:publishtime",
        "article.published",
        "article_date_original",
        "originalpublicationdate",
        "cxenseparse:publishtime",
        "published_date",
        "last-modified",
    ];
    let times = || tags.times.iter();
    let marked = |words: &'static [&'static str]| {
        times()
            .find(|(marks, _)| words.iter().any(|word| marks.contains(word)))
            .map(|(_, time)| time.as_str())
    };
    let statements = [
        (Source::JsonLd, article.published.as_deref()),
        (
            Source::OpenGraph,
            tags.meta(&[
                "article:published_time",
                "og:article:published_time",
                "article:published",
                "og:published_time",
                "og:pubdate",
            ]),
        ),
        (Source::Microdata, tags.property("datepublished")),
        (Source::Meta, tags.meta(METAS)),
        (Source::Time, marked(&["publish", "pubdate", "datepublished", "created", "posted"])),
        (Source::Time, times().next().map(|(_, time)| time.as_str())),
    ];
    let mut found: Vec<Known<String>> = statements
        .into_iter()
        .filter_map(|(source, value)| Some(Known::new(date::machine(value?)?, How::Metadata(source))))
        .collect();
    found.extend(address.and_then(date::in_address).map(|day| Known::new(day, How::Metadata(Source::Url))));
    found
}

fn modified(tags: &Tags, article: &Article) -> Option<Known<String>> {
    [
        (Source::JsonLd, article.modified.as_deref()),
        (
            Source::OpenGraph,
            tags.meta(&["article:modified_time", "og:updated_time", "og:article:modified_time"]),
        ),
        (Source::Microdata, tags.property("datemodified")),
        (
            Source::Meta,
            tags.meta(&["last-modified", "dcterms.modified", "dc.date.modified", "lastmod", "revised"]),
        ),
    ]
    .into_iter()
    .find_map(|(source, value)| Some(Known::new(date::machine(value?)?, How::Metadata(source))))
}

/// The day that a date or an instant begins with.
fn day(value: &str) -> &str {
    value.get(..10).unwrap_or(value)
}

fn days_apart(one: &str, other: &str) -> i64 {
    let parse = |value: &str| chrono::NaiveDate::parse_from_str(day(value), "%Y-%m-%d").ok();
    match (parse(one), parse(other)) {
        (Some(one), Some(other)) => (one - other).num_days().abs(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kicker_is_known_by_another_in_its_place() {
        let title = "War of the bakers: The oven stays where it is";
        let without = |other| without_kicker(title, std::iter::once(other));
        assert_eq!(
            without("Quarrel at Low Marl - The oven stays where it is"),
            Some("The oven stays where it is")
        );
        assert_eq!(without("The bakers quarrel: The oven stays where it is"), None);
        assert_eq!(without("The oven stays where it is"), None);
    }
}
