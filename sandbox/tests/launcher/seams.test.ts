import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../paths";
import { cloudPython } from "../../venv";
import { FIRST_START_MS } from "./client";

/** Runs a few lines of Python with the launcher's modules. @returns what they printed */
async function python(...lines: string[]): Promise<string> {
  const env = { PYTHONPATH: path.join(ROOT, "sandbox", "launcher"), HOME: "/nonexistent" };
  return (await promisify(execFile)(await cloudPython(), ["-c", lines.join("\n")], { env })).stdout.trim();
}

beforeAll(() => cloudPython(), FIRST_START_MS);

const refused = (install: string): string[] => [
  "try:",
  `    ${install}`,
  "except seams.SeamGone as error:",
  "    print(error)",
];

it.each([
  ["lambda_svc", "_execute_function_warm", "lambda_errors", "lambda_errors.install()"],
  ["lambda_svc", "_run_sqs_batch", "sqs_visibility", "sqs_visibility.install()"],
  ["eventbridge", "_invoke_target", "firehose_targets", "firehose_targets.install()"],
  ["eventbridge", "_dispatch_to_sqs", "firehose_targets", "firehose_targets.install()"],
  ["eventbridge", "_put_events", "door", "door.install(None)"],
  ["firehose", "ingest_from_kinesis_source", "firehose_sources", "firehose_sources.install()"],
  ["firehose", "_streams", "door", "door.install(None)"],
  ["sts", "register_session", "service_roles", "service_roles.check()"],
  ["sqs", "_receive_messages_for_esm", "esm_batches", "esm_batches.install()"],
  ["sqs", "_act_send_message", "sqs_message_moves", "sqs_message_moves.install()"],
  ["scheduler", "_tick_schedules", "scheduler_targets", "scheduler_targets.install()"],
  ["s3", "_list_object_versions", "s3_versions", "s3_versions.install()"],
])("a MiniStack without %s.%s is refused", async (module, name, seam, install) => {
  const take = [`from ministack.services import ${module}`, `import seams, ${seam}`, `del ${module}.${name}`];
  const text = await python(...take, ...refused(install));
  expect(text).toMatch(`MiniStack 1.5.33 has no ministack.services.${module}.${name}.`);
  expect(text).toMatch("review sandbox/launcher/");
});

it("a MiniStack whose worker script has changed is refused", async () => {
  const change = ["from ministack.core import lambda_runtime", "lambda_runtime._NODEJS_WORKER_SCRIPT = ''"];
  const text = await python(...change, "import seams, lambda_errors", ...refused("lambda_errors.install()"));
  expect(text).toMatch("in the Node.js worker script");
});

it("a MiniStack that names the actions of calls otherwise is refused", async () => {
  const change = ["from ministack.core import iam_actions", "del iam_actions.extract_iam_action"];
  const text = await python(...change, "import seams, sqs_permissions", ...refused("sqs_permissions.install()"));
  expect(text).toMatch("MiniStack 1.5.33 has no ministack.core.iam_actions.extract_iam_action.");
});

it("a MiniStack that moves messages itself is refused", async () => {
  const change = ["from ministack.services import sqs", "sqs._HANDLERS['ListMessageMoveTasks'] = None"];
  const text = await python(...change, "import seams, sqs_message_moves", ...refused("sqs_message_moves.install()"));
  expect(text).toMatch("it has ListMessageMoveTasks itself");
});

it.each([
  ["stack_roles", "cloudformation._ACTION_HANDLERS.clear()", "cloudformation._ACTION_HANDLERS['CreateStack']"],
  ["stack_roles", "del cloudformation.handlers._resolve_stack", "cloudformation.handlers._resolve_stack"],
  [
    "sms_configuration_set",
    "del cloudformation.provisioners._REPLACING_PROPERTIES",
    "cloudformation.provisioners._REPLACING_PROPERTIES",
  ],
  [
    "sms_configuration_set",
    "del cloudformation.stacks._runs_on_worker_thread",
    "cloudformation.stacks._runs_on_worker_thread",
  ],
])("%s refuses a CloudFormation after %s", async (seam, change, name) => {
  const take = ["from ministack.services import cloudformation", `import seams, ${seam}`, change];
  const text = await python(...take, ...refused(`${seam}.install()`));
  expect(text).toMatch(`MiniStack 1.5.33 has no ministack.services.${name}.`);
});
