import { incidentTools } from './incident-tools.ts';
import { policyTools } from './policy-tools.ts';
import type { Tool } from './tool.ts';
import { triageTools } from './triage-tools.ts';

/** Every tool that reads, in the order in which agents see them. */
export const tools: readonly Tool[] = [...incidentTools, ...triageTools, ...policyTools];
