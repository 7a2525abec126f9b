import type { BuiltArchitecture } from "../modules/catalog";
import type { Expression, TemplatePart } from "./hcl/expression";
import type { Json, JsonObject } from "./hcl/json";
import { parseValue } from "./hcl/parse-value";
import { printLine } from "./hcl/print-line";
import { moduleStack } from "./module-stack";

/** A statement of a policy in a graph; references stand in it as expression text. */
export interface ReadStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** What CDKTF makes of a module, as far as assertions read it. */
export interface SynthesizedGraph {
  readonly resource: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly locals?: JsonObject;
  readonly output?: Readonly<Record<string, JsonObject>>;
}

/** A block of a module. */
export interface SynthesizedBlock {
  /** `aws_sqs_queue.feedback`, `locals` or `output.feedback_queue_arn`. */
  readonly address: string;
  /** `aws_sqs_queue`, `locals` or `output`. */
  readonly type: string;
  readonly body: JsonObject;
}

/** A synthesized module, for assertions on its resources. */
export class SynthesizedModule {
  constructor(private readonly graph: SynthesizedGraph) {}

  /** The module of an architecture. */
  static of(architecture: BuiltArchitecture): SynthesizedModule {
    return new SynthesizedModule(moduleStack(architecture).toTerraform());
  }

  /** Addresses of all resources, sorted. */
  get addresses(): string[] {
    return this.resources.map(({ address }) => address).sort();
  }

  /** All resources with their addresses. */
  get resources(): SynthesizedBlock[] {
    return Object.entries(this.graph.resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, { "//": _, ...body }]) => ({ address: `${type}.${name}`, type, body })),
    );
  }

  /** Everything that has a value: resources, locals and outputs. */
  get blocks(): SynthesizedBlock[] {
    const { locals = {}, output = {} } = this.graph;
    const outputs = Object.entries(output).map(([name, body]) => ({ address: `output.${name}`, type: "output", body }));
    return [...this.resources, { address: "locals", type: "locals", body: locals }, ...outputs];
  }

  /** The arguments of one resource. */
  resource(address: string): JsonObject {
    const found = this.resources.find((resource) => resource.address === address);
    if (!found) throw new Error(`There is no ${address}; there are ${this.addresses.join(", ")}.`);
    return found.body;
  }

  /** The statements of a policy argument, those behind conditions too. */
  statements(address: string, argument = "policy"): ReadStatement[] {
    return policyStatements(this.resource(address)[argument] ?? null);
  }

  /** The whole configuration as text. */
  get text(): string {
    return JSON.stringify(this.graph);
  }
}

/** The policy statements in the value of an argument, wherever they stand in it. */
export function policyStatements(value: Json): ReadStatement[] {
  return statementsIn(parseValue(value));
}

function statementsIn(expression: Expression): ReadStatement[] {
  if (expression.kind === "object" && expression.items.some(({ key }) => key === "Effect")) {
    return [plain(expression) as unknown as ReadStatement];
  }
  return children(expression).flatMap(statementsIn);
}

function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "object":
      return expression.items.map(({ value }) => value);
    case "tuple":
      return expression.items;
    case "call":
      return expression.args;
    case "conditional":
      return [expression.yes, expression.no];
    case "parentheses":
      return [expression.inner];
    default:
      return [];
  }
}

/** The value of an expression as far as it is literal; a reference is its text. */
function plain(expression: Expression): Json {
  if (expression.kind === "tuple") return expression.items.map(plain);
  if (expression.kind === "object") {
    return Object.fromEntries(expression.items.map(({ key, value }) => [String(key), plain(value)]));
  }
  if (expression.kind === "template") return expression.parts.map(templateText).join("");
  return printLine(expression);
}

function templateText(part: TemplatePart): string {
  if (part.kind === "text") return part.text;
  return part.kind === "directive" ? part.source : `\${${printLine(part.expression)}}`;
}
