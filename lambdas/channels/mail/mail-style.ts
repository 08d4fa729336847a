/**
 * The style of every mail: one column, light and dark, with the colours of the pages. It is all in the head: a program that drops it shows
 * plain headings, paragraphs and links, which read as well. No variables: Outlook and Gmail know none. https://www.caniemail.com
 */
export const mailStyle = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;background:#f7f7f5;color:#1c1d1f;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.card{max-width:600px;margin:0 auto;padding:20px;background:#ffffff;overflow-wrap:anywhere;word-break:break-word}
p{margin:0 0 12px}
h1{font-size:20px;line-height:1.3;margin:0 0 12px}
h2{font-size:16px;margin:24px 0 4px}
ul{margin:0 0 12px;padding-left:20px}
li{margin:0 0 4px}
a{color:#0b57a4}
.where{color:#5c6066;font-weight:bold;margin:0 0 4px}
.severity{display:inline-block;padding:0 8px;border-radius:4px;border:1px solid #5c6066;color:#5c6066}
.SEV1{border-color:#b3261e;background:#fdecea;color:#b3261e}
.SEV2{border-color:#8a5300;background:#fff4df;color:#8a5300}
.go{margin:20px 0}
.go a{display:inline-block;padding:12px 20px;border-radius:6px;background:#0b57a4;color:#ffffff;font-weight:bold;text-decoration:none}
.code{margin:20px 0}
.code b{display:block;font:bold 28px/1.4 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.2em}
.chart,pre{font:13px/1.4 ui-monospace,Menlo,Consolas,monospace}
.chart{display:block;white-space:nowrap;overflow:hidden;color:#5c6066}
pre{margin:0 0 12px;padding:10px;background:#f7f7f5;white-space:pre-wrap}
.main{font-weight:bold}
.note{color:#5c6066;font-size:14px;margin:16px 0 0}
@media (prefers-color-scheme:dark){
body{background:#141517;color:#e8e8e6}
.card{background:#1d1f22}
a{color:#8ec1f7}
.where,.chart,.note{color:#a2a7ad}
.severity{border-color:#a2a7ad;color:#a2a7ad}
.SEV1{border-color:#ff8a80;background:#3a1e1c;color:#ff8a80}
.SEV2{border-color:#f5bd5d;background:#352a15;color:#f5bd5d}
.go a{background:#8ec1f7;color:#10243a}
pre{background:#141517}
}
`.trim();
