import type { IncidentChannelPolicy } from '../../../lambdas/domain/policy/people/incident-channels.ts';
import { severities } from '../../../lambdas/domain/records/severity.ts';
import type { Post } from '../../../lambdas/domain/reporting/updates/post.ts';

/** The first and the last post about an incident that there is not: a place that is told of both has nothing left open. */
export function testPosts({ id, to }: IncidentChannelPolicy, url: string, now: Date): readonly Post[] {
  const at = now.toISOString();
  const name = `test-${at.replace(/\D/g, '')}`;
  const incident = {
    id: name,
    severity: severities.at(-1) ?? 'SEV3',
    service: 'firebreak',
    environment: 'test',
    title: 'This is a test',
    openedAt: at,
    status: 'responding',
  } as const;
  const update = { at, calls: [], answers: null };
  const texts = {
    opened: 'A test of this channel',
    call: 'A test: nobody has to act',
    closed: 'The test is over',
  };
  return (['opened', 'call', 'closed'] as const).map((signal) => ({
    key: `${name}_${id}_${signal}`,
    to: to ?? null,
    incident,
    update: { ...update, id: signal, signal, text: texts[signal] },
    url,
    called: [],
    memory: {},
  }));
}
