/** A `{…}` that begins a LogQL query. Braces stand inside of quotes only. */
const streamSelector = /^\s*\{(?:[^"`}]|"(?:[^"\\]|\\.)*"|`[^`]*`)*\}/;
const parserStage = /\|\s*(json|logfmt|unpack|regexp|pattern)\b[^|]*/;

export interface LokiBlastQueries {
  /** Values with most error lines. */
  readonly most: string;
  /** Number of values with an error line. */
  readonly affected: string;
  /** Number of values on any line. */
  readonly total: string;
}

/**
 * Error lines by a field: a stream label, or a field of the line, which is read as JSON unless the selector says how.
 * The total leaves the filters out and keeps the streams. https://grafana.com/docs/loki/latest/query/metric_queries/
 */
export function lokiBlastQueries(
  selector: string,
  field: string,
  seconds: number,
  most: number,
): LokiBlastQueries {
  const label = field.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
  const parser = parserStage.exec(selector)?.[0].trim() ?? '| json';
  const streams = streamSelector.exec(selector)?.[0].trim() ?? selector;
  const errors = parserStage.test(selector) ? selector : `${selector} ${parser}`;
  // Without the drop, one line of another form would fail the whole query.
  const byValue = (lines: string) =>
    `sum by (${label}) (count_over_time(${lines} | drop __error__, __error_details__ | ${label}!="" [${seconds}s]))`;
  return {
    most: `topk(${most}, ${byValue(errors)})`,
    affected: `count(${byValue(errors)})`,
    total: `count(${byValue(`${streams} ${parser}`)})`,
  };
}

/** The value of a series that has one label. */
export function lokiValue(labels: Readonly<Record<string, string>>): string {
  return Object.values(labels)[0] ?? '';
}
