import type { Channel } from '../ports/channel.ts';
import { mail } from './mail.ts';

/** Every way to reach people. A new one is its file and its line here; docs/channels.md describes each. */
export const channels: readonly Channel[] = [mail];
