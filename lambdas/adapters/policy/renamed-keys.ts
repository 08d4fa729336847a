/** Keys that policies used to have, by their old names; an old one is refused with its new name. */
export const renamedKeys: ReadonlyMap<string, string> = new Map([['turns', 'stateChanges']]);
