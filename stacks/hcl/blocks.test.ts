import { renderFile } from "./blocks";

test("a file of blocks: header, sections, comments, paragraphs, aligned arguments", () => {
  const file = renderFile(
    [
      {
        section: "Feedback queue",
        comment: "Standard, not FIFO: SNS delivers more than once anyway.",
        inside: ["checkov:skip=CKV_AWS_27: SSE-SQS is on by default."],
        type: "resource",
        labels: ["aws_sqs_queue", "feedback"],
        leading: [["count", "${var.create ? 1 : 0}"]],
        attributes: [
          ["name", "feedback"],
          ["visibility_timeout_seconds", 180],
          ["redrive_policy", '${jsonencode({"a" = 1, "b" = 2})}'],
          ["fifo_queue", false],
        ],
        blocks: [{ type: "timeouts", attributes: [["create", "5m"]] }, { type: "empty" }],
        trailing: [[["tags", "${var.tags}"]], [["depends_on", ["${aws_x.y}"]]], { type: "lifecycle" }],
      },
      { type: "moved", attributes: [["from", "${aws_sqs_queue.a}"]] },
    ],
    "Generated.",
  );
  expect(file).toBe(`# Generated.

################################################################################
# Feedback queue
################################################################################

# Standard, not FIFO: SNS delivers more than once anyway.
resource "aws_sqs_queue" "feedback" {
  # checkov:skip=CKV_AWS_27: SSE-SQS is on by default.

  count = var.create ? 1 : 0

  name                       = "feedback"
  visibility_timeout_seconds = 180
  redrive_policy = jsonencode({
    a = 1
    b = 2
  })
  fifo_queue = false

  timeouts {
    create = "5m"
  }

  empty {}

  tags = var.tags

  depends_on = [aws_x.y]

  lifecycle {}
}

moved {
  from = aws_sqs_queue.a
}
`);
});

test("the tests of a module", () => {
  const file = renderFile([
    { type: "mock_provider", labels: ["aws"], attributes: [["source", "./tests/mocks"]] },
    {
      type: "run",
      labels: ["refuses_batch_size"],
      attributes: [["command", "${plan}"]],
      blocks: [{ type: "variables", attributes: [["batch_size", 0]] }],
      trailing: [[["expect_failures", ["${var.batch_size}"]]]],
    },
  ]);
  expect(file).toBe(`mock_provider "aws" {
  source = "./tests/mocks"
}

run "refuses_batch_size" {
  command = plan

  variables {
    batch_size = 0
  }

  expect_failures = [var.batch_size]
}
`);
});

test("comments are wrapped at 100 columns", () => {
  const comment = Array.from({ length: 40 }, (_, index) => `word${index}`).join(" ");
  const lines = renderFile([{ type: "locals", comment }])
    .trimEnd()
    .split("\n");
  expect(lines.slice(0, -1).every((line) => line.startsWith("# word") && line.length <= 100)).toBe(true);
  expect(
    lines
      .slice(0, -1)
      .map((line) => line.slice(2))
      .join(" "),
  ).toBe(comment);
  expect(lines.length).toBe(4);
});
