import { Authorizer } from "../../authorization/authorizer.js";
import { PolicyError } from "../../authorization/policy-error.js";
import { BlockList, BlockListError } from "../../authorization/tokens/block-list.js";
import type { Config } from "../../config/config.js";
import { ConfigurationError } from "../../config/configuration-error.js";
import { readConfig } from "../../config/read-config.js";
import { readTlsFiles } from "../../server/http/tls-files.js";
import { poolResources } from "../../server/open-authorization.js";
import { finding, type Finding, type Findings, missing, ok } from "./finding.js";

/** The configuration with what the doctor says of it; without one, nothing else can be asked. */
export function readConfiguration(file: string): {
  readonly config: Config | null;
  readonly findings: readonly Finding[];
} {
  try {
    const config = readConfig(file);
    if (config.listen.tls !== undefined) readTlsFiles(config.listen.tls);
    const counts = `${count(config.issuers.length, "issuer")}, ${count(Object.keys(config.pools).length, "pool")}`;
    return { config, findings: [finding("configuration", "file", ok(counts))] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const findings = error.mistakes.map(({ path, problem }) =>
      finding("configuration", path, missing(problem, "Correct it: see docs/configuration.md.")),
    );
    return { config: null, findings };
  }
}

/** What decides about callers. */
export async function* askPolicies(config: Config): Findings {
  yield* policyFindings(config);
  if (config.blockList !== undefined) yield await blockListFinding(config.blockList);
}

function policyFindings({ policies, roleRanks, ...config }: Config): readonly Finding[] {
  try {
    const pools = poolResources({ policies, roleRanks, ...config });
    new Authorizer({ policyFiles: policies, roleRanks, pools });
    return [finding("policies", "files", ok("can be used"))];
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.mistakes.map(({ file, line, problem }) =>
      finding(
        "policies",
        line === undefined ? file : `${file}:${line}`,
        missing(problem, "Correct it: see docs/authorization.md."),
      ),
    );
  }
}

async function blockListFinding(file: string): Promise<Finding> {
  try {
    await BlockList.read(file);
    return finding("policies", "block list", ok("can be used"));
  } catch (error) {
    if (!(error instanceof BlockListError)) throw error;
    const place = error.line === undefined ? "" : `, line ${error.line}`;
    const remedy = "Correct it: see docs/authorization.md.";
    return finding("policies", "block list", missing(`${error.problem}${place}`, remedy));
  }
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;
