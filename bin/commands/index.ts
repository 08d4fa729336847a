import type { CommandEntry } from '../cli/command-entry.ts';

/** One folder here and one line here make a command. */
export const commands: readonly CommandEntry[] = [
  { names: ['incidents'], load: () => import('./incidents/incidents.ts') },
  { names: ['brief'], load: () => import('./brief/brief.ts') },
  { names: ['watch'], load: () => import('./watch/watch.ts') },
  { names: ['approve', 'reject'], load: () => import('./approve/approve.ts') },
  { names: ['declare'], load: () => import('./declare/declare.ts') },
  { names: ['stop', 'go'], load: () => import('./kill-switch/kill-switch.ts') },
  { names: ['report'], load: () => import('./report/report.ts') },
  { names: ['debts'], load: () => import('./debts/debts.ts') },
  { names: ['followups'], load: () => import('./followups/followups.ts') },
  { names: ['status'], load: () => import('./status/status.ts') },
  { names: ['export', 'verify'], load: () => import('./evidence/evidence.ts') },
  { names: ['gate'], load: () => import('./gate/gate.ts') },
  { names: ['autonomy'], load: () => import('./autonomy/autonomy.ts') },
  { names: ['ledger'], load: () => import('./ledger/ledger.ts') },
  { names: ['postmortem'], load: () => import('./postmortem/postmortem.ts') },
  { names: ['normalize'], load: () => import('./normalize/normalize.ts') },
  { names: ['mcp'], load: () => import('./mcp/mcp.ts') },
  { names: ['send'], load: () => import('./send/send.ts') },
  { names: ['smoke'], load: () => import('./smoke/smoke.ts') },
  { names: ['sources'], load: () => import('./sources/sources.ts') },
  { names: ['channels'], load: () => import('./channels/channels.ts') },
  { names: ['state'], load: () => import('./state/state.ts') },
  { names: ['check-policy'], load: () => import('./check-policy/check-policy.ts') },
  { names: ['dlq'], load: () => import('./dlq/dlq.ts') },
  { names: ['oncall'], load: () => import('./oncall/oncall.ts') },
  { names: ['doctor'], load: () => import('./doctor/doctor.ts') },
  // Without a name of its own: it describes all the others, so all of them are loaded.
  { names: [], load: () => import('./completion/completion.ts') },
  { names: ['stop-all'], load: () => import('./stop-all/stop-all.ts') },
];
