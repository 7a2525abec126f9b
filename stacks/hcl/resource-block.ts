import type { Attribute, Block } from "./blocks";
import { blockBodies, isObject, type Json, type JsonObject } from "./json";
import { wantsLines } from "./line-breaks";
import { parseValue } from "./parse-value";
import { type BlockTree, blockTree, type Mode } from "./schema";

const LEADING = ["count", "for_each", "provider"];
const LIFECYCLE_BLOCKS: BlockTree = { precondition: {}, postcondition: {} };

/** The provider's order is alphabetical; a person names a thing, says what it is, then how it is set. */
const READING_ORDER = [
  ...["name", "name_prefix", "alarm_name", "statement_id", "event_source_arn", "function_name", "bucket", "identity"],
  ...["rule", "target_id"],
  ...["topic_arn", "queue_url", "configuration_set_name", "event_destination_name", "description", "alarm_description"],
  ...["filename", "source_code_hash", "handler", "runtime", "architectures", "memory_size", "timeout", "role"],
  ...["action", "principal", "protocol", "endpoint", "billing_mode", "hash_key", "range_key"],
  ...["namespace", "metric_name", "dimensions", "statistic", "period", "evaluation_periods", "comparison_operator"],
  ...["threshold", "treat_missing_data", "alarm_actions", "ok_actions"],
];

/** A resource or data source as a block: meta-arguments, arguments, nested blocks, tags, dependencies, lifecycle. */
export function resourceBlock(mode: Mode, type: string, name: string, body: JsonObject): Block {
  const { tags, depends_on, lifecycle, ...rest } = body;
  const meta = LEADING.flatMap((key) => attribute(key, body[key]));
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => !LEADING.includes(key)));
  const trailing = [attribute("tags", tags), attribute("depends_on", depends_on)];
  return {
    type: mode,
    labels: [type, name],
    leading: meta,
    ...blockBody(own, blockTree(mode, type), `${type}.${name}`),
    trailing: [
      ...trailing,
      ...(lifecycle ? nestedBlocks("lifecycle", lifecycle, LIFECYCLE_BLOCKS, `${type}.${name}`) : []),
    ],
  };
}

/** Sorts the arguments of a body into attributes and nested blocks. */
function blockBody(body: JsonObject, tree: BlockTree, path: string): Required<Pick<Block, "attributes" | "blocks">> {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (const [key, value] of Object.entries(body)) {
    if (key === "dynamic" && isObject(value)) blocks.push(...dynamicBlocks(value, tree, path));
    else if (tree[key] && value !== null) blocks.push(...nestedBlocks(key, value, tree[key], path));
    else attributes.push(...attribute(key, value));
  }
  return { attributes: attributes.sort((a, b) => rank(a) - rank(b)), blocks };
}

function nestedBlocks(type: string, value: Json, tree: BlockTree, path: string): Block[] {
  return blockBodies(value, `${path}.${type}`).map((body) => ({ type, ...blockBody(body, tree, `${path}.${type}`) }));
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function dynamicBlocks(dynamic: JsonObject, tree: BlockTree, path: string): Block[] {
  return Object.entries(dynamic).flatMap(([type, value]) =>
    blockBodies(value, `${path}.dynamic.${type}`).map((body) => ({
      type: "dynamic",
      labels: [type],
      ...blockBody(body, { content: tree[type] ?? {} }, `${path}.${type}`),
    })),
  );
}

function attribute(name: string, value: Json | undefined): Attribute[] {
  return value === undefined || value === null ? [] : [[name, value]];
}

/** Arguments of the reading order first, then others that fit on a line, then those of several lines: policies. */
function rank([name, value]: Attribute): number {
  const index = READING_ORDER.indexOf(name);
  if (index >= 0) return index;
  return READING_ORDER.length + (wantsLines(parseValue(value)) ? 1 : 0);
}
