/** What an error may say beside its code and message. */
export const errorDetailNames = ['triesLeft', 'state', 'decidedBy', 'decidedAt'] as const;
