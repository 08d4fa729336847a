import type { ProbeResponse } from '../../ports/http-probe.ts';
import type { HttpStep } from './http-schema.ts';
import { atPointer } from './json-pointer.ts';

/** An answer, read once. */
export interface ReadAnswer extends ProbeResponse {
  /** Undefined when the body is no JSON. */
  readonly json: unknown;
}

export function readAnswer(response: ProbeResponse): ReadAnswer {
  try {
    return { ...response, json: JSON.parse(response.body) };
  } catch {
    return { ...response, json: undefined };
  }
}

/** What an answer has that was not expected, for people; null when all is as it should be. */
export function whyNotExpected(answer: ReadAnswer, expect: HttpStep['expect']): string | null {
  const { status, json = {}, text, withinMilliseconds } = expect;
  if (!isStatus(answer.status, status)) {
    return `HTTP ${answer.status} instead of ${statusText(status)}`;
  }
  for (const [pointer, wanted] of Object.entries(json)) {
    const problem = whyNotThere(answer.json, pointer, wanted);
    if (problem !== null) return problem;
  }
  if (text !== undefined && !answer.body.includes(text)) return `the answer does not contain "${text}"`;
  if (withinMilliseconds !== undefined && answer.milliseconds > withinMilliseconds) {
    return `took ${answer.milliseconds} ms, ${withinMilliseconds} ms at most were expected`;
  }
  return null;
}

function isStatus(status: number, wanted: HttpStep['expect']['status']): boolean {
  if (wanted === undefined) return status >= 200 && status < 300;
  return Array.isArray(wanted) ? wanted.includes(status) : status === wanted;
}

function statusText(wanted: HttpStep['expect']['status']): string {
  if (wanted === undefined) return '200 to 299';
  return Array.isArray(wanted) ? wanted.join(' or ') : String(wanted);
}

type Wanted = NonNullable<HttpStep['expect']['json']>[string];

function whyNotThere(document: unknown, pointer: string, wanted: Wanted): string | null {
  if (document === undefined) return 'the answer is no JSON';
  const found = atPointer(document, pointer);
  if (typeof wanted === 'object' && wanted !== null) {
    if ((found !== undefined) === wanted.exists) return null;
    return wanted.exists ? `${pointer} is missing` : `${pointer} is there`;
  }
  if (found === wanted) return null;
  return `${pointer} is ${shown(found)} instead of ${shown(wanted)}`;
}

/** Answers may hold what belongs to somebody: of what is larger than a word only its kind is told. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? 'a long text' : text;
}
