import { Stack } from 'aws-cdk-lib';
import {
  type AddToPrincipalPolicyResult,
  PolicyDocument,
  type PolicyStatement,
  Role,
  type RoleProps,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ownCharacters } from '../limits/in-documents.ts';
import { documentLength } from '../limits/template-limits.ts';

/** A role that holds what it is granted itself: the CDK's own makes a second resource of it, and a stack has 500 at most. */
export class FunctionRole extends Role {
  readonly #granted: PolicyDocument;

  constructor(scope: Construct, id: string, props: Omit<RoleProps, 'inlinePolicies'>) {
    const granted = new PolicyDocument();
    super(scope, id, { ...props, inlinePolicies: { Granted: granted } });
    this.#granted = granted;
  }

  /** So many characters may still be granted. */
  get room(): number {
    return ownCharacters - documentLength(Stack.of(this).resolve(this.#granted));
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.#granted.addStatements(statement);
    return { statementAdded: true, policyDependable: this };
  }
}
