import type { ServiceContext, StoryPlayer } from '../../protocol/aws-service.ts';
import type { StoryEvent } from '../../scenario/scenario-schema.ts';
import {
  type AppConfigState,
  addVersion,
  deployVersion,
  findEnvironment,
  findFlag,
  findProfile,
} from './appconfig-state.ts';
import { effectSpans } from './deployment-progress.ts';
import { type FlagValue, flagDocument, flagValues } from './flag-document.ts';

/** Flags that are switched or edited: each deploys a new version to everybody at once. */
export const appConfigStory: StoryPlayer<AppConfigState> = {
  play: ({ flag }, context) => (flag === undefined ? null : setFlag(flag, context)),
  spansOf({ flag }, state) {
    if (flag === undefined) return null;
    const place = findFlag(state, flag.name);
    const environment = place && findEnvironment(state, place.application, place.environment);
    const profile = place && findProfile(state, place.application, place.profile);
    if (environment === undefined || profile === undefined) return [];
    const wanted = { ...flag.attributes, enabled: flag.enabled };
    return effectSpans(environment, profile.id, (version) =>
      hasValue(flagValues(profile.versions[version - 1]?.content)[flag.name], wanted),
    );
  },
};

function setFlag(
  { name, enabled, attributes }: NonNullable<StoryEvent['flag']>,
  { state, nowMs }: ServiceContext<AppConfigState>,
): string {
  const place = findFlag(state, name);
  if (place === undefined) throw new Error(`The story changes an unknown flag: ${name}`);
  const values = flagValues(findProfile(state, place.application, place.profile)?.versions.at(-1)?.content);
  const value = { ...values[name], ...attributes, enabled };
  const isSwitched = values[name]?.enabled !== enabled;
  const what = isSwitched ? `switched ${enabled ? 'on' : 'off'}` : 'edited';
  const version = addVersion(state, place, flagDocument({ ...values, [name]: value }), `Set ${name}`);
  deployVersion(state, place, version, `${name} ${what}`, nowMs);
  return `The flag ${name} of ${place.application} is ${what}.`;
}

/** The event's values hold; what was added to the flag since does not count. */
function hasValue(value: FlagValue | undefined, wanted: FlagValue): boolean {
  return Object.entries(wanted).every(([key, one]) => value?.[key] === one);
}
