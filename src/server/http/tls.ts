import type { Server } from "node:http";
import { type SecureContextOptions, Server as TlsServer } from "node:tls";
import type { Config } from "../../config/config.js";
import { ConfigurationError } from "../../config/configuration-error.js";
import type { Logger } from "../observability/logger.js";
import { readTlsFiles } from "./tls-files.js";

/** The certificate of a listener, and how it is renewed. */
export interface Tls {
  readonly options: SecureContextOptions;
  /** Reads the files again, for connections that come from now on; what cannot be used is logged, and the old stays. */
  reload(server: Server): void;
}

/** Undefined where plain HTTP is spoken. Throws a ConfigurationError: without its certificate a gateway must not start. */
export function openTls(files: Config["listen"]["tls"], logger: Logger): Tls | undefined {
  if (files === undefined) return undefined;
  return {
    options: readTlsFiles(files),
    reload: (server) => {
      try {
        if (server instanceof TlsServer) server.setSecureContext(readTlsFiles(files));
        logger.info("certificates renewed");
      } catch (error) {
        // Paths and problems of the operator's own files.
        const mistakes = error instanceof ConfigurationError ? error.mistakes : [];
        logger.error({ mistakes }, "certificates not renewed");
      }
    },
  };
}
