import type { IConstruct } from "constructs";

const HEADING = "hcl:heading";
const COMMENT = "hcl:comment";

/** Starts a new section of `main.tf` with the first resource of a construct. */
export function heading<C extends IConstruct>(construct: C, title: string): C {
  construct.node.addMetadata(HEADING, title);
  return construct;
}

/** Puts the reason for a resource above it in `main.tf`. */
export function comment<C extends IConstruct>(resource: C, reason: string): C {
  resource.node.addMetadata(COMMENT, reason);
  return resource;
}

/** What {@link heading} and {@link comment} left on a construct. */
export function annotations(construct: IConstruct): { readonly heading?: string; readonly comment?: string } {
  const texts = Object.fromEntries(construct.node.metadata.map(({ type, data }) => [type, String(data)]));
  return { heading: texts[HEADING], comment: texts[COMMENT] };
}
