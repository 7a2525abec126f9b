import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { Sqs } from "./queue";

export const DEAD = "https://sqs.eu-west-1.amazonaws.com/123456789012/dead";
export const LANE = "https://sqs.eu-west-1.amazonaws.com/123456789012/lane";

/** Two queues of SQS, as far as the tool asks for them. */
export class FakeSqs {
  /** Messages that are hidden, by their receipt. */
  readonly hidden = new Map<string, Message>();
  /** Every request but those for attributes. */
  readonly requests: { readonly name: string; readonly input: object }[] = [];
  /** What happens to an entry that is given back; SQS says so inside an answer that is a success. */
  refuses: (receipt: string) => boolean = () => false;
  /** What a look at the task shows, one after the other. */
  tasks: ListMessageMoveTasksResultEntry[] = [];
  /** The error of StartMessageMoveTask. */
  startError: Error | undefined;

  readonly #visible: Message[];

  /** @param classes of the dead letters; an undefined one has no attribute */
  constructor(classes: readonly (string | undefined)[]) {
    this.#visible = classes.map((StringValue, index) => ({
      MessageId: String(index),
      ReceiptHandle: String(index),
      ...(StringValue && { MessageAttributes: { failure_class: { DataType: "String", StringValue } } }),
    }));
  }

  /** Has somebody else receive them all. */
  hideAll(): void {
    for (const message of this.#visible.splice(0)) this.hidden.set(message.ReceiptHandle ?? "", message);
  }

  /** As a client. */
  get client(): Sqs {
    return { send: async (command: { input: object }) => this.#answer(command) } as unknown as Sqs;
  }

  #answer(command: { input: object }): object {
    if (command instanceof GetQueueAttributesCommand) return this.#attributes(command.input.QueueUrl ?? "");
    this.requests.push({ name: command.constructor.name, input: command.input });
    if (command instanceof ReceiveMessageCommand) return { Messages: this.#receive() };
    if (command instanceof ChangeMessageVisibilityBatchCommand) return { Failed: this.#giveBack(command) };
    if (command instanceof ListMessageMoveTasksCommand) return { Results: this.tasks.splice(0, 1) };
    if (!(command instanceof StartMessageMoveTaskCommand)) throw new Error(`Unexpected ${command.constructor.name}`);
    if (this.startError) throw this.startError;
    return { TaskHandle: "handle-1" };
  }

  #attributes(url: string): object {
    if (url !== DEAD && url !== LANE) {
      throw new QueueDoesNotExist({ message: "The specified queue does not exist.", $metadata: {} });
    }
    const visible = url === DEAD ? this.#visible.length : 0;
    return {
      Attributes: {
        QueueArn: `arn:aws:sqs:eu-west-1:123456789012:${url.split("/").at(-1)}`,
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(url === DEAD ? this.hidden.size : 0),
      },
    };
  }

  #receive(): Message[] {
    const received = this.#visible.splice(0, 10);
    for (const message of received) this.hidden.set(message.ReceiptHandle ?? "", message);
    return received;
  }

  #giveBack({ input: { Entries = [] } }: ChangeMessageVisibilityBatchCommand) {
    const [refused, taken] = [true, false].map((isRefused) =>
      Entries.filter(({ ReceiptHandle = "" }) => this.refuses(ReceiptHandle) === isRefused),
    );
    for (const { ReceiptHandle = "", VisibilityTimeout } of taken ?? []) {
      const message = this.hidden.get(ReceiptHandle);
      if (message && VisibilityTimeout === 0 && this.hidden.delete(ReceiptHandle)) this.#visible.push(message);
    }
    return refused?.map(({ Id }) => ({ Id, SenderFault: true, Code: "ReceiptHandleIsInvalid" }));
  }
}
