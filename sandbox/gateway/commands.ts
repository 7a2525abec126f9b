import { invalid } from "./command-input";
import { AwsError, type Command, jsonReply, type Reply, type Service } from "./service";

/** Where commands are asked for: `POST /_sandbox/<name>` with a JSON body. */
export const COMMAND_PATH = "/_sandbox/";

/** The commands of all services by name. Two of one name are a mistake in the sources and throw. */
export class Commands {
  private readonly byName = new Map<string, Command>();

  constructor(services: readonly Service[], own: Readonly<Record<string, Command>>) {
    for (const commands of [own, ...services.map((service) => service.commands ?? {})]) {
      for (const [name, command] of Object.entries(commands)) {
        if (this.byName.has(name)) throw new Error(`Two services have the command "${name}".`);
        this.byName.set(name, command);
      }
    }
  }

  /**
   * Runs a command. The content type has to be JSON, so that no page in a browser can send one unasked.
   * @returns the command's output as JSON
   */
  async run(path: string, contentType: string | undefined, body: Buffer): Promise<Reply> {
    const name = path.slice(COMMAND_PATH.length);
    const command = this.byName.get(name);
    if (!command) {
      const known = [...this.byName.keys()].sort().join(", ");
      throw new AwsError(404, "UnknownCommand", `There is no command "${name}". Commands are: ${known}.`);
    }
    if (!contentType?.startsWith("application/json")) {
      throw new AwsError(415, "InvalidCommand", `Send "${name}" with content-type application/json.`);
    }
    return jsonReply((await command(parse(name, body))) ?? {});
  }
}

function parse(name: string, body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || "{}");
  } catch (error) {
    throw invalid(`The input of "${name}" is not JSON: ${(error as Error).message}.`);
  }
}
