import { AuditFileError } from "../audit/journal/audit-file-error.js";
import { PolicyError } from "../authorization/policy-error.js";
import { BlockListError } from "../authorization/tokens/block-list.js";
import { ConfigurationError } from "../config/configuration-error.js";
import { readConfig } from "../config/read-config.js";
import { type Gateway, startGateway } from "../server/gateway.js";
import { listeningLine } from "./listening-line.js";

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
    console.log(listeningLine({ url: gateway.url, adminUrl: gateway.adminUrl }));
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
    const problem = listenProblem(error);
    if (problem === null) throw error;
    console.error(problem);
    return { exitCode: 1 };
  }
}

/** Where it could not listen, and why; null for what is another failure. */
function listenProblem(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code = "", address, hostname, port } = error as ListenError;
  if (!listenFailures.has(code)) return null;
  const host = address ?? hostname;
  const place = [host?.includes(":") === true ? `[${host}]` : host, port].filter(
    (part) => part !== undefined,
  );
  return `Cannot listen on ${place.length > 0 ? place.join(":") : "the configured address"} (${code}).`;
}

/** What Node says of a failure to listen, by address or by name. */
interface ListenError {
  readonly code?: string;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
}
