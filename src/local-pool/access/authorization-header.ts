import { createHash } from "node:crypto";
import { ServiceError } from "../service-model/service-error.js";

/** The parts of an `Authorization` header of Signature Version 4. */
export interface SignedAuthorization {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** In lower case, as they stand in the header. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** The moment of signing, in ISO 8601 basic format. */
  readonly time: string;
}

const algorithm = "AWS4-HMAC-SHA256";
const parameterNames = ["Credential", "Signature", "SignedHeaders"] as const;

/**
 * Reads the header that carries a request's signature, and the time that belongs to it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 *
 * @throws ServiceError MissingAuthenticationTokenException without the header, IncompleteSignatureException if a part of it is
 * missing or malformed.
 */
export function readAuthorization(
  header: string | undefined,
  time: string | undefined,
): SignedAuthorization {
  if (header === undefined || header === "") {
    throw new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const parameters = readParameters(header);
  const problems = parameterNames
    .filter((name) => (parameters.get(name) ?? "") === "")
    .map((name) => `Authorization header requires '${name}' parameter. `);
  if (time === undefined) {
    problems.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
    );
  }
  if (problems.length > 0) throw incomplete(`${problems.join("")}${fingerprint(header)}`);
  const credential = (parameters.get("Credential") ?? "").split("/");
  const [accessKeyId = "", day = "", region = "", service = "", terminator = "", ...rest] =
    credential;
  if (terminator === "" || rest.length > 0) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential.length}' of them`,
    );
  }
  if (!/^\d{8}T\d{6}Z$/u.test(time ?? "")) {
    throw incomplete(
      "Date must be in ISO-8601 'basic format'. See http://en.wikipedia.org/wiki/ISO_8601",
    );
  }
  const signedHeaders = (parameters.get("SignedHeaders") ?? "").split(";");
  const signature = parameters.get("Signature") ?? "";
  return {
    ...{ accessKeyId, day, region, service, terminator },
    ...{ signedHeaders, signature, time: time ?? "" },
  };
}

/** The `name=value` pairs after the name of the algorithm; none of a header that names another one. */
function readParameters(header: string): ReadonlyMap<string, string> {
  if (!header.startsWith(`${algorithm} `)) return new Map();
  return new Map(
    header
      .slice(algorithm.length)
      .split(",")
      .map((pair) => {
        const [name = "", ...value] = pair.trim().split("=");
        return [name, value.join("=")];
      }),
  );
}

const incomplete = (message: string) => new ServiceError("IncompleteSignatureException", message);

/** AWS shows the header by its hash, so that no log holds a token that a program sent by mistake. */
const fingerprint = (header: string) =>
  `(Hashed with SHA-256 and encoded with Base64) Authorization=${createHash("sha256").update(header).digest("base64")}`;
