import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { ChainHead } from "./audit-line.js";

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in DER. */
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** What a checkpoint's signature is about: its own number, and the hash of the record before it. */
const textOf = ({ seq, hash }: ChainHead): Buffer =>
  Buffer.from(`cognito-admin-gateway audit checkpoint ${seq + 1} ${hash}`);

/** Signs checkpoints by Ed25519, so that who verifies them cannot make any. */
export class SigningKey {
  private readonly key: KeyObject;
  /** In base64url; who verifies has to know it from elsewhere. */
  readonly publicKey: string;

  /** Takes the 32 bytes of the private key in base64. */
  constructor(secret: string) {
    const der = Buffer.concat([privatePrefix, Buffer.from(secret, "base64")]);
    this.key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    this.publicKey = createPublicKey(this.key)
      .export({ format: "der", type: "spki" })
      .subarray(publicPrefix.length)
      .toString("base64url");
  }

  /** The fields that a checkpoint behind `head` gets. */
  sign(head: ChainHead): { publicKey: string; signature: string } {
    const signature = sign(null, textOf(head), this.key).toString("base64url");
    return { publicKey: this.publicKey, signature };
  }
}

/** Whether a checkpoint behind `head` was signed by the private half of a key; false for a text that is no key. */
export function isSigned(head: ChainHead, publicKey: string, signature: string): boolean {
  try {
    const der = Buffer.concat([publicPrefix, Buffer.from(publicKey, "base64url")]);
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return verify(null, textOf(head), key, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}
