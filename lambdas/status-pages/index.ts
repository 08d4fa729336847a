import type { StatusPage } from '../ports/plug-ins/status-page.ts';
import { cstate } from './cstate.ts';
import { instatus } from './instatus.ts';
import { staticPage } from './static.ts';
import { statuspage } from './statuspage.ts';

/** Where the public reads about incidents. A new one is its file and its line here; docs/status-pages.md describes each. */
export const statusPages: readonly StatusPage[] = [staticPage, cstate, statuspage, instatus];
