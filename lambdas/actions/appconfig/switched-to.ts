import { flagState, withFlagSwitched } from '../../resources/aws/flag-document.ts';
import type { FlagEdit } from './flag-edit.ts';

/** A flag on or off for everybody. */
export function switchedTo(to: 'on' | 'off', flag: string): FlagEdit {
  return {
    wanted(deployed) {
      const state = flagState(deployed, flag);
      if (state === to) return `The flag ${flag} is ${to} already`;
      if (state === 'absent') return `There is no flag ${flag} with one value to switch ${to}`;
      return withFlagSwitched(deployed, flag, to);
    },
    holds: (document) => flagState(document, flag) === to,
  };
}
