import type { Mail } from "./mail";
import { readable } from "./mailbox";

/** Local parts behind which nobody reads, with or without a label. */
const MACHINES = [
  /^(mailer-?daemon|postmaster|bounces?|no[-_.]?reply|do[-_.]?not[-_.]?reply)(\+|$)/,
  /^owner-/,
  /-(request|owner|bounces)$/,
  /\+bounce/,
];

/** Tag that some servers put before the sender's own local part: https://datatracker.ietf.org/doc/html/draft-levine-smtp-batv */
const BATV = /^prvs=[^=]*=/;

/** Whether a local part (in lower case) belongs to a machine. */
export function isMachine(localPart: string): boolean {
  const own = localPart.replace(BATV, "");
  return MACHINES.some((pattern) => pattern.test(own));
}

/**
 * The words of a header that is present, in lower case: comments, parameters and quotes are left out, encoded words are
 * decoded. An empty header has the empty word, so that it is not taken for a missing one.
 */
export function tokensOf({ headers }: Mail, name: string): string[] {
  return (headers.get(name) ?? []).flatMap((value) => {
    const [main = ""] = withoutComments(readable(value)).split(";");
    return main
      .replaceAll('"', "")
      .trim()
      .toLowerCase()
      .split(/[\s,]+/);
  });
}

/** Whether a list holds any of these words. */
export function hasAny(tokens: readonly string[], words: readonly string[]): boolean {
  return tokens.some((token) => words.includes(token));
}

/** Comments may hold comments: the innermost go first. */
function withoutComments(text: string): string {
  const rest = text.replaceAll(/\([^()]*\)/g, " ");
  return rest === text ? text : withoutComments(rest);
}
