import { clip } from './labels.ts';
import { isWebUrl } from './safe-url.ts';

/** How much a page shows of what can be long. */
export interface PageBudget {
  /** Newest timeline entries. */
  readonly entries: number;
  readonly charts: number;
  /** Error patterns, and values of each dimension of the blast radius. */
  readonly patterns: number;
  readonly values: number;
  /** Cards of a section of evidence: dimensions of the blast radius, dead letters of a cause. */
  readonly cards: number;
  /** Characters of the postmortem. */
  readonly postmortem: number;
  /** Characters of any other text. */
  readonly text: number;
  /** Items of any list. */
  readonly items: number;
}

/** From all there is to the least that still serves; the first that fits is shown. The timeline is cut before what was found. */
export const pageBudgets = [
  {
    entries: 120,
    charts: 7,
    patterns: 10,
    values: 5,
    cards: 100,
    postmortem: 12_000,
    text: 2000,
    items: 1000,
  },
  { entries: 60, charts: 7, patterns: 10, values: 5, cards: 100, postmortem: 4000, text: 2000, items: 1000 },
  { entries: 50, charts: 7, patterns: 10, values: 5, cards: 100, postmortem: 1500, text: 600, items: 1000 },
  { entries: 40, charts: 7, patterns: 10, values: 4, cards: 100, postmortem: 1500, text: 400, items: 1000 },
  { entries: 30, charts: 7, patterns: 8, values: 3, cards: 20, postmortem: 1500, text: 300, items: 200 },
  { entries: 24, charts: 5, patterns: 8, values: 3, cards: 20, postmortem: 1500, text: 240, items: 200 },
  { entries: 20, charts: 5, patterns: 6, values: 3, cards: 12, postmortem: 1500, text: 160, items: 100 },
  { entries: 16, charts: 3, patterns: 4, values: 2, cards: 8, postmortem: 800, text: 100, items: 60 },
  { entries: 12, charts: 1, patterns: 3, values: 1, cards: 6, postmortem: 400, text: 80, items: 30 },
  { entries: 12, charts: 0, patterns: 1, values: 1, cards: 5, postmortem: 200, text: 60, items: 4 },
  { entries: 8, charts: 0, patterns: 1, values: 1, cards: 3, postmortem: 100, text: 32, items: 3 },
  { entries: 5, charts: 0, patterns: 1, values: 1, cards: 2, postmortem: 60, text: 20, items: 2 },
] as const satisfies readonly PageBudget[];

/**
 * Plain data cut to the budget. A URL that is too long is left out: a part of it would lead elsewhere. The points of a
 * series stay: the newest matter most, and a chart draws only so many.
 */
export function fitInto<Value>(budget: PageBudget, value: Value): Value;
export function fitInto(budget: PageBudget, value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length > budget.text && isWebUrl(value) ? '' : clip(value, budget.text);
  }
  if (Array.isArray(value)) {
    return value.slice(0, budget.items).map((each: unknown) => fitInto(budget, each));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, name === 'points' ? each : fitInto(budget, each)]),
    );
  }
  return value;
}
