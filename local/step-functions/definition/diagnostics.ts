/** Codes of ValidateStateMachineDefinition that this engine uses. */
export type DiagnosticCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'UNSUPPORTED_JSONATA_EXPRESSION'
  | 'MISSING_END_STATE'
  | 'MISSING_TRANSITION_TARGET'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_STATE_NAME';

/** One reason why a definition is refused. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export interface Diagnostic {
  readonly severity: 'ERROR';
  readonly code: DiagnosticCode;
  readonly message: string;
  /** JSON pointer to the field: `/States/Wait/Seconds`. Absent when no place is at fault. */
  readonly location?: string;
}

/** Collects diagnostics while a definition is read. */
export class Diagnostics {
  readonly all: Diagnostic[] = [];

  add(
    location: string | undefined,
    message: string,
    code: DiagnosticCode = 'SCHEMA_VALIDATION_FAILED',
  ): void {
    this.all.push({ severity: 'ERROR', code, message, ...(location === undefined ? {} : { location }) });
  }
}
