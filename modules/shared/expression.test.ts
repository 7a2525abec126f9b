import { App, TerraformOutput, TerraformStack, TerraformVariable, Token } from "cdktf";
import { call, hcl, verbatim } from "./expression";

/** The JSON that a value synthesizes to. */
function synthesized(value: unknown): unknown {
  const stack = new TerraformStack(new App(), "stack");
  new TerraformVariable(stack, "name", { type: "string" });
  new TerraformVariable(stack, "names", { type: "list(string)" });
  new TerraformOutput(stack, "result", { value });
  return stack.toTerraform().output.result.value;
}

const name = verbatim("var.name");

describe("hcl", () => {
  test.each([
    ["a reference", hcl`${name} == null ? 1 : 0`, "${var.name == null ? 1 : 0}"],
    ["text", hcl`f(${'say "hi"'})`, '${f("say \\"hi\\"")}'],
    ["text around a reference", hcl`f(${`a-${name}-"b"`})`, '${f("a-${var.name}-\\"b\\"")}'],
    ["a call inside text", hcl`f(${`a-${call("g", "x")}`})`, '${f("a-${g("x")}")}'],
    ["numbers, booleans, nothing", hcl`f(${1}, ${true}, ${null}, ${undefined})`, "${f(1, true, null, null)}"],
    ["a list with a reference", hcl`concat(${["a", name]})`, '${concat(["a", var.name])}'],
    ["a list that is a reference", hcl`f(${verbatim("var.names").toList()})`, "${f(var.names)}"],
    ["a number that is a reference", hcl`${name.toNumber()} + 1`, "${var.name + 1}"],
    ["a map that is a reference", hcl`f(${Token.asStringMap(name)})`, "${f(var.name)}"],
    ["text that looks like a template", hcl`f(${"a ${b} %{c}"})`, '${f("a $${b} %%{c}")}'],
    ["an object", hcl`f(${{ a: name, "b:c": 1, left: undefined }})`, '${f({ "a" = var.name, "b:c" = 1 })}'],
    ["an expression in an expression", hcl`${hcl`${name}[0]`}.arn`, "${var.name[0].arn}"],
  ])("renders %s", (_, expression, expected) => {
    expect(synthesized(expression)).toBe(expected);
  });

  test("keeps backslashes of patterns as they are written", () => {
    expect(synthesized(hcl`regex("\\d")`)).toBe('${regex("\\\\d")}');
  });

  test("is interpolated inside a longer string", () => {
    expect(synthesized(`${call("one", name)}-suffix`)).toBe("${one(var.name)}-suffix");
  });
});

describe("call", () => {
  test.each([
    [[], "${f()}"],
    [["a"], '${f("a")}'],
    [["a", 2], '${f("a", 2)}'],
  ])("separates %j by commas", (values, expected) => {
    expect(synthesized(call("f", ...values))).toBe(expected);
  });
});
