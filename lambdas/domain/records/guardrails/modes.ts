/** `observe`: nothing is done; `approve`: a person decides; `auto`: done without asking. Strictest first. */
export const modes = ['observe', 'approve', 'auto'] as const;
