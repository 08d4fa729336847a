import { incidentChannels } from '../../../../lambdas/channels/index.ts';
import type { IncidentChannelPolicy } from '../../../../lambdas/domain/policy/people/incident-channels.ts';
import { incidentPath } from '../../../api/find-incident.ts';
import { readResponse } from '../../../api/read-response.ts';
import { channelContextOf } from '../../../installation/channel-context.ts';
import { type Check, type DoctorContext, ok, problem } from '../finding.ts';

/** Incidents whose timelines are looked at, the newest. */
const incidentsRead = 20;

/** Whether the places that follow incidents have what they are sent with, and what they did not take lately. */
export const channels: Check = {
  name: 'channels',
  needs:
    'lambda:GetFunctionConfiguration, secretsmanager:GetSecretValue on the secrets of channels, and execute-api:Invoke on GET /v1/incidents',
  isLocalToo: true,
  async find(context) {
    const places = context.policy.people.incidentChannels;
    if (places.length === 0) return [ok('no place follows incidents')];
    const findings = [];
    for (const place of places) {
      const missing = await whatIsMissing(context, place);
      if (missing !== null)
        findings.push(problem(`${place.id}: ${missing}`, `docs/channels.md#${place.channel}`));
    }
    for (const { place, incidentId, text } of await failures(context)) {
      findings.push(
        problem(`${text} (${incidentId})`, `npx firebreak channels test ${place}, and docs/channels.md`),
      );
    }
    return findings.length > 0
      ? findings
      : [ok(`${places.map(({ id }) => id).join(', ')} took all they were told`)];
  },
};

/** Null: it can be sent to, as far as can be seen without sending. */
async function whatIsMissing(
  { installation }: DoctorContext,
  { channel: name }: IncidentChannelPolicy,
): Promise<string | null> {
  const channel = incidentChannels.find((each) => each.name === name);
  if (channel === undefined) return `there is no channel ${name}`;
  const { variable, secret } = await channelContextOf(installation, channel);
  for (const each of Object.keys(channel.env)) variable(each);
  for (const each of Object.keys(channel.secrets)) {
    if (['', '{}'].includes((await secret(each)).trim())) return `the secret of ${name} is empty`;
  }
  return null;
}

interface Failure {
  readonly place: string;
  readonly incidentId: string;
  readonly text: string;
}

/** What the last incidents say was not taken; the newest of each place. */
async function failures({ installation }: DoctorContext): Promise<readonly Failure[]> {
  const list = await installation.ask(`/v1/incidents?status=all&limit=${incidentsRead}`);
  const { incidents } = readResponse('GET /v1/incidents', list);
  const newest = new Map<string, Failure>();
  for (const { id: incidentId, sensitive } of incidents) {
    if (sensitive) continue;
    const path = incidentPath(incidentId, '/timeline');
    const { entries } = readResponse('GET /v1/incidents/{id}/timeline', await installation.ask(path));
    for (const { kind, text, data } of entries.toReversed()) {
      const place = data['place'];
      if (kind !== 'notification.failed' || typeof place !== 'string' || newest.has(place)) continue;
      newest.set(place, { place, incidentId, text });
    }
  }
  return [...newest.values()];
}
