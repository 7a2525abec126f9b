/** A change of a text from `start` to `end` (exclusive). */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Any node of a parse tree that knows its tokens. */
export interface Placed {
  readonly start: { readonly start: number; readonly line: number; readonly column: number } | null;
  readonly stop: { readonly stop: number } | null;
  getText(): string;
}

/** The text with all edits made. Of two that begin at one place the later one stands further left. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((before, { start, end, text: by }) => before.slice(0, start) + by + before.slice(end), text);
}

/** The part of the text that a node stands for. */
export function textOf(sql: string, node: Placed): string {
  const { start, end } = placeOf(node);
  return sql.slice(start, end);
}

export function wrap(node: Placed, before: string, after: string): Edit[] {
  const { start, end } = placeOf(node);
  return [
    { start, end: start, text: before },
    { start: end, end, text: after },
  ];
}

export function replace(node: Placed, text: string): Edit {
  return { ...placeOf(node), text };
}

export function placeOf(node: Placed): { start: number; end: number } {
  return { start: node.start?.start ?? 0, end: (node.stop?.stop ?? -1) + 1 };
}
