//! Makes one HTML file from a page and the files beside it, so that it opens by double-click, from
//! `file://`, where no other file may be loaded. Fails if a reference is left. The page's policy is
//! replaced by one that allows exactly what is inside. Used by `bundle`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

/// The page `name` with its stylesheets, scripts and icon inlined, each from the first folder that has it.
pub fn inline(folders: &[&Path], name: &str) -> Result<String> {
    let load = |file: &str| {
        let found = folders.iter().map(|folder| folder.join(file)).find(|path| path.exists());
        let path = found.with_context(|| format!("{name} needs {file}, which does not exist"))?;
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let html = load(name)?;
    inline_with(&html, load).with_context(|| format!("cannot inline {name}"))
}

fn inline_with(html: &str, load: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut page = String::new();
    let mut scripts = String::new();
    let mut inlined = Inlined::default();
    let mut policy_at = None;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        page.push_str(&rest[..start]);
        rest = &rest[start..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").context("an unclosed comment")?;
            rest = &rest[end + 3..];
            continue;
        }
        let end = rest.find('>').context("an unclosed tag")? + 1;
        let tag = &rest[..end];
        rest = &rest[end..];
        match (tag_name(tag), attribute(tag, "src"), attribute(tag, "href")) {
            ("script", Some(file), _) => {
                rest = rest.strip_prefix("</script>").context("a script with both src and text")?;
                // Inline scripts cannot be deferred: at the end of the body they run when deferred ones
                // would.
                let text = script_text(&load(file)?);
                scripts.push_str(&format!("<script>{text}</script>\n"));
                inlined.scripts.push(hash(&text));
            }
            ("link", _, Some(file)) => page.push_str(&linked(tag, file, &load, &mut inlined)?),
            ("meta", ..) if attribute(tag, "http-equiv") == Some("Content-Security-Policy") => {
                policy_at = Some(page.len());
            }
            (name @ ("script" | "style"), ..) => {
                let close =
                    rest.find(&format!("</{name}")).context("an unclosed script or style")?;
                page.push_str(tag);
                page.push_str(&rest[..close]);
                rest = &rest[close..];
            }
            (name, Some(file), _) if name != "script" => bail!("<{name}> loads {file}"),
            _ => page.push_str(tag),
        }
    }
    page.push_str(rest);
    let end = page.rfind("</body>").context("no </body>")?;
    page.insert_str(end, &scripts);
    if let Some(at) = policy_at {
        page.insert_str(at, &inlined.policy());
    }
    Ok(page)
}

/// The hashes of the inlined scripts and stylesheets.
#[derive(Default)]
struct Inlined {
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Inlined {
    /// Allows what is inlined, and nothing else: no loading, no sending.
    fn policy(&self) -> String {
        let (scripts, styles) = (self.scripts.join(" "), self.styles.join(" "));
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             script-src {scripts} 'wasm-unsafe-eval'; style-src {styles}; img-src data:; \
             base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'\">"
        )
    }
}

/// A script or stylesheet as a CSP names it.
fn hash(text: &str) -> String {
    format!("'sha384-{}'", STANDARD.encode(Sha384::digest(text)))
}

/// The replacement for a `<link>`.
fn linked(
    tag: &str,
    file: &str,
    load: &impl Fn(&str) -> Result<String>,
    inlined: &mut Inlined,
) -> Result<String> {
    match attribute(tag, "rel") {
        Some("stylesheet") => {
            let text = style_text(&load(file)?)?;
            inlined.styles.push(hash(&text));
            Ok(format!("<style>{text}</style>"))
        }
        Some("icon") if file.ends_with(".svg") => {
            let data = STANDARD.encode(load(file)?);
            Ok(tag.replace(file, &format!("data:image/svg+xml;base64,{data}")))
        }
        // Only for installing a site, which a single file is not.
        Some("manifest" | "apple-touch-icon") => Ok(String::new()),
        rel => bail!("<link rel={rel:?}> loads {file}"),
    }
}

/// A script may contain `</script` or `<!--` in a string or a regular expression, where the escape is
/// equivalent; in HTML either would end or change the element.
fn script_text(script: &str) -> String {
    let mut text = String::with_capacity(script.len());
    let mut rest = script.trim_end();
    while let Some(at) = rest.find('<') {
        let after = &rest[at + 1..];
        let needs_escape = after.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("/script"))
            || after.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("script"))
            || after.starts_with("!--");
        text.push_str(&rest[..at]);
        text.push_str(if needs_escape { "\\x3C" } else { "<" });
        rest = after;
    }
    text.push_str(rest);
    text
}

