/** Three panes side by side, on a phone one at a time. */
export const demoStyle = `
html,body{height:100%}
body{display:flex;flex-direction:column}
.bar-top{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;padding:.5rem .8rem;border-bottom:1px solid var(--line)}
.bar-top h1{font-size:1rem;margin:0}.bar-top form{display:flex;gap:.4rem;align-items:center;margin-left:auto;max-width:100%}
.bar-top select,.bar-top button,.tabs button,.tap{font:inherit;min-height:2.3rem;padding:.2rem .7rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card);color:inherit;cursor:pointer;max-width:100%}
.bar-top select{min-width:0;flex:1 1 12rem;width:16rem;text-overflow:ellipsis}.bar-top label,.bar-top button{white-space:nowrap;flex:none}
#clock{font-variant-numeric:tabular-nums;font-weight:700}
.panes{flex:1;min-height:0;max-width:none;width:100%;margin:0;padding:0;display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.35fr) minmax(0,1fr)}
.pane{min-height:0;overflow:auto;padding:.6rem .8rem;border-left:1px solid var(--line)}
.pane:first-child{border-left:0}.pane h2{margin:0 0 .4rem}.pane.framed{padding:0;display:flex;flex-direction:column;overflow:hidden}
.pane iframe{flex:1;width:100%;border:0;background:var(--page)}
.tabs{display:none}
.story{list-style:none;padding:0;margin:0 0 .6rem;font-size:.875rem}.story time{color:var(--quiet)}
#world h4{margin:.8rem 0 0;font-size:.875rem;font-weight:400}#world figure{margin:0}#world figcaption{display:none}
.mails{list-style:none;padding:0;margin:0}.mails li{padding:.55rem 0;border-top:1px solid var(--line)}
.taps{display:flex;flex-wrap:wrap;gap:.4rem;margin-top:.35rem}
.tap{display:inline-flex;align-items:center;gap:.4rem;text-decoration:none;font-size:.875rem}.tap.main{background:var(--link);color:var(--page);border-color:var(--link);font-weight:700}
.tap b{font:700 1rem ui-monospace,monospace;letter-spacing:.1em}
dialog{width:min(44rem,96vw);height:min(46rem,92vh);padding:0;border:1px solid var(--line);border-radius:.6rem;background:var(--page);color:inherit}
dialog[open]{display:flex;flex-direction:column}dialog::backdrop{background:#0008}
dialog .row{padding:.5rem .8rem}dialog iframe{flex:1;border:0;background:#fff}
#wait:not([hidden]){position:fixed;inset:0;display:grid;place-items:center;background:var(--page);opacity:.94;text-align:center;padding:1rem}
@media (max-width:60rem){
.tabs{display:flex;border-bottom:1px solid var(--line)}.tabs button{flex:1;border:0;border-radius:0;min-height:2.8rem;border-bottom:3px solid transparent;background:none}
.tabs button[aria-selected=true]{border-bottom-color:var(--link);font-weight:700}
.panes{grid-template-columns:minmax(0,1fr)}.pane,.pane.framed{display:none;border-left:0}
body[data-pane=world] #world-pane,body[data-pane=inbox] #inbox-pane{display:block}body[data-pane=incident] #incident-pane{display:flex}
.bar-top form{margin-left:0;flex:1 1 100%}}
`;
