import type { ServiceContext, StoryPlayer } from '../../protocol/aws-service.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { StoryEvent } from '../../scenario/scenario-schema.ts';
import type { Span } from '../../signals/account-view.ts';
import {
  type AppConfigState,
  addVersion,
  configurationContent,
  deployVersion,
  type FlagPlace,
  findEnvironment,
  findFlag,
  findProfile,
} from './appconfig-state.ts';
import { effectSpans } from './deployment-progress.ts';
import { type FlagValue, flagDocument, flagValues } from './flag-document.ts';

/** Flags that are switched or edited, and configurations that are changed: each deploys a new version to everybody at once. */
export const appConfigStory: StoryPlayer<AppConfigState> = {
  play({ flag, configuration }, context) {
    if (flag !== undefined) return setFlag(flag, context);
    return configuration === undefined ? null : setConfiguration(configuration, context);
  },
  spansOf(event, state, scenario) {
    const { flag, configuration } = event;
    if (configuration !== undefined) {
      const version = versionOf(event, scenario);
      return spansOfProfile(state, placeOf(configuration.profile, scenario), (each) => each === version);
    }
    if (flag === undefined) return null;
    const place = findFlag(state, flag.name);
    const profile = place && findProfile(state, place.application, place.profile);
    if (profile === undefined) return null;
    const wanted = { ...flag.attributes, enabled: flag.enabled };
    return spansOfProfile(state, place, (version) =>
      hasValue(flagValues(profile.versions[version - 1]?.content)[flag.name], wanted),
    );
  },
};

function spansOfProfile(
  state: AppConfigState,
  place: FlagPlace | undefined,
  holds: (version: number) => boolean,
): readonly Span[] {
  const environment = place && findEnvironment(state, place.application, place.environment);
  return environment === undefined ? [] : effectSpans(environment, place?.profile ?? '', holds);
}

/** The share of the clients for whom a flag is on at a moment; null when there is no such flag. */
export function flagShareAt(state: AppConfigState, flag: string, atMs: number): number | null {
  const place = findFlag(state, flag);
  const profile = place && findProfile(state, place.application, place.profile);
  if (profile === undefined) return null;
  const spans = spansOfProfile(
    state,
    place,
    (version) => flagValues(profile.versions[version - 1]?.content)[flag]?.enabled === true,
  );
  return spans.find(({ from, until }) => from <= atMs && atMs < until)?.share ?? 0;
}

function setConfiguration(
  { profile }: NonNullable<StoryEvent['configuration']>,
  { state, scenario, nowMs }: ServiceContext<AppConfigState>,
): string {
  const place = placeOf(profile, scenario);
  const newest = place && findProfile(state, place.application, profile)?.versions.length;
  if (place === undefined || newest === undefined) {
    throw new Error(`The story changes an unknown configuration: ${profile}`);
  }
  const version = addVersion(state, place, configurationContent(newest + 1), `Set ${profile}`);
  deployVersion(state, place, version, `${profile} changed`, nowMs);
  return `Version ${version} of the configuration ${profile} is deployed.`;
}

function placeOf(profile: string, { configurations }: Scenario): FlagPlace | undefined {
  return configurations.find((one) => one.profile === profile);
}

/** The versions of a configuration count up in the order in which the story deploys them. */
function versionOf(event: StoryEvent, { story }: Scenario): number {
  const ofProfile = story.filter((each) => each.configuration?.profile === event.configuration?.profile);
  return 2 + ofProfile.indexOf(event);
}

/** Null for a flag that AppConfig does not have: servers outside AWS have some, too. */
function setFlag(
  { name, enabled, attributes }: NonNullable<StoryEvent['flag']>,
  { state, nowMs }: ServiceContext<AppConfigState>,
): string | null {
  const place = findFlag(state, name);
  if (place === undefined) return null;
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
