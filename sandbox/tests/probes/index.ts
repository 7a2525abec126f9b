import * as sesEventProcessing from "./ses-event-processing";

/** How to see what one function does. */
export interface Probe {
  /** Output of the root that names the function, and the role word of its resources. */
  readonly functionNameOutput: string;
  /** The event it is invoked with; a new one each time, because functions do nothing twice. */
  event(): unknown;
}

/** An IAM action that the local cloud does not ask for when a function runs, and why. */
export interface UncheckedAction {
  readonly action: string;
  readonly reason: string;
}

/** Actions whose removal no invocation can notice here. */
export const UNCHECKED_ACTIONS: readonly UncheckedAction[] = [
  ...["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"].map(
    (action) => ({ action, reason: "used by Lambda's poller with the role, which MiniStack does not check" }),
  ),
  ...["logs:CreateLogStream", "logs:PutLogEvents"].map((action) => ({
    action,
    reason: "used by Lambda's log agent with the role, which MiniStack does not check",
  })),
  ...["kms:Decrypt", "kms:GenerateDataKey"].map((action) => ({
    action,
    reason: "MiniStack enforces no permissions on keys",
  })),
];

/** The probes of an architecture's functions, by the architecture's id. */
export const probes: Readonly<Record<string, readonly Probe[]>> = {
  "ses-event-processing": sesEventProcessing.probes,
  "pinpoint-event-processing": sesEventProcessing.probes,
};
