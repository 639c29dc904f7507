/** Where a client of AWS calls, as the configuration says it. */
export interface Place {
  readonly region: string;
  readonly endpoint?: string | undefined;
  /** Endpoints with cryptography that is validated by FIPS 140. */
  readonly fips?: boolean | undefined;
  /** Endpoints that are reached by IPv6, too. */
  readonly dualStack?: boolean | undefined;
}

/**
 * What the SDK would otherwise take from AWS's variables and files, but for credentials: said for every client, so that where
 * calls go, how they are signed and how often they are tried is said by the configuration alone. docs/operations.md has the
 * whole list.
 */
export const settledOptions = {
  ignoreConfiguredEndpointUrls: true,
  retryMode: "standard",
  defaultsMode: "legacy" as const,
  authSchemePreference: ["sigv4"],
  disableClockSkewCorrection: false,
};

/** The same, with the place. */
export const settledOptionsAt = ({ region, endpoint, fips = false, dualStack = false }: Place) => ({
  ...settledOptions,
  region,
  ...(endpoint === undefined ? {} : { endpoint }),
  useFipsEndpoint: fips,
  useDualstackEndpoint: dualStack,
});
