import type { ChangeSource } from '../../ports/plug-ins/change-source.ts';
import { cdevents } from './cdevents.ts';
import { generic } from './generic.ts';
import { github } from './github.ts';

/** Every kind of sender that reports changes: its file, its line here and its name in `changeSourceNames`. */
export const changeSources: readonly ChangeSource[] = [cdevents, github, generic];

export const changeSourcesByName: ReadonlyMap<string, ChangeSource> = new Map(
  changeSources.map((source) => [source.name, source]),
);
