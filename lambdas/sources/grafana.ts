import type { AlertStatus } from '../domain/records/alert.ts';
import type { ParseOutcome } from '../ports/plug-ins/alert-source.ts';
import { readGroup } from './alertmanager.ts';
import { alertOf, hashOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { at, isObject, type JsonObject, textAt, textsOf } from './reading/json.ts';
import { alertsFound, ignored, quarantined } from './reading/outcomes.ts';
import { statusIn } from './reading/state-words.ts';
import { serviceIn } from './reading/user-service.ts';
import { verifyGrafana } from './verifying/grafana.ts';

const legacyStatuses: Readonly<Record<string, AlertStatus>> = {
  alerting: 'firing',
  ok: 'resolved',
  no_data: 'no-data',
  unknown: 'no-data',
};

/** Grafana's webhook: unified alerting, and the dashboard alerts of before version 9. */
export const grafana = defineSource({
  name: 'grafana',
  verify: verifyGrafana,
  read(payload) {
    if (!isObject(payload)) return quarantined('It is not a Grafana notification');
    return Array.isArray(payload['alerts']) ? readGroup('grafana', payload) : readDashboardAlert(payload);
  },
});

function readDashboardAlert(payload: JsonObject): ParseOutcome {
  const state = textAt(payload, 'state')?.toLowerCase() ?? null;
  const rule = textAt(payload, 'ruleId', 'ruleName');
  if (state === null || rule === null) return quarantined('It has neither alerts nor a state and a rule');
  if (state === 'paused' || state === 'pending') return ignored(`The rule is ${state}`);
  const status = statusIn(legacyStatuses, state);
  if (status === null) return quarantined(`Unknown state ${state.slice(0, 40)}`);
  const ruleUrl = textAt(payload, 'ruleUrl');
  const labels = { ...textsOf(at(payload, 'evalMatches.0.tags')), ...textsOf(payload['tags']) };
  return alertsFound([
    alertOf('grafana', {
      identity: hashOf(rule, originOf(ruleUrl)),
      status,
      title: textAt(payload, 'title', 'ruleName'),
      description: textAt(payload, 'message'),
      service: serviceIn(labels),
      severityRaw: labels['severity'] ?? null,
      labels: { ...labels, ...textsOf({ ruleName: payload['ruleName'] }) },
      links: [ruleUrl, textAt(payload, 'imageUrl')],
    }),
  ]);
}

/** Rule numbers are unique within one Grafana only. */
function originOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).origin : '';
}
