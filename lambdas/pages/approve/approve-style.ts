/** What the approve page adds to the style of all pages. */
export const approveStyle = `
main{padding-bottom:3rem}
.brief{padding-left:1.1rem;margin:.4rem 0}
.facts{border-top:1px solid var(--line);padding-top:.5rem}
.facts b{font-variant-numeric:tabular-nums}
#people ul{list-style:none;margin:0;padding:0}
form h2{margin:0}
.field{margin:.9rem 0 0}
label{display:block;font-weight:600;margin-bottom:.2rem}
input,textarea{width:100%;font:inherit;color:inherit;background:var(--page);border:1px solid var(--quiet);border-radius:.4rem;padding:.6rem .7rem}
input#code{font:1.5rem/1.2 ui-monospace,monospace;letter-spacing:.25em;max-width:12rem}
input[aria-invalid=true]{border-color:var(--bad);border-width:2px}
textarea{min-height:3.2rem;resize:vertical}
input:focus-visible,textarea:focus-visible,button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.error{color:var(--bad);font-weight:600;margin:.3rem 0 0}
.buttons{display:flex;gap:.7rem;margin:1rem 0 .2rem;flex-wrap:wrap}
button{font:inherit;font-weight:700;min-height:3rem;min-width:7rem;flex:1 1 7rem;border-radius:.5rem;border:2px solid currentColor;background:var(--card);color:var(--text);cursor:pointer}
button#approve{color:var(--good)}
button#reject{color:var(--bad)}
.sign-in{border-left:4px solid var(--link);padding:.1rem 0 .1rem .8rem;margin:.9rem 0}
.sign-in p{margin:.3rem 0}
#ended h1{margin:0 0 .2rem}#ended h2{font-size:1rem;margin:1rem 0 .2rem}
.links{list-style:none;padding:0}.links li{padding:.35rem 0}.links li a{display:inline-block;min-height:24px;font-weight:600}
#recovery{list-style:none;padding:0}
a.button{display:inline-block;font-weight:700;padding:.6rem 1.2rem;min-height:2.75rem;border-radius:.5rem;border:2px solid currentColor;text-decoration:none;margin:.3rem 0}
button:disabled{opacity:.5;cursor:default}
#message{min-height:1.5rem;font-weight:600}
#message:empty{min-height:0}
.readings{list-style:none;padding:0}
.readings li{margin:.5rem 0}
#evidence h3{font-size:.95rem;margin:1rem 0 .2rem}
#evidence ul{padding-left:1.1rem}
.spark{display:block;width:100%;height:2.4rem;margin:.2rem 0}
.spark polyline{fill:none;stroke:var(--text);stroke-width:1.75}
#progress{margin-top:.6rem}
details{margin:.8rem 0}
details summary{padding:.5rem 0;font-weight:600}
[hidden]{display:none!important}
@media (max-width:30rem){.facts{grid-template-columns:5.2rem 1fr}}
`;
