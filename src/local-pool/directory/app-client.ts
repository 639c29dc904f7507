import { randomId } from "../crypto/random-id.js";

/** An app client: which flows it may use and how long its tokens live. */
export interface AppClient {
  readonly id: string;
  readonly name: string;
  readonly secret?: string;
  readonly createdAt: Date;
  readonly explicitAuthFlows: readonly string[];
  readonly preventUserExistenceErrors: "LEGACY" | "ENABLED";
  readonly sessionMinutes: number;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

const HOUR = 3600;

/** A client with the service's defaults wherever nothing is stated. */
export const createAppClient = (
  stated: Pick<AppClient, "name" | "createdAt"> & Partial<AppClient>,
): AppClient => ({
  id: randomId(26),
  explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
  preventUserExistenceErrors: "LEGACY",
  sessionMinutes: 3,
  accessTokenSeconds: HOUR,
  idTokenSeconds: HOUR,
  refreshTokenSeconds: 30 * 24 * HOUR,
  ...stated,
});
