import { type RegisterCommand, runProgram } from './cli/run-program.ts';
import * as autonomy from './commands/autonomy/autonomy.ts';
import * as channels from './commands/channels/channels.ts';
import * as checkPolicy from './commands/check-policy/check-policy.ts';
import * as debts from './commands/debts/debts.ts';
import * as declare from './commands/declare/declare.ts';
import * as dlq from './commands/dlq/dlq.ts';
import * as doctor from './commands/doctor/doctor.ts';
import * as gate from './commands/gate/gate.ts';
import * as incidents from './commands/incidents/incidents.ts';
import * as killSwitch from './commands/kill-switch/kill-switch.ts';
import * as ledger from './commands/ledger/ledger.ts';
import * as normalize from './commands/normalize/normalize.ts';
import * as oncall from './commands/oncall/oncall.ts';
import * as postmortem from './commands/postmortem/postmortem.ts';
import * as send from './commands/send/send.ts';
import * as sources from './commands/sources/sources.ts';
import * as state from './commands/state/state.ts';
import * as stopAll from './commands/stop-all/stop-all.ts';

/** One folder in `bin/commands/` and one line here make a command. */
const commands: readonly RegisterCommand[] = [
  incidents.register,
  declare.register,
  killSwitch.register,
  debts.register,
  gate.register,
  autonomy.register,
  ledger.register,
  normalize.register,
  postmortem.register,
  send.register,
  sources.register,
  channels.register,
  state.register,
  checkPolicy.register,
  dlq.register,
  oncall.register,
  doctor.register,
  stopAll.register,
];

// A reader that stops early, such as `head`, is no problem of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
process.exitCode = await runProgram(commands, process.argv.slice(2));
