/** What the page of an incident needs beside the style of every page: commands, the path of the workflow, readouts of charts, filters. */
export const incidentStyle = `
*:not(section:has(>.fold))+section:has(>.fold){margin-top:1.2rem}
section:has(>.fold){border-top:1px solid var(--line);scroll-margin-top:.5rem}
.fold>summary{position:relative;display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .7rem;min-height:44px;padding:.6rem 1.6rem .6rem 0;list-style:none}
.fold>summary::-webkit-details-marker{display:none}
.fold>summary h2{margin:0}
.fold>summary::after{content:"";position:absolute;right:.4rem;top:1.1rem;width:.45rem;height:.45rem;border:solid var(--quiet);border-width:0 2px 2px 0;transform:rotate(45deg)}
.fold[open]{padding-bottom:1rem}.fold[open]>summary::after{transform:rotate(225deg)}
details.small>summary{padding:.12rem 0}
.affected{margin:0 0 .6rem}
.acts{display:flex;flex-wrap:wrap;gap:.5rem}
.acts summary,.text,dialog button{display:inline-block;min-height:44px;padding:.55rem .9rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);color:var(--text);font:inherit;font-weight:600;list-style:none;cursor:pointer}
.acts summary::-webkit-details-marker{display:none}
.acts details[open]{flex-basis:100%;min-width:0;border:1px solid var(--line);border-radius:.6rem;padding:.7rem .8rem;background:var(--card)}
.acts details[open] summary{border-color:var(--text)}
.acts .post{align-items:stretch;flex-direction:column}
.acts .post label:not(.check){display:grid;gap:.2rem}
.acts .post button{min-height:44px;align-self:start}
.path{list-style:none;padding:0;margin:.4rem 0}
.path li{display:flex;justify-content:space-between;gap:.8rem;position:relative;padding:.16rem 0 .16rem 1.6rem}
.path li::before{content:"";position:absolute;left:.2rem;top:.5rem;width:.75rem;height:.75rem;box-sizing:border-box;border-radius:50%;border:2px solid var(--quiet);background:var(--page);z-index:1}
.path li:not(:last-child)::after{content:"";position:absolute;left:.52rem;top:.9rem;bottom:-.6rem;border-left:2px solid var(--line)}
.path .done::before{background:var(--good);border-color:var(--good)}
.path .failed::before{background:var(--bad);border-color:var(--bad);border-radius:0}
.path .current::before{border-color:var(--link);border-width:4px}
.path .current{font-weight:600}.path .ahead,.path .left-out{color:var(--quiet)}
.path .left-out::before{border-style:dotted}
.path li>:last-child{flex:none;font-weight:400}
.tag{color:var(--link)}.failed .tag{color:var(--bad)}.left-out .tag{color:var(--quiet)}
.draw{position:relative;cursor:crosshair;touch-action:pan-y}
.draw:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.draw output{position:absolute;top:16px;height:120px;border-left:1px solid var(--text);padding:.15rem 0 0 .3rem;font-size:.8rem;color:var(--text);white-space:nowrap;pointer-events:none}
.draw output:empty{display:none}
.draw output.right{border-left:0;border-right:1px solid var(--text);padding:.15rem .3rem 0 0;transform:translateX(-100%)}
.chips{border:0;padding:0;margin:.3rem 0 .6rem;display:flex;flex-wrap:wrap;gap:.4rem}
.chips label{border:1px solid var(--line);border-radius:1rem;padding:.2rem .7rem;min-height:28px;background:var(--card);cursor:pointer;font-size:.875rem}
.chips input{position:absolute;opacity:0}
.chips label:has(:checked){background:var(--text);color:var(--page);border-color:var(--text)}
.chips label:has(:focus-visible){outline:2px solid var(--link);outline-offset:2px}
.timeline p{margin:0 0 .2rem}
${[1, 2, 3, 4, 5].map((n) => `#timeline:has(#f${n}:checked) :is(p[class]:not(.g${n}),li:not(:has(.g${n})))`).join(',')}{display:none}
dialog{border:1px solid var(--line);border-radius:.6rem;background:var(--card);color:var(--text);max-width:22rem}
dialog h2{margin-top:0}
dialog::backdrop{background:#0008}
kbd{font:.875em ui-monospace,monospace;border:1px solid var(--line);border-radius:.25rem;padding:0 .3rem}
.text{border:0;background:none;padding:0;text-decoration:underline;font-weight:400;color:var(--link)}
@media (prefers-reduced-motion:no-preference){.fold>summary::after{transition:transform .15s}}
@media print{.acts,.chips,.text,summary::after{display:none!important}}
`;
