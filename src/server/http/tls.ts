import type { Server } from "node:http";
import { type SecureContextOptions, Server as TlsServer } from "node:tls";
import type { Config } from "../../config/config.js";
import type { Renewable } from "../renewal/watched-files.js";
import { readTlsFiles } from "./tls-files.js";

/** The certificate of a listener, and how it is renewed. */
interface Tls {
  readonly options: SecureContextOptions;
  /** The same files once more, for connections that come from then on. */
  renewableOf(server: Server): Renewable;
}

/** Undefined where plain HTTP is spoken. Throws a ConfigurationError: without its certificate a gateway must not start. */
export function openTls(files: Config["listen"]["tls"]): Tls | undefined {
  if (files === undefined) return undefined;
  return {
    options: readTlsFiles(files),
    renewableOf: (server) => ({
      name: "certificates",
      prepare: () => {
        const options = readTlsFiles(files);
        return () => {
          if (server instanceof TlsServer) server.setSecureContext(options);
        };
      },
    }),
  };
}
