/** Wider than a page to read, in rows; a constant of our own. */
export const incidentListStyle = `
body>header,main,footer{max-width:64rem}
nav ul{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.6rem 0}
nav li a{display:block;padding:.3rem .75rem;border:1px solid var(--line);border-radius:1rem;text-decoration:none;background:var(--card)}
nav a[aria-current=page]{background:var(--text);color:var(--page);border-color:var(--text)}
.rows{list-style:none;padding:0;margin:.3rem 0}
.rows li{display:grid;grid-template-columns:max-content max-content 1fr;gap:.1rem .5rem;align-items:baseline;padding:.5rem 0;border-top:1px solid var(--line)}
.rows .badge{justify-self:start}.rows .what{grid-column:1/-1;order:1}.rows .of{grid-column:1/-1;order:2}
.rows .age{text-align:right;white-space:nowrap;color:var(--quiet)}.rows .of,.rows .age{font-size:.875rem}
.rows small{display:block}
.rows a{font-weight:600;color:inherit;display:inline-block;min-height:1.5rem}
.filters{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.5rem;align-items:end;margin:.5rem 0}
.filters label{font-size:.875rem;color:var(--quiet)}
.filters input,.filters select,.filters button{font:inherit;display:block;width:100%;min-height:44px;padding:.3rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card);color:var(--text)}
.filters button{font-weight:600;cursor:pointer}
@media (min-width:48rem){
.rows li{grid-template-columns:3.6rem minmax(0,1fr) 8.5rem 12rem 5.5rem;align-items:start;padding:.35rem 0}
.rows .what{grid-column:2;grid-row:1;order:0}.rows .of{grid-column:3;grid-row:1;order:0}.rows .of+.badge{grid-column:4;grid-row:1}.rows .age{grid-column:5;grid-row:1}}
`;
