import type { Alert, AlertStatus } from '../domain/records/alert.ts';
import type { ParseOutcome } from '../ports/plug-ins/alert-source.ts';
import { alertOf, hashOf, hashOfLabels } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { instantOf } from './reading/instant.ts';
import { isObject, type JsonObject, listOf, textAt, textOf, textsOf } from './reading/json.ts';
import { alertsFound, quarantined } from './reading/outcomes.ts';
import { readEach } from './reading/read-each.ts';
import { resolvedFor } from './reading/resolve-reason.ts';
import { statusForWord } from './reading/state-words.ts';
import { leftOutBy, withLeftOut } from './reading/truncation.ts';
import { serviceIn } from './reading/user-service.ts';
import { verifyToken } from './verifying/token.ts';

/** Prometheus Alertmanager's webhook, version 4; 3 is read too. */
export const alertmanager = defineSource({
  name: 'alertmanager',
  verify: verifyToken,
  read(payload) {
    if (!isObject(payload) || !Array.isArray(payload['alerts']))
      return quarantined('It has no list of alerts');
    return readGroup('alertmanager', payload);
  },
});

/** Each alert of a group by itself. */
export function readGroup(source: string, group: JsonObject): ParseOutcome {
  return readEach(listOf(group['alerts']), (alert) =>
    isObject(alert) && isIdentified(alert)
      ? alertsFound([readGroupedAlert(source, group, alert)])
      : quarantined('It is no alert: it has neither labels nor a fingerprint'),
  );
}

function isIdentified(alert: JsonObject): boolean {
  const own = [alert['labels'], alert['annotations']].map(textsOf);
  return (
    textAt(alert, 'fingerprint', 'generatorURL') !== null ||
    own.some((texts) => Object.keys(texts).length > 0)
  );
}

/** One alert of a group, as Alertmanager and Grafana send them. */
function readGroupedAlert(source: string, group: JsonObject, alert: JsonObject): Alert {
  const labels = textsOf(alert['labels']);
  const term = textOf(alert['status']) ?? textOf(group['status']);
  const status = statusForWord(term) === 'resolved' ? endOf(group, alert) : firingOf(labels);
  const severityRaw = labels['severity'] ?? textAt(alert, 'annotations.severity');
  return alertOf(source, {
    identity: textOf(alert['fingerprint']) ?? identityOf(group, alert, labels),
    status,
    title: titleOf(group, alert, labels),
    description: withLeftOut(
      textAt(alert, 'annotations.description', 'annotations.summary', 'annotations.message'),
      leftOutBy(group),
    ),
    service: serviceIn(labels),
    severityRaw,
    labels,
    startsAt: instantOf(alert['startsAt']),
    // Year 1 means "not known", also on a resolved alert.
    endsAt: status === 'resolved' ? instantOf(alert['endsAt']) : null,
    links: [
      textAt(alert, 'generatorURL'),
      textAt(alert, 'annotations.runbook_url'),
      textAt(alert, 'dashboardURL'),
      textAt(alert, 'panelURL'),
      textAt(alert, 'silenceURL'),
      textAt(alert, 'imageURL'),
    ],
  });
}

/** Labels are the identity; where a template left them out, the rule's address and the group stand in. */
function identityOf(group: JsonObject, alert: JsonObject, labels: Readonly<Record<string, string>>): string {
  if (Object.keys(labels).length > 0) return hashOfLabels(labels);
  return hashOf(textOf(alert['generatorURL']) ?? '', textOf(group['groupKey']) ?? '');
}

function titleOf(
  group: JsonObject,
  alert: JsonObject,
  labels: Readonly<Record<string, string>>,
): string | null {
  return (
    labels['alertname'] ??
    textAt(group, 'groupLabels.alertname', 'commonLabels.alertname') ??
    textAt(alert, 'annotations.summary') ??
    textAt(group, 'title')
  );
}

/** Grafana says why, where an alert did not recover: its series or data are gone, its rule failed, was paused, changed or deleted. */
function endOf(group: JsonObject, alert: JsonObject): AlertStatus {
  const name = 'grafana_state_reason';
  const reason =
    textAt(alert, `annotations.${name}`, `labels.${name}`) ??
    textAt(group, `commonAnnotations.${name}`, `commonLabels.${name}`);
  if (reason === null) return 'resolved';
  return resolvedFor(reason) === 'updated' ? 'updated' : 'no-data';
}

/** Grafana's rules without data arrive as alerts of this name. */
function firingOf(labels: Readonly<Record<string, string>>): AlertStatus {
  return labels['alertname'] === 'DatasourceNoData' ? 'no-data' : 'firing';
}
