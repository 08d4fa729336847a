import { type ConformanceCase, isReadable, type UnreadableCase } from './case-file.ts';
import { runCase } from './run-case.ts';

export interface CaseReport {
  readonly name: string;
  readonly kind: 'native' | 'derived';
  /** The first difference; undefined when the case passed. */
  readonly difference: string | undefined;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export interface Summary {
  readonly cases: number;
  readonly native: Tally;
  readonly derived: Tally;
  readonly failures: readonly { readonly name: string; readonly kind: string; readonly difference: string }[];
}

/** Runs one case; an exception is a difference too. A file that is no JSON counts as a native one that fails. */
export async function reportOn(one: ConformanceCase | UnreadableCase): Promise<CaseReport> {
  if (!isReadable(one)) return { name: one.name, kind: 'native', difference: one.problem };
  const kind = one.derived === false ? 'native' : 'derived';
  try {
    return { name: one.name, kind, difference: await runCase(one) };
  } catch (error) {
    return {
      name: one.name,
      kind,
      difference: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

export function summarise(reports: readonly CaseReport[]): Summary {
  const tally = (kind: string): Tally => {
    const some = reports.filter((report) => report.kind === kind);
    const failed = some.filter(({ difference }) => difference !== undefined).length;
    return { passed: some.length - failed, failed };
  };
  const failures = reports.flatMap(({ name, kind, difference }) =>
    difference === undefined ? [] : [{ name, kind, difference }],
  );
  return { cases: reports.length, native: tally('native'), derived: tally('derived'), failures };
}
