import type { StoryPlayer } from '../../protocol/aws-service.ts';
import type { StoryEvent } from '../../scenario/scenario-schema.ts';
import {
  bundle,
  type CodeDeployState,
  type DeploymentGroup,
  deploymentsOf,
  startDeployment,
} from './codedeploy-state.ts';

/** Deployments of new revisions, in place from their start until that of another revision. */
export const codeDeployStory: StoryPlayer<CodeDeployState> = {
  play({ id, codeDeployment }, { state, nowMs }) {
    if (codeDeployment === undefined) return null;
    const { rolloutSeconds } = codeDeployment;
    const group = groupOf(codeDeployment);
    const revision = bundle(group.application, deploymentsOf(state, group, nowMs).length + 1);
    startDeployment(state, group, revision, nowMs, { id: deploymentIdOf(id), rolloutSeconds });
    return `CodeDeploy deploys a new revision of ${group.application} to ${group.name}.`;
  },
  spansOf({ id, codeDeployment }, state) {
    if (codeDeployment === undefined) return null;
    const all = deploymentsOf(state, groupOf(codeDeployment), Number.POSITIVE_INFINITY);
    const index = all.findIndex(({ deploymentId }) => deploymentId === deploymentIdOf(id));
    const found = all[index];
    if (found === undefined) return [];
    const key = JSON.stringify(found.revision);
    const next = all.slice(index + 1).find(({ revision }) => JSON.stringify(revision) !== key);
    const until = next === undefined ? Number.POSITIVE_INFINITY : next.createTime * 1000;
    return [{ from: found.createTime * 1000, until, share: 1 }];
  },
};

function groupOf({
  application,
  deploymentGroup,
}: NonNullable<StoryEvent['codeDeployment']>): DeploymentGroup {
  return { application, name: deploymentGroup };
}

function deploymentIdOf(eventId: string | undefined): string {
  return `d-STORY-${eventId ?? 'event'}`;
}
