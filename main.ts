import { App } from "cdktf";
import { context } from "./cdktf.json";
import { ArchitectureStack } from "./stacks/architecture-stack";
import { readRootConfiguration } from "./stacks/configuration";
import { refuseToLoseState } from "./stacks/left-state";

try {
  // cdktf's command line hands over the context of its file by itself, `npm run synth` does not.
  const app = new App({ context });
  const { architectures, backend } = readRootConfiguration((key) => app.node.tryGetContext(key));
  refuseToLoseState(
    app.outdir,
    architectures.map(({ id }) => id),
  );
  for (const architecture of architectures) new ArchitectureStack(app, architecture, backend);
  app.synth();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
