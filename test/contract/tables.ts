import { addressCases } from "./cases/address-cases.js";
import { attributeCases } from "./cases/attribute-cases.js";
import { challengeCases } from "./cases/challenge-cases.js";
import { deviceCases } from "./cases/device-cases.js";
import { eventCases } from "./cases/event-cases.js";
import { groupCases } from "./cases/group-cases.js";
import { identityCases } from "./cases/identity-cases.js";
import { invitationCases } from "./cases/invitation-cases.js";
import { listingCases } from "./cases/listing-cases.js";
import { namingCases } from "./cases/naming-cases.js";
import { passwordCases } from "./cases/password-cases.js";
import { policyCases } from "./cases/policy-cases.js";
import { poolCases } from "./cases/pool-cases.js";
import { protocolCases } from "./cases/protocol-cases.js";
import { recoveryCases } from "./cases/recovery-cases.js";
import { revocationCases } from "./cases/revocation-cases.js";
import { secondFactorCases } from "./cases/second-factor-cases.js";
import { sessionCases } from "./cases/session-cases.js";
import { statusCases } from "./cases/status-cases.js";
import { tokenCases } from "./cases/token-cases.js";
import type { ContractCase } from "./contract-case.js";
import type { GatewayCase } from "./gateway-case.js";
import { gatewayListCases } from "./gateway-cases/list-cases.js";
import { gatewayLookUpCases } from "./gateway-cases/look-up-cases.js";
import { gatewayPasswordCases } from "./gateway-cases/password-cases.js";
import { gatewayRefusalCases } from "./gateway-cases/refusal-cases.js";

/** The first half: what the gateway relies on in Cognito. */
export const cognitoTable: readonly ContractCase[] = [
  ...passwordCases,
  ...policyCases,
  ...statusCases,
  ...invitationCases,
  ...recoveryCases,
  ...challengeCases,
  ...secondFactorCases,
  ...namingCases,
  ...addressCases,
  ...attributeCases,
  ...tokenCases,
  ...revocationCases,
  ...sessionCases,
  ...deviceCases,
  ...eventCases,
  ...listingCases,
  ...groupCases,
  ...identityCases,
  ...poolCases,
  ...protocolCases,
];

/** The second half: what the gateway does in front of it. */
export const gatewayTable: readonly GatewayCase[] = [
  ...gatewayLookUpCases,
  ...gatewayListCases,
  ...gatewayPasswordCases,
  ...gatewayRefusalCases,
];
