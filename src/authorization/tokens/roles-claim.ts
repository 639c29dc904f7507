import type { JwtPayload } from "aws-jwt-verify/jwt-model";
import type { TrustedIssuer } from "./trusted-issuer.js";

/** A configured roles claim that an issuer's token does not have, or has in a form that holds no roles. */
export interface RolesTrouble {
  readonly issuer: string;
  readonly rolesClaim: string;
  readonly trouble: "absent" | "neither text nor list";
}

/**
 * The roles that tokens list. Tells once of each issuer whose tokens have never had the claim: a name that is mistyped gives nobody
 * any role, and is no error of anybody's token.
 */
export class RolesClaims {
  /** Issuers whose claim was met, and those that were told of. */
  private readonly settled = new Set<string>();

  constructor(private readonly onTrouble: ((trouble: RolesTrouble) => void) | undefined) {}

  rolesOf({ issuer, rolesClaim }: TrustedIssuer, claims: JwtPayload): readonly string[] {
    const claim = claimAt(claims, rolesClaim);
    const roles = readRoles(claim);
    if (!this.settled.has(issuer)) {
      this.settled.add(issuer);
      if (roles === undefined) {
        const trouble = claim === undefined ? "absent" : "neither text nor list";
        this.onTrouble?.({ issuer, rolesClaim, trouble });
      }
    }
    return roles ?? [];
  }
}

/**
 * The claim of exactly this name, which may be a URL and hold dots; else what a path of names with dots between leads to, of which
 * each may hold dots as well.
 */
function claimAt(claims: object, path: string): unknown {
  if (Object.hasOwn(claims, path)) return (claims as Record<string, unknown>)[path];
  for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1)) {
    const inner = Object.hasOwn(claims, path.slice(0, dot))
      ? (claims as Record<string, unknown>)[path.slice(0, dot)]
      : undefined;
    const found =
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? claimAt(inner, path.slice(dot + 1))
        : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Roles stand in a list, as `cognito:groups`, or in one text with blanks between, as `scope` (RFC 8693, 4.2). None is
 * left out, however many there are: a policy may forbid by role. Their number is bounded by the token's length.
 */
function readRoles(claim: unknown): readonly string[] | undefined {
  if (typeof claim === "string") return claim.split(" ").filter((role) => role !== "");
  if (!Array.isArray(claim)) return undefined;
  return claim.filter((role): role is string => typeof role === "string");
}
