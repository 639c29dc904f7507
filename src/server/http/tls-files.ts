import { constants, createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import type { Config } from "../../config/config.js";
import { ConfigurationError, type ConfigurationMistake } from "../../config/configuration-error.js";

type TlsFiles = NonNullable<Config["listen"]["tls"]>;

/** Reads the files of `listen.tls`. Throws a ConfigurationError with every mistake in them, and without a word of them. */
export function readTlsFiles(files: TlsFiles): SecureContextOptions {
  const mistakes: ConfigurationMistake[] = [];
  const certificate = readPem("cert", files.cert, isCertificates, mistakes);
  const key = readPem("key", files.key, isPrivateKey, mistakes);
  const authorities =
    files.clientCa === undefined
      ? undefined
      : readPem("clientCa", files.clientCa, isCertificates, mistakes);
  if (mistakes.length === 0 && !isPair(certificate, key)) {
    mistakes.push({ path: "listen.tls.key", problem: "is not the key of listen.tls.cert" });
  }
  const options: SecureContextOptions = {
    cert: certificate,
    key,
    minVersion: "TLSv1.2",
    // A session that is resumed would bring back what was verified once, by authorities that may be gone since.
    ...(authorities === undefined
      ? {}
      : { ca: authorities, secureOptions: constants.SSL_OP_NO_TICKET }),
  };
  if (mistakes.length === 0 && !succeeds(() => createSecureContext(options))) {
    mistakes.push({ path: "listen.tls", problem: "cannot be used: OpenSSL refuses these files" });
  }
  if (mistakes.length > 0) throw new ConfigurationError("The configuration", mistakes);
  return options;
}

interface Form {
  readonly holds: (text: string) => boolean;
  readonly name: string;
}

function readPem(
  key: keyof TlsFiles,
  file: string,
  { holds, name }: Form,
  mistakes: ConfigurationMistake[],
): string {
  const path = `listen.tls.${key}`;
  try {
    const text = readFileSync(file, "utf8");
    if (!holds(text)) mistakes.push({ path, problem: `holds no ${name}` });
    return text;
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    mistakes.push({ path, problem: `cannot be read: ${code}` });
    return "";
  }
}

const certificateBlock = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs;

const isCertificates: Form = {
  name: "certificate in PEM",
  holds: (text) => {
    const blocks = text.match(certificateBlock) ?? [];
    return blocks.length > 0 && blocks.every((block) => succeeds(() => new X509Certificate(block)));
  },
};

const isPrivateKey: Form = {
  name: "private key in PEM without a passphrase",
  holds: (text) => succeeds(() => createPrivateKey(text)),
};

const isPair = (certificate: string, key: string): boolean =>
  new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
