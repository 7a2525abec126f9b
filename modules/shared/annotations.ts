import type { IConstruct } from "constructs";

const HEADING = "hcl:heading";
const COMMENT = "hcl:comment";
const IN_FILE = "hcl:file";
const IN_JSON = "hcl:json";
const ACCEPTED = "hcl:accepted";

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

/** Writes a resource to another file than `main.tf`: what is long and alike stands apart from what has to be read. */
export function inFile<C extends IConstruct>(resource: C, file: `${string}.tf`): C {
  resource.node.addMetadata(IN_FILE, file);
  return resource;
}

/** Writes a resource to `main.tf.json`, because HCL cannot say it; the module's README names it. */
export function inJson<C extends IConstruct>(resource: C): C {
  resource.node.addMetadata(IN_JSON, "true");
  return resource;
}

/**
 * Accepts a finding of the policy scanner for a resource. It stands inside the resource in `main.tf`, so that who scans
 * the module sees the reason too.
 *
 * @param check id of the check, see https://www.checkov.io/5.Policy%20Index/terraform.html
 */
export function accept<C extends IConstruct>(resource: C, check: string, reason: string): C {
  resource.node.addMetadata(ACCEPTED, { check, reason });
  return resource;
}

/** A finding that is accepted, and why. */
export interface AcceptedFinding {
  readonly check: string;
  readonly reason: string;
}

/** What {@link accept} left on a construct. */
export function acceptedFindings(construct: IConstruct): readonly AcceptedFinding[] {
  return construct.node.metadata.filter(({ type }) => type === ACCEPTED).map(({ data }) => data);
}

/** What {@link heading}, {@link comment}, {@link inFile} and {@link inJson} left on a construct. */
export function annotations(construct: IConstruct) {
  const texts = Object.fromEntries(construct.node.metadata.map(({ type, data }) => [type, String(data)]));
  return { heading: texts[HEADING], comment: texts[COMMENT], file: texts[IN_FILE], inJson: IN_JSON in texts };
}
