/** Something wrong with an expression. `offset` counts characters from the start of the expression. */
export interface ExpressionDefect {
  readonly offset: number;
  readonly text: string;
}
