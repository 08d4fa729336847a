import { severities } from '../../domain/records/severity.ts';
import { type DeclarePrefill, noPrefill } from '../../domain/reporting/views/declare-prefill.ts';
import type { DeclareView } from '../../domain/reporting/views/declare-view.ts';
import { type Html, html } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import type { PageContent } from '../html/layout.ts';

/** Its fields are as wide as the page, each with its label above; a constant of our own. */
export const declareStyle = `
form.fields{display:grid;align-items:stretch;gap:.9rem}
.fields label:not(.check)>*{display:block;width:100%;min-height:44px;margin-top:.2rem}
.fields .check{padding:.6rem 0}
.fields button{min-height:44px;justify-self:start}
`;

/** Opens an incident that no alert told of. What is left empty is as policy says; a service that policy does not have is left out. */
export function declarePage(
  { services, environments, people }: DeclareView,
  given: DeclarePrefill = noPrefill,
): PageContent {
  const isFilled = given.title !== '' || given.service !== '';
  return {
    title: 'Declare an incident',
    refreshSeconds: null,
    style: declareStyle,
    main: html`<h1>Declare an incident</h1>
<p>For what you see and no alert told of. It opens an incident, or joins the one that is open for the service.</p>
${isFilled && html`<p>The link that you opened filled this in: read it before you declare it.</p>`}
<form class="post fields" data-open="/v1/incidents" data-link="/v1/console/incidents" data-body="{}" data-leave-out-empty
 data-done="Declared. It opens in a moment, or joins what is open for the service.">
<label>What is wrong, in one line <input name="title" required minlength="3" maxlength="200" autocomplete="off" value="${given.title}"></label>
${choice(
  'Service',
  'service',
  'not known',
  services.map((each) => serviceOption(each, each.id === given.service)),
)}
${choice('Environment', 'environment', "the service's own", environments.map(option))}
${choice('Minimum severity', 'severity', 'as policy says', severities.map(option))}
<label>What you see <textarea name="description" rows="4" maxlength="2000"></textarea></label>
${people !== null && choice('In whose name', 'by', 'whoever is using this computer', people.map(option))}
<label class="check"><input type="checkbox" required> People are told, and automation may begin</label>
<button>Declare it</button>
</form>
<p role="status"></p>`,
  };
}

function choice(label: string, name: string, empty: string, options: readonly Html[]): Html {
  return html`<label>${label} <select name="${name}"><option value="">${empty}</option>${options}</select></label>`;
}

function option(value: string): Html {
  return html`<option value="${value}">${clip(value, 80)}</option>`;
}

function serviceOption({ id, environments }: DeclareView['services'][number], isGiven: boolean): Html {
  const text = clip(`${id} (${environments.join(', ')})`, 120);
  return isGiven
    ? html`<option value="${id}" selected>${text}</option>`
    : html`<option value="${id}">${text}</option>`;
}
