// The tests that prove by counts, alone and long: `npm run test:chaos`. docs/testing.md says what each count means; one that is
// set in the environment stays. What follows on the command line goes to Jest.
import { spawnSync } from "node:child_process";

const counts = {
  CANARY_REQUESTS: "100000",
  HEAP_SETS: "10000",
  AUDIT_FAULT_CALLS: "10000",
  FAULT_CALLS: "20000",
  ENUMERATION_PAIRS: "10000",
  STOPS: "300",
  KILLS: "500",
  TAILS: "10000",
  UNREAD_LOG_MS: "60000",
  LIST_HISTORIES: "10000",
  MUTATION_RUNS: "10000",
};

const files = [
  "canaries",
  "heap",
  "audit-faults",
  "outcomes",
  "enumeration",
  "stop",
  "/kill",
  "tails",
  "unread-log",
  "list-histories",
  "mutation-outcomes",
];

const { status } = spawnSync(
  process.execPath,
  [
    "node_modules/jest/bin/jest.js",
    ...["--selectProjects", "integration", "--testPathPatterns", ...files],
    ...process.argv.slice(2),
  ],
  { stdio: "inherit", env: { ...counts, ...process.env } },
);
process.exitCode = status ?? 1;
