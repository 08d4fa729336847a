import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { approvalView } from '../../../lambdas/domain/reporting/approval/approval-view.ts';
import { summarizeIncident } from '../../../lambdas/domain/reporting/views/incident-summary.ts';
import { viewIncident } from '../../../lambdas/domain/reporting/views/incident-view.ts';
import { viewTimelineEntry } from '../../../lambdas/domain/reporting/views/timeline-view.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { type ApiRoute, apiContract } from '../../../lambdas/http/contract/index.ts';
import { errorResponse, jsonResponse } from '../../../lambdas/http/http-response.ts';
import { blastRadiusEvidence, logsEvidence } from '../../support/builders/impact-evidence.ts';
import {
  sampleApproval,
  sampleIncident,
  sampleNow,
  sampleRecord,
  sampleStages,
} from '../../support/builders/samples/sample-incident.ts';
import { contractShape } from './contract-shape.ts';

const links = { page: 'https://firebreak.example/incidents/x', execution: null };
const routes = Object.keys(apiContract) as ApiRoute[];

/** The same data with one more field in every object, as a later change of a record might add. */
function withSecretEverywhere<Value>(value: Value): Value;
function withSecretEverywhere(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => withSecretEverywhere(each));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, each]) => [name, withSecretEverywhere(each)]);
  return { ...Object.fromEntries(fields), addedLater: 'SECRET' };
}

describe('the contract of the API', () => {
  it.each(sampleStages)('lets out nothing of an incident but what it names, while %s', (stage) => {
    const record = withSecretEverywhere(sampleRecord(stage));
    const approval = withSecretEverywhere(sampleApproval('approved'));
    const incident = withSecretEverywhere(viewIncident(record, [approval], null, links));
    const sent = [
      jsonResponse(200, apiContract['GET /v1/incidents/{id}'].response, incident),
      jsonResponse(200, apiContract['GET /v1/incidents'].response, {
        incidents: [withSecretEverywhere(summarizeIncident(record.incident))],
        cursor: null,
        killSwitches: [],
      }),
      jsonResponse(200, apiContract['GET /v1/incidents/{id}/timeline'].response, {
        entries: withSecretEverywhere(record.entries.map(viewTimelineEntry)).map((entry) => ({
          ...entry,
          data: {},
        })),
      }),
      jsonResponse(200, apiContract['POST /v1/approvals/view'].response, {
        ...withSecretEverywhere(approvalView(record, approval, sampleNow, evidenceKinds)),
        nonce: 'nonce',
      }),
    ].map(({ body }) => body);
    expect(sent.filter((body) => /SECRET|sealed|fencing|encrypted|params/.test(body))).toEqual([]);
    expect(JSON.parse(sent[0] ?? '')).toMatchObject({
      id: incident.id,
      evidence: incident.evidence.map(({ kind, status }) => ({ kind, status })),
    });
  });

  it.each(routes)('takes only what it names in the response of %s', (route) => {
    expect(contractShape(apiContract[route].response).fields.size).toBeGreaterThan(0);
    expect(() => contractShape(z.looseObject({ id: z.string() }))).toThrow('does not name');
  });

  it('tells of an error no detail but those that callers are meant to see', () => {
    const { body } = errorResponse(403, 'approval.wrong-code', 'Wrong code', { triesLeft: 4, key: 'SECRET' });
    expect(JSON.parse(body)).toEqual({
      error: { code: 'approval.wrong-code', message: 'Wrong code', triesLeft: 4 },
    });
  });

  it('keeps what a sensitive incident is about out of the list', () => {
    const incidents = [summarizeIncident({ ...sampleIncident('handed-over'), sensitive: true })];
    const { body } = jsonResponse(200, apiContract['GET /v1/incidents'].response, {
      incidents,
      cursor: null,
      killSwitches: [],
    });
    expect(body).not.toMatch(/Checkout|alias|tier-1|rejected|tenants/);
  });

  it('shows what of some evidence is missing, and of an unknown kind that it was read', () => {
    const { evidence } = apiContract['GET /v1/incidents/{id}'].response.shape;
    const logs = logsEvidence({ missing: [{ place: 'loki.example', reason: 'HTTP 503' }] });
    const blast = blastRadiusEvidence({ missing: [{ dimension: 'user', reason: 'it failed' }] });
    const traces = { kind: 'traces', status: 'available', gatheredAt: '2026-11-23T02:02:16.000Z' };
    expect(evidence.parse([logs, blast, { ...traces, spans: [1] }])).toEqual([logs, blast, traces]);
    expect(evidence.parse([logsEvidence()])).toEqual([{ ...logsEvidence(), missing: [] }]);
  });
});
