import type { Expression } from "./expression";
import { escapeTemplate, printInterpolation } from "./print-line";

const DELIMITER = "EOT";
/** Characters that a heredoc cannot hold as they are, apart from tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be found
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * A template of several lines as an indented heredoc, or undefined where a heredoc would not give exactly the same
 * text: it always ends with a line break, and takes the indentation that all lines share from them.
 */
export function printHeredoc(expression: Expression, indent: number): string | undefined {
  if (expression.kind !== "template") return undefined;
  const text = expression.parts
    .map((part) => {
      if (part.kind === "text") return escapeTemplate(part.text);
      return part.kind === "directive" ? part.source : printInterpolation(part.expression);
    })
    .join("");
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length < 2 || UNPRINTABLE.test(text)) return undefined;
  if (!lines.some((line) => /^\S/.test(line)) || lines.some(isAmbiguous)) return undefined;
  const margin = " ".repeat(indent + 2);
  const body = lines.map((line) => (line === "" ? "" : margin + line));
  return [`<<-${DELIMITER}`, ...body, `${" ".repeat(indent)}${DELIMITER}`].join("\n");
}

/** Ends the heredoc, or consists of white space, which HCL does not count as indentation. */
function isAmbiguous(line: string): boolean {
  return line.trim() === DELIMITER || (line !== "" && line.trim() === "");
}
