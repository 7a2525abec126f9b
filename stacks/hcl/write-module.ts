import { providerAliases } from "../provider-aliases";
import { MODULE_PROVIDER_VERSION, REQUIRED_VERSION } from "../versions";
import { type Attribute, type Block, renderFile } from "./blocks";
import { type LayoutEntry, type ModuleGraph, moduleGraph, type TerraformJson } from "./graph";
import { blockBodies, type JsonObject } from "./json";
import { resourceBlock } from "./resource-block";

/**
 * Texts by file name: the four files of the standard module structure, those that a layout names besides, and
 * `main.tf.json` for what HCL cannot say.
 * https://developer.hashicorp.com/terraform/language/modules/develop/structure
 */
export type ModuleFiles = Record<"main.tf" | "variables.tf" | "outputs.tf" | "versions.tf", string> &
  Readonly<Record<string, string>>;

type Graph = Required<TerraformJson>;

/**
 * Writes a module as HCL that reads as if written by hand and that `terraform fmt` leaves alone.
 * @param header the comment on line 1 of each file, without `#`
 * @throws when the layout and the graph do not name the same blocks, or a type is not in block-types.json
 */
export function writeModule({ json, layout }: ModuleGraph, header: string): ModuleFiles {
  const graph = moduleGraph(json);
  const notes = new Map(layout.map((entry) => [entry.address, entry]));
  checkLayout(graph, layout);
  const body = layout.filter(({ address, inJson }) => !isInterface(address) && !inJson);
  const files = {
    "main.tf": [] as Block[],
    ...Object.fromEntries([...bodyFiles(graph, body)]),
    "variables.tf": Object.entries(graph.variable).map(([name, body]) => ({
      ...interfaceBlock("variable", name, body),
      ...comments(notes.get(`var.${name}`)),
    })),
    "outputs.tf": Object.entries(graph.output).map(([name, body]) => ({
      ...interfaceBlock("output", name, body),
      ...comments(notes.get(`output.${name}`)),
    })),
    "versions.tf": [versionsBlock(graph)],
  };
  const written = Object.entries(files).map(([name, blocks]) => [name, renderFile(blocks, header)]);
  const addresses = layout.filter(({ inJson }) => inJson).map(({ address }) => address);
  return {
    ...(Object.fromEntries(written) as ModuleFiles),
    ...(addresses.length > 0 && { "main.tf.json": jsonFile(json, addresses, header) }),
  };
}

/** The blocks of resources, data sources and locals by the file they stand in. */
function bodyFiles(graph: Graph, layout: readonly LayoutEntry[]): Map<string, Block[]> {
  const files = new Map<string, Block[]>();
  for (const entry of layout) {
    const { file = "main.tf" } = entry;
    files.set(file, [...(files.get(file) ?? []), { ...mainBlock(graph, entry.address), ...comments(entry) }]);
  }
  return files;
}

/** The blocks as Terraform's JSON syntax has them: https://developer.hashicorp.com/terraform/language/syntax/json */
function jsonFile(json: TerraformJson, addresses: readonly string[], header: string): string {
  const resource: Record<string, Record<string, JsonObject>> = {};
  for (const address of addresses) {
    const [type = "", name = ""] = address.split(".");
    const { "//": _, ...body } = json.resource?.[type]?.[name] ?? {};
    resource[type] = { ...resource[type], [name]: body };
  }
  return `${JSON.stringify({ "//": header, resource }, null, 2)}\n`;
}

function isInterface(address: string): boolean {
  return address.startsWith("var.") || address.startsWith("output.");
}

function comments(entry: LayoutEntry | undefined): Pick<Block, "section" | "comment" | "inside"> {
  return { section: entry?.section, comment: entry?.comment, inside: entry?.inside };
}

function checkLayout({ variable, locals, data, resource, output }: Graph, layout: readonly LayoutEntry[]): void {
  const typed = (types: Graph["resource"]) =>
    Object.entries(types).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
  const main = [
    ...(Object.keys(locals).length ? ["locals"] : []),
    ...typed(resource),
    ...typed(data).map((name) => `data.${name}`),
  ];
  const optional = [
    ...Object.keys(variable).map((name) => `var.${name}`),
    ...Object.keys(output).map((name) => `output.${name}`),
  ];
  const addresses = layout.map(({ address }) => address);
  const problems = [
    ...main.filter((address) => !addresses.includes(address)).map((address) => `${address} is missing`),
    ...addresses
      .filter((address) => ![...main, ...optional].includes(address))
      .map((address) => `${address} is not in the graph`),
    ...addresses
      .filter((address, index) => addresses.indexOf(address) < index)
      .map((address) => `${address} is named twice`),
  ];
  if (problems.length > 0) {
    throw new Error(`The layout must name every resource, data source and the locals once: ${problems.join(", ")}.`);
  }
}

function mainBlock({ locals, data, resource }: Graph, address: string): Block {
  if (address === "locals") return { type: "locals", attributes: Object.entries(locals) };
  const isData = address.startsWith("data.");
  const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
  const body = (isData ? data : resource)[type]?.[name] ?? {};
  return resourceBlock(isData ? "data" : "resource", type, name, body);
}

const INTERFACE_ORDER = ["description", "type", "default", "nullable", "value", "sensitive"];
const CHECK_ORDER = ["condition", "error_message"];

function interfaceBlock(type: "variable" | "output", name: string, body: JsonObject): Block {
  const { validation = [], precondition = [], depends_on, ...rest } = body;
  const checks = (check: string, bodies: readonly JsonObject[]): Block[] =>
    bodies.map((rule) => ({ type: check, attributes: inOrder(rule, CHECK_ORDER) }));
  return {
    type,
    labels: [name],
    attributes: inOrder(rest, INTERFACE_ORDER),
    blocks: [
      ...checks("validation", blockBodies(validation, `${name}.validation`)),
      ...checks("precondition", blockBodies(precondition, `${name}.precondition`)),
    ],
    trailing: depends_on === undefined ? [] : [[["depends_on", depends_on]]],
  };
}

/** The named arguments first, in their order, then the others. */
function inOrder(body: JsonObject, order: readonly string[]): Attribute[] {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(body).sort(([a], [b]) => rank(a) - rank(b));
}

function versionsBlock({ data, resource }: Graph): Block {
  const aliases = providerAliases({ data, resource }).map(({ alias }) => `\${aws.${alias}}`);
  const aws = {
    source: "hashicorp/aws",
    version: MODULE_PROVIDER_VERSION,
    ...(aliases.length > 0 ? { configuration_aliases: aliases } : {}),
  };
  return {
    type: "terraform",
    attributes: [["required_version", REQUIRED_VERSION]],
    blocks: [{ type: "required_providers", attributes: [["aws", aws]] }],
  };
}
