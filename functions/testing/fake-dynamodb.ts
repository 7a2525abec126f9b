import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  GetCommand,
  type GetCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

type Item = Record<string, unknown>;

/** One write as UpdateItem, or as Put, Update or Delete of a transaction, takes it. An item's first attribute is its key. */
interface Write {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly isDelete?: boolean;
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
  readonly ReturnValues?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/**
 * A DynamoDB in memory that stands in for a document client. It evaluates the expressions that the functions write
 * (SET, ADD, if_not_exists, list_append, attribute_not_exists, comparisons, AND, OR) and throws at any other.
 */
export class FakeDynamoDb {
  readonly #tables = new Map<string, Map<string, Item>>();

  /** The items of a table by the value of their key, for assertions and for preparing a case. */
  table(name: string): Map<string, Item> {
    const table = this.#tables.get(name) ?? new Map<string, Item>();
    this.#tables.set(name, table);
    return table;
  }

  /** Answers a command as the document client does. */
  async send(command: unknown): Promise<unknown> {
    if (command instanceof GetCommand) return this.#get(command.input);
    if (command instanceof UpdateCommand) return this.#update(command.input as Write);
    if (command instanceof TransactWriteCommand) {
      return this.#transact((command.input.TransactItems ?? []).map(writeOf));
    }
    throw new Error("FakeDynamoDb knows GetItem, UpdateItem and TransactWriteItems only.");
  }

  #get({ TableName, Key }: GetCommandInput) {
    return { Item: structuredClone(this.table(String(TableName)).get(keyOf(Key ?? {}))) };
  }

  #update(write: Write) {
    if (!this.#allows(write)) throw this.#refusal(write);
    this.#write(write);
    const { table, key } = this.#target(write);
    return write.ReturnValues === "ALL_NEW" ? { Attributes: structuredClone(table.get(key)) } : {};
  }

  /** With the item where it is asked for, as DynamoDB writes it: the document client does not convert it. */
  #refusal(write: Write): ConditionalCheckFailedException {
    const { table, key } = this.#target(write);
    const attributes = Object.entries(table.get(key) ?? {}).map(([name, value]) => [
      name,
      typeof value === "number" ? { N: String(value) } : { S: String(value) },
    ]);
    const Item = write.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && { Item: Object.fromEntries(attributes) };
    return new ConditionalCheckFailedException({ message: "no", $metadata: {}, ...Item });
  }

  #transact(writes: readonly Write[]) {
    const CancellationReasons = writes.map((write) => ({
      Code: this.#allows(write) ? "None" : "ConditionalCheckFailed",
    }));
    if (CancellationReasons.some(({ Code }) => Code !== "None")) {
      throw new TransactionCanceledException({ message: "no", $metadata: {}, CancellationReasons });
    }
    for (const write of writes) this.#write(write);
    return {};
  }

  #target(write: Write) {
    const key = keyOf(write.Key ?? write.Item ?? {});
    return { table: this.table(write.TableName), key };
  }

  #allows(write: Write): boolean {
    const { table, key } = this.#target(write);
    const item = table.get(key) ?? {};
    const terms = (write.ConditionExpression ?? "").split(" AND ").filter(Boolean);
    return terms.every((term) => {
      const alternatives = (term.startsWith("(") ? term.slice(1, -1) : term).split(" OR ");
      return alternatives.some((alternative) => holds(alternative, item, write));
    });
  }

  #write(write: Write): void {
    const { table, key } = this.#target(write);
    if (write.isDelete) {
      table.delete(key);
      return;
    }
    const item: Item = write.Item ? { ...write.Item } : { ...table.get(key), ...write.Key };
    const [, set = "", added = ""] = /^(?:SET (.*?))?\s*(?:ADD (.*))?$/.exec(write.UpdateExpression ?? "") ?? [];
    // A comma inside a function's parentheses does not separate assignments.
    for (const assignment of set.split(/, (?![^(]*\))/).filter(Boolean)) {
      const [path = "", operand = ""] = assignment.split(" = ");
      item[nameOf(path, write)] = evaluate(operand.trim(), item, write);
    }
    const [path, amount] = added.split(" ");
    if (path && amount) {
      const name = nameOf(path, write);
      item[name] = Number(item[name] ?? 0) + Number(evaluate(amount, item, write));
    }
    table.set(key, item);
  }
}

function writeOf({ Put, Update, Delete }: NonNullable<TransactWriteCommandInput["TransactItems"]>[number]): Write {
  return (Delete ? { ...Delete, isDelete: true } : (Put ?? Update)) as Write;
}

function keyOf(key: Item): string {
  return String(Object.values(key)[0]);
}

function nameOf(path: string, { ExpressionAttributeNames }: Write): string {
  return path.startsWith("#") ? (ExpressionAttributeNames?.[path] ?? unknown(path)) : path;
}

function evaluate(operand: string, item: Item, write: Write): unknown {
  const [, call, first, second] = /^(if_not_exists|list_append)\((.+), ([^,()]+)\)$/.exec(operand) ?? [];
  if (call === "if_not_exists") return item[nameOf(first ?? "", write)] ?? evaluate(second ?? "", item, write);
  if (call === "list_append") {
    return [first, second].flatMap((part) => evaluate(part ?? "", item, write));
  }
  const values = write.ExpressionAttributeValues ?? {};
  return operand in values ? values[operand] : unknown(operand);
}

function holds(term: string, item: Item, write: Write): boolean {
  const [, absent] = /^attribute_not_exists\((\S+)\)$/.exec(term) ?? [];
  if (absent) return item[nameOf(absent, write)] === undefined;
  const [path = "", operator, operand = ""] = term.split(" ");
  const [left, right] = [item[nameOf(path, write)], evaluate(operand, item, write)] as [number, number];
  if (left === undefined) return false;
  if (operator === "=") return JSON.stringify(left) === JSON.stringify(right);
  if (operator === "<=") return left <= right;
  if (operator === ">") return left > right;
  return unknown(term);
}

function unknown(part: string): never {
  throw new Error(`FakeDynamoDb cannot evaluate "${part}".`);
}
