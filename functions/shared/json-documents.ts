/**
 * Splits text into JSON documents. Producers end them with a newline or glue them together (`}{`), and some print them
 * over several lines; all are taken. Feed it text as it comes: it keeps no more than one unfinished document.
 *
 * A broken document costs only itself: it ends at the first line break inside a string, which JSON does not have, or
 * before a line that starts with `{`. It comes out like the others; parsing it is what fails.
 */
export class JsonDocuments {
  private pending = "";
  /** How far `pending` was looked at. */
  private position = 0;
  private depth = 0;
  private isInString = false;

  /**
   * @param maxCharacters after which an unfinished document is given out as it is, so that text without an end costs no
   * more memory than that; default: none
   */
  constructor(private readonly maxCharacters = Number.POSITIVE_INFINITY) {}

  /** The documents that end in this text; the first may have begun in what came before it. */
  push(text: string): string[] {
    this.pending += text;
    const found: string[] = [];
    // Outside strings only braces and line breaks matter, inside only what may end the string.
    const interesting = /["\\{}[\]\n]/g;
    interesting.lastIndex = this.position;
    let start = 0;
    let match = interesting.exec(this.pending);
    for (; match; match = interesting.exec(this.pending)) {
      const [character] = match;
      const next = this.pending[match.index + 1];
      // What the next character decides has to wait for it.
      if (next === undefined && (character === "\\" || character === "\n")) break;
      if (character === "\\" && this.isInString) interesting.lastIndex++;
      this.position = interesting.lastIndex;
      if (!this.endsDocument(character, next)) continue;
      found.push(this.pending.slice(start, this.position));
      start = this.position;
    }
    this.position = (match ? match.index : this.pending.length) - start;
    this.pending = this.pending.slice(start);
    if (this.pending.length > this.maxCharacters) found.push(...this.end());
    return found.map((document) => document.trim()).filter((document) => document !== "");
  }

  /** What is left when no more text comes: at most one document. */
  end(): string[] {
    const rest = this.pending.trim();
    this.pending = "";
    this.restart();
    this.position = 0;
    return rest === "" ? [] : [rest];
  }

  /** Whether a document ends with this character; `next` is the one behind it. */
  private endsDocument(character: string, next: string | undefined): boolean {
    if (this.isInString) {
      if (character === "\n") return this.restart();
      if (character === '"') this.isInString = false;
      return false;
    }
    if (character === "\n") return this.depth === 0 || next === "{" ? this.restart() : false;
    if (character === '"') this.isInString = this.depth > 0;
    else if (character === "{" || character === "[") this.depth++;
    else if (character === "}" || character === "]") {
      this.depth--;
      return this.depth <= 0 && this.restart();
    }
    return false;
  }

  private restart(): true {
    this.depth = 0;
    this.isInString = false;
    return true;
  }
}

/** The JSON documents of a whole text, see {@link JsonDocuments}. */
export function jsonDocuments(text: string): string[] {
  const documents = new JsonDocuments();
  return [...documents.push(text), ...documents.end()];
}
