import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type DetailedPeerCertificate, type PeerCertificate, TLSSocket } from "node:tls";
import type { Config } from "../../config/config.js";
import { ConfigurationError } from "../../config/configuration-error.js";
import type { Secrets } from "../../config/secrets.js";

/** What shows that a request came by the router. It says which way, never who: identity is the bearer token's alone. */
export interface RouterCredential {
  isPresentedBy(request: Pick<IncomingMessage, "headersDistinct" | "socket">): boolean;
  /** From now on the secrets are these. */
  renew(secrets: Secrets): void;
}

/**
 * The credential of the configured router: a secret or a client certificate, either of them where both are configured.
 * Undefined without `router`; throws a ConfigurationError when there is neither.
 */
export function createRouterCredential({
  router,
  secrets: { router: routerSecrets = [] } = {},
}: Pick<Config, "router" | "secrets">): RouterCredential | undefined {
  if (router === undefined) return undefined;
  const { secretHeader, clientCertificate } = router;
  if (routerSecrets.length === 0 && clientCertificate === undefined) {
    const problem =
      "needs a credential: set COGNITO_ADMIN_GATEWAY_ROUTER_SECRET, or router.clientCertificate";
    throw new ConfigurationError("The configuration", [{ path: "router", problem }]);
  }
  let secrets = routerSecrets.map(digest);
  const subjects = new Set(clientCertificate?.subjects);
  return {
    isPresentedBy: ({ headersDistinct, socket }) =>
      isOneOf(secrets, headersDistinct[secretHeader]) || isVerified(socket, subjects),
    renew: ({ router: renewed = [] }) => {
      secrets = renewed.map(digest);
    },
  };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares with every secret, and hashes, whose length is always the same: time tells nothing of a secret. */
function isOneOf(secrets: readonly Buffer[], values: readonly string[] = []): boolean {
  const [value] = values;
  // Of two, somebody on the way may have read the other.
  if (value === undefined || values.length !== 1) return false;
  const given = digest(value);
  return secrets.filter((secret) => timingSafeEqual(secret, given)).length > 0;
}

function isVerified(socket: unknown, subjects: ReadonlySet<string>): boolean {
  if (subjects.size === 0 || !(socket instanceof TLSSocket) || !socket.authorized) return false;
  return subjectsOf(socket.getPeerCertificate()).some((subject) => subjects.has(subject));
}

/** The names for which a certificate stands: its common name, and the DNS names and URIs among its alternative names. */
export function subjectsOf(
  certificate: Partial<
    Pick<PeerCertificate | DetailedPeerCertificate, "subject" | "subjectaltname">
  >,
): readonly string[] {
  const commonName: unknown = certificate.subject?.CN;
  return [
    // Several common names are a list: which of them counts would be a guess.
    ...(typeof commonName === "string" ? [commonName] : []),
    ...alternativeNamesOf(certificate.subjectaltname ?? ""),
  ];
}

/**
 * Node writes `DNS:a, URI:b`, and puts in quotation marks what could be mistaken for the next name (CVE-2021-44532). No
 * name that anybody would list needs them, so a certificate with one has no alternative names here.
 */
function alternativeNamesOf(text: string): readonly string[] {
  if (text.includes('"')) return [];
  return text.split(", ").flatMap((name) => /^(?:DNS|URI):(.+)$/.exec(name)?.[1] ?? []);
}
