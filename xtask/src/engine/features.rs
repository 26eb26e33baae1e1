//! Removes reference types and multivalue from a compiled module's `target_features` section. wasm-bindgen
//! reads that section, and without these two its glue uses neither: Safari before 16.4 traps on them, and
//! plain JavaScript cannot express them. Used by `engine`.

use anyhow::{Context, Result, ensure};

const UNWANTED: [&[u8]; 2] = [b"reference-types", b"multivalue"];
const SECTION: &[u8] = b"target_features";
const HEADER: usize = 8;

/// The same module, without the unwanted names in its `target_features` section.
pub fn strip_unwanted(wasm: &[u8]) -> Result<Vec<u8>> {
    ensure!(wasm.starts_with(b"\0asm\x01\0\0\0"), "not a WebAssembly module of version 1");
    let mut out = wasm[..HEADER].to_vec();
    let mut rest = &wasm[HEADER..];
    while let Some((&id, after_id)) = rest.split_first() {
        let mut body = after_id;
        let size = read_u32(&mut body)?;
        let content = take(&mut body, size)?;
        match filtered(id, content)? {
            Some(section) => {
                out.push(id);
                write_u32(&mut out, section.len());
                out.extend(section);
            }
            None => out.extend(&rest[..rest.len() - body.len()]),
        }
        rest = body;
    }
    Ok(out)
}

/// The new content of a section, or `None` if it is unchanged.
fn filtered(id: u8, content: &[u8]) -> Result<Option<Vec<u8>>> {
    if id != 0 {
        return Ok(None);
    }
    let mut rest = content;
    if read_name(&mut rest)? != SECTION {
        return Ok(None);
    }
    let count = read_u32(&mut rest)?;
    let mut kept = Vec::new();
    for _ in 0..count {
        let entry = rest;
        take(&mut rest, 1)?;
        let name = read_name(&mut rest)?;
        if !UNWANTED.contains(&name) {
            kept.push(&entry[..entry.len() - rest.len()]);
        }
    }
    let mut section = Vec::new();
    write_u32(&mut section, SECTION.len());
    section.extend(SECTION);
    write_u32(&mut section, kept.len());
    section.extend(kept.concat());
    Ok(Some(section))
}

fn read_name<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8]> {
    let length = read_u32(bytes)?;
    take(bytes, length)
}

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Result<&'a [u8]> {
    let (head, tail) = bytes.split_at_checked(count).context("the module is truncated")?;
    *bytes = tail;
    Ok(head)
}

/// LEB128, the format's own number encoding.
fn read_u32(bytes: &mut &[u8]) -> Result<usize> {
    let mut value = 0_u64;
    for shift in (0..35).step_by(7) {
        let byte = take(bytes, 1)?[0];
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(value)
                .map(|value| value as usize)
                .context("a number that is too large");
        }
    }
    anyhow::bail!("an unterminated number")
}

fn write_u32(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(features: &[&str]) -> Vec<u8> {
        let mut content = vec![SECTION.len() as u8];
        content.extend(SECTION);
        content.push(features.len() as u8);
        for feature in features {
            content.push(b'+');
            content.push(feature.len() as u8);
            content.extend(feature.as_bytes());
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        // A memory section before it and a custom section after it must come through untouched.
        wasm.extend([5, 3, 1, 0, 1]);
        wasm.push(0);
        write_u32(&mut wasm, content.len());
        wasm.extend(content);
        wasm.extend([0, 3, 2, b'h', b'i']);
        wasm
    }

    #[test]
    fn removes_only_the_unwanted_features() {
        let all = ["bulk-memory", "multivalue", "mutable-globals", "reference-types", "sign-ext"];
        let left = ["bulk-memory", "mutable-globals", "sign-ext"];
        assert_eq!(strip_unwanted(&module(&all)).unwrap(), module(&left));
    }

    #[test]
    fn a_module_without_them_is_unchanged() {
        assert_eq!(strip_unwanted(&module(&["sign-ext"])).unwrap(), module(&["sign-ext"]));
    }

    #[test]
    fn a_truncated_module_is_refused() {
        let whole = module(&["multivalue"]);
        assert!(strip_unwanted(&whole[..whole.len() - 1]).is_err());
        assert!(strip_unwanted(b"plain text").is_err());
    }
}
