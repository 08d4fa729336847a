import type { Post } from '../domain/reporting/updates/post.ts';
import type { IncidentChannel } from '../ports/plug-ins/incident-channel.ts';
import { inertWords } from './posting/inert-line.ts';
import { entryOfSecret, secretEntry } from './posting/secret-entry.ts';
import { resultOf, sendRequest } from './posting/send-request.ts';
import { utcTime } from './posting/utc-time.ts';

/** An element of an Adaptive Card. https://adaptivecards.io/explorer/ */
type CardElement = Readonly<Record<string, unknown>>;

interface TeamsMessage {
  readonly type: 'message';
  /** What a notification on a phone shows. */
  readonly summary: string;
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: CardElement;
    },
  ];
}

/** Told in a channel, which has no thread to fill. */
const told: readonly Post['update']['signal'][] = ['opened', 'call', 'acknowledged', 'settled', 'closed'];

/** Posts cards to a Microsoft Teams channel by the URL of a workflow. The card's button opens the incident and does nothing else. */
export const teams: IncidentChannel<TeamsMessage> = {
  name: 'teams',
  env: {},
  secrets: { TEAMS_SECRET: 'The URL of a Teams workflow, or {"<to>": "<URL>"}' },
  localSecrets: { TEAMS_SECRET: '{channels}/teams/workflows/1/triggers/manual/paths/invoke?sig=local' },
  iam: [],
  to: entryOfSecret,
  render: (post) => (told.includes(post.update.signal) ? messageOf(post) : null),
  async send({ secret, signal }, { to, memory }, message) {
    const response = await sendRequest(secretEntry(await secret('TEAMS_SECRET'), to, 'teams'), {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal,
    });
    return resultOf(response, memory);
  },
};

function messageOf({ incident, update, url, called }: Post): TeamsMessage {
  const { severity, service, title } = incident;
  const about = `${severity} ${inertWords(service, 60)}: ${inertWords(title, 200)}`;
  const body: readonly CardElement[] = [
    line(about, { weight: 'Bolder', size: 'Medium' }),
    line(inertWords(update.text, 1000)),
    ...(called.length === 0
      ? []
      : [line(`Needed: ${called.map(({ name }) => inertWords(name, 60)).join(', ')}`, { weight: 'Bolder' })]),
    line(utcTime(update.at), { isSubtle: true, size: 'Small' }),
  ];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    actions: [{ type: 'Action.OpenUrl', title: 'Open the incident', url }],
  };
  return {
    type: 'message',
    summary: about,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

/** Text runs know no Markdown: what an alert says stays as it is. */
function line(text: string, style: Readonly<Record<string, unknown>> = {}): CardElement {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }] };
}
