import type { LayoutEntry, TerraformJson } from "./graph";
import { writeModule } from "./write-module";

/** The blocks of a file, without header and without what stands above them. */
function main(resource: TerraformJson["resource"], rest: TerraformJson = {}): string {
  const layout = Object.entries(resource ?? {}).flatMap(([type, named]) =>
    Object.keys(named).map((name) => ({ address: `${type}.${name}` })),
  );
  return writeModule({ json: { ...rest, resource: resource ?? {} }, layout }, "Generated.")["main.tf"].replace(
    "# Generated.\n\n",
    "",
  );
}

test("metadata goes, arguments are read name first and policies last, tags and dependencies at the end", () => {
  const queue = {
    "//": { metadata: { path: "x" } },
    policy: '${jsonencode({"Version" = "2012-10-17", "Statement" = []})}',
    kms_master_key_id: null,
    name: "feedback",
    tags: { a: "b" },
    visibility_timeout_seconds: 180,
    for_each: "${var.queues}",
    provider: "aws.us_east_1",
    timeouts: { create: "5m", update: null },
    depends_on: ["aws_sns_topic.feedback", "data.aws_region.current"],
    lifecycle: {
      ignore_changes: ["tags"],
      precondition: [{ condition: "${var.x}", error_message: "x must hold; got ${var.x}." }],
    },
  };
  expect(main({ aws_sqs_queue: { feedback: queue } })).toBe(`resource "aws_sqs_queue" "feedback" {
  for_each = var.queues
  provider = aws.us_east_1

  name                       = "feedback"
  visibility_timeout_seconds = 180
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = []
  })

  timeouts {
    create = "5m"
  }

  tags = { a = "b" }

  depends_on = [aws_sns_topic.feedback, data.aws_region.current]

  lifecycle {
    ignore_changes = [tags]

    precondition {
      condition     = var.x
      error_message = "x must hold; got \${var.x}."
    }
  }
}
`);
});

test("nested blocks, once or often, are blocks; maps are arguments", () => {
  const table = {
    attribute: [
      { name: "a", type: "S" },
      { name: "b", type: "N" },
    ],
    ttl: { attribute_name: "expires_at", enabled: true },
    replica: [],
  };
  const lambda = { environment: { variables: { A: "1" } } };
  expect(
    main({ aws_dynamodb_table: { this: table }, aws_lambda_function: { this: lambda } }),
  ).toBe(`resource "aws_dynamodb_table" "this" {
  attribute {
    name = "a"
    type = "S"
  }

  attribute {
    name = "b"
    type = "N"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}

resource "aws_lambda_function" "this" {
  environment {
    variables = { A = "1" }
  }
}
`);
});

test("dynamic blocks", () => {
  const dynamic = {
    attribute: { for_each: "${var.keys}", iterator: "key", content: { name: "${key.value}", type: "S" } },
  };
  expect(main({ aws_dynamodb_table: { this: { dynamic } } })).toContain(`  dynamic "attribute" {
    for_each = var.keys
    iterator = key

    content {
      name = key.value
      type = "S"
    }
  }`);
});

test("variables and outputs keep the order of the graph, their arguments one of their own", () => {
  const json: TerraformJson = {
    variable: {
      name_prefix: {
        default: null,
        type: "string",
        nullable: true,
        description: "Start of names, such as ${prefix}.",
        validation: [{ error_message: "no; got ${var.name_prefix}", condition: "${can(var.name_prefix)}" }],
      },
      tags: { type: "map(string)", default: {}, nullable: false, description: "Tags.", sensitive: true },
    },
    output: {
      arn: { value: "${aws_x.y.arn}", description: "ARN.", sensitive: false },
      secret: { value: "${aws_x.y.secret}", description: "Secret.", sensitive: true },
    },
  };
  const layout: LayoutEntry[] = [
    { address: "var.tags", section: "Everything" },
    { address: "output.secret", comment: "Why." },
  ];
  const files = writeModule({ json, layout }, "Generated.");
  expect(files["variables.tf"]).toBe(`# Generated.

variable "name_prefix" {
  description = "Start of names, such as $\${prefix}."
  type        = string
  default     = null

  validation {
    condition     = can(var.name_prefix)
    error_message = "no; got \${var.name_prefix}"
  }
}

################################################################################
# Everything
################################################################################

variable "tags" {
  description = "Tags."
  type        = map(string)
  default     = {}
  nullable    = false
  sensitive   = true
}
`);
  expect(files["outputs.tf"]).toBe(`# Generated.

output "arn" {
  description = "ARN."
  value       = aws_x.y.arn
}

# Why.
output "secret" {
  description = "Secret."
  value       = aws_x.y.secret
  sensitive   = true
}
`);
});

