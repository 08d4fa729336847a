import type { Tracker } from '../ports/plug-ins/tracker.ts';
import { github } from './github.ts';
import { jira } from './jira.ts';

/** Where tickets of follow-ups can go. A new one is its file and its line here; docs/follow-ups.md describes each. */
export const trackers: readonly Tracker[] = [github, jira];
