import { finding, missing, notProven, ok } from "../../../../src/cli/doctor/finding.js";
import { createReport, type ReportForm } from "../../../../src/cli/doctor/report.js";

const findings = [
  finding("audit log", "folder", ok("can be written")),
  finding("pool a", "AdminListGroupsForUser", missing("is not permitted", "Permit it.")),
  finding("pool a", "AdminSetUserPassword", notProven("not asked for")),
];

function printed(form: ReportForm): string {
  const texts: string[] = [];
  const report = createReport(form, (text) => texts.push(text));
  for (const found of findings) report.tell(found);
  report.end(1);
  return texts.join("\n");
}

describe("a report", () => {
  it("is one line for each finding in a pipe, with what to do about it", () => {
    expect(printed("lines")).toBe(`ok: audit log: folder: can be written
missing: pool a: AdminListGroupsForUser: is not permitted. Permit it.
not proven: pool a: AdminSetUserPassword: not asked for
1 ok, 1 missing, 1 not proven`);
  });

  it("is a table on a terminal", () => {
    expect(printed("table")).toBe(`audit log
  ok          folder                  can be written

pool a
  missing     AdminListGroupsForUser  is not permitted
                                      > Permit it.
  not proven  AdminSetUserPassword    not asked for

1 ok, 1 missing, 1 not proven`);
  });

  it("is one document for a program", () => {
    expect(JSON.parse(printed("json"))).toEqual({ exitCode: 1, findings });
  });
});
