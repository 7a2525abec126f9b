/** The endpoint of a cloud and what a program sets to use it, as {@link RunningCloud} has them. */
export interface CloudAddress {
  readonly endpoint: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Settings of an SDK client that uses the cloud as root. */
export function clientSettings({ endpoint, env }: CloudAddress) {
  return {
    endpoint,
    region: String(env["AWS_REGION"]),
    credentials: {
      accessKeyId: String(env["AWS_ACCESS_KEY_ID"]),
      secretAccessKey: String(env["AWS_SECRET_ACCESS_KEY"]),
    },
  };
}

/**
 * Runs a command of a cloud, e.g. `bounce-address`.
 *
 * @returns its output as JSON text
 * @throws Error with the command's own text
 */
export async function runCommand(endpoint: string, name: string, input: string): Promise<string> {
  const response = await fetch(`${endpoint}/_sandbox/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: input,
  });
  const output = await response.text();
  if (!response.ok) throw new Error((JSON.parse(output) as { message: string }).message);
  return output;
}

/** Waits until a reading is there, 20 seconds at most by default. @throws Error that says what it waited for */
export async function eventually<T>(what: string, read: () => Promise<T | undefined>, seconds = 20): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  while (Date.now() < deadline) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Waited ${seconds} seconds for ${what}.`);
}
