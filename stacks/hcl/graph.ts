import { isObject, type Json, type JsonObject } from "./json";
import { escapeTemplate } from "./print-line";

type Named = Readonly<Record<string, JsonObject>>;

/** What CDKTF's `stack.toTerraform()` returns, as far as it belongs to a module. */
export interface TerraformJson {
  readonly variable?: Named;
  readonly locals?: JsonObject;
  readonly data?: Readonly<Record<string, Named>>;
  readonly resource?: Readonly<Record<string, Named>>;
  readonly output?: Named;
}

/** One block in the order it should be read. */
export interface LayoutEntry {
  /** `aws_sqs_queue.feedback`, `data.aws_region.current`, `locals`, `var.name_prefix` or `output.queue_arn`. */
  readonly address: string;
  /** Starts a new section with this title. */
  readonly section?: string | undefined;
  /** Why the block is there. */
  readonly comment?: string | undefined;
  /** Comments on the first lines of the block, one line each. */
  readonly inside?: readonly string[] | undefined;
  /** The block stands in this file instead of `main.tf`. */
  readonly file?: string | undefined;
  /** The block stands in `main.tf.json`, because HCL cannot say it. */
  readonly inJson?: boolean | undefined;
}

/** A module as a graph, and the order in which a person should read it. */
export interface ModuleGraph {
  readonly json: TerraformJson;
  /**
   * Names every resource, every data source and the locals once, in the order of `main.tf`. Variables and outputs
   * keep the order of the graph; an entry gives them a section or a comment.
   */
  readonly layout: readonly LayoutEntry[];
}

const SECTIONS = ["variable", "locals", "data", "resource", "output"] as const;
/** Belongs to the root that a stack would be, not to a module: `versions.tf` and the caller have it. */
const OF_THE_ROOT = new Set(["//", "terraform", "provider"]);
const LITERAL_ARGUMENTS = ["description", "default"];
const DEFAULTS: Readonly<Record<string, boolean>> = { nullable: true, sensitive: false, ephemeral: false };

/**
 * The graph as HCL would say it, every string a template: without CDKTF's metadata, references bare where JSON has
 * strings (`depends_on`, `provider`, `type`), text escaped where Terraform takes a JSON string literally (defaults and
 * descriptions), arguments that say what holds anyway left out.
 */
export function moduleGraph(json: TerraformJson): Required<TerraformJson> {
  const unknown = Object.keys(json).filter(
    (key) => !OF_THE_ROOT.has(key) && !SECTIONS.some((section) => section === key),
  );
  if (unknown.length > 0) {
    throw new Error(`A module's graph may hold ${SECTIONS.join(", ")}; got ${unknown.join(", ")}.`);
  }
  const graph = withoutComments(json as JsonObject) as TerraformJson;
  const byType = (types: TerraformJson["resource"]) => mapValues(types, (named) => mapValues(named, resourceBody));
  return {
    variable: mapValues(graph.variable, interfaceBody),
    locals: graph.locals ?? {},
    data: byType(graph.data),
    resource: byType(graph.resource),
    output: mapValues(graph.output, interfaceBody),
  };
}

/** Body of a variable or an output. */
function interfaceBody(body: JsonObject): JsonObject {
  const entries = Object.entries(body).filter(([key, value]) => value !== DEFAULTS[key]);
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (key === "type") return [key, reference(value)];
      if (key === "depends_on") return [key, references(value)];
      return [key, LITERAL_ARGUMENTS.includes(key) ? literal(value) : value];
    }),
  );
}

function resourceBody(body: JsonObject): JsonObject {
  const entries = Object.entries(body).map(([key, value]): [string, Json] => {
    if (key === "provider") return [key, reference(value)];
    if (key === "depends_on") return [key, references(value)];
    return [key, key === "lifecycle" && isObject(value) ? lifecycleBody(value) : withBareIterators(value)];
  });
  return Object.fromEntries(entries);
}

/** The iterator of a dynamic block is a name, not text. */
function withBareIterators(value: Json): Json {
  if (Array.isArray(value)) return value.map(withBareIterators);
  if (!isObject(value)) return value;
  const isDynamic = "for_each" in value && "content" in value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isDynamic && name === "iterator" ? reference(item) : withBareIterators(item),
    ]),
  );
}

function lifecycleBody(body: JsonObject): JsonObject {
  const isBare = (key: string) => key === "ignore_changes" || key === "replace_triggered_by";
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, isBare(key) ? references(value) : value]));
}

function references(value: Json): Json {
  return Array.isArray(value) ? value.map(reference) : reference(value);
}

function reference(value: Json): Json {
  return typeof value === "string" && !value.startsWith("${") ? `\${${value}}` : value;
}

function literal(value: Json): Json {
  if (typeof value === "string") return escapeTemplate(value);
  if (Array.isArray(value)) return value.map(literal);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [escapeTemplate(key), literal(item)]));
}

function withoutComments(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutComments(item)]));
}

function mapValues<In, Out>(record: Readonly<Record<string, In>> = {}, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
