import type { StoryPlayer } from '../../protocol/aws-service.ts';
import { type AutoScalingState, findGroup, type Group } from './group-state.ts';
import { refreshSpans, versionAt } from './refresh-progress.ts';

/** Instance refreshes: each brings the next version of the launch template. */
export const autoScalingStory: StoryPlayer<AutoScalingState> = {
  play({ id, instanceRefresh }, { state, nowMs }) {
    if (instanceRefresh === undefined) return null;
    const group = groupOf(state, instanceRefresh.group);
    const fromVersion = versionAt(group, nowMs);
    const toVersion = String(Number(fromVersion) + 1);
    const { seconds } = instanceRefresh;
    const at = new Date(nowMs).toISOString();
    group.refreshes.push({ id: refreshIdOf(id), fromVersion, toVersion, at, seconds, rolledBackAt: null });
    return `The instances of ${group.name} are replaced by version ${toVersion} of their launch template.`;
  },
  spansOf({ id, instanceRefresh }, state) {
    if (instanceRefresh === undefined) return null;
    const { refreshes } = groupOf(state, instanceRefresh.group);
    const found = refreshes.find((refresh) => refresh.id === refreshIdOf(id));
    return found === undefined ? [] : refreshSpans(found);
  },
};

function refreshIdOf(eventId: string | undefined): string {
  return `story-${eventId ?? 'event'}`;
}

function groupOf(state: AutoScalingState, name: string): Group {
  const found = findGroup(state, name);
  if (found === undefined) throw new Error(`The story names an unknown Auto Scaling group: ${name}`);
  return found;
}
