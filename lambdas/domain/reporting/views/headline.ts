import type { Incident } from '../../records/incident.ts';
import { blamedSuspect } from '../../records/plan.ts';
import { type Symptom, severities } from '../../records/severity.ts';
import type { ReadValue } from '../../records/text/read-value.ts';
import { metricValue, unitOf } from '../../triage/series/metric-labels.ts';
import { upperFirst } from '../labels/first-letter.ts';

type Told = Pick<Incident, 'title' | 'symptom' | 'assessment'> &
  Partial<Pick<Incident, 'severity' | 'severityValues'>>;
type Figures = ReadonlyMap<string, number>;

/** Words that a person wrote or a rule's author chose as a sentence; a name such as `CheckoutErrorRateHigh` has fewer. */
const fewestWords = 3;

const symptomPhrases: Readonly<Record<Symptom, string | null>> = {
  availability: 'Requests failing',
  performance: 'Requests slow',
  dlq: 'Messages in the dead-letter queue',
  auth: 'Sign-ins failing',
  agents: 'Agents failing',
  'data-corruption': 'Data may be wrong or lost',
  security: 'Security finding',
  unknown: null,
};

/**
 * What is wrong, in one line without the service: what the rule that gave the severity measured, else the alert's title where that is a
 * sentence, else the symptom. `32 % of requests failing`, not `CheckoutErrorRateHigh`.
 */
export function headlineOf(incident: Told): string {
  const { title, symptom, assessment } = incident;
  const triaged =
    assessment === null
      ? null
      : measuredPhrase(figuresOf(assessment.severity.values ?? []), assessment.severity.symptom);
  return raisedPhrase(incident) ?? triaged ?? sentenceIn(title) ?? symptomPhrases[symptom] ?? title;
}

/** What was measured when the severity rose above that of triage. */
function raisedPhrase({ severity, severityValues, symptom, assessment }: Told): string | null {
  if (severity === undefined || severityValues === undefined || assessment === null) return null;
  const isRaised = severities.indexOf(severity) < severities.indexOf(assessment.severity.severity);
  return isRaised ? measuredPhrase(figuresOf(severityValues), symptom) : null;
}

/** What the first alert is called; null where the headline says that already. */
export function titleBeside({
  title,
  headline,
}: Pick<Incident, 'title'> & { readonly headline: string }): string | null {
  return title.toLowerCase().includes(headline.toLowerCase()) ? null : title;
}

/** The change that is blamed, or what else it looks like; null while nobody knows. */
export function likelyCauseOf({ assessment }: Pick<Incident, 'assessment'>): string | null {
  if (assessment === null) return null;
  return blamedSuspect(assessment)?.summary ?? assessment.explanation?.text ?? null;
}

/** Without the name that senders put before it: `CheckoutErrors: cards are refused`. Null: it holds no sentence. */
function sentenceIn(title: string): string | null {
  const said = title.trim().replace(/^[\w.-]+:\s+/, '');
  const isName = said.split(/\s+/).length < fewestWords || /^\[|^ALARM\b|[{}=]/.test(title);
  return isName ? null : upperFirst(said);
}

/** By metric and member, such as `errorRate.current`. */
function figuresOf(values: readonly ReadValue[]): Figures {
  return new Map(
    values.flatMap(({ path, value }) => {
      const [, name] = /^evidence\.metrics\.(\w+\.\w+)$/.exec(path) ?? [];
      return name === undefined || typeof value !== 'number' ? [] : [[name, value] as const];
    }),
  );
}

/** A condition may have read a metric that is well: only what is bad by itself is told. */
function measuredPhrase(figures: Figures, symptom: Symptom): string | null {
  const current = (name: string) => figures.get(`${name}.current`) ?? 0;
  const usual = (name: string) => figures.get(`${name}.baseline`);
  switch (symptom) {
    case 'availability':
      if (current('errorRate') > (usual('errorRate') ?? 0)) {
        return `${metricValue(current('errorRate'), unitOf('errorRate'))} of requests failing`;
      }
      return gonePhrase(figures);
    case 'performance':
      return (
        slowPhrase(figures, 'latencyP50', 'Median') ??
        slowPhrase(figures, 'latencyP99', 'p99') ??
        fullPhrase(figures)
      );
    case 'dlq':
      return current('dlqDepth') > (usual('dlqDepth') ?? 0) ? waitingPhrase(current('dlqDepth')) : null;
    case 'agents':
    case 'auth':
    case 'data-corruption':
    case 'security':
    case 'unknown':
      return null;
  }
}

function waitingPhrase(messages: number): string {
  const what = messages === 1 ? 'message' : 'messages';
  return `${metricValue(messages, 'count')} ${what} in the dead-letter queue`;
}

function gonePhrase(figures: Figures): string | null {
  const current = figures.get('traffic.current');
  const usual = figures.get('traffic.baseline');
  if (current === undefined || usual === undefined || current >= usual) return null;
  return `Traffic down to ${metricValue(current, 'count')} a minute from ${metricValue(usual, 'count')}`;
}

function slowPhrase(figures: Figures, name: 'latencyP50' | 'latencyP99', label: string): string | null {
  const current = figures.get(`${name}.current`);
  const usual = figures.get(`${name}.baseline`);
  if (current === undefined || (usual !== undefined && current <= usual)) return null;
  const usually = usual === undefined ? '' : `, usually ${metricValue(usual, unitOf(name))}`;
  return `${label} latency ${metricValue(current, unitOf(name))}${usually}`;
}

function fullPhrase(figures: Figures): string | null {
  const current = figures.get('saturation.current');
  return current === undefined ? null : `${metricValue(current, 'percent')} of capacity used`;
}
