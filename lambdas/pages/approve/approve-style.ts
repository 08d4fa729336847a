/** What the approve page adds to the style of all pages. */
export const approveStyle = `
main{padding-bottom:3rem}
.field{margin:.9rem 0 0}
label{display:block;font-weight:600;margin-bottom:.2rem}
input,textarea{width:100%;font:inherit;color:inherit;background:var(--page);border:1px solid var(--quiet);border-radius:.4rem;padding:.6rem .7rem}
input#code{font:1.5rem/1.2 ui-monospace,monospace;letter-spacing:.25em;max-width:12rem}
textarea{min-height:3.2rem;resize:vertical}
input:focus-visible,textarea:focus-visible,button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.buttons{display:flex;gap:.7rem;margin:1rem 0 .2rem;flex-wrap:wrap}
button{font:inherit;font-weight:700;min-height:3rem;min-width:8.5rem;flex:1 1 8.5rem;border-radius:.5rem;border:1px solid currentColor;background:var(--card);color:var(--text);cursor:pointer}
button#approve{background:var(--good);color:var(--card);border-color:var(--good)}
button#reject{color:var(--bad)}
button:disabled{opacity:.5;cursor:default}
[role=alert]{min-height:1.5rem;font-weight:600}
#evidence h3{font-size:.95rem;margin:1rem 0 .2rem}
.spark{display:block;width:100%;height:3rem;margin:.2rem 0}
.spark polyline{fill:none;stroke:var(--text);stroke-width:1.75}
[hidden]{display:none!important}
`;
