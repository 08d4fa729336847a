import type { AwsService } from '../../protocol/aws-service.ts';
import { spansIn } from '../../signals/account-view.ts';

/** What people of the shop have made to help themselves: webhooks, functions, documents. */
export interface RemediesState {
  /** Oldest first; `on`: it was run, and not taken back. */
  readonly runs: { readonly name: string; readonly key: string; readonly on: boolean; readonly at: string }[];
  /** Somebody else is at what they work on: nothing is done. */
  busy: boolean;
  /** What goes on until one of them has run. */
  readonly troubles: { readonly endedBy: string; readonly since: string }[];
}

/** Runs it or takes it back; a key that was there already changes nothing. */
export function applyRemedy(
  { runs }: RemediesState,
  run: { readonly name: string; readonly key: string; readonly on: boolean },
  atMs: number,
): void {
  if (runs.some(({ key }) => key === run.key)) return;
  runs.push({ ...run, at: new Date(atMs).toISOString() });
}

/** Remedies have no API of their own: others run them. */
export const remedies: AwsService<RemediesState> = {
  signingName: 'remedies',
  endpointSuffix: 'REMEDIES',
  seed: () => ({ runs: [], busy: false, troubles: [] }),
  story: {
    play({ trouble }, { state, nowMs }) {
      if (trouble === undefined) return null;
      state.troubles.push({ endedBy: trouble.endedBy, since: new Date(nowMs).toISOString() });
      return trouble.summary;
    },
    spansOf({ trouble }, { runs, troubles }) {
      if (trouble === undefined) return null;
      const found = troubles.find(({ endedBy }) => endedBy === trouble.endedBy);
      if (found === undefined) return [];
      const later = runs.filter(({ name, at }) => name === trouble.endedBy && at >= found.since);
      return spansIn([{ at: found.since, on: false }, ...later], ({ on }) => (on ? 0 : 1));
    },
  },
};
