import type { FieldPath, PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';
import { unknownName } from '../unknown-name.ts';
import type { YamlFile } from '../yaml-file.ts';
import { onCallProblems } from './on-call-problems.ts';
import { type CheckedAction, targetProblem } from './target-problem.ts';

/** Names that point to nothing. A name is not judged when the file that would define it could not be read. */
export function referenceProblems(
  files: PolicyFiles,
  actions: readonly CheckedAction[],
  sourceNames: readonly string[],
): readonly PolicyProblem[] {
  const { services, sources, correlation, people, guardrails, runbooks } = files;
  const persons = people?.value.people.map(({ id }) => id) ?? null;
  const serviceIds = services?.value.services.map(({ id }) => id) ?? null;
  const actionKinds = actions.map(({ kind }) => kind);
  const problems: PolicyProblem[] = [];
  const expect = (
    file: YamlFile | undefined,
    path: FieldPath,
    name: string,
    known: readonly string[] | null,
    what: string,
  ): void => {
    if (file === undefined || known === null || known.includes(name)) return;
    problems.push(file.problem(path, unknownName(name, known, what)));
  };

  const eachPerson = (path: FieldPath, ids: readonly string[]): void => {
    for (const [index, id] of ids.entries()) {
      expect(people?.yaml, [...path, index], id, persons, 'person in people.yaml');
    }
  };
  if (people !== null) {
    eachPerson(['approvals', 'approvers'], people.value.approvals.approvers);
    for (const [index, id] of (people.value.approvals.securityApprovers ?? []).entries()) {
      const path = ['approvals', 'securityApprovers', index];
      expect(people.yaml, path, id, people.value.stakeholders.security, 'person in stakeholders.security');
    }
    for (const [group, ids] of Object.entries(people.value.stakeholders))
      eachPerson(['stakeholders', group], ids);
    for (const [index, { services: named, people: ids }] of people.value.updates.stakeholders.entries()) {
      const path = ['updates', 'stakeholders', index];
      eachPerson([...path, 'people'], ids);
      for (const [place, id] of named.entries()) {
        expect(people.yaml, [...path, 'services', place], id, serviceIds, 'service in services.yaml');
      }
    }
  }
  if (people !== null) problems.push(...onCallProblems(people, serviceIds));
  for (const [index, { owner, dependsOn }] of (services?.value.services ?? []).entries()) {
    expect(services?.yaml, ['services', index, 'owner'], owner, persons, 'person in people.yaml');
    for (const [place, id] of dependsOn.entries()) {
      const path = ['services', index, 'dependsOn', place];
      expect(services?.yaml, path, id, serviceIds, 'service in services.yaml');
    }
  }
  for (const [index, window] of (guardrails?.value.freezeWindows ?? []).entries()) {
    for (const [place, id] of (window.services ?? []).entries()) {
      const path = ['freezeWindows', index, 'services', place];
      expect(guardrails?.yaml, path, id, serviceIds, 'service in services.yaml');
    }
  }
  for (const [index, window] of (correlation?.value.suppressionWindows ?? []).entries()) {
    for (const [place, id] of (window.services ?? []).entries()) {
      const path = ['suppressionWindows', index, 'services', place];
      expect(correlation?.yaml, path, id, serviceIds, 'service in services.yaml');
    }
  }
  for (const part of ['fingerprints', 'ignore', 'heartbeats', 'suppressionWindows'] as const) {
    for (const [index, { source }] of (correlation?.value[part] ?? []).entries()) {
      if (source === undefined) continue;
      expect(correlation?.yaml, [part, index, 'source'], source, sourceNames, 'alert source');
    }
  }
  for (const part of ['raised', 'lowered'] as const) {
    for (const [index, each] of (guardrails?.value.autonomy[part] ?? []).entries()) {
      const path = ['autonomy', part, index];
      expect(guardrails?.yaml, [...path, 'service'], each.service, serviceIds, 'service in services.yaml');
      expect(guardrails?.yaml, [...path, 'action'], each.action, actionKinds, 'registered action');
      expect(guardrails?.yaml, [...path, 'by'], each.by, persons, 'person in people.yaml');
    }
  }
  for (const kind of Object.keys(guardrails?.value.cooldown.actions ?? {})) {
    expect(guardrails?.yaml, ['cooldown', 'actions', kind], kind, actionKinds, 'registered action');
  }
  for (const [index, { source }] of (sources?.value.mappings ?? []).entries()) {
    expect(sources?.yaml, ['mappings', index, 'source'], source, sourceNames, 'alert source');
  }
  for (const runbook of runbooks) {
    for (const [index, { action, target }] of (runbook?.value.steps ?? []).entries()) {
      const path = ['steps', index];
      expect(runbook?.yaml, [...path, 'action'], action, actionKinds, 'registered action');
      const problem = targetProblem(
        target,
        actions.find(({ kind }) => kind === action),
        services?.value.services ?? null,
      );
      if (runbook === null || problem === null) continue;
      const place = typeof target === 'string' ? [...path, 'target'] : [...path, 'target', target.kind];
      problems.push(runbook.yaml.problem(place, problem));
    }
  }
  return problems;
}
