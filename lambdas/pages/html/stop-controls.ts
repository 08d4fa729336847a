import { type StopView, stopSentence } from '../../domain/reporting/views/stop-view.ts';
import { type Html, html } from './html.ts';
import { clip } from './labels.ts';
import { postForm, reasonField } from './post-form.ts';
import { timeTag } from './times.ts';

const target = { open: '/v1/kill-switch', link: '/v1/console/kill-switch' };

/** What is stopped, above everything else of a page. Only where pages are open can it be lifted here: a link may not loosen anything. */
export function stopBanner(stop: StopView, mayLetRun = false): Html {
  const { service, at, reason } = stop;
  const go = `npx firebreak go${service === null ? '' : ` --service ${service}`} --reason …`;
  const way =
    at === null
      ? html`It ends with the policy's next deployment.`
      : mayLetRun
        ? html`<details><summary>Let them run again</summary>${letRunForm(service)}</details>`
        : html`To let them run again: <code>${go}</code>`;
  return html`<section class="card now bad" role="alert"><h2>${clip(stopSentence(stop), 120)}</h2>
<p>${clip(reason, 500)}</p><div class="small">${at !== null && html`Since ${timeTag(at, 'date-time')}. `}${way}</div></section>`;
}

function letRunForm(service: string | null): Html {
  return postForm({
    ...target,
    body: { isOn: false, service },
    fields: reasonField('reason'),
    button: 'Let them run again',
    done: 'Actions may run again.',
  });
}

/** Stops automation from a page: on one service, or everywhere. */
export function stopForm(service: string | null): Html {
  const choice =
    service === null
      ? null
      : html`<select name="service" aria-label="Where"><option value="${service}">${clip(service, 80)} only</option><option value="">everything</option></select> `;
  return postForm({
    ...target,
    body: { isOn: true },
    fields: html`${choice}${reasonField('reason')}`,
    button: service === null ? 'Stop every action' : 'Stop actions',
    done: 'Stopped: no action begins any more.',
    leavesOutEmpty: true,
  });
}
