import { App } from "cdktf";
import { ArchitectureStack } from "./stacks/architecture-stack";
import { readRootConfiguration } from "./stacks/configuration";

try {
  const app = new App();
  const { architectures, backend } = readRootConfiguration((key) => app.node.tryGetContext(key));
  for (const architecture of architectures) new ArchitectureStack(app, architecture, backend);
  app.synth();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
