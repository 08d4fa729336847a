import { describe, expect, it } from '@jest/globals';
import { changedLines, newsOf, nothingSeen } from '../../../../bin/commands/watch/watch-news.ts';
import { apiContract } from '../../../../lambdas/http/contract/index.ts';

const entry = (at: string, text: string) => ({
  id: text,
  at,
  text,
  actor: 'firebreak',
  kind: 'note',
  data: {},
});
const first = entry('2026-11-23T02:02:10.000Z', 'opened');
const late = entry('2026-11-23T02:02:05.000Z', 'came late');

function look(entries: readonly ReturnType<typeof entry>[], changed: Readonly<Record<string, unknown>> = {}) {
  const incident = apiContract['GET /v1/incidents/{id}'].response.parse({ ...anIncident, ...changed });
  return { incident, entries };
}

const anIncident = {
  id: 'inc_01KATZ3V000000000000000001',
  title: 'Checkout fails',
  severity: 'SEV1',
  severityReason: '',
  symptom: 'availability',
  status: 'responding',
  service: 'checkout',
  environment: 'production',
  sensitive: false,
  openedAt: '2026-11-23T02:02:10.000Z',
  updatedAt: '2026-11-23T02:02:10.000Z',
  closedAt: null,
  outcome: null,
  waiting: null,
  closedBy: null,
  commander: null,
  automationStoppedAt: null,
  policyHash: '',
  alerts: [],
  assessment: null,
  plan: null,
  approvals: [],
  evidence: [],
  debts: [],
  postmortem: null,
  links: { page: 'http://127.0.0.1/incidents/x', execution: null },
};

describe('watching an incident', () => {
  it('tells each entry once, also one that comes late between known ones', () => {
    const one = newsOf(look([first]), nothingSeen);
    expect(one.entries).toEqual([first]);
    const two = newsOf(look([late, first]), one.memory);
    expect(two.entries).toEqual([late]);
    expect(newsOf(look([late, first]), two.memory).entries).toEqual([]);
  });

  it('tells a change of state once, and ends when it is closed', () => {
    const one = newsOf(look([]), nothingSeen);
    expect(one).toMatchObject({ isChanged: true, isOver: false });
    expect(newsOf(look([]), one.memory).isChanged).toBe(false);
    expect(newsOf(look([], { status: 'closed' }), one.memory)).toMatchObject({
      isChanged: true,
      isOver: true,
    });
  });
});

describe('watching the open incidents', () => {
  const listed = apiContract['GET /v1/incidents'].response.parse({
    incidents: [{ ...anIncident, impact: null }],
    cursor: null,
    killSwitches: [],
  }).incidents;

  it('tells of one when it opens, when it stands differently and when it is gone', () => {
    expect(changedLines([], listed)).toHaveLength(1);
    expect(changedLines(listed, listed)).toEqual([]);
    const raised = listed.map((each) => ({ ...each, severity: 'SEV2' as const }));
    expect(changedLines(listed, raised)).toHaveLength(1);
    expect(changedLines(raised, [])).toEqual([`${anIncident.id}  no longer open`]);
  });
});
