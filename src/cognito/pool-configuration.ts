import {
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  type GetUserPoolMfaConfigResponse,
  GetUserPoolSessionConfigurationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../errors/gateway-error.js";
import type { PoolRead } from "./pool-read.js";
import { toPoolDescription } from "./records/pool-description.js";
import type { MfaMethod, UserPoolDescription } from "./records/records.js";
import { within } from "./transport/deadline.js";

/** What a pool tells of how it is configured. */
export class PoolConfiguration {
  constructor(
    private readonly poolId: string,
    private readonly read: PoolRead,
  ) {}

  /**
   * DescribeUserPool; quota category UserPoolRead, 15 a second for an account.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html
   */
  describe(): Promise<UserPoolDescription> {
    return this.read("DescribeUserPool", {}, async (client, deadline) => {
      const command = new DescribeUserPoolCommand({ UserPoolId: this.poolId });
      const { UserPool: pool } = await client.send(within(deadline, command));
      if (pool === undefined) throw new GatewayError("UPSTREAM_ERROR");
      return toPoolDescription(pool);
    });
  }

  /**
   * GetUserPoolMfaConfig; quota category UserPoolResourceRead. The second factors that users can be asked for.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html
   */
  mfaMethods(): Promise<readonly MfaMethod[]> {
    return this.read("GetUserPoolMfaConfig", {}, async (client, deadline) => {
      const command = new GetUserPoolMfaConfigCommand({ UserPoolId: this.poolId });
      return offeredBy(await client.send(within(deadline, command)));
    });
  }

  /**
   * GetUserPoolSessionConfiguration: whether Cognito keeps the sessions of users. False in a plan without them. Which quota category
   * it counts in AWS does not say.
   * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolSessionConfiguration.html
   */
  async tracksSessions(): Promise<boolean> {
    try {
      return await this.read("GetUserPoolSessionConfiguration", {}, async (client, deadline) => {
        const command = new GetUserPoolSessionConfigurationCommand({ UserPoolId: this.poolId });
        const { UserSessionTracking: tracking } = await client.send(within(deadline, command));
        if (tracking === undefined) throw new GatewayError("UPSTREAM_ERROR");
        return tracking === "ENABLED";
      });
    } catch (error) {
      if (error instanceof GatewayError && error.code === "FEATURE_UNAVAILABLE") return false;
      throw error;
    }
  }
}

function offeredBy({
  MfaConfiguration,
  SmsMfaConfiguration,
  SoftwareTokenMfaConfiguration,
  EmailMfaConfiguration,
  WebAuthnConfiguration,
}: GetUserPoolMfaConfigResponse): readonly MfaMethod[] {
  if (MfaConfiguration === undefined || MfaConfiguration === "OFF") return [];
  const isOffered: Readonly<Partial<Record<MfaMethod, boolean>>> = {
    SMS_MFA: SmsMfaConfiguration?.SmsConfiguration !== undefined,
    SOFTWARE_TOKEN_MFA: SoftwareTokenMfaConfiguration?.Enabled === true,
    EMAIL_OTP: EmailMfaConfiguration !== undefined,
    WEB_AUTHN: WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION",
  };
  return (Object.keys(isOffered) as MfaMethod[]).filter((method) => isOffered[method]);
}
