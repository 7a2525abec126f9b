import fc from "fast-check";
import type { ModuleGraph } from "./graph";
import type { Json } from "./json";
import { escapeTemplate } from "./print-line";

/** Characters that mean something to HCL, to JSON or to neither. */
const CHARACTERS = [
  ..."abz09 .:/-_",
  "$",
  "{",
  "}",
  "%",
  '"',
  "\\",
  "\n",
  "\t",
  "~",
  "#",
  "é",
  "漢",
  "👍🏽",
  "\u0001",
  "${",
  "%{",
  "EOT",
];
const OPERATORS = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"];

const text = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 30 });
const name = fc.constantFrom("a", "name", "for_each_key", "in_", "true_", "x-y", "ifs");
const gap = fc.constantFrom("", " ", "  ");
/** Text between quotes, as CDKTF writes it within expressions. */
const quoted = text.map((value) => escapeTemplate(JSON.stringify(value).slice(1, -1)));

const reference = fc.constantFrom(
  "var.x",
  "k",
  "aws_sqs_queue.a[0].arn",
  "aws_x.y[*].id",
  "data.z.w.*.v",
  "each.value",
);

/** The source of an expression, spaced at random. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie("expression");
  const list = fc.array(inner, { maxLength: 3 });
  // Without an equals sign: a computed key that holds an object is not aligned.
  const key = fc.oneof(
    name,
    quoted.map((value) => `"${value}"`),
    reference.map((value) => `(upper(${value}))`),
    reference.map((value) => `(${value})`),
  );
  const glue = (...parts: (string | fc.Arbitrary<string>)[]) =>
    fc.tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part))).map((all) => all.join(""));
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: "expression" },
      reference,
      fc.constantFrom("true", "null", "0", "1.5", "12e3"),
      glue('"', quoted, '"'),
      glue('"', quoted, ".${", gap, inner, gap, "}.", quoted, '"'),
      glue(
        name,
        "(",
        gap,
        list.map((all) => all.join(",")),
        gap,
        ")",
      ),
      glue(
        "[",
        gap,
        list.map((all) => all.join(" , ")),
        gap,
        "]",
      ),
      fc
        .array(glue(key, fc.constantFrom("=", " = ", " : "), inner), { maxLength: 4 })
        .map((all) => `{${all.join(", ")}}`),
      glue("(", inner, gap, "?", gap, inner, " : ", inner, ")"),
      // The space keeps a minus from becoming part of a name.
      glue("(", inner, " ", fc.constantFrom(...OPERATORS), gap, inner, ")"),
      glue("(", inner, ")[", inner, "]"),
      // Not a constant: the parser behind parse-back computes those.
      glue(fc.constantFrom("!", "-"), reference),
      glue("[for k, v in ", inner, " : ", inner, " if ", inner, "]"),
      glue("{for k in ", inner, ":", inner, "=>", inner, "...}"),
      glue("concat(", inner, "...)"),
    ),
  };
});

const string = fc.oneof(
  text.map(escapeTemplate),
  fc
    .array(
      text.map((line) => line.replaceAll("\n", "")),
      { minLength: 2, maxLength: 4 },
    )
    .map((lines) => `${escapeTemplate(lines.join("\n"))}\n`),
  expression.map((source) => `\${${source}}`),
  fc
    .tuple(text, expression, text)
    .map(([before, source, after]) => `${escapeTemplate(before)}.\${${source}}.${escapeTemplate(after)}`),
);
const scalar = fc.oneof(string, fc.integer(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(name, text.map(escapeTemplate)), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const argumentsOf = (names: fc.Arbitrary<string>) => fc.dictionary(names, value, { maxKeys: 6, noNullPrototype: true });
const argument = fc.constantFrom("name", "alpha", "beta_long_name", "gamma", "tags", "policy");

/** Random graphs with every kind of block, argument and value: for tests only. */
export const arbitraryGraph: fc.Arbitrary<ModuleGraph> = fc
  .record({
    locals: argumentsOf(name),
    table: argumentsOf(argument),
    attribute: fc.array(argumentsOf(argument), { maxLength: 2 }),
    ttl: argumentsOf(argument),
    variable: value,
    description: text,
    output: value,
  })
  .map(({ locals, table, attribute, ttl, variable, description, output }) => ({
    json: {
      variable: { first: { type: "any", default: variable, description, nullable: false } },
      locals,
      resource: { aws_dynamodb_table: { this: { ...table, attribute, ttl, depends_on: ["aws_sqs_queue.a"] } } },
      output: { first: { description, value: output } },
    },
    layout: [
      ...(Object.keys(locals).length > 0 ? [{ address: "locals" }] : []),
      { address: "aws_dynamodb_table.this", section: "Table", comment: description.replaceAll("\n", " ") },
    ],
  }));
