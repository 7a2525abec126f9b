/** One `name = value`, its value printed for the column that it will start in. */
export interface Assignment {
  readonly name: string;
  /** Whether the value takes several lines wherever it starts. */
  readonly isMultiline: boolean;
  print(column: number): string;
}

const graphemes = new Intl.Segmenter("en");

/**
 * Assignments one below the other, their `=` aligned as `terraform fmt` does: over consecutive lines, where a value
 * that opens a bracket without closing it on the line stands apart. Heredocs count as one line.
 */
export function printAssignments(assignments: readonly Assignment[], indent: number): string[] {
  const margin = " ".repeat(indent);
  const values = assignments.map((assignment, index) => assignment.print(columnOf(assignments, index, indent)));
  const isAligned = values.map((value) => !value.includes("\n") || value.startsWith("<<"));
  const widths = runWidths(assignments, isAligned);
  return assignments.map(({ name }, index) => {
    const gap = " ".repeat((widths[index] ?? 0) - width(name));
    return `${margin}${name}${gap} = ${values[index]}`;
  });
}

/** Where the value starts if every value of its run that fits on one line stays on one. */
function columnOf(assignments: readonly Assignment[], index: number, indent: number): number {
  const widths = runWidths(
    assignments,
    assignments.map(({ isMultiline }) => !isMultiline),
  );
  return indent + (widths[index] ?? 0) + " = ".length;
}

/** For each assignment the width of the longest name in its run of aligned neighbours. */
function runWidths(assignments: readonly Assignment[], isAligned: readonly boolean[]): number[] {
  const widths = assignments.map(({ name }) => width(name));
  const run = (index: number, step: number): number =>
    isAligned[index] ? Math.max(widths[index] ?? 0, run(index + step, step)) : 0;
  return widths.map((own, index) => (isAligned[index] ? Math.max(run(index, -1), run(index, 1)) : own));
}

function width(text: string): number {
  return [...graphemes.segment(text)].length;
}
