/** What a postmortem needs beside the style of every page: places to write, words of people, and paper. */
export const postmortemStyle = `
form.wide{flex-direction:column;align-items:stretch}
form.wide label{display:grid;gap:.3rem}
form.wide button{align-self:start;min-height:44px;border-color:var(--line);color:inherit;font-weight:600}
form.wide textarea{font:inherit;padding:.4rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card);color:inherit;width:100%}
blockquote{margin:.6rem 0;padding:.1rem 0 .1rem .9rem;border-left:.25rem solid var(--link)}
blockquote footer{padding:0;margin:0}
.words{white-space:pre-wrap}
.asked{margin:.9rem 0}
sup{line-height:1}
@media print{summary{display:none}a{text-decoration:none}}
`;
