import fc from "fast-check";
import { arbitraryGraph } from "./arbitrary";
import type { ModuleGraph, TerraformJson } from "./graph";
import { parseBack } from "./parse-back";
import { type ModuleFiles, writeModule } from "./write-module";

function graphOf(resource: TerraformJson["resource"], rest: TerraformJson = {}): ModuleGraph {
  const addresses = Object.entries(resource ?? {}).flatMap(([type, named]) =>
    Object.keys(named).map((name) => ({ address: `${type}.${name}` })),
  );
  return { json: { ...rest, resource: resource ?? {} }, layout: addresses };
}

const queue = graphOf({
  aws_sqs_queue: {
    feedback: {
      name: "${var.name_prefix}-feedback",
      count: "${(var.create ? 1 : 0)}",
      redrive_policy: '${jsonencode({"maxReceiveCount" = 5, "deadLetterTargetArn" = aws_sqs_queue.dead.arn})}',
      timeouts: { create: "5m" },
      depends_on: ["aws_sns_topic.a"],
    },
  },
});

describe("parseBack", () => {
  test("accepts what writeModule writes, whatever the graph", async () => {
    const accepts = async (graph: ModuleGraph) => {
      await parseBack(writeModule(graph, "Generated."), graph);
    };
    await fc.assert(fc.asyncProperty(arbitraryGraph, accepts), { numRuns: 150, seed: 1 });
  });

  const changes: [what: string, from: string, to: string, path: string][] = [
    ["a changed number", "maxReceiveCount     = 5", "maxReceiveCount     = 6", "redrive_policy"],
    ["a lost item", "    maxReceiveCount     = 5\n", "", "redrive_policy"],
    ["a changed text", '"${var.name_prefix}-feedback"', '"${var.name_prefix}-Feedback"', "name"],
    ["a changed reference", "aws_sqs_queue.dead.arn", "aws_sqs_queue.dead.id", "redrive_policy"],
    ["text instead of a reference", "= aws_sqs_queue.dead.arn", '= "aws_sqs_queue.dead.arn"', "redrive_policy"],
    ["swapped branches", "? 1 : 0", "? 0 : 1", "count"],
    ["a lost block", '  timeouts {\n    create = "5m"\n  }\n', "", "timeouts"],
    ["a second block", "  timeouts {", '  timeouts {\n    delete = "1m"\n  }\n\n  timeouts {', "timeouts"],
    ["an argument too many", "  count =", '  region = "eu-west-1"\n  count =', "region"],
    ["a lost dependency", "[aws_sns_topic.a]", "[]", "depends_on"],
  ];
  test.each(changes)("refuses %s", async (_, from, to, path) => {
    const files = writeModule(queue, "Generated.");
    const main = files["main.tf"].replace(from, to);
    expect(main).not.toBe(files["main.tf"]);
    await expect(parseBack({ ...files, "main.tf": main }, queue)).rejects.toThrow(
      `resource.aws_sqs_queue.feedback.${path}`,
    );
  });

  test("refuses a block that is written in two files", async () => {
    const files = writeModule(queue, "Generated.");
    const twice: ModuleFiles = { ...files, "outputs.tf": files["main.tf"] };
    await expect(parseBack(twice, queue)).rejects.toThrow(
      "aws_sqs_queue.feedback is written twice, the second time in outputs.tf",
    );
  });

  test("shows both texts of a difference", async () => {
    const files = writeModule(queue, "Generated.");
    const main = files["main.tf"].replace("? 1 : 0", "? 2 : 0");
    await expect(parseBack({ ...files, "main.tf": main }, queue)).rejects.toThrow(
      "count\n  graph:   var . create ? 1 : 0\n  written: var . create ? 2 : 0",
    );
  });
});
