import { verbatim } from "./expression";
import { between, each, enumeration, input, matches, oneOf, type Rule, someOf } from "./input";
import { InvalidInputsError, jsonencode, resolveProps, snakeCase } from "./validate";

const inputs = {
  sender: input.string({ default: undefined, description: "Sender.", check: matches(/@/, "an address", "x") }),
  level: input.string({ default: "INFO", description: "Level.", check: oneOf("INFO", "WARN") }),
  size: input.number({ default: null, description: "Size.", check: between(1, 10) }),
  hosts: input.setOfStrings({ default: [], description: "Hosts.", check: each(matches(/^[a-z.]+$/, "hosts", "_")) }),
  tags: input.mapOfStrings({ default: {}, description: "Tags." }),
};

const rules: readonly Rule[] = [
  {
    input: "size",
    message: "level = WARN needs size.",
    condition: 'var.level != "WARN" || var.size != null',
    accepts: ({ level, size }) => level !== "WARN" || size !== undefined,
    refused: { sender: "a@b", level: "WARN" },
  },
];

const resolve = (props: object) => resolveProps("Example", inputs, rules, props as never);

function problems(props: object): readonly string[] {
  try {
    resolve(props);
  } catch (error) {
    if (error instanceof InvalidInputsError) return error.problems;
    throw error;
  }
  return [];
}

describe("resolveProps", () => {
  test("fills in defaults; null and undefined mean the same", () => {
    expect(resolve({ sender: "a@b", size: null, level: undefined })).toEqual({
      sender: "a@b",
      level: "INFO",
      size: undefined,
      hosts: [],
      tags: {},
    });
  });

  test("names every wrong input at once, with what was given and what is allowed", () => {
    expect(problems({ sender: "<x>", level: "LOUD", size: 11, hosts: ["b", "A_", "b"] })).toEqual([
      'sender must be an address; got "\\u003cx\\u003e". See Inputs in this module\'s README.',
      'level must be INFO or WARN; got "LOUD". See Inputs in this module\'s README.',
      "size must be 1 to 10; got 11. See Inputs in this module's README.",
      'hosts must be hosts; got ["A_","b"]. See Inputs in this module\'s README.',
    ]);
  });

  test("says which construct refused", () => {
    expect(() => resolve({})).toThrow("Example:\n- sender is required. See Inputs in this module's README.");
  });

  test("refuses a name that is not an input", () => {
    expect(problems({ sender: "a@b", sizes: 1 })).toEqual([
      "sizes is not an input; the inputs are sender, level, size, hosts, tags. See Inputs in this module's README.",
    ]);
  });

  test("checks inputs against each other", () => {
    expect(problems({ sender: "a@b", level: "WARN" })).toEqual([
      "level = WARN needs size. See Inputs in this module's README.",
    ]);
  });

  test("does not look into what Terraform knows later", () => {
    const later = verbatim("aws_x.y.z");
    expect(problems({ sender: later.toString(), level: "WARN", hosts: [later.toString()] })).toEqual([]);
    expect(problems({ sender: "a@b", size: later.toNumber(), hosts: later.toList() })).toEqual([]);
  });
});

describe("texts", () => {
  test("jsonencode sorts keys and escapes as Terraform does", () => {
    expect(jsonencode({ b: [1, null], a: "x & <y>" })).toBe('{"a":"x \\u0026 \\u003cy\\u003e","b":[1,null]}');
  });

  test.each([
    [["a"], "a"],
    [["a", "b"], "a or b"],
    [["a", "b", "c"], "a, b or c"],
  ])("enumerates %j", (values, expected) => {
    expect(enumeration(values)).toBe(expected);
  });

  test("turns props into HCL names", () => {
    expect(snakeCase("kmsKeyArn")).toBe("kms_key_arn");
  });

  test("someOf names the values", () => {
    expect(someOf("A", "B").mustBe).toBe("some of A or B");
  });
});
