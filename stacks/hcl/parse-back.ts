import { parse } from "@cdktf/hcl2json";
import { canonical } from "./canonical";
import { type ModuleGraph, moduleGraph, type TerraformJson } from "./graph";
import { blockBodies, isObject, type Json, type JsonObject } from "./json";
import { type BlockTree, blockTree } from "./schema";
import type { ModuleFiles } from "./write-module";

/** What a module says: the path of each argument, and the meaning of its value. */
type Facts = Map<string, string>;

const CHECKS: BlockTree = { validation: {}, precondition: {}, postcondition: {} };

/**
 * Proves that written files say what the graph says: parses them with HashiCorp's own parser and compares argument by
 * argument, expressions as tokens.
 * @throws an error that lists each difference with both texts
 */
export async function parseBack(files: ModuleFiles, { json }: ModuleGraph): Promise<void> {
  const wanted = factsOf(moduleGraph(json));
  const written: Facts = new Map();
  for (const [name, text] of Object.entries(files)) {
    if (name === "versions.tf") continue;
    const graph = name.endsWith(".json") ? moduleGraph(JSON.parse(text)) : await parse(name, text);
    for (const [path, value] of factsOf(graph)) {
      if (written.has(path)) throw new Error(`${path} is written twice, the second time in ${name}.`);
      written.set(path, value);
    }
  }
  const paths = [...new Set([...wanted.keys(), ...written.keys()])];
  const differences = paths.filter((path) => wanted.get(path) !== written.get(path));
  if (differences.length === 0) return;
  const lines = differences.map(
    (path) => `${path}\n  graph:   ${wanted.get(path) ?? "(absent)"}\n  written: ${written.get(path) ?? "(absent)"}`,
  );
  throw new Error(`The written files differ from the graph:\n${lines.join("\n")}`);
}

function factsOf(graph: TerraformJson | Record<string, Json>): Facts {
  const { variable = {}, locals = {}, data = {}, resource = {}, output = {} } = graph as Record<string, JsonObject>;
  const facts: Facts = new Map();
  if (Object.keys(locals).length > 0) addBlocks(facts, "locals", locals, {});
  for (const [kind, named] of Object.entries({ variable, output })) {
    for (const [name, body] of Object.entries(named)) addBlocks(facts, `${kind}.${name}`, body, CHECKS);
  }
  for (const [mode, types] of [
    ["data", data],
    ["resource", resource],
  ] as const) {
    for (const [type, named] of Object.entries(types)) {
      const tree = { ...blockTree(mode, type), lifecycle: CHECKS };
      for (const [name, body] of Object.entries(named as JsonObject)) {
        addBlocks(facts, `${mode}.${type}.${name}`, body, tree);
      }
    }
  }
  return facts;
}

/** A block that HCL has once is an object in the graph and a list of one object in what the parser returns. */
function addBlocks(facts: Facts, path: string, value: Json, tree: BlockTree): void {
  blockBodies(value, path).forEach((body, index) => {
    const own = index === 0 ? path : `${path}[${index}]`;
    facts.set(own, "a block");
    for (const [key, item] of Object.entries(body)) addArgument(facts, `${own}.${key}`, key, item, tree);
  });
}

function addArgument(facts: Facts, path: string, key: string, value: Json, tree: BlockTree): void {
  const nested = tree[key];
  if (key === "dynamic" && isObject(value)) {
    for (const [type, bodies] of Object.entries(value)) {
      addBlocks(facts, `${path}.${type}`, bodies, { content: tree[type] ?? {} });
    }
  } else if (nested && value !== null) {
    addBlocks(facts, path, value, nested);
  } else {
    const meaning = canonical(value);
    // An argument that is null is absent; a default that is null makes a variable optional.
    if (meaning !== "null" || /^variable\..*\.default$/.test(path)) facts.set(path, meaning);
  }
}
