import { constants, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../../../src/config/configuration-error.js";
import { readTlsFiles } from "../../../../src/server/http/tls-files.js";
import { createAuthority } from "../../../support/certificates.js";

const authority = createAuthority("An authority");
const server = authority.issue({ commonName: "gateway" });
const stranger = authority.issue({ commonName: "stranger" });
const locked = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "hunter2",
});

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tls-files-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const good = () => ({ cert: write("cert", server.cert), key: write("key", server.key) });

function mistakesOf(files: { cert: string; key: string; clientCa?: string }) {
  try {
    readTlsFiles(files);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.mistakes;
  }
  throw new Error("The files were accepted.");
}

describe("readTlsFiles", () => {
  it("reads certificate and key, and asks for TLS 1.2 at least", () => {
    expect(readTlsFiles(good())).toEqual({
      cert: server.cert,
      key: server.key,
      minVersion: "TLSv1.2",
    });
  });

  it("reads a chain, and several authorities of clients, whose sessions are not resumed", () => {
    const both = `${authority.cert}${createAuthority("Another").cert}`;
    const files = {
      ...good(),
      cert: write("chain", `${server.cert}${authority.cert}`),
      clientCa: write("ca", both),
    };
    expect(readTlsFiles(files)).toMatchObject({
      ca: both,
      secureOptions: constants.SSL_OP_NO_TICKET,
    });
  });

  it.each([
    ["a key for a certificate", "cert", () => write("wrong", server.key)],
    ["a certificate for a key", "key", () => write("wrong", server.cert)],
    ["a key with a passphrase", "key", () => write("wrong", locked)],
    ["an empty file", "cert", () => write("wrong", "")],
    ["a broken certificate", "cert", () => write("wrong", server.cert.replace("MII", "AAA"))],
    ["a certificate cut short", "cert", () => write("wrong", server.cert.slice(0, 200))],
    ["DER", "cert", () => write("wrong", Buffer.from([0x30, 0x82, 0x01, 0x00]))],
    ["somebody else's key", "key", () => write("wrong", stranger.key)],
    ["a file that is not there", "key", () => join(folder, "nowhere")],
    ["a folder", "cert", () => folder],
    ["authorities that are none", "clientCa", () => write("wrong", "hunter2")],
    [
      "one good authority before a broken one",
      "clientCa",
      () =>
        write(
          "wrong",
          `${authority.cert}-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----\n`,
        ),
    ],
  ])("refuses %s at its path", (_what, key, file) => {
    const mistakes = mistakesOf({ ...good(), [key]: file() });
    expect(mistakes.map(({ path }) => path)).toEqual([`listen.tls.${key}`]);
    expect(JSON.stringify(mistakes)).not.toContain("hunter2");
  });

  it("reports every mistake at once", () => {
    const nowhere = join(folder, "nowhere");
    const mistakes = mistakesOf({ cert: nowhere, key: nowhere, clientCa: nowhere });
    expect(mistakes).toEqual(
      ["cert", "key", "clientCa"].map((key) => ({
        path: `listen.tls.${key}`,
        problem: "cannot be read: ENOENT",
      })),
    );
  });
});
