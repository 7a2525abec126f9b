import { type Assignment, printAssignments } from "./assignments";
import { printHeredoc } from "./heredoc";
import type { Json } from "./json";
import { wantsLines } from "./line-breaks";
import { parseValue } from "./parse-value";
import { LINE_WIDTH, STEP } from "./place";
import { printLines } from "./print-lines";

/** An argument. Strings of its value are templates as in Terraform's JSON syntax: `"${var.x}"` is written `var.x`. */
export type Attribute = readonly [name: string, value: Json];

/** A block, and what stands above it. Paragraphs of its body are separated by a blank line. */
export interface Block {
  readonly type: string;
  readonly labels?: readonly string[];
  /** Starts a section of the file: its title stands in a banner above the block. */
  readonly section?: string | undefined;
  /** Why the block is there, written above it, wrapped at 100 columns; line breaks stay. */
  readonly comment?: string | undefined;
  /** Comments on the first lines of the body, one line each: programs read them. */
  readonly inside?: readonly string[] | undefined;
  /** Meta-arguments that come first: `count`, `for_each`, `provider`. */
  readonly leading?: readonly Attribute[];
  readonly attributes?: readonly Attribute[];
  readonly blocks?: readonly Block[];
  /** What comes after nested blocks: `tags`, `depends_on`, `lifecycle`. */
  readonly trailing?: readonly (readonly Attribute[] | Block)[];
}

const BANNER = "#".repeat(80);

/** A file of blocks, formatted as `terraform fmt` leaves it. The header is a comment on line 1. */
export function renderFile(blocks: readonly Block[], header?: string): string {
  const paragraphs = blocks.map((block) => {
    const banner = block.section === undefined ? "" : `${BANNER}\n# ${block.section}\n${BANNER}\n\n`;
    return banner + renderBlock(block, 0).join("\n");
  });
  return `${[...(header === undefined ? [] : [`# ${header}`]), ...paragraphs].join("\n\n")}\n`;
}

function renderBlock(block: Block, indent: number): string[] {
  const margin = " ".repeat(indent);
  const { inside = [], leading = [], attributes = [], blocks = [], trailing = [] } = block;
  const comments = (block.comment ?? "").split("\n").filter(Boolean);
  const above = comments.flatMap((line) => wrapComment(line, margin));
  const paragraphs = [leading, attributes, ...blocks, ...trailing].map((part) =>
    "type" in part ? renderBlock(part, indent + STEP) : renderAttributes(part, indent + STEP),
  );
  const body = [inside.map((line) => `${margin}  # ${line}`), ...paragraphs]
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
  const head = [block.type, ...(block.labels ?? []).map((label) => JSON.stringify(label)), "{"].join(" ");
  if (body.length === 0) return [...above, `${margin}${head}}`];
  return [...above, margin + head, ...body, `${margin}}`];
}

function renderAttributes(attributes: readonly Attribute[], indent: number): string[] {
  return printAssignments(
    attributes.map((attribute) => assignment(attribute, indent)),
    indent,
  );
}

function assignment([name, json]: Attribute, indent: number): Assignment {
  const value = parseValue(json);
  const heredoc = printHeredoc(value, indent);
  return {
    name,
    isMultiline: wantsLines(value),
    print: (column) => heredoc ?? printLines(value, { indent, column, after: 0, isWhole: true }),
  };
}

function wrapComment(text: string, margin: string): string[] {
  const lines = [`${margin}#`];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length <= LINE_WIDTH || lines.at(-1) === `${margin}#`) lines.splice(-1, 1, line);
    else lines.push(`${margin}# ${word}`);
  }
  return lines;
}
