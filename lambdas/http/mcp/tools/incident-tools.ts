import * as z from 'zod/mini';
import { evidenceKinds } from '../../../evidence/index.ts';
import { incidentBrief } from '../../brief/incident-brief.ts';
import type { ApiResponse } from '../../contract/index.ts';
import { quoted, untrusted } from '../untrusted.ts';
import { incidentId, ofIncident, type Tool, tool } from './tool.ts';

type ListedIncident = ApiResponse<'GET /v1/incidents'>['incidents'][number];

/** What an incident is and where it stands; its title is an alert's. */
function outline(incident: ListedIncident | ApiResponse<'GET /v1/incidents/{id}'>) {
  const { id, severity, symptom, status, outcome, service, environment, openedAt, closedAt, waiting } =
    incident;
  return {
    id,
    severity,
    severityReason: quoted('triage', incident.severityReason),
    symptom,
    status,
    outcome,
    service: quoted('alert', service),
    environment: quoted('alert', environment),
    openedAt,
    closedAt,
    title: quoted('alert', incident.title),
    waiting: waiting === null ? null : untrusted('firebreak', waiting),
  };
}

export const incidentTools: readonly Tool[] = [
  tool({
    name: 'list_incidents',
    title: 'List incidents',
    description: 'Incidents, newest first: severity, status, service, and what each waits for.',
    input: z.strictObject({
      state: z.optional(z.enum(['open', 'closed', 'all'])),
      service: z.optional(z.string().check(z.maxLength(200))),
      since: z.optional(z.iso.datetime({ offset: true }).check(z.describe('opened since, ISO 8601'))),
      limit: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
      cursor: z.optional(z.string().check(z.maxLength(2000))),
    }),
    async call(api, { state, since, ...query }) {
      const { incidents, cursor, killSwitches } = await api.listIncidents({
        status: state ?? 'all',
        ...query,
      });
      const start = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
      const found = incidents.filter(({ openedAt }) => Date.parse(openedAt) >= start);
      return {
        incidents: found.map(outline),
        // What is older is not asked for.
        cursor: found.length < incidents.length ? null : cursor,
        killSwitches: killSwitches.map((each) => untrusted('person', each)),
      };
    },
  }),
  tool({
    name: 'get_incident',
    title: 'Get an incident',
    description:
      'One incident: state, diagnosis, alerts, approvals, open debts, and which evidence there is.',
    input: ofIncident,
    async call(api, { id }) {
      const incident = await api.readIncident(id);
      const { assessment, alerts, approvals, debts, evidence, commander, policyHash, links } = incident;
      return {
        incident: {
          ...outline(incident),
          commander,
          automationStoppedAt: incident.automationStoppedAt,
          closedBy: incident.closedBy,
          policyHash,
          page: links.page,
          diagnosis: assessment?.diagnosis ? quoted('triage', assessment.diagnosis) : null,
          alerts: alerts.map(({ source, ...alert }) => untrusted(`alert from ${source}`, alert)),
          approvals: approvals.map((approval) => untrusted('approval', approval)),
          debts: debts.map((debt) => untrusted('action', debt)),
          evidence: evidence.map(({ kind, status, gatheredAt }) => ({
            id: `evidence:${kind}`,
            kind,
            status,
            at: gatheredAt,
          })),
        },
      };
    },
  }),
  tool({
    name: 'get_brief',
    title: 'Get the brief',
    description:
      'An incident in two kilobytes of Markdown: state, what is wrong, who is affected, suspects, plan, what is asked. A good first call.',
    input: ofIncident,
    async call(api, { id }) {
      const brief = incidentBrief(await api.readIncident(id), evidenceKinds);
      return { brief: untrusted('record', { lines: brief.trimEnd().split('\n') }) };
    },
  }),
  tool({
    name: 'get_timeline',
    title: 'Get the timeline',
    description: 'Everything seen, decided and done in an incident, oldest first, each entry with its id.',
    input: z.strictObject({
      id: incidentId,
      after: z.optional(z.iso.datetime({ offset: true }).check(z.describe('only later entries, ISO 8601'))),
    }),
    async call(api, { id, after }) {
      const { entries } = await api.readTimeline(id);
      const start = after === undefined ? Number.NEGATIVE_INFINITY : Date.parse(after);
      const later = entries.filter(({ at }) => Date.parse(at) > start);
      return {
        entries: later.map(({ actor, ...entry }) => untrusted(actor, entry)),
      };
    },
  }),
  tool({
    name: 'get_postmortem',
    title: 'Get the postmortem',
    description: 'The postmortem of a closed incident as Markdown, or null where there is none yet.',
    input: ofIncident,
    async call(api, { id }) {
      const { postmortem } = await api.readIncident(id);
      if (postmortem === null) return { postmortem: null };
      const lines = postmortem.text?.split('\n') ?? [];
      return { postmortem: untrusted('postmortem', { at: postmortem.at, lines }) };
    },
  }),
  tool({
    name: 'find_similar',
    title: 'Find similar incidents',
    description:
      'Former incidents that are really alike, what ended them and how long it took; none is an answer.',
    input: ofIncident,
    async call(api, { id }) {
      const { similar } = await api.findSimilar(id);
      return { similar: similar.map((each) => untrusted('record', each)) };
    },
  }),
];
