import type { Breakage } from './breakage.ts';

const breakage = (
  agents: string,
  broken: string,
  rest: Omit<Breakage, 'file' | 'from' | 'to' | 'offset'>,
) => {
  const to = `agents: ${agents}\nonCall:\n`;
  return { file: 'people.yaml', from: 'onCall:\n', to, offset: to.indexOf(broken), ...rest };
};

/** Mistakes about agents. */
export const brokenAgents: readonly Breakage[] = [
  breakage('[{ id: helper, name: Helper, of: nobody, may: [note] }]', 'nobody', {
    name: 'an agent of a person whom nobody knows',
    field: 'agents[0].of',
    says: 'person in people.yaml',
  }),
  breakage('[{ id: helper, name: Helper, may: [note, approve] }]', 'approve', {
    name: 'an agent that is to approve',
    field: 'agents[0].may[1]',
    says: 'note',
  }),
  breakage('[{ id: helper, name: Helper, iam: [helper-role], may: [note] }]', 'helper-role', {
    name: 'an agent without an ARN where one is meant',
    field: 'agents[0].iam[0]',
    says: 'ARN of an IAM principal',
  }),
  breakage(
    '[{ id: a, name: A, may: [note] }, { id: b, name: B, may: [note] }, { id: a, name: C, may: [note] }]',
    'a, name: C',
    { name: 'two agents of one id', field: 'agents[2].id', says: 'is taken by' },
  ),
  breakage(
    '[{ id: a, name: A, iam: ["arn:aws:iam::111122223333:role/A"], may: [note] }, { id: b, name: B, iam: ["arn:aws:iam::111122223333:role/A"], may: [note] }]',
    '"arn:aws:iam::111122223333:role/A"], may: [note] }]',
    { name: 'two agents that sign alike', field: 'agents[1].iam[0]', says: 'what a signs as' },
  ),
  breakage('[{ id: ana, name: Helper, may: [note] }]', 'ana', {
    name: 'an agent that has the id of a person',
    field: 'agents[0].id',
    says: 'is taken by',
  }),
  breakage('[{ id: helper, name: Ana Silva, may: [note] }]', 'Ana Silva', {
    name: 'an agent that is called what a person is',
    field: 'agents[0].name',
    says: 'person is called',
  }),
  breakage(
    '[{ id: a, name: A, iam: ["arn:aws:iam::111122223333:role/A"], may: [note] }, { id: b, name: B, iam: ["arn:aws:sts::111122223333:assumed-role/A/b"], may: [note] }]',
    '"arn:aws:sts::111122223333:assumed-role/A/b"], may: [note] }]',
    { name: 'two agents that are sessions of one role', field: 'agents[1].iam[0]', says: 'role of its own' },
  ),
];
