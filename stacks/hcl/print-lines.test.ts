import { renderFile } from "./blocks";
import type { Json } from "./json";

/** What stands right of `x = ` in a block. */
function written(value: Json): string {
  const text = renderFile([{ type: "locals", attributes: [["x", value]] }]);
  return text
    .replace(/^locals \{\n {2}x = /, "")
    .replace(/\n\}\n$/, "")
    .replaceAll("\n  ", "\n");
}

function lines(...text: string[]): string {
  return text.join("\n");
}

describe("text", () => {
  test.each<[what: string, value: string, hcl: string]>([
    ["plain", "feedback", '"feedback"'],
    ["quotes and backslashes", 'say "hi" \\d', '"say \\"hi\\" \\\\d"'],
    ["line breaks without one at the end", "a\nb", '"a\\nb"'],
    ["a carriage return, which a heredoc would lose", "a\r\nb\r\n", '"a\\r\\nb\\r\\n"'],
    ["other control characters", "\u0007\u2028", '"\\u0007\\u2028"'],
    ["unicode", "déjà 漢 👍🏽", '"déjà 漢 👍🏽"'],
    ["an interpolation", "${var.name_prefix}-feedback", '"${var.name_prefix}-feedback"'],
    ["an escaped interpolation", "$${path.module} %%{x}", '"$${path.module} %%{x}"'],
    ["a dollar sign alone", "5 $ or $5", '"5 $ or $5"'],
    ["JSONata, which only looks like a directive", "{% $states.input.x %}", '"{% $states.input.x %}"'],
    ["a directive as it stands", "%{ if var.x }a%{ else }b%{ endif }", '"%{ if var.x }a%{ else }b%{ endif }"'],
    [
      "text within an expression within text",
      'a-${join("-", ["${var.x}b", "c"])}',
      '"a-${join("-", ["${var.x}b", "c"])}"',
    ],
    ["braces within a template", "a${{}}", '"a${ {} }"'],
  ])("%s", (_, value, hcl) => {
    expect(written(value)).toBe(hcl);
  });

  test("lines of SQL become a heredoc, indented with the argument", () => {
    const sql = "SELECT \"a\"\n  FROM ${local.table}\n\nWHERE x = '\\d'\n";
    expect(written(sql)).toBe(
      lines("<<-EOT", '  SELECT "a"', "    FROM ${local.table}", "", "  WHERE x = '\\d'", "EOT"),
    );
  });

  test.each([
    ["all of whose lines are indented", "  a\n  b\n"],
    ["with a line of white space", "a\n  \nb\n"],
    ["that holds the delimiter", "a\nEOT\n"],
  ])("text %s is no heredoc, because its indentation would be lost", (_, text) => {
    expect(written(text)).toBe(JSON.stringify(text));
  });
});

describe("one line", () => {
  test.each([
    ["aws_sqs_queue.this[0].arn"],
    ["aws_x.this[*].id"],
    ["data.aws_x.this.*.id"],
    ["var.x[count.index]"],
    ["!var.x && -var.y + 1 >= 2 % 3"],
    ["var.x ? 1 : 0"],
    ["(var.x || var.y) && var.z"],
    ["(var.x ? aws_a.b : aws_c.d)[0]"],
    ["concat(var.a, var.b...)"],
    ["provider::aws::arn_parse(var.x).account_id"],
    ['[for k, v in var.x : upper(k) if v != ""]'],
    ["{ for item in var.x : item.name => item... }"],
    ["{ for k, v in var.x : k => { name = k, value = v } }"],
    ["merge({ Name = local.name }, var.tags)"],
  ])("%s stays as it is", (hcl) => {
    expect(written(`\${${hcl}}`)).toBe(hcl);
  });

  test.each([
    ["spaces are set as fmt does", "${[ 1,2 ]}", "[1, 2]"],
    ["parentheses around the whole go", "${((length(var.x) > 2) && true)}", "(length(var.x) > 2) && true"],
    ["parentheses around an argument go", "${max((1 + 2), ((3)))}", "max(1 + 2, 3)"],
    ["a template of one expression is the expression", '${upper("${var.x}")}', "upper(var.x)"],
    ["keys are bare where HCL allows it", '${{"a" = 1}}', "{ a = 1 }"],
    ["a name in parentheses stays computed", "${{(k) : 1}}", "{ (k) = 1 }"],
    ["numbers as they are written", "${[1.50, 2e3]}", "[1.50, 2e3]"],
  ])("%s", (_, value, hcl) => {
    expect(written(value)).toBe(hcl);
  });
});

