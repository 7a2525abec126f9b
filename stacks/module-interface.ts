import { TerraformOutput, TerraformVariable, Token } from "cdktf";
import { Construct } from "constructs";
import type { ModuleClass } from "../modules/catalog";
import { heading } from "../modules/shared/annotations";
import { verbatim } from "../modules/shared/expression";
import type { Input, Rule } from "../modules/shared/input";
import { checkMessage, ruleMessage, snakeCase } from "../modules/shared/validate";
import type { EngagementStack } from "./engagement-stack";

/**
 * Puts a module into a stack: a variable for each input, the construct, an output for each of its outputs. Deployable
 * roots and emitted modules are both made by this function, so they cannot drift apart.
 */
export function addModule(stack: EngagementStack, id: string, module: ModuleClass): void {
  const variables = new Construct(stack, "variables");
  const props = Object.entries(module.inputs).map(([name, input]) => {
    const rules = module.rules.filter((rule) => rule.input === name);
    return [name, addVariable(variables, name, input, rules)];
  });
  const construct = new module(stack, id, Object.fromEntries(props));

  const outputs = new Construct(stack, "outputs");
  for (const [name, description] of Object.entries(module.outputDescriptions)) {
    new TerraformOutput(outputs, snakeCase(name), { description, value: construct.outputs[name] });
  }
}

function addVariable(scope: Construct, prop: string, input: Input, rules: readonly Rule[]): unknown {
  const name = snakeCase(prop);
  const variable = new TerraformVariable(scope, name, {
    type: input.type,
    description: input.description,
    nullable: isNullable(input),
  });
  if (input.section) heading(variable, input.section);
  // An override, because CDKTF turns the keys of a default into snake_case and cannot take null.
  if (input.default !== undefined) variable.addOverride("default", input.default);
  for (const validation of validations(name, input, rules)) {
    variable.addValidation({
      condition: validation.condition as unknown as string,
      errorMessage: validation.errorMessage as unknown as string,
    });
  }
  return reference(name, input);
}

function isNullable({ default: fallback, nullable = fallback === null }: Input): boolean {
  return nullable;
}

function validations(name: string, input: Input, rules: readonly Rule[]) {
  const { check } = input;
  const ofCheck = check && {
    condition: verbatim(`${isNullable(input) ? `var.${name} == null ? true : ` : ""}${check.condition(`var.${name}`)}`),
    errorMessage: checkMessage(name, check, `\${jsonencode(var.${name})}`),
  };
  const ofRules = rules.map((rule) => ({ condition: verbatim(rule.condition), errorMessage: ruleMessage(rule) }));
  return [...(ofCheck ? [ofCheck] : []), ...ofRules];
}

/** The variable as a prop of its type. */
function reference(name: string, { type }: Input): unknown {
  const variable = verbatim(`var.${name}`);
  switch (type) {
    case "string":
      return variable.toString();
    case "number":
      return variable.toNumber();
    case "bool":
      return variable;
    case "list(string)":
    case "set(string)":
      return variable.toList();
    case "map(string)":
      return Token.asStringMap(variable);
    case "map(number)":
      return Token.asNumberMap(variable);
  }
}