fn style_text(style: &str) -> Result<String> {
    let style = style.trim();
    for reference in style.split("url(").skip(1) {
        let target = reference.trim_start_matches(['"', '\'']);
        if !target.starts_with("data:") && !target.starts_with('#') {
            bail!("a stylesheet loads {}", target.split(')').next().unwrap_or_default());
        }
    }
    if style.contains("@import") {
        bail!("a stylesheet imports another");
    }
    Ok(style.replace("</", "<\\/"))
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    name.split(|end: char| !end.is_ascii_alphanumeric() && end != '-').next().unwrap_or_default()
}

/// The value of a quoted attribute, the only form that our own page uses.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let preceded_by_space = rest[..at].ends_with(|before: char| before.is_ascii_whitespace());
        rest = &rest[at + name.len()..];
        if let (true, Some(value)) = (preceded_by_space, rest.strip_prefix("=\"")) {
            return value.split('"').next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(name: &str) -> Result<String> {
        Ok(match name {
            "a.css" => "b::after{content:\"</style>\"}",
            "a.js" => "document.write('</SCRIPT><script><!--');if(1</script/.lastIndex);",
            "b.js" => "last()",
            "far.css" => "@font-face{src:url(https://example.org/font)}",
            "a.svg" => "<svg/>",
            _ => bail!("no {name}"),
        }
        .to_owned())
    }

    fn page(head: &str, body: &str) -> String {
        format!("<!doctype html><head>{head}</head><body>{body}</body>")
    }

    #[test]
    fn everything_is_inlined_in_order() {
        let html = page(
            "<link rel=\"stylesheet\" href=\"a.css\"><link rel=\"icon\" href=\"a.svg\"><link rel=\"manifest\" href=\"m.json\"><script defer src=\"a.js\"></script>",
            "<p data-src=\"x\">1 &lt; 2</p><a href=\"https://example.org/\">out</a><script src=\"b.js\"></script>",
        );
        let one = inline_with(&html, files).unwrap();
        assert_eq!(
            one,
            page(
                "<style>b::after{content:\"<\\/style>\"}</style><link rel=\"icon\" href=\"data:image/svg+xml;base64,PHN2Zy8+\">",
                "<p data-src=\"x\">1 &lt; 2</p><a href=\"https://example.org/\">out</a>\
                 <script>document.write('\\x3C/SCRIPT>\\x3Cscript>\\x3C!--');if(1\\x3C/script/.lastIndex);</script>\n\
                 <script>last()</script>\n",
            )
        );
    }

    #[test]
    fn the_policy_allows_only_what_is_inlined() {
        let html = page(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\"><link rel=\"stylesheet\" href=\"a.css\">",
            "<script src=\"b.js\"></script>",
        );
        let one = inline_with(&html, files).unwrap();
        let style = hash("b::after{content:\"<\\/style>\"}");
        let script = hash("last()");
        assert!(
            one.contains(&format!("script-src {script} 'wasm-unsafe-eval'; style-src {style};")),
            "{one}"
        );
        assert!(!one.contains("'self'") && one.find("Policy") < one.find("<style"), "{one}");
    }

    #[test]
    fn inline_scripts_and_styles_are_unchanged() {
        let html = page(
            "<style>a > b {}</style>",
            "<script>if (1 < 2) '<link rel=\"x\" href=\"y\">';</script>",
        );
        assert_eq!(inline_with(&html, files).unwrap(), html);
    }

    #[test]
    fn a_remaining_reference_is_an_error() {
        for (head, body) in [
            ("<link rel=\"stylesheet\" href=\"far.css\">", ""),
            ("<link rel=\"preload\" href=\"a.js\">", ""),
            ("<link rel=\"stylesheet\" href=\"missing.css\">", ""),
            ("", "<img src=\"a.svg\">"),
            ("", "<script src=\"https://example.org/a.js\"></script>"),
        ] {
            assert!(inline_with(&page(head, body), files).is_err(), "{head}{body}");
        }
    }
}
