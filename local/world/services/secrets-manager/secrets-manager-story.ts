import type { StoryPlayer } from '../../protocol/aws-service.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { StoryEvent } from '../../scenario/scenario-schema.ts';
import { spansIn } from '../../signals/account-view.ts';
import { findSecret, rotate, type SecretsManagerState, versionId } from './secrets-manager-state.ts';

/** Rotations: each makes a new version of a secret current. */
export const secretsManagerStory: StoryPlayer<SecretsManagerState> = {
  play({ rotation }, { state, nowMs }) {
    if (rotation === undefined) return null;
    const secret = findSecret(state, rotation.secret);
    if (secret === undefined) throw new Error(`The story rotates an unknown secret: ${rotation.secret}`);
    rotate(secret, nowMs);
    return `The secret ${rotation.secret} is rotated.`;
  },
  spansOf(event, state, scenario) {
    if (event.rotation === undefined) return null;
    const rotated = versionOf(event, scenario);
    const history = findSecret(state, event.rotation.secret)?.history ?? [];
    return spansIn(history, ({ version }) => (version === rotated ? 1 : 0));
  },
};

/** The versions of a secret count up in the order in which the story rotates it. */
function versionOf(event: StoryEvent, { story }: Scenario): string {
  const name = event.rotation?.secret ?? '';
  const rotations = story.filter(({ rotation }) => rotation?.secret === name);
  return versionId(name, 1 + rotations.indexOf(event));
}
