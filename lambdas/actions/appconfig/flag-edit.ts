import type { FlagDocument } from '../../resources/aws/flag-document.ts';

/** One flag of a profile as an action wants it. */
export interface FlagEdit {
  /** The deployed flags with it as wanted and all others as they are; otherwise why they cannot be had, for people. */
  wanted(deployed: FlagDocument): FlagDocument | string;
  /** Whether it is as wanted, whatever the others are. */
  holds(document: FlagDocument): boolean;
}

export type FlagPreState = {
  /** Configuration version that was deployed, before the edit. */
  readonly version: string;
  /** Newest deployment of the environment and newest version of the profile: nobody may have added one since. */
  readonly latestDeployment: number;
  readonly latestVersion: number;
  /** The deployment that changed the flag, while stopping it does what is wanted; else null. */
  readonly stoppable: number | null;
};
