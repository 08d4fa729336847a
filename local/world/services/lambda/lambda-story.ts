import type { ServiceContext, StoryPlayer } from '../../protocol/aws-service.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { StoryEvent } from '../../scenario/scenario-schema.ts';
import { spansIn } from '../../signals/account-view.ts';
import { findFunction, type LambdaState, moveAlias, publishVersion } from './lambda-state.ts';

/** Deployments: each publishes the next version of a function and moves its alias there. */
export const lambdaStory: StoryPlayer<LambdaState> = {
  play: (event, context) => (event.deploy === undefined ? null : deploy(event, event.deploy, context)),
  spansOf(event, state, scenario) {
    if (event.deploy === undefined) return null;
    const deployed = versionOf(event, scenario);
    const history = findFunction(state, event.deploy.function)?.aliases[0]?.history ?? [];
    return spansIn(history, ({ version, weights = {} }) => {
      const others = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
      return version === deployed ? 1 - others : (weights[deployed] ?? 0);
    });
  },
};

function deploy(
  event: StoryEvent,
  { function: name, share }: NonNullable<StoryEvent['deploy']>,
  { state, scenario, nowMs }: ServiceContext<LambdaState>,
): string {
  const alias = findFunction(state, name)?.aliases[0];
  if (alias === undefined) throw new Error(`The story deploys an unknown function: ${name}`);
  const version = versionOf(event, scenario);
  publishVersion(state, name, version, nowMs);
  const isPart = share < 1;
  moveAlias(alias, isPart ? alias.version : version, nowMs, isPart ? { [version]: share } : {});
  const part = isPart ? ` for ${Math.round(share * 100)} % of the requests` : '';
  return `Version ${version} of ${name} is deployed${part}.`;
}

/** The versions of a function count up in the order in which the story deploys them. */
function versionOf(event: StoryEvent, { functions, story }: Scenario): string {
  const name = event.deploy?.function ?? '';
  const versions = functions.find((one) => one.name === name)?.versions ?? [];
  const newest = Math.max(0, ...versions.map(({ version }) => Number(version)));
  const earlier = story
    .slice(0, story.indexOf(event))
    .filter(({ deploy: other }) => other?.function === name);
  return String(newest + 1 + earlier.length);
}
