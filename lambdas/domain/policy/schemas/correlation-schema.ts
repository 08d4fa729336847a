import * as z from 'zod';
import { metricNames } from '../../records/evidence.ts';
import type { Immutable } from '../../records/immutable.ts';
import { severities } from '../../records/severity.ts';
import { alertFields } from '../conditions/condition-fields.ts';
import { conditionField, idField, minutesField, sentenceField } from '../fields.ts';
import { checkScheduledWindow, scheduledWindowFields } from '../scheduled-window.ts';

const nameField = z.string().trim().min(1).max(256);

/** Which alerts are meant: all that is given must fit. */
const matchFields = {
  source: nameField.optional().describe('Name of an alert source (docs/sources.md).'),
  labels: z.record(nameField, nameField).optional(),
  alarmName: nameField.optional().describe('Name of the alarm or alert rule; * stands for any text.'),
};

const fingerprintSchema = z
  .strictObject({
    id: idField,
    ...matchFields,
    by: z.array(nameField).min(1).describe('Labels that together make the identity; others may change.'),
  })
  .describe('For senders whose own identity is too fine (a pod, a host) or too coarse.');

const ignoreSchema = z
  .strictObject({
    id: idField,
    reason: sentenceField,
    ...matchFields,
    when: conditionField(alertFields).optional(),
  })
  .refine(
    ({ source, labels, alarmName, when }) =>
      [source, labels, alarmName, when].some((each) => each !== undefined),
    { error: 'needs source, labels, alarmName or when: it would ignore every alert' },
  );

/** The alert of Prometheus that always fires. Alertmanager repeats it every four hours unless it is told otherwise. */
const watchdog = { id: 'watchdog', alarmName: 'Watchdog', silentMinutes: 270 };

const heartbeatSchema = z
  .strictObject({
    id: idField,
    ...matchFields,
    silentMinutes: minutesField.describe('An alert is raised when it did not come for so long.'),
  })
  .refine(({ source, labels, alarmName }) => [source, labels, alarmName].some((each) => each !== undefined), {
    error: 'needs source, labels or alarmName: every alert would be a heartbeat',
  });

const exceptSeveritiesField = z
  .array(z.enum(severities))
  .default(['SEV1'])
  .describe('Alerts that are as severe by themselves are never held back.');

const suppressionWindowSchema = z
  .strictObject({
    id: idField,
    reason: sentenceField,
    services: z.array(idField).min(1).optional().describe('Left out: every service.'),
    ...matchFields,
    exceptSeverities: exceptSeveritiesField,
    ...scheduledWindowFields,
  })
  .superRefine(checkScheduledWindow);

const echoAlertSchema = z
  .strictObject({
    metric: z.enum(metricNames),
    goes: z.enum(['up', 'down']).describe('Which way the metric went when it fires.'),
    ...matchFields,
  })
  .refine(({ source, labels, alarmName }) => [source, labels, alarmName].some((each) => each !== undefined), {
    error: 'needs source, labels or alarmName: every alert would be about this metric',
  });

/** Which alerts tell of which metric, by names that are common. */
const echoAlerts = [
  { metric: 'latencyP99', goes: 'up', alarmName: '*Latency*' },
  { metric: 'latencyP99', goes: 'up', alarmName: '*latency*' },
  { metric: 'errorRate', goes: 'up', alarmName: '*Error*' },
  { metric: 'errorRate', goes: 'up', alarmName: '*error*' },
  { metric: 'traffic', goes: 'down', alarmName: '*TrafficLow*' },
  { metric: 'traffic', goes: 'down', alarmName: '*LowTraffic*' },
  { metric: 'traffic', goes: 'down', alarmName: '*NoTraffic*' },
  { metric: 'traffic', goes: 'up', alarmName: '*TrafficHigh*' },
  { metric: 'traffic', goes: 'up', alarmName: '*HighTraffic*' },
  { metric: 'saturation', goes: 'up', alarmName: '*SaturationHigh*' },
  { metric: 'saturation', goes: 'down', alarmName: '*SaturationLow*' },
  { metric: 'saturation', goes: 'down', alarmName: '*LowUtilization*' },
] as const;

/** correlation.yaml: how alerts become incidents, and when they do not. */
export const correlationSchema = z.strictObject({
  fingerprints: z.array(fingerprintSchema).default([]),
  ignore: z
    .array(ignoreSchema)
    .default([])
    .describe('Alerts that are never incidents: they are recorded in the ledger only.'),
  heartbeats: z
    .array(heartbeatSchema)
    .default([watchdog])
    .describe('Alerts that always fire and open nothing: their silence raises an alert.'),
  flapping: z
    .strictObject({
      stateChanges: z
        .number()
        .int()
        .min(2)
        .max(11)
        .default(6)
        .describe('An alert that changed between firing and resolved so often …'),
      withinMinutes: minutesField
        .default(30)
        .describe('… in so many minutes flaps: its resolve does not count.'),
    })
    .prefault({}),
  suppressionWindows: z
    .array(suppressionWindowSchema)
    .default([])
    .describe('Maintenance: alerts open no incident in it; what still fires at its end does.'),
  dependencies: z
    .strictObject({
      suppress: z
        .boolean()
        .default(true)
        .describe('Alerts of a service join the open incident of a service that it depends on.'),
      exceptSeverities: exceptSeveritiesField,
    })
    .prefault({}),
  echoes: z
    .strictObject({
      suppress: z
        .boolean()
        .default(true)
        .describe('Alerts that an action said it may cause open nothing while that may last.'),
      exceptSeverities: exceptSeveritiesField,
      alerts: z
        .array(echoAlertSchema)
        .default([...echoAlerts])
        .describe('Which alerts are about which metric. What fits several is about all of them.'),
    })
    .prefault({}),
  storm: z
    .strictObject({
      newIncidents: z.number().int().min(2).max(1000).default(30).describe('So many new incidents …'),
      perMinutes: z
        .number()
        .int()
        .min(1)
        .max(60)
        .default(5)
        .describe('… in so many minutes are a storm: further alerts fold into one incident.'),
    })
    .prefault({}),
});

export type CorrelationPolicy = Immutable<z.output<typeof correlationSchema>>;
export type SuppressionWindow = CorrelationPolicy['suppressionWindows'][number];
