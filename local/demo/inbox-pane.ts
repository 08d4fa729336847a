import { type Html, html } from '../../lambdas/pages/html/html.ts';
import { clip } from '../../lambdas/pages/html/labels.ts';
import { timeTag } from '../../lambdas/pages/html/times.ts';
import { type KeptMail, mailParts } from './mail-parts.ts';

const mostMails = 40;

/** The newest first. What a mail asks for is one tap away; its text is in a frame that can do nothing. */
export function inboxPane(mails: readonly KeptMail[], api: string): Html {
  if (mails.length === 0)
    return html`<p class="quiet">No mail yet. The first comes when somebody is asked to decide.</p>`;
  const newest = mails.slice(-mostMails).toReversed();
  return html`<ul class="mails">${newest.map((mail) => mailItem(mail, api))}</ul>
${mails.length > mostMails && html`<p class="small quiet">And ${mails.length - mostMails} older ones, in the viewer.</p>`}`;
}

function mailItem(mail: KeptMail, api: string): Html {
  const { decide, incident, code } = mailParts(mail, api);
  const { messageId, subject, destination } = mail;
  return html`<li id="${`mail-${messageId}`}"><div class="row small quiet"><span>To ${clip(destination.to.join(', '), 60)}</span>${timeTag(new Date(mail.at * 1000).toISOString())}</div>
<b>${clip(subject, 140)}</b>
<div class="taps">${decide !== null && html`<a class="tap main" href="${decide}" target="incident">Open and decide</a>`}${code !== null && html`<button class="tap" type="button" data-copy="${code}">Code <b>${code}</b></button>`}${decide === null && incident !== null && html`<a class="tap" href="${incident}" target="incident">Open the incident</a>`}<button class="tap" type="button" data-mail="${messageId}">Read</button></div></li>
`;
}
