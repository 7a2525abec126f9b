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

/** A synthesized module, for assertions on its resources. */
export class SynthesizedModule {
  constructor(
    private readonly graph: { readonly resource: Readonly<Record<string, Readonly<Record<string, JsonObject>>>> },
  ) {}

  /** The module of an architecture. */
  static of(architecture: BuiltArchitecture): SynthesizedModule {
    return new SynthesizedModule(moduleStack(architecture).toTerraform());
  }

  /** Addresses of all resources, sorted. */
  get addresses(): string[] {
    return this.resources.map(({ address }) => address).sort();
  }

  /** All resources with their addresses. */
  get resources(): { readonly address: string; readonly type: string; readonly body: JsonObject }[] {
    return Object.entries(this.graph.resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, { "//": _, ...body }]) => ({ address: `${type}.${name}`, type, body })),
    );
  }

  /** The arguments of one resource. */
  resource(address: string): JsonObject {
    const found = this.resources.find((resource) => resource.address === address);
    if (!found) throw new Error(`There is no ${address}; there are ${this.addresses.join(", ")}.`);
    return found.body;
  }

  /** The statements of a policy argument, those behind conditions too. */
  statements(address: string, argument = "policy"): ReadStatement[] {
    return statementsIn(parseValue(this.resource(address)[argument] ?? null));
  }

  /** The whole configuration as text. */
  get text(): string {
    return JSON.stringify(this.graph);
  }
}

/** Every object with a Sid, wherever it stands in an expression. */
function statementsIn(expression: Expression): ReadStatement[] {
  if (expression.kind === "object" && expression.items.some(({ key }) => key === "Sid")) {
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
