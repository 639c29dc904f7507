import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

// Certificates are made as a test needs them, so that no private key is kept and none runs out. Node reads X.509 but does
// not write it: this is the part of RFC 5280 that these certificates need.

/** A certificate and its private key, in PEM. */
interface Certificate {
  readonly cert: string;
  readonly key: string;
}

interface Names {
  readonly commonName: string;
  readonly dns?: readonly string[];
  readonly uris?: readonly string[];
  /** Four bytes each. */
  readonly addresses?: readonly (readonly number[])[];
}

/** An authority of a test's own. */
export interface Authority extends Certificate {
  issue(names: Names): Certificate;
}

export function createAuthority(commonName: string): Authority {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const extensions = [extension("551d13", tlv(0x30, tlv(0x01, Buffer.from([0xff]))))];
  const own = certify({ commonName, extensions, ...pair }, { commonName, ...pair });
  return {
    ...own,
    issue: ({ commonName: subject, dns = [], uris = [], addresses = [] }) => {
      const alternatives = [
        ...dns.map((name) => tlv(0x82, Buffer.from(name))),
        ...uris.map((uri) => tlv(0x86, Buffer.from(uri))),
        ...addresses.map((address) => tlv(0x87, Buffer.from(address))),
      ];
      const names =
        alternatives.length === 0 ? [] : [extension("551d11", tlv(0x30, ...alternatives))];
      const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
      return certify({ commonName: subject, extensions: names, ...keys }, { commonName, ...pair });
    },
  };
}

interface Subject {
  readonly commonName: string;
  readonly extensions: readonly Buffer[];
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function certify(
  { commonName, extensions, publicKey, privateKey }: Subject,
  issuer: { readonly commonName: string; readonly privateKey: KeyObject },
): Certificate {
  const algorithm = tlv(0x30, oid("2a8648ce3d040302"));
  const content = tlv(
    0x30,
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(issuer.commonName),
    tlv(0x30, time("20000101000000Z"), time("20990101000000Z")),
    nameOf(commonName),
    publicKey.export({ type: "spki", format: "der" }),
    ...(extensions.length === 0 ? [] : [tlv(0xa3, tlv(0x30, ...extensions))]),
  );
  const signature = sign("sha256", content, issuer.privateKey);
  const whole = tlv(0x30, content, algorithm, tlv(0x03, Buffer.from([0]), signature));
  const lines =
    whole
      .toString("base64")
      .match(/.{1,64}/g)
      ?.join("\n") ?? "";
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Tag, length and value of ASN.1, in DER. */
function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const size = value.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}

const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, "hex"));
const time = (text: string): Buffer => tlv(0x18, Buffer.from(text));

const nameOf = (commonName: string): Buffer =>
  tlv(0x30, tlv(0x31, tlv(0x30, oid("550403"), tlv(0x0c, Buffer.from(commonName)))));

const extension = (id: string, value: Buffer): Buffer => tlv(0x30, oid(id), tlv(0x04, value));
