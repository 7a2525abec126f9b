import type { BlockTree } from "./schema";

/** A block in the output of `terraform providers schema -json`, as far as it is read here. */
export interface BlockSchema {
  readonly block_types?: Readonly<Record<string, { readonly block: BlockSchema }>>;
}

/** One provider in the output of `terraform providers schema -json`, as far as it is read here. */
export type ProviderSchema = Readonly<
  Record<"resource_schemas" | "data_source_schemas", Readonly<Record<string, { readonly block: BlockSchema }>>>
>;

/** The nested blocks of a type, `aws_sqs_queue` or `data.aws_region`. */
export function blockTreeOf(provider: ProviderSchema, name: string): BlockTree {
  const [kind, type] = name.startsWith("data.")
    ? (["data_source_schemas", name.slice("data.".length)] as const)
    : (["resource_schemas", name] as const);
  const schema = provider[kind][type];
  if (!schema) throw new Error(`hashicorp/aws has no ${name}; see its documentation for the type's name.`);
  return treeOf(schema.block);
}

function treeOf(block: BlockSchema): BlockTree {
  const blocks = Object.entries(block.block_types ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(blocks.map(([name, nested]) => [name, treeOf(nested.block)]));
}
