/** Column that no line passes if a break can avoid it. */
export const LINE_WIDTH = 100;
/** Columns of one level of indentation. */
export const STEP = 2;

/** Where an expression is printed. Columns count from 0. */
export interface Place {
  /** Indentation of the line on which the expression starts. */
  readonly indent: number;
  /** Column in which it starts. */
  readonly column: number;
  /** Number of characters that follow on its last line. */
  readonly after: number;
  /** Whether delimiters stand on both sides, so that parentheses around it change nothing. */
  readonly isWhole: boolean;
}

/** Whether the first and the last line fit; the lines between have been broken as far as they can be. */
export function fits(text: string, { column, after }: Place): boolean {
  const first = text.indexOf("\n");
  if (first < 0) return column + text.length + after <= LINE_WIDTH;
  return column + first <= LINE_WIDTH && text.length - text.lastIndexOf("\n") - 1 + after <= LINE_WIDTH;
}

/** Lines between brackets, one step further in. */
export function enclose(open: string, lines: readonly string[], close: string, { indent }: Place): string {
  const margin = " ".repeat(indent + STEP);
  return [open, ...lines.map((line) => margin + line), " ".repeat(indent) + close].join("\n");
}

/** The place of something that has a line of its own, one step further in. */
export function ownLine({ indent }: Place, before = 0, after = 0): Place {
  return { indent: indent + STEP, column: indent + STEP + before, after, isWhole: true };
}