test("versions.tf asks for an aliased provider when a resource uses one", () => {
  const versions = (resource: TerraformJson["resource"]) =>
    writeModule(
      { json: { resource: resource ?? {} }, layout: resource ? [{ address: "aws_s3_bucket.this" }] : [] },
      "Generated.",
    )["versions.tf"];
  expect(versions(undefined)).toBe(`# Generated.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}
`);
  expect(versions({ aws_s3_bucket: { this: { provider: "aws.us_east_1" } } })).toContain(
    '      source                = "hashicorp/aws"\n' +
      '      version               = ">= 5.100, < 7.0"\n' +
      "      configuration_aliases = [aws.us_east_1]\n",
  );
});

test("locals and data sources stand where the layout says, in the graph's order within", () => {
  const json: TerraformJson = { locals: { b: 1, a_longer: "${local.b}" }, data: { aws_region: { current: {} } } };
  const layout = [{ address: "locals" }, { address: "data.aws_region.current" }];
  expect(writeModule({ json, layout }, "Generated.")["main.tf"]).toBe(`# Generated.

locals {
  b        = 1
  a_longer = local.b
}

data "aws_region" "current" {}
`);
});

describe("refusals", () => {
  const json: TerraformJson = { locals: { a: 1 }, resource: { aws_sqs_queue: { a: {}, b: {} } } };

  test("a layout that does not name the blocks of the graph once each", () => {
    const layout = [{ address: "aws_sqs_queue.a" }, { address: "aws_sqs_queue.a" }, { address: "aws_sqs_queue.c" }];
    expect(() => writeModule({ json, layout }, "")).toThrow(
      "locals is missing, aws_sqs_queue.b is missing, aws_sqs_queue.c is not in the graph, aws_sqs_queue.a is named twice",
    );
  });

  test("a type that the extract of the provider's schema does not hold", () => {
    expect(() => main({ aws_connect_instance: { this: {} } })).toThrow(
      "Add it with: npx tsx stacks/hcl/extract-schema.ts aws_connect_instance",
    );
  });

  test("a block that is no object", () => {
    expect(() => main({ aws_dynamodb_table: { this: { ttl: "yes" } } })).toThrow(
      'aws_dynamodb_table.this.ttl must be an object or a list of objects, because it is a nested block; got "yes"',
    );
  });

  test("what a module does not have", () => {
    expect(() => main({}, { module: {} } as TerraformJson)).toThrow(
      "A module's graph may hold variable, locals, data, resource, output; got module.",
    );
  });
});

test("a block stands in the file that the layout names for it", () => {
  const resource = { aws_sns_topic: { first: { name: "first" }, second: { name: "second" } } };
  const layout = [{ address: "aws_sns_topic.first" }, { address: "aws_sns_topic.second", file: "topics.tf" }];
  const files = writeModule({ json: { resource }, layout }, "Generated.");
  expect(files["main.tf"]).toContain('"first"');
  expect(files["main.tf"]).not.toContain('"second"');
  expect(files["topics.tf"]).toBe('# Generated.\n\nresource "aws_sns_topic" "second" {\n  name = "second"\n}\n');
});
