import { publicImpacts } from '../../domain/records/public-status/public-status.ts';
import { visibleText } from '../../domain/records/text/visible-text.ts';
import { upperFirst } from '../../domain/reporting/labels/first-letter.ts';
import type { StatusFile, StatusFileIncident } from './status-file.ts';

const impactWords: Readonly<Record<StatusFileIncident['impact'], string>> = {
  critical: 'Major outage',
  major: 'Partly disrupted',
  minor: 'Minor problem',
};

/** The page: no script, nothing from elsewhere, light and dark. It says what was reported, and never that all is well. */
export function statusHtml({ title, updatedAt, services, incidents }: StatusFile): string {
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null);
  const over = incidents.filter(({ resolvedAt }) => resolvedAt !== null);
  const head =
    open.length === 0
      ? 'No incident is reported'
      : open.length === 1
        ? '1 incident'
        : `${open.length} incidents`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta http-equiv="refresh" content="60">
<title>${escaped(title)}: ${escaped(head.toLowerCase())}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p class="banner ${open.length === 0 ? 'quiet' : 'open'}">${escaped(head)}</p>
<ul class="services">${services.map((service) => serviceLine(service, open)).join('')}</ul>
${open.map(incidentCard).join('\n')}
${over.length === 0 ? '' : `<h2>Past incidents</h2>\n${over.map(incidentCard).join('\n')}`}
<p class="small">Last change ${time(updatedAt)}. For programs: <a href="status.json">status.json</a></p>
</main>
</body>
</html>
`;
}

function serviceLine(service: string, open: readonly StatusFileIncident[]): string {
  const [worst] = open
    .filter((each) => each.service === service)
    .toSorted((a, b) => publicImpacts.indexOf(a.impact) - publicImpacts.indexOf(b.impact));
  const said = worst === undefined ? 'no incident reported' : impactWords[worst.impact].toLowerCase();
  return `<li><span>${escaped(service)}</span> <span class="${worst === undefined ? 'small' : 'bad'}">${escaped(said)}</span></li>`;
}

function incidentCard({ id, title, state, impact, startedAt, updates }: StatusFileIncident): string {
  return `<section class="card" id="${escaped(id)}">
<h3>${escaped(title)}</h3>
<p class="small">${escaped(state === 'resolved' ? 'Resolved' : impactWords[impact])}, began ${time(startedAt)}</p>
<ol>${updates.map(({ state: at, text, at: when }) => `<li><strong>${upperFirst(at)}</strong> ${escaped(text)} <span class="small">${time(when)}</span></li>`).join('')}</ol>
</section>`;
}

function time(at: string): string {
  return `<time datetime="${escaped(at)}">${escaped(at.slice(0, 16).replace('T', ' '))} UTC</time>`;
}

function escaped(text: string): string {
  return visibleText(text).replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
:root { color-scheme: light dark; --text: #1d2330; --quiet: #586174; --back: #f6f7f9; --card: #fff; --line: #d9dde5; --bad: #b3261e; --good: #2b6b3f; }
@media (prefers-color-scheme: dark) { :root { --text: #e8eaf0; --quiet: #a4acbb; --back: #14171d; --card: #1d222b; --line: #333a47; --bad: #ff8a80; --good: #86d29b; } }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1.05rem; margin: 0; }
.banner { border-left: 4px solid var(--quiet); background: var(--card); padding: .7rem 1rem; font-weight: 600; }
.banner.open { border-color: var(--bad); }
.services { list-style: none; padding: 0; }
.services li { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 1px solid var(--line); padding: .4rem 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 1rem 0; }
.card ol { list-style: none; padding: 0; margin: .5rem 0 0; } .card li { padding: .35rem 0; }
.small { color: var(--quiet); font-size: .87rem; margin: .2rem 0; } .bad { color: var(--bad); }
a { color: inherit; }`;
