import { AuditFileError } from "../audit/journal/audit-file-error.js";
import { PolicyError } from "../authorization/policy-error.js";
import { BlockListError } from "../authorization/tokens/block-list.js";
import { ConfigurationError } from "../config/configuration-error.js";
import { readConfig } from "../config/read-config.js";
import { type Gateway, startGateway } from "../server/gateway.js";

/** Exit code for a configuration that cannot be used: EX_CONFIG of sysexits.h. */
const configurationExitCode = 78;

const listenFailures = new Set(["EADDRINUSE", "EACCES", "EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN"]);

/** Starts the gateway from a configuration file. */
export async function serve(file: string): Promise<Gateway | { exitCode: number }> {
  try {
    const gateway = await startGateway(readConfig(file));
    // Nobody is ever shown a stack, since its first line quotes; the libraries' errors, some of which are made on the way
    // to a good answer, would spend up to 8 us each on one.
    Error.stackTraceLimit = 0;
    console.log(JSON.stringify({ msg: "listening", url: gateway.url, adminUrl: gateway.adminUrl }));
    return gateway;
  } catch (error) {
    if (
      error instanceof ConfigurationError ||
      error instanceof AuditFileError ||
      error instanceof PolicyError ||
      error instanceof BlockListError
    ) {
      console.error(error.message);
      return { exitCode: configurationExitCode };
    }
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined || !listenFailures.has(code)) throw error;
    console.error(`Cannot listen on the configured address and port (${code}).`);
    return { exitCode: 1 };
  }
}