describe("several lines", () => {
  test("a policy", () => {
    const policy =
      '${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Sid" = "AllowTopic", "Effect" = "Allow", ' +
      '"Principal" = {"Service" = "sns.amazonaws.com"}, "Action" = ["sqs:SendMessage"], ' +
      '"Condition" = {"ArnEquals" = {"aws:SourceArn" = aws_sns_topic.feedback.arn}}}]})}';
    expect(written(policy)).toBe(
      lines(
        "jsonencode({",
        '  Version = "2012-10-17"',
        "  Statement = [",
        "    {",
        '      Sid       = "AllowTopic"',
        '      Effect    = "Allow"',
        '      Principal = { Service = "sns.amazonaws.com" }',
        '      Action    = ["sqs:SendMessage"]',
        "      Condition = {",
        '        ArnEquals = { "aws:SourceArn" = aws_sns_topic.feedback.arn }',
        "      }",
        "    },",
        "  ]",
        "})",
      ),
    );
  });

  test("a map; keys that are no names are quoted or in parentheses", () => {
    const map = { é: "👍🏽", "aws:SourceArn": "${var.x}", "${each.key}": 1, "${var.a}-b": {}, for: null, "a.b": [] };
    expect(written(map)).toBe(
      lines(
        "{",
        '  é               = "👍🏽"',
        '  "aws:SourceArn" = var.x',
        "  (each.key)      = 1",
        '  "${var.a}-b"    = {}',
        '  "for"           = null',
        '  "a.b"           = []',
        "}",
      ),
    );
  });

  test("a long list has one item a line, numbers fill lines", () => {
    const words = Array.from({ length: 8 }, (_, index) => `${"long".repeat(3)}${index}`);
    expect(written(words)).toBe(lines("[", ...words.map((word) => `  "${word}",`), "]"));
    const numbers = Array.from({ length: 20 }, (_, index) => 10000 + index);
    expect(written(`\${contains(${JSON.stringify(numbers)}, var.days)}`)).toBe(
      lines(
        "contains([",
        `  ${numbers.slice(0, 13).join(", ")},`,
        `  ${numbers.slice(13).join(", ")},`,
        "], var.days)",
      ),
    );
  });

  test("a long condition is broken within parentheses, which change nothing", () => {
    const long = (name: string) => `length(var.${name}_of_a_considerable_length) > 0`;
    expect(written(`\${${long("first")} && ${long("second")} && ${long("third")}}`)).toBe(
      lines("(", `  ${long("first")} &&`, `  ${long("second")} &&`, `  ${long("third")}`, ")"),
    );
  });

  test("a long conditional reads as question and answers, a chain as a table", () => {
    const arn = '"arn:${local.partition}:dynamodb:${local.region}:table/${var.name}"';
    expect(written(`\${var.create_contacts_table ? one(aws_dynamodb_table.contacts[*].arn) : ${arn}}`)).toBe(
      lines("(", "  var.create_contacts_table", "  ? one(aws_dynamodb_table.contacts[*].arn)", `  : ${arn}`, ")"),
    );
    const chain = `var.mode == "create" ? one(aws_dynamodb_table.x[*].arn) : var.mode == "use" ? ${arn} : null`;
    expect(written(`\${${chain}}`)).toBe(
      lines(
        "(",
        '  var.mode == "create" ? one(aws_dynamodb_table.x[*].arn) :',
        `  var.mode == "use" ? ${arn} :`,
        "  null",
        ")",
      ),
    );
  });

  test("an object opens on the line it belongs to", () => {
    expect(written('${var.x ? {"a" = 1, "b" = 2} : {}}')).toBe(lines("var.x ? {", "  a = 1", "  b = 2", "} : {}"));
    expect(written('${merge(var.tags, {"a" = 1, "bb" = 2})}')).toBe(
      lines("merge(var.tags, {", "  a  = 1", "  bb = 2", "})"),
    );
  });

  test("a for expression keeps its value on one line if it can", () => {
    const regex = '"^(arn:[a-z-]+:ses:[a-z0-9-]+:[0-9]{12}:identity/.+|[^@]+@[A-Za-z0-9-]+)$"';
    expect(written(`\${alltrue([for item in var.identities : can(regex(${regex}, item))])}`)).toBe(
      lines("alltrue([", "  for item in var.identities :", `  can(regex(${regex}, item))`, "])"),
    );
  });
});

test("a broken expression is refused with its text and place", () => {
  expect(() => written('${jsonencode({"a" = "b"c"})}')).toThrow(
    'Terraform expression at character 29: expected " to close the string; got ${jsonencode({"a" = "b"c"})}',
  );
  expect(() => written("${var.a var.b}")).toThrow(
    "Terraform expression: expected an operator or the end at var . a <here> var . b",
  );
});

test("a list of pairs of short texts reads like a table, a shorter list like other objects", () => {
  const pair = (name: string) => ({ name, type: "varchar" });
  expect(written(["a", "b", "c"].map(pair))).toBe(
    lines(
      "[",
      '  { name = "a", type = "varchar" },',
      '  { name = "b", type = "varchar" },',
      '  { name = "c", type = "varchar" },',
      "]",
    ),
  );
  expect(written(["a", "b"].map(pair)).split("\n")).toHaveLength(10);
});
