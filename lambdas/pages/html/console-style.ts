/** One column, phone first, light and dark from the same variables. Served inline; its hash is in the page's CSP. */
export const consoleStyle = `
:root{color-scheme:light dark;--page:#f7f7f5;--card:#fff;--text:#1c1d1f;--quiet:#5c6066;--line:#dcdedf;--link:#0b57a4;
--bad:#b3261e;--bad-soft:#fdecea;--warn:#8a5300;--warn-soft:#fff4df;--good:#1b6e3c;--good-soft:#e7f5ec;--band:#d3e1f2}
@media screen and (prefers-color-scheme:dark){:root{--page:#141517;--card:#1d1f22;--text:#e8e8e6;--quiet:#a2a7ad;--line:#34383c;
--link:#8ec1f7;--bad:#ff8a80;--bad-soft:#3a1e1c;--warn:#f5bd5d;--warn-soft:#352a15;--good:#7ed49b;--good-soft:#17301f;--band:#2c405a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
body>header,main,footer{max-width:46rem;margin:0 auto;padding:0 1rem}
body>header{display:flex;align-items:baseline;gap:.4rem 1.2rem;padding-top:.5rem;padding-bottom:.5rem}
body>header a{color:inherit;text-decoration:none;line-height:2rem;white-space:nowrap}body>header a:first-child{font-weight:700}body>header span:last-child{margin-left:auto}
footer{padding-top:1rem;padding-bottom:2.5rem}
footer,.quiet,small,dt,figcaption{color:var(--quiet)}
footer,small,.small,body>header{font-size:.875rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
h1{font-size:1.45rem;line-height:1.25;margin:.2rem 0 .5rem}
h2{font-size:1.05rem;margin:2rem 0 .6rem}
h3{font-size:1rem;margin:0}
p{margin:.35rem 0}
ul,ol{margin:.35rem 0;padding-left:1.2rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1rem;margin:.7rem 0}
.card h2:first-child{margin-top:0}
.now{border-left:.35rem solid var(--quiet)}
.now h2{margin:0 0 .2rem;font-size:1.15rem}
.now.bad{border-left-color:var(--bad);background:var(--bad-soft)}
.now.warn{border-left-color:var(--warn);background:var(--warn-soft)}
.now.good{border-left-color:var(--good);background:var(--good-soft)}
.badge{display:inline-block;border-radius:.3rem;padding:.05rem .45rem;font-size:.8rem;font-weight:700;border:1px solid var(--line);white-space:nowrap}
.badge.bad{background:var(--bad-soft);color:var(--bad);border-color:currentColor}
.badge.warn{background:var(--warn-soft);color:var(--warn);border-color:currentColor}
.badge.good{background:var(--good-soft);color:var(--good);border-color:currentColor}
.row{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline}
dl{display:grid;grid-template-columns:minmax(5.5rem,max-content) 1fr;gap:.15rem .8rem;margin:.5rem 0 0}
dt{font-size:.875rem;padding-top:.07rem}
dd{margin:0;min-width:0}
code,pre{font:.875em/1.5 ui-monospace,monospace}
pre{white-space:pre-wrap;margin:.5rem 0 0}
summary{cursor:pointer}
form.post{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:.6rem 0}
form.post :is(input,select,textarea,button){max-width:100%;box-sizing:border-box;font:inherit;padding:.3rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card);color:inherit}
form.post button{border-color:var(--bad);color:var(--bad);cursor:pointer}
figure{margin:1.1rem 0 0}
figcaption{font-size:.875rem}
figcaption b{color:var(--text)}
.plot{display:grid;grid-template-columns:max-content 1fr;column-gap:.4rem;font-size:.75rem;line-height:1;color:var(--quiet)}
.plot .y{display:flex;flex-direction:column;justify-content:space-between;align-items:flex-end;padding-top:10px;margin-bottom:-6px}
.draw>svg{width:100%;height:136px;display:block;overflow:visible}
.plot text{font-size:11px;font-weight:700;fill:var(--text)}
.plot .x{grid-column:2;display:flex;justify-content:space-between;padding-top:.3rem}
.grid{stroke:var(--line);fill:none}
svg *{vector-effect:non-scaling-stroke}
.band{fill:var(--band)}.series{fill:none;stroke:var(--text);stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}
.onset,.change,.action,.alert,.end{stroke:currentColor;stroke-width:2;fill:none}
.onset{color:var(--bad);stroke-dasharray:5 4}.alert{color:var(--quiet);stroke-dasharray:2 3}.change{color:var(--warn)}.action{color:var(--link)}.end{color:var(--good)}
.marks{list-style:none;padding:0;margin:.35rem 0 0;font-size:.8rem}
.marks li{display:flex;gap:.35rem}
.marks i{width:1.6rem;height:0;border-top:2px solid;flex:none;margin-top:.6rem}.marks .onset{border-top-style:dashed}.marks .alert{border-top-style:dotted}
.tight{padding:.6rem .8rem;margin:.5rem 0}
ul.plain,ol.plain{list-style:none;padding:0}
.caveat{color:var(--warn)}
.bar{display:block;width:100%;height:8px;margin:.25rem 0;background:var(--line)}.rail{fill:var(--line)}
.bar .bad,.weeks .bad{fill:var(--bad)}.bar .quiet,.weeks .quiet{fill:var(--quiet)}.bar .plain,.weeks .plain{fill:var(--link)}
.weeks{max-width:100%;height:auto}.wide{overflow-x:auto}.wide table{overflow-wrap:break-word}.wide td:not(:has(a)){white-space:nowrap}
.source code{display:block}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-top:1px solid var(--line)}
thead th{border-top:0;font-size:.8rem;color:var(--quiet);font-weight:400}
.values{font-size:.875rem}.values th{font-weight:400}.values td{text-align:right;padding-right:0;white-space:nowrap}
.factors{list-style:none;padding:0;font-size:.875rem}.factors li{display:grid;grid-template-columns:2.4rem 1fr;gap:.4rem}.factors b{text-align:right;font-variant-numeric:tabular-nums}
.for{color:var(--bad)}.against{color:var(--good)}
.score{width:4.5rem;padding-right:0;text-align:right;font-variant-numeric:tabular-nums}
.timeline{list-style:none;padding:0;margin:0}
.timeline li{display:grid;grid-template-columns:6.3rem 1fr;gap:0 .7rem;padding:.4rem 0;border-top:1px solid var(--line)}
.timeline li:first-child{border-top:0}
.timeline time{color:var(--quiet);font-size:.875rem;padding-top:.08rem}
.problem{color:var(--bad)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
#said{position:fixed;left:1rem;right:1rem;bottom:1rem;max-width:44rem;margin:0 auto;padding:.7rem 1rem;border-radius:.6rem;background:var(--text);color:var(--page);z-index:9}
form.post .check{display:block;flex-basis:100%}form.post .long{display:grid;gap:.2rem;flex-basis:100%}form.post output:empty{display:none}
@media (min-width:34rem){.row>:last-child:not(:first-child){margin-left:auto}}
@media print{:root{--page:#fff}body>header,nav,form,#said{display:none!important}details:not(.fold):has(>form){display:none}details::details-content{content-visibility:visible;block-size:auto}
.card,li,tr,figure{break-inside:avoid}h2,h3,summary{break-after:avoid}.now,.badge,.bar,.draw,.path li::before{print-color-adjust:exact}}
@media (max-width:30rem){.wide td,.wide th{font-size:.875rem;padding-right:.4rem}.timeline li,dl{grid-template-columns:1fr}dd+dt{margin-top:.35rem}h1{font-size:1.3rem}}
`;
