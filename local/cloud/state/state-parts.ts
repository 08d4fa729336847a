import * as z from 'zod';
import { tornLevelLog, whyLevelUnreadable } from './level-health.ts';
import { whySqliteUnreadable } from './sqlite-health.ts';
import type { StateDirectory } from './state-directory.ts';

/** One of the files or folders of which the state consists. */
export interface StatePart {
  /** Its path in the state's folder. */
  readonly name: string;
  /** What goes on without it, and what to do about that: the end of a sentence. */
  readonly withoutIt: string;
  /** Small files are set aside and made anew; a store is never replaced unasked. */
  readonly kind: 'file' | 'store';
  /** Why it cannot be read, or null. */
  readonly whyUnreadable: (state: StateDirectory) => string | null;
  /** What people should know of it though it can be read; null: nothing. */
  readonly remark?: (state: StateDirectory) => string | null;
}

/** Of what the state consists once Firebreak has been up; what is made at each start is not listed. */
export const stateParts: readonly StatePart[] = [
  json(
    'secrets.json',
    z.record(z.string(), z.string()),
    'there are new approval keys and source tokens. Open requests for approval are sent again; give senders their new token: npx firebreak sources add NAME',
  ),
  json('clock.json', z.looseObject({ reachedMs: z.number() }), "its time starts at the computer's"),
  json(
    'scenario.json',
    z.looseObject({ name: z.string() }).or(z.string()),
    'the scenario is bad-deploy unless --scenario names another',
  ),
  json(
    'schedules.json',
    z.array(z.looseObject({ name: z.string() })),
    'the sweep looks after open recovery checks, some minutes late',
  ),
  json(
    'account.json',
    z.looseObject({ scenario: z.unknown(), services: z.record(z.string(), z.unknown()) }),
    'the simulated account starts its scenario anew; what actions did to it is gone',
  ),
  {
    name: 'mails.jsonl',
    kind: 'file',
    withoutIt: 'the inbox is empty. Links that were mailed still work',
    whyUnreadable: () => null,
  },
  {
    ...store(
      'dynamodb',
      'there are no incidents, and a kill switch that people turned on is off. Those whose workflow runs come back from the ledger within minutes, handed over to people; the rest is gone',
      whyLevelUnreadable,
    ),
    remark: (state) => {
      const torn = tornLevelLog(state.file('dynamodb'));
      return torn === null
        ? null
        : `${torn} was cut short: the last changes of incidents may be lost. The sweep compares them with their workflows within minutes`;
    },
  },
  store(
    'step-functions/executions.sqlite',
    'no workflow runs. The sweep hands open incidents over to people within minutes',
    whySqliteUnreadable,
  ),
  store(
    'queue-and-storage/fauxqs.db',
    'the ledger, postmortems and deliveries that were not processed yet are gone. Ask senders to send again',
    whySqliteUnreadable,
  ),
];

function json(name: string, schema: z.ZodType, withoutIt: string): StatePart {
  const whyUnreadable = (state: StateDirectory): string | null => {
    const value = state.readJson(name);
    if (value === undefined) return 'it holds no JSON';
    return schema.safeParse(value).success ? null : 'its JSON is not what Firebreak writes';
  };
  return { name, kind: 'file', withoutIt, whyUnreadable };
}

function store(name: string, withoutIt: string, why: (path: string) => string | null): StatePart {
  return { name, kind: 'store', withoutIt, whyUnreadable: (state) => why(state.file(name)) };
}
