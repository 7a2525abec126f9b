import type { Json } from "../hcl/json";
import { policyStatements, type ReadStatement, type SynthesizedModule } from "../testing";

/** A statement and where it stands. */
export interface Placed {
  readonly address: string;
  /** Type of the resource, or `output` and `locals`. */
  readonly type: string;
  readonly statement: ReadStatement;
}

/** Every Allow statement of a module: of roles, their trust, queues, topics, buckets, and what a key's policy must hold. */
export function allowed(module: SynthesizedModule): Placed[] {
  const placed = module.blocks.flatMap(({ address, type, body: { description: _, ...body } }) =>
    policyStatements(body).map((statement) => ({ address, type, statement })),
  );
  return placed.filter(({ statement }) => statement.Effect === "Allow");
}

/** The values that a key must have, under the conditions that demand a value. Keys of conditions have no case. */
export function demanded({ Condition }: ReadStatement, key: string): string[] {
  const conditions = Condition as Readonly<Record<string, Readonly<Record<string, string | string[]>>>> | undefined;
  return ["StringEquals", "StringLike", "ArnEquals", "ArnLike"].flatMap((operator) =>
    Object.entries(conditions?.[operator] ?? {}).flatMap(([name, values]) =>
      name.toLowerCase() === key.toLowerCase() ? values : [],
    ),
  );
}

/** The services among the principals of a statement. */
export function servicesOf({ Principal }: ReadStatement): string[] {
  const { Service = [] } = typeof Principal === "object" && Principal !== null ? (Principal as Principals) : {};
  return [Service].flat();
}

/** Whether anybody at all is a principal of a statement. */
export function isForEverybody({ Principal }: ReadStatement): boolean {
  if (Principal === "*") return true;
  const { AWS = [] } = typeof Principal === "object" && Principal !== null ? (Principal as Principals) : {};
  return [AWS].flat().includes("*");
}

interface Principals {
  readonly Service?: string | readonly string[];
  readonly AWS?: string | readonly string[];
}

/** Whether a value is an attribute of a resource, which may be counted or made for each element of a set. */
export function isAttribute(value: Json | undefined, address: string, attribute: string): boolean {
  const references = [
    `${address}.${attribute}`,
    `one(${address}[*].${attribute})`,
    `${address}[each.key].${attribute}`,
  ];
  return references.some((reference) => value === `\${${reference}}`);
}
