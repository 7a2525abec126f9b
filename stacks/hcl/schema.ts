import schema from "./block-types.json";

/** The nested blocks of a block, by name; whatever is not named is an attribute. */
export interface BlockTree {
  readonly [block: string]: BlockTree;
}

/** Where a block of the provider is declared. */
export type Mode = "resource" | "data";

/**
 * The nested blocks of a resource or data source, from the committed extract of `terraform providers schema -json`:
 * JSON does not tell a nested block from an attribute that holds an object.
 */
export function blockTree(mode: Mode, type: string): BlockTree {
  const types: Readonly<Record<string, BlockTree>> = schema[mode];
  const tree = types[type];
  if (tree) return tree;
  const name = mode === "data" ? `data.${type}` : type;
  throw new Error(
    `stacks/hcl/block-types.json does not know ${name}; it knows ${Object.keys(types).join(", ")}. ` +
      `Add it with: npx tsx stacks/hcl/extract-schema.ts ${name}`,
  );
}
