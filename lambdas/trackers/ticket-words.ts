/** What a ticket says in every tracker. */
export const ticketWords = {
  sensitiveTitle: (followUpId: string) => `Follow-up of a security-sensitive incident (${followUpId})`,
  sensitiveText: 'What is to be done is on the page of the incident, for those who may see it.',
  nobody: 'nobody is named',
  filedNote: 'Filed by Firebreak. Closing this issue closes the follow-up.',
} as const;
