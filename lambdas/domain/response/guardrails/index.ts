import { actionBudget } from './action-budget.ts';
import { agentProposal } from './agent-proposal.ts';
import { automationStopped } from './automation-stopped.ts';
import { blastRadius } from './blast-radius.ts';
import { cooldown } from './cooldown.ts';
import { cost } from './cost.ts';
import { earnedAutonomy } from './earned-autonomy.ts';
import { evidenceFreshness } from './evidence-freshness.ts';
import { freezeWindow } from './freeze-window.ts';
import type { Guardrail } from './guardrail.ts';
import { killSwitch } from './kill-switch.ts';
import { knownTarget } from './known-target.ts';
import { mode } from './mode.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { oscillation } from './oscillation.ts';
import { ownEcho } from './own-echo.ts';
import { protectedResources } from './protected-resources.ts';

/** Every guardrail there is. A new one is its file and its line here; docs/guardrails.md describes each. */
export const guardrails: readonly Guardrail[] = [
  killSwitch,
  automationStopped,
  mode,
  earnedAutonomy,
  agentProposal,
  freezeWindow,
  protectedResources,
  oneAtATime,
  cooldown,
  oscillation,
  actionBudget,
  blastRadius,
  ownEcho,
  cost,
  knownTarget,
  evidenceFreshness,
];
